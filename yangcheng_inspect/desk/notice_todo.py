"""公告与解读 in 我的待办: what waits for 分管局领导, and what came back to the office."""

from collections.abc import Iterator

from publicity.models import NoticeVersion
from publicity.notice_status import NoticeStatus
from publicity.services import notice_decisions
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    if user.has_perm("publicity.approve_notice"):
        for version in NoticeVersion.objects.waiting().for_page():
            if notice_decisions.wrote(version, user):
                continue
            note = f"撤下理由：{version.reason}" if version.withdraws else "批准后立即在公示网站公布"
            yield _todo("公告审批", "violet", version, note, "审批公告")
    if user.has_perm("publicity.draft_notice"):
        back = NoticeVersion.objects.filter(status=NoticeStatus.DRAFT).exclude(return_reason="")
        for version in back.for_page():
            yield _todo("公告退回", "amber", version, f"退回理由：{version.return_reason}", "修改重报")


def _todo(kind: str, colour: str, version: NoticeVersion, note: str, act: str) -> Todo:
    return Todo(kind, colour, "newspaper", version.title, note, version.get_absolute_url(), act)
