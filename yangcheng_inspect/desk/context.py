"""What every internal page needs around it: the left menu and the person's unit."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from publicity.models import Message
from registry.models import Unit
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk import counts
from yangcheng_inspect.desk.counts import Count
from yangcheng_inspect.desk.menu import MENU, Entry, Group

NOTHING = Count(0)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu` (groups this person may use), `unit_name`, `unread`; asked for only when shown."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"menu": [], "unit_name": "", "unread": None}
    return {
        "menu": partial(groups, user, request.path),
        "unit_name": partial(_unit_name, user),
        "unread": partial(_unread, user),
    }


def groups(user: User, path: str) -> list[Group]:
    """The menu of one person with what waits behind its lines; the line whose page holds `path` is active."""
    held, waiting = user.get_all_permissions(), counts.of(user)
    shown = [Group(group.label, tuple(_entries(group, held, waiting))) for group in MENU]
    urls = (entry.url for group in shown for entry in group.entries)
    here = max((url for url in urls if _within(path, url)), default="", key=len)
    return [
        Group(group.label, tuple(replace(entry, active=entry.url == here) for entry in group.entries))
        for group in shown
        if group.entries
    ]


def _entries(group: Group, held: frozenset[str], waiting: dict[str, Count]) -> Iterator[Entry]:
    """Lines this person may use and whose page exists."""
    for entry in group.entries:
        if entry.permissions and not held & set(entry.permissions.split()):
            continue
        url = _url(entry.name)
        if url:
            count = waiting.get(entry.name, NOTHING)
            yield replace(entry, url=url, count=count.number, urgent=count.urgent)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _within(path: str, url: str) -> bool:
    """The home page and the admin's index hold only themselves."""
    return path == url or (url not in {"/", _url("admin:index")} and path.startswith(url))


def _unread(user: User) -> int | None:
    """Messages not read yet; None for whoever gets none."""
    return Message.objects.to(user).unread().count() if user.has_perm("desk.read_notices") else None


def _unit_name(user: User) -> str:
    return Unit.objects.filter(code=user.unit_code).values_list("name", flat=True).first() or ""
