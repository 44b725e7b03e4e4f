"""参数 that the bureau has set: one approved weeks ago, one on the leader's desk."""

from datetime import date

from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast
from yangcheng_inspect.parameters import services

KEPT = "治安大队会议纪要：无法联系、停业的结果保留两年，到期由双随机办核对登记状态"
SOONER = "本局执法监督通报：整改复查应在两个工作日内到场"


def play(cast: Cast) -> None:
    """By the office, for the leader: history and a decision to take."""
    day = workday(12)
    with at(day, 10):
        change = services.set_value(
            key="retention_unreached_years", value=2, source=KEPT, from_on=_first_of_month(day), by=cast.second
        )
    with at(day, 16):
        services.approve(change=change, by=cast.leader)
    today = workday(0)
    with at(today, 9):
        services.set_value(key="recheck_days", value=2, source=SOONER, from_on=today, by=cast.office)


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
