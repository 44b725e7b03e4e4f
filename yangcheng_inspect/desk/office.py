"""今天等着办的: what waits for the office today, each figure with the list behind it (ux.md G1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from inspections.models import DrawSession, Plan, VisitApproval
from inspections.status import ApprovalStatus, PlanStatus, SessionStatus
from publicity import board_lists as board
from publicity.models import Publication
from publicity.models.publication import PublicationQuerySet
from registry.inspector_state import NOTICE_DAYS
from registry.models import EntityProposal, Inspector, MarketEntity
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.workdays.banner import unentered_year_banner
from yangcheng_inspect.workdays.models import SpecialDay

UNDER_WAY = [SessionStatus.OPEN, SessionStatus.PROPOSED, SessionStatus.FROZEN]


@dataclass(frozen=True)
class Panel:
    """A figure and its list. `tone` is red, amber, blue or empty; nothing waiting is quiet."""

    label: str
    count: int
    unit: str
    url: str
    icon: str
    tone: str = ""
    note: str = ""


def panels(user: User, day: date) -> list[Panel]:
    """The figures this person may look behind; none for whoever only keeps logins."""
    found: list[Panel] = []
    if user.has_perm("publicity.view_board"):
        found += _publications(Publication.objects.visible_to(user), day)
    if user.has_perm("inspections.prepare_task"):
        found += _preparations()
    if user.has_perm("registry.manage_registry"):
        found += _registries(day)
    return found


def _publications(rows: PublicationQuerySet, day: date) -> Iterator[Panel]:
    address = reverse("publication_board")
    soon = board.of_tone(rows, "amber", day, SpecialDay.objects.as_mapping()).count()
    late, due = board.waiting(rows).filter(due_on__lt=day).count(), board.waiting(rows).filter(due_on=day).count()
    yield Panel("逾期未公示", late, "件", f"{address}?tone=late", "exclamation-octagon", "red" if late else "")
    yield Panel("今天到期", due, "件", f"{address}?tone=today", "alarm", "red" if due else "")
    yield Panel("临期", soon, "件", f"{address}?tone=amber", "hourglass-split", _amber(soon), "剩 1–2 个工作日")
    for stage, label, note in (("review", "待审核", "所队长、双随机办"), ("approval", "待审批", "分管局领导")):
        count = board.of_stage(rows, stage).count()
        yield Panel(label, count, "件", f"{address}?stage={stage}", "check2-square", "blue" if count else "", note)


def _preparations() -> Iterator[Panel]:
    sessions = DrawSession.objects.filter(status__in=UNDER_WAY).count()
    yield Panel("抽取场次在办", sessions, "场", reverse("session_list"), "shuffle", "blue" if sessions else "")
    forms = VisitApproval.objects.filter(status__in=[ApprovalStatus.DRAFT, ApprovalStatus.RETURNED]).count()
    yield Panel("检查审批待报送", forms, "份", reverse("approvals"), "file-earmark-check", "blue" if forms else "")
    plans = Plan.objects.filter(status__in=[PlanStatus.DRAFT, PlanStatus.PENDING]).count()
    yield Panel("年度计划未批准", plans, "份", reverse("plan_list"), "calendar3", "blue" if plans else "")


def _registries(day: date) -> Iterator[Panel]:
    entities = reverse("admin:registry_marketentity_changelist")
    unsure = MarketEntity.objects.unsure().count()
    note = "监管行业待定，不参加抽取"
    yield Panel("名录待确认", unsure, "户", f"{entities}?scope_confirmed__exact=0", "buildings", _amber(unsure), note)
    said = EntityProposal.objects.pending().count()
    url = reverse("proposal_queue")
    yield Panel("申变更待处理", said, "件", url, "person-badge", "blue" if said else "", "民警和单位申报")
    officers = reverse("admin:registry_inspector_changelist")
    ending = Inspector.objects.certificate_ends(day, day + timedelta(days=NOTICE_DAYS)).count()
    url, note = f"{officers}?certificate=soon", f"{NOTICE_DAYS} 天内"
    yield Panel("执法证将到期", ending, "人", url, "person-vcard", _amber(ending), note)


def _amber(count: int) -> str:
    return "amber" if count else ""


def banner(user: User, day: date) -> str:
    """The sentence about years nobody entered, for whoever can enter them."""
    if not user.has_perm("workdays.add_calendaryear"):
        return ""
    return unentered_year_banner(day, provisional=Publication.objects.pending().filter(provisional=True).exists())
