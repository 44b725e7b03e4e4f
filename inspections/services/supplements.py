"""补充抽取: teams for firms that have none, by a fresh public number; the firms drawn stay (Draw 5 and 6)."""

from datetime import date, datetime

from django.db import models, transaction

from inspections import lottery
from inspections.models import Draw, DrawSession, Excuse, Visit
from inspections.services import envelope, replacements, sessions
from inspections.services.excuses import NOT_BEGUN
from inspections.status import CALLED_OFF, DrawStatus, ExcuseStatus, SessionStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

GOING = [SessionStatus.OPEN, SessionStatus.PROPOSED, SessionStatus.FROZEN]


def lacking(draw: Draw) -> list[str]:
    """Codes of the drawn firms that nobody will visit, or whose team nobody of the frozen list can complete."""
    if draw.status not in (DrawStatus.COMPUTED, DrawStatus.OPENED):
        return []
    draws = Draw.objects.filter(models.Q(pk=draw.pk) | models.Q(supplement_to=draw)).exclude(status=DrawStatus.VOID)
    visits = Visit.objects.filter(drawn__draw__in=draws).exclude(status__in=CALLED_OFF)
    served = set(visits.values_list("code", flat=True))
    codes = set(draw.drawn.values_list("pooled__code", flat=True))
    return sorted((codes - served) | set(_stuck(draw)))


def _stuck(draw: Draw) -> list[str]:
    """Firms with an application that the rule cannot answer."""
    asked = Excuse.objects.filter(visit__drawn__draw=draw, status=ExcuseStatus.PENDING, visit__status__in=NOT_BEGUN)
    asked = asked.select_related("visit")
    if not asked:
        return []
    outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    people = {row.inspector_id: row for row in draw.inspectors.all()}
    return [
        excuse.visit.code
        for excuse in asked
        if excuse.inspector_id not in people
        or not replacements.possible(draw, outcome, excuse.visit, people[excuse.inspector_id])
    ]


def going(draw: Draw) -> DrawSession | None:
    """The sitting that is under way to give this draw its missing teams."""
    return DrawSession.objects.filter(supplement_to=draw, status__in=GOING).first()


def waiting() -> list[Draw]:
    """Draws with firms that lack a team, for which no sitting has been arranged yet."""
    bare = models.Q(drawn__team__isnull=True)
    asked = models.Q(drawn__visit__excuses__status=ExcuseStatus.PENDING)
    rows = Draw.objects.filter(bare | asked, status__in=[DrawStatus.COMPUTED, DrawStatus.OPENED]).distinct()
    return [draw for draw in rows.select_related("task") if not going(draw) and lacking(draw)]


@transaction.atomic
def open_session(
    *,
    draw: Draw,
    held_on: date,
    by: User,
    place: str = "",
    sources: list[list[str]] | None = None,
    lottery_at: datetime | None = None,
) -> DrawSession:
    """A sitting of its own, frozen and drawn like any other; its pool holds the firms that lack a team."""
    demand(by, "inspections.prepare_task", "双随机办")
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    codes = lacking(draw)
    if not codes:
        raise DomainError("这次抽取的检查组都齐全，不需要补充抽取。")
    if going(draw) is not None:
        raise AlreadyDone("这次抽取已经安排了补充抽取。")
    sessions.refuse_past(held_on, sources or [], lottery_at)
    chosen = {"sources": sources} if sources else {}
    session = DrawSession.objects.create(
        title=f"{draw.number} 补充抽取检查组",
        held_on=held_on,
        place=place,
        lottery_at=lottery_at,
        supplement_to=draw,
        supplement_codes=codes,
        opened_at=now(),
        opened_by=by,
        **chosen,
    )
    record("session.open", target=session, by=by, detail={"supplement_to": draw.number, "firms": codes})
    return session
