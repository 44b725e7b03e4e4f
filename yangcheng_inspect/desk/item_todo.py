"""What the list of items asks of the office: articles that end, versions sent back or not yet public."""

from collections.abc import Iterator
from datetime import date

from registry.grounds import NOTICE, Grounds
from registry.models import InspectionItem, ItemVersion
from registry.status import Phase, VersionStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    if not user.has_perm("registry.manage_items"):
        return
    yield from _bases()
    yield from _drafts()


def _bases() -> Iterator[Todo]:
    """Items in force whose last power ends within sixty days, or has ended, and that nobody is rewriting."""
    grounds = Grounds(today())
    for item in InspectionItem.objects.enabled():
        version = grounds.current(item)
        if version is None or grounds.has(item, Phase.DRAFT) or grounds.has(item, Phase.PENDING):
            continue
        if gone := grounds.lacking(version):
            yield _todo("依据失效", "red", version, f"{gone}，不能抽取和检查。请核对后起草新版本")
        elif words := grounds.ending(version, today() + NOTICE):
            yield _todo("依据到期", "amber", version, words, grounds.last_day(version))


def _drafts() -> Iterator[Todo]:
    """Sent back by the leader, or approved and not before the public."""
    for version in ItemVersion.objects.filter(status=VersionStatus.DRAFT).exclude(return_reason="").for_page():
        yield _todo("事项退回", "amber", version, f"退回理由：{version.return_reason}")
    for version in ItemVersion.objects.unpublished().for_page():
        yield _todo("事项公布", "violet", version, "已批准，尚未公布；公布前不能抽取")


def _todo(kind: str, colour: str, version: ItemVersion, note: str, due: date | None = None) -> Todo:
    title = f"{version.item} · 第 {version.number} 版"
    return Todo(kind, colour, "journal-text", title, note, version.get_absolute_url(), "查看事项", due=due)
