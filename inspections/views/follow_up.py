"""后续处理: one list with four tabs, on the officer site for whoever has cases and under /admin/ for the office."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inspections import follow_up
from inspections import follow_up_status as status
from inspections.models import CaseFiling, Dispute, Inspection, Rectification, Referral
from inspections.models.dispute import WAITING
from inspections.models.follow_up import RUNNING
from inspections.models.referral import OUT, UNSENT
from inspections.services import disputes
from inspections.views import cases, rectifications, referrals
from inspections.views.common import READ
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.office import office_page
from yangcheng_inspect.paging import paginate

Rows = Callable[[User], "QuerySet[Any]"]


@dataclass(frozen=True)
class Tab:
    """One kind of matter: which rows, how a row is told, what still runs and what is late."""

    word: str
    rows: Rows
    step: Callable[[Any], follow_up.Step]
    statuses: type[Any]
    running: Q
    late: Callable[[QuerySet[Any]], QuerySet[Any]]
    name: str


def _disputes(user: User) -> "QuerySet[Any]":
    """Those of the cases he sees, and those that he may take."""
    rows = Dispute.objects.all()
    if user.has_perm("inspections.view_all"):
        return rows
    offered = [row.pk for row in rows.filter(status=status.DisputeStatus.OPEN) if disputes.is_offered(row, user)]
    return rows.filter(Q(pk__in=Dispute.objects.visible_to(user).order_by().values("pk")) | Q(pk__in=offered))


TABS = {
    "orders": Tab(
        "整改",
        lambda user: Rectification.objects.filter(
            pk__in=Rectification.objects.visible_to(user).order_by().values("pk")
        ),
        follow_up.order_step,
        status.RectificationStatus,
        Q(status__in=[*RUNNING, status.RectificationStatus.UNFIXED]),
        lambda rows: rows.filter(status=status.RectificationStatus.OPEN, due_on__lt=today()),
        "inspection__visit__name",
    ),
    "referrals": Tab(
        "移送",
        Referral.objects.visible_to,
        follow_up.referral_step,
        status.ReferralStatus,
        Q(status__in=[*UNSENT, *OUT]),
        lambda rows: rows.late(now()),  # type: ignore[attr-defined]
        "inspection__visit__name",
    ),
    "cases": Tab(
        "立案",
        CaseFiling.objects.visible_to,
        follow_up.case_step,
        status.CaseStatus,
        Q(status__in=[status.CaseStatus.HANDED, status.CaseStatus.FILED]),
        lambda rows: rows.filter(status=status.CaseStatus.HANDED, due_at__lt=now()),
        "visit__name",
    ),
    "disputes": Tab(
        "申辩",
        _disputes,
        follow_up.dispute_step,
        status.DisputeStatus,
        Q(status__in=WAITING),
        lambda rows: rows.filter(status__in=WAITING, due_on__lt=today()),
        "visit__name",
    ),
}
STATES = {"running": "办理中", "late": "已逾期", "all": "全部"}


def _listed(request: Request) -> dict[str, Any]:
    chosen, state = request.GET.get("tab", ""), request.GET.get("state", "")
    chosen, state = chosen if chosen in TABS else "orders", state if state in STATES else "running"
    query, tab = request.GET.get("q", "").strip(), TABS[chosen]
    everything = tab.rows(request.user)
    rows = _of_state(tab, everything, state)
    if query:
        rows = rows.filter(**{f"{tab.name}__icontains": query})
    page = paginate(request, rows.for_page())  # type: ignore[attr-defined]
    return {
        "tabs": [
            (key, one.word, one.rows(request.user).filter(one.running).count(), key == chosen)
            for key, one in TABS.items()
        ],
        "states": [(key, word, _of_state(tab, everything, key).count(), key == state) for key, word in STATES.items()],
        "chosen": chosen,
        "state": state,
        "word": tab.word,
        "query": query,
        "page": page,
        "rows": [tab.step(row) for row in page.object_list],
    }


def _of_state(tab: Tab, rows: "QuerySet[Any]", state: str) -> "QuerySet[Any]":
    if state == "late":
        return tab.late(rows)
    return rows.filter(tab.running) if state == "running" else rows


@permission_required(*READ)
@require_safe
def follow_up_list(request: Request) -> HttpResponse:
    return render(request, "inspections/follow_up.html", _listed(request))


@permission_required("inspections.office_review")
@require_safe
def office_follow_up(request: Request) -> HttpResponse:
    return office_page(request, "inspections/office/follow_up.html", "后续处理", **_listed(request))


def card(inspection: Inspection, user: User) -> dict[str, Any]:
    """What the record's page shows of it, and what this person may begin."""
    return {
        "follow_up": follow_up.of_record(inspection),
        "may_issue": rectifications.may_issue(inspection, user),
        "may_refer": referrals.may_draft(inspection, user),
        "may_hand_over": cases.may_hand_over(inspection, user),
    }
