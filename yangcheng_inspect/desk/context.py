"""What every internal page needs around it: the left menu and the person's unit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from registry.models import Unit
from yangcheng_inspect.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `permission` empty: everybody; else any of the names, split by blanks."""

    label: str
    name: str
    icon: str
    permission: str = ""
    url: str = ""
    count: int = 0
    urgent: bool = False
    active: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under one heading; the first group has none."""

    label: str
    entries: tuple[Entry, ...]


MENU = (
    Group(
        "", (Entry("首页", "home", "house"), Entry("双随机办", "admin:index", "grid-1x2", "inspections.prepare_task"))
    ),
    Group(
        "工作",
        (
            Entry("我的检查", "my_visits", "clipboard2-check", "inspections.view_own"),
            Entry(
                "审核审批",
                "review",
                "check2-square",
                "inspections.review_record inspections.office_review inspections.approve_record",
            ),
            Entry("年度抽查计划", "admin:inspections_plan_changelist", "calendar3", "inspections.view_plan"),
            Entry("抽查任务", "admin:inspections_task_changelist", "list-task", "inspections.view_task"),
            Entry("随机抽取", "admin:inspections_drawsession_changelist", "shuffle", "inspections.view_drawsession"),
            Entry("公示台账", "board", "megaphone", "publicity.view_board"),
        ),
    ),
    Group(
        "两库一单",
        (
            Entry("名录导入", "imports", "upload", "registry.import_registry"),
            Entry(
                "市场主体名录库", "admin:registry_marketentity_changelist", "buildings", "registry.view_marketentity"
            ),
            Entry("检查人员名录库", "admin:registry_inspector_changelist", "people", "registry.view_inspector"),
            Entry(
                "抽查事项清单", "admin:registry_inspectionitem_changelist", "list-check", "registry.view_inspectionitem"
            ),
        ),
    ),
    Group(
        "监督与设置",
        (
            Entry("工作日历", "admin:workdays_specialday_changelist", "calendar-week", "workdays.view_specialday"),
            Entry("用户与角色", "admin:accounts_user_changelist", "person-gear", "accounts.view_user"),
            Entry("操作留痕", "trail", "clock-history", "trail.view_trail"),
        ),
    ),
)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu` (groups this person may use) and `unit_name` (asked for only when shown)."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"menu": [], "unit_name": ""}
    return {"menu": _groups(user, request.path), "unit_name": partial(_unit_name, user)}


def _groups(user: User, path: str) -> list[Group]:
    held = user.get_all_permissions()
    shown = [Group(group.label, tuple(_entries(group, held))) for group in MENU]
    here = max(
        (entry.url for group in shown for entry in group.entries if _within(path, entry.url)), default="", key=len
    )
    return [
        Group(group.label, tuple(replace(entry, active=entry.url == here) for entry in group.entries))
        for group in shown
        if group.entries
    ]


def _entries(group: Group, held: frozenset[str]) -> Iterator[Entry]:
    """Lines this person may use and whose page exists."""
    for entry in group.entries:
        if entry.permission and not held & set(entry.permission.split()):
            continue
        url = _url(entry.name)
        if url:
            yield replace(entry, url=url)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _within(path: str, url: str) -> bool:
    return path == url or (url not in {"/", _url("admin:index")} and path.startswith(url))


def _unit_name(user: User) -> str:
    return Unit.objects.filter(code=user.unit_code).values_list("name", flat=True).first() or ""
