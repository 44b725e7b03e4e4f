"""After submission in the played weeks: one record sent back item by item, one explained later, one voided."""

from inspections.models import Visit
from inspections.services import record_voids, review, seals
from inspections.services.marks import Remark
from inspections.services.standing import eligible
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.demo import visits
from yangcheng_inspect.desk.demo.days import at, workday


def returned(visit: Visit | None) -> None:
    """The head wants a finding written out, and the public text without a nickname of the firm."""
    if visit is None:
        return
    visits.finish(visit, workday(3), visits.FIXED)
    inspection = visit.inspections.get()
    head = eligible(inspection).first()
    assert head is not None, "somebody heads the unit or stands in"
    wrong = inspection.answers.filter(finding__gt="").order_by("check_point__order")[0]
    remarks = [
        Remark("问题写得太简，请写明具体时间和涉及的记录。", check_point=wrong.check_point_id),
        Remark("处理措施请写明当场复核的人和时间。", section="HANDLING"),
    ]
    with at(workday(2), 10):
        review.send_back(inspection=inspection, reason="", remarks=remarks, by=head)


def explained(visit: Visit) -> None:
    """An officer finds a slip of the pen after the publication."""
    inspection = visit.inspections.order_by("pk")[0]
    with at(workday(4), 9):
        seals.add(
            inspection=inspection,
            reason="归档前核对时发现",
            text="现场查看的登记台账为 2026 年第二册，记录中未写明册次，特此说明。检查情况和结果不变。",
            by=visits.team(visit)[0],
        )


def voided(visit: Visit | None) -> None:
    """The team stood before the wrong door; the firm that was drawn is visited anew."""
    if visit is None:
        return
    visits.finish(visit, workday(4), visits.CLEAN)
    with at(workday(3), 15):
        request = record_voids.ask(
            visit=visit,
            found=f"{visit.name}隔壁同名招牌的门店（不在抽取名单内）",
            reason="两处招牌相近，到达的不是抽中的经营场所，整理照片时发现。",
            by=visits.team(visit)[0],
        )
    with at(workday(3), 17):
        record_voids.approve(request=request, by=_leader(visit))


def _leader(visit: Visit) -> User:
    leaders = User.objects.active().with_role(Role.LEADER).order_by("pk")
    found: User | None = leaders.exclude(pk__in=[user.pk for user in visits.team(visit)]).first()
    assert found is not None, "a leader outside the team"
    return found
