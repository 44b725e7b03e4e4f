"""An approved plan is adjusted in the course of the year: the version before stays readable outside."""

from datetime import date

from inspections.models import Plan
from inspections.services import plans
from registry.models import InspectionItem, Unit
from yangcheng_inspect.desk.demo.days import at
from yangcheng_inspect.desk.demo.sessions import Cast

WHY = "按上级部署，年末增加一项娱乐场所抽查"


def play(plan: Plan, cast: Cast, day: date) -> None:
    """One more line, approved the same day."""
    with at(day, 9):
        plan = plans.adjust(plan=plan, reason=WHY, by=cast.office)
        line = plans.Line(
            item=InspectionItem.objects.get(code="ZA-07"),
            unit=Unit.objects.get(name="治安大队"),
            from_on=day,
            to_on=date(day.year, 12, 31),
        )
        plans.add_line(plan=plan, line=line, by=cast.office)
        plans.submit(plan=plan, by=cast.office)
    with at(day, 11):
        plans.approve(plan=plan, by=cast.leader)
