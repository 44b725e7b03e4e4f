"""Where an 异议 stands in words: what is next, in whose hands, by when."""

from dataclasses import dataclass
from datetime import date

from publicity.models import Objection
from publicity.objection_status import ObjectionStatus
from yangcheng_inspect.clock import today

OFFICE, LEADER = "双随机办", "分管局领导"


@dataclass(frozen=True)
class Step:
    """One line of the queue."""

    row: Objection
    words: str
    holder: str
    due: date | None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < today()


def step(row: Objection) -> Step:
    words, holder = _next(row)
    return Step(row, words, holder, row.due)


def _next(row: Objection) -> tuple[str, str]:
    """What must happen and who does it; nobody where it is over."""
    if row.status == ObjectionStatus.RECEIVED:
        return "决定是否受理", OFFICE
    if row.status == ObjectionStatus.SUPPLEMENT:
        return "等申请人补正", "申请人"
    if row.status == ObjectionStatus.CHECKING:
        return _checking(row)
    if row.status in (ObjectionStatus.REFUSED, ObjectionStatus.WITHDRAWN):
        return row.get_status_display(), ""
    return ("已答复", "") if row.replied_on else ("送达答复", OFFICE)


def _checking(row: Objection) -> tuple[str, str]:
    if row.handler is None:
        return "指派承办人", OFFICE
    if row.found_at is None:
        return "核查", row.handler.name
    return ("批准结论", LEADER) if row.proposed else ("拟定结论", OFFICE)
