"""After a draw: one approval form for the batch, one visit per firm drawn, one record per item."""

from inspections.choices import VisitKind
from inspections.models import Draw, DrawnEntity, Inspection, Visit, VisitApproval, VisitOfficer
from inspections.services import caps, numbers, officers
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.trail.services import record


def after_draw(*, draw: Draw, by: User) -> VisitApproval | None:
    """The batch's 行政检查审批表 with firms and officers as annex. None when no team could be formed."""
    with_team = [drawn for drawn in draw.drawn.select_related("pooled__entity") if drawn.team.exists()]
    if not with_team:
        return None
    approval = _approval(draw, f"抽取编号 {draw.number}", len(with_team), by, draw=draw)
    for drawn in with_team:
        _visit(drawn, approval, by)
    return approval


def after_addition(*, drawn: DrawnEntity, by: User) -> Visit:
    """A reserve that stepped in: a visit and an approval form of its own."""
    gone = drawn.added_for
    assert gone is not None, "called for an added reserve"
    source = f"抽取编号 {drawn.draw.number}，{gone.pooled.name}已关闭或者迁出，依次递补"
    return _visit(drawn, _approval(drawn.draw, source, 1, by), by)


def _approval(origin: Draw, source: str, visits: int, by: User, **link: Draw) -> VisitApproval:
    unit, plan = origin.task.line.unit, origin.task.line.plan
    approval = VisitApproval.objects.create(
        number=numbers.document_number(today().year, unit.short),
        unit=unit,
        source=f"{plan.title}，{source}"[:200],
        drafted_at=now(),
        drafted_by=by,
        **link,
    )
    record("approval.draft", target=approval, by=by, detail={"draw": origin.number, "visits": visits})
    return approval


def _visit(drawn: DrawnEntity, approval: VisitApproval, by: User) -> Visit:
    """The firm as it stood when the pool was frozen, whatever moved since."""
    task, pooled = drawn.draw.task, drawn.pooled
    cap = caps.of(pooled.entity, task.line.yearly_cap, "计划任务", task.to_on.year)
    visit = Visit.objects.create(
        number=numbers.visit_number(task.to_on.year),
        kind=VisitKind.RANDOM,
        entity=pooled.entity,
        drawn=drawn,
        task=task,
        approval=approval,
        unit=task.line.unit,
        name=pooled.name,
        code=pooled.code,
        address=pooled.address,
        town=pooled.town,
        nth_of_year=cap.done + 1,
        yearly_cap=cap.limit,
        cap_extra=cap.extra if cap.limit else 0,
        cap_note=cap.note,
        due_on=task.to_on,
    )
    VisitOfficer.objects.bulk_create(
        officers.place(visit, member.pooled.inspector, leads=member.order == 1, certificate=member.pooled.certificate)
        for member in drawn.team.select_related("pooled__inspector__unit")
    )
    record("visit.dispatch", target=visit, by=by, detail={"draw": drawn.draw.number, "rank": drawn.rank})
    inspection = Inspection.objects.create(visit=visit, version=task.version)
    record("record.open", target=inspection, by=by)
    return visit
