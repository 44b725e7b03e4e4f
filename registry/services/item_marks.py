"""敏感, 事件驱动, 部门联合: what decides whether an item is drawn and who may read the result.

Once a version has gone to the leader they belong to what he approved: the office proposes, he changes them.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from registry.importing.labels import label
from registry.models import InspectionItem
from registry.models.item_version import RELEASED
from registry.services.rights import demand, demand_reason, locked, save
from registry.signals import item_changed
from registry.status import VersionStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

MARKS = ("sensitive", "event_driven", "joint")
SETTLED = [VersionStatus.PENDING, *RELEASED]
WHO = "由分管局领导在该事项的版本页“更改特点”中办理"


def are_settled(item: InspectionItem) -> bool:
    """Whether a version was sent to the leader, approved or superseded."""
    return item.versions.filter(status__in=SETTLED).exists()


def refuse_alone(item: InspectionItem, fields: Iterable[str], by: User | None) -> None:
    """The office alone neither puts an item into the pools nor takes it off the sensitive ones."""
    marks = [label(field) for field in MARKS if field in set(fields)]
    if marks and by is not None and are_settled(item):
        raise DomainError(f"{item.code} 已有送批或批准的版本，“{'、'.join(marks)}”不能由双随机办修改。{WHO}。")


@transaction.atomic
def change(*, item: InspectionItem, values: Mapping[str, bool], reason: str, by: User) -> InspectionItem:
    """The leader's change of `MARKS`; draws frozen before keep what they were frozen with."""
    demand(by, "registry.approve_item", "分管局领导")
    reason = demand_reason(reason)
    item = locked(item)
    before = {field: getattr(item, field) for field in MARKS}
    changes = {field: [old, values[field]] for field, old in before.items() if values.get(field, old) != old}
    if not changes:
        raise AlreadyDone("内容没有变化，没有保存。")
    for field, (_, new) in changes.items():
        setattr(item, field, new)
    save(item, list(changes))
    record("item.mark", target=item, by=by, reason=reason, detail={"changes": changes})
    item_changed.send(InspectionItem, item=item, by=by)
    return item
