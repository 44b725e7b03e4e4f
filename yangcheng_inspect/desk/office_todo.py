"""What the office must do: sessions on their way to the draw, and orders to put right that fall due."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from inspections.choices import Result, VisitKind
from inspections.follow_up_status import RectificationStatus
from inspections.models import DrawSession, Inspection, Visit
from inspections.status import CALLED_OFF, SessionStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import item_todo
from yangcheng_inspect.desk.row import Todo

NEAR = 7
"""Days before a 改正期限 at which the recheck is to be ordered."""

SESSIONS: dict[str, tuple[str, str, str, str, str]] = {
    SessionStatus.OPEN: ("inspections.freeze", "封存名录", "lock-fill", "名录尚未封存，核对后提出封存", "提出封存"),
    SessionStatus.PROPOSED: (
        "inspections.confirm_freeze",
        "封存名录",
        "lock-fill",
        "另一人已提出封存，由您核对确认",
        "核对封存",
    ),
    SessionStatus.FROZEN: ("inspections.draw", "随机抽取", "shuffle", "名录已封存，尚未抽取", "开始抽取"),
}
"""By state: the right it takes, then kind, icon, note and button of the row."""


def of(user: User) -> Iterator[Todo]:
    yield from sessions(user)
    yield from rectifications(user)
    yield from item_todo.of(user)


def sessions(user: User) -> Iterator[Todo]:
    """Sittings not yet drawn; a proposed freeze waits for a second person."""
    own = {"status": SessionStatus.PROPOSED, "proposed_by": user}
    for session in DrawSession.objects.filter(status__in=SESSIONS).exclude(**own):
        right, kind, icon, note, act = SESSIONS[session.status]
        if user.has_perm(right):
            url = session.get_absolute_url()
            yield Todo(kind, "violet", icon, session.title, note, url, act, due=session.held_on)


def rectifications(user: User) -> Iterator[Todo]:
    """责令改正 whose 改正期限 is near or over, until a recheck of the firm is ordered."""
    if not user.has_perm("inspections.office_review"):
        return
    for inspection in _ordered():
        yield Todo(
            kind="改正期限",
            colour="amber",
            icon="calendar-x",
            title=f"{inspection.visit.name} · {inspection.version.item.title}",
            note="责令改正期限将到或已过，尚未登记复查",
            url=reverse("visit_order_for", args=[inspection.visit.entity_id]),
            act="登记复查",
            due=inspection.rectify_by,
        )


def _ordered() -> Iterator[Inspection]:
    rechecks = Visit.objects.filter(
        entity=OuterRef("visit__entity"), kind=VisitKind.RECHECK, pk__gt=OuterRef("visit")
    ).exclude(status__in=CALLED_OFF)
    until = today() + timedelta(days=NEAR)
    rows = Inspection.objects.filter(
        ~Exists(rechecks),
        Q(rectification__isnull=True) | Q(rectification__status=RectificationStatus.OPEN),
        result=Result.ORDERED,
        rectify_by__lte=until,
        visit__status=VisitStatus.SUBMITTED,
    )
    return rows.select_related("visit", "version__item").order_by("rectify_by", "pk").iterator()
