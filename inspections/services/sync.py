"""Acts of a phone that was in a dead zone: each counts once, and nobody's writing is wiped out by an older page."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from inspections import sheet
from inspections.models import Inspection, SyncKey, Visit
from inspections.services import records
from inspections.services.visits import locked, own_place, require_on_site
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.models import Event

Outcome = dict[str, Any]


@dataclass(frozen=True)
class Conflict:
    """One field that both sides changed. `mine` and `theirs` are values, the `_words` what a person reads."""

    field: str
    label: str
    mine: Any
    theirs: Any
    mine_words: str
    theirs_words: str
    by: str
    at: str


class Conflicts(DomainError):
    """Somebody else changed the same fields; nothing was saved. `found` says which."""

    def __init__(self, found: list[Conflict]) -> None:
        self.found = found
        one = found[0]
        super().__init__(f"{one.by} {one.at} 修改过此记录。请看两处不同，选择保留哪一处。")

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.found]


class Waiting(DomainError):
    """Nothing is wrong, but a colleague's own login is still missing: the phone asks again later."""


@transaction.atomic
def once(*, key: UUID, act: str, about: str, do: Callable[[], Outcome], by: User) -> Outcome:
    """Do it, or say again what was said when this key came first. A refusal leaves the key free for another try."""
    row, new = SyncKey.objects.get_or_create(key=key, defaults={"act": act, "about": about, "at": now(), "by": by})
    if (row.act, row.about, row.by_id) != (act, about, by.pk):
        raise DomainError("这个请求编号已用于另一件事。请刷新页面后重试。")
    if new:
        row.outcome = do()
        row.save(update_fields=["outcome"])
    outcome: Outcome = row.outcome
    return outcome


def merged(inspection: Inspection, mine: Mapping[str, Any], was: Mapping[str, Any]) -> sheet.Values:
    """What is stored, with my changes over it.

    `mine` are the fields I changed, `was` their values when I saw them. A field that somebody else changed to
    something third is a conflict. Raises Conflicts, or DomainError for a field the record does not have.
    """
    stored = sheet.values(inspection)
    if strange := set(mine) - set(stored):
        raise DomainError(f"记录中没有“{min(strange)}”这一栏。请刷新页面后重填。")
    wanted = {name: sheet.plain(value) for name, value in mine.items()}
    clash = [
        name
        for name, value in sorted(wanted.items())
        if stored[name] not in (value, sheet.plain(was.get(name, stored[name])))
    ]
    if clash:
        raise Conflicts([_conflict(inspection, name, wanted[name], stored[name]) for name in clash])
    return stored | wanted


def _conflict(inspection: Inspection, name: str, mine: Any, theirs: Any) -> Conflict:
    who, when = _last_writer(inspection, name)
    label = sheet.label(inspection, name)
    return Conflict(name, label, mine, theirs, sheet.words(name, mine), sheet.words(name, theirs), who, when)


def _last_writer(inspection: Inspection, name: str) -> tuple[str, str]:
    """Who changed this field last, and when (14:20): read from the trail."""
    for event in Event.objects.about(f"inspection/{inspection.pk}").filter(act="record.fill"):
        if name in event.detail.content.get("values", {}).get("fields", []):
            return event.detail.person.get("name") or "同组人员", f"{event.ts.astimezone():%H:%M}"
    return "同组人员", f"{now().astimezone():%H:%M}"


@transaction.atomic
def fill(
    *,
    inspection: Inspection,
    key: UUID,
    mine: Mapping[str, Any],
    was: Mapping[str, Any],
    read: Callable[[Inspection, sheet.Values], records.Findings],
    by: User,
) -> Outcome:
    """Save what the phone changed. `read` turns merged values into findings and refuses what is malformed."""
    visit = locked(inspection.visit)
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    own_place(inspection.visit, by)

    def do() -> Outcome:
        require_on_site(visit)  # before anybody is asked to choose between two values of a sealed record
        values = merged(inspection, mine, was)
        if values == sheet.values(inspection):
            return _saved(inspection)
        return _saved(records.fill(inspection=inspection, findings=read(inspection, values), by=by))

    return once(key=key, act="fill", about=f"record/{inspection.pk}", do=do, by=by)


def _saved(inspection: Inspection) -> Outcome:
    fresh = Inspection.objects.get(pk=inspection.pk)
    return {"revision": fresh.revision, "saved_at": f"{now().astimezone():%H:%M}", "values": sheet.values(fresh)}


def require_seen(visit: Visit, seen: Mapping[str, Mapping[str, Any]]) -> None:
    """The business and the officers sign what the phone showed: it must be what is stored, record by record."""
    for inspection in visit.inspections.all():
        shown = {name: sheet.plain(value) for name, value in seen.get(str(inspection.pk), {}).items()}
        if names := sheet.changed(shown, sheet.values(inspection)):
            where = "、".join(sheet.label(inspection, name) for name in names[:3])
            raise DomainError(f"手机上显示的记录与系统中的不同（{where}）。请打开记录核对后，重新确认和签名。")
