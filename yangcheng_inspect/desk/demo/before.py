"""What goes before a check and what happens at the door: planned days, a merged visit, an urgent one, a desk check."""

from contextlib import suppress
from datetime import timedelta

from inspections.choices import Method, VisitKind
from inspections.models import DrawSession, Visit, VisitApproval
from inspections.services import (
    approvals,
    companions,
    desk_checks,
    interruptions,
    merging,
    planning,
    urgent,
    versions,
)
from inspections.services import visits as services
from inspections.services.standing import eligible_for_approval
from inspections.status import VisitStatus
from registry.models import InspectionItem, Inspector, MarketEntity
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast
from yangcheng_inspect.desk.demo.visits import arrive, team
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.workdays.calendar import add_workdays

DAYS_AHEAD = 21


def play(cast: Cast, session: DrawSession) -> None:
    """After the drawn visits have been dealt with; what still waits gets its day."""
    ahead = list(Visit.objects.filter(task__session=session, status=VisitStatus.READY).order_by("pk"))
    if ahead:
        _merged(cast, ahead[0])
    firms = _firms()
    _urgent(cast, firms[0])
    _at_the_desk(cast, firms[1])
    _paused(cast, firms[2])
    _planned(ahead[:8])


def _firms() -> list[MarketEntity]:
    """Hotels nobody has visited: the item that every reader knows."""
    trades = InspectionItem.objects.get(code="ZA-01").industries.all()
    free = MarketEntity.objects.standing().filter(visits__isnull=True, industries__in=trades)
    return list(free.distinct().order_by("pk")[:3])


def _order(cast: Cast, firm: MarketEntity, reason: str, hour: int, method: Method = Method.ONSITE) -> Visit:
    with at(workday(1), hour):
        until = today() + timedelta(days=DAYS_AHEAD)
        form = services.Order(
            entity=firm,
            kind=VisitKind.COMPLAINT,
            items=_items(firm),
            officers=_pair(firm),
            reason=reason,
            why_on_site="投诉事项须查看现场和原始登记",
            due_on=until,
            method=method,
        )
        return services.order(form=form, by=cast.office)


def _items(firm: MarketEntity) -> list[InspectionItem]:
    """The item of hotels for a hotel; for another trade the first that may be ordered."""
    offered = versions.offered(firm)
    return list(offered.filter(code="ZA-01", industries__in=firm.industries.all())[:1]) or list(offered[:1])


def _pair(firm: MarketEntity) -> list[Inspector]:
    """Two of one unit who may go, the first of whom may lead; different ones for every firm."""
    fit = Inspector.objects.eligible(today(), today() + timedelta(days=DAYS_AHEAD)).filter(user__isnull=False)
    leads = list(fit.filter(can_lead=True, visits__isnull=True).order_by("pk"))
    lead = leads[0]
    mates = fit.filter(unit=lead.unit, user__roles__contains=["INSPECTOR"]).exclude(pk=lead.pk).order_by("pk")
    others = fit.exclude(pk=lead.pk).order_by("pk")
    return [lead, mates.first() or others[0]]


def _approve(approval: VisitApproval) -> None:
    with at(workday(1), 16):
        approvals.review(approval=approval, by=_whose_turn(approval))
        approvals.approve(approval=approval, by=_whose_turn(VisitApproval.objects.get(pk=approval.pk)))


def _whose_turn(approval: VisitApproval) -> User:
    person = eligible_for_approval(approval).order_by("pk").first()
    assert person is not None, "nobody is left for this step"
    return person


def _merged(cast: Cast, drawn: Visit) -> None:
    """A complaint about a firm that was drawn: looked into on the same visit."""
    second = _order(cast, drawn.entity, "12345 热线投诉，编号 20261118-077", 9)
    _approve(second.approval)
    with at(workday(0), 8, 10):
        merging.accept(visit=drawn, other=Visit.objects.get(pk=second.pk), by=cast.office)


def _urgent(cast: Cast, firm: MarketEntity) -> None:
    """The team went at once; 分管局领导 has two working days."""
    visit = _order(cast, firm, "群众举报未登记住宿，情况紧急", 10)
    with at(workday(1), 10, 20):
        ground = "举报称当晚有未成年人未登记入住，等批准来不及"
        urgent.allow(approval=visit.approval, ground=ground, by=_whose_turn(visit.approval))


def _at_the_desk(cast: Cast, firm: MarketEntity) -> None:
    """By letter: notice sent, two papers received, the record still to be filled in."""
    visit = _order(cast, firm, "投诉人反映登记簿缺页，可凭复印件核对", 11, Method.WRITTEN)
    _approve(visit.approval)
    visit = Visit.objects.get(pk=visit.pk)
    lead = team(visit)[0]
    with at(workday(0), 8, 20):
        desk_checks.take_up(visit=visit, by=lead)
        desk_checks.serve_notice(
            visit=visit, channel="LETTER", attendee=firm.legal_representative or "负责人", attendee_role="", by=lead
        )
        for title, pages in [("特种行业许可证复印件", 1), ("11月住宿登记簿复印件", 36)]:
            desk_checks.receive(visit=visit, title=title, channel="HANDED", received_on=today(), pages=pages, by=lead)


def _paused(cast: Cast, firm: MarketEntity) -> None:
    """One officer was called away; nobody goes on alone."""
    visit = _order(cast, firm, "邻里投诉夜间噪声，核查住宿登记", 14)
    lead = team(visit)[0]
    with at(workday(1), 15):
        companions.add(visit=visit, name="卫晓东", unit_name="县公安局科信室", role="EXPERT", by=lead)
    _approve(visit.approval)
    arrive(Visit.objects.get(pk=visit.pk), workday(0), hour=8)
    with at(workday(0), 9, 5):
        interruptions.pause(visit=visit, kind="AWAY", note="协办民警接警离开，约一小时后返回。", by=lead)


def _planned(ahead: list[Visit]) -> None:
    """Days for what waits; a day on which one of the team is away is left alone."""
    for number, visit in enumerate(ahead):
        with at(workday(0), 8, 30), suppress(DomainError):
            day = add_workdays(today(), 1 + number, {})
            planning.plan(visit=Visit.objects.get(pk=visit.pk), on=day, by=team(visit)[0])
