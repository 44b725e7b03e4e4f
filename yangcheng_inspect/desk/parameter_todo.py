"""参数 in 我的待办: a change that waits for 分管局领导."""

from collections.abc import Iterator

from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo
from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.parameters.services import APPROVE


def of(user: User) -> Iterator[Todo]:
    """Changes that somebody else proposed."""
    if not user.has_perm(APPROVE):
        return
    for row in ParameterValue.objects.pending().exclude(proposed_by=user).for_page():
        note = f"{row.proposed_by.name}提出，{row.in_force_from:%Y-%m-%d} 起施行；依据：{row.source}"
        yield Todo("参数改动", "violet", "sliders", str(row), note, row.get_absolute_url(), "审批参数")
