"""抽查事项清单 on a day: what is in force, what is announced, what was before. The day alone decides, no job does."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from publicity.public_site.models import PublicItem
from publicity.public_site.search import index_text

IN_FORCE, COMING, ENDED, SUSPENDED = "现行", "未生效", "失效", "停用"
TONES = {IN_FORCE: ("green", "check-circle-fill"), COMING: ("violet", "hourglass-split")}
QUIET = ("grey", "slash-circle")


@dataclass(frozen=True)
class Version:
    """One published version with the day on which the next one took its place."""

    row: PublicItem
    state: str
    ended_on: date | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.state, QUIET)[0]

    @property
    def icon(self) -> str:
        return TONES.get(self.state, QUIET)[1]


@dataclass(frozen=True)
class Item:
    """All versions of one code, the newest first."""

    versions: list[Version] = field(default_factory=list)

    def of(self, *states: str) -> Version | None:
        return next((version for version in self.versions if version.state in states), None)

    @property
    def shown(self) -> Version:
        """What stands on the page of the item: in force, else switched off, else announced, else the last."""
        return self.of(IN_FORCE, SUSPENDED) or self.coming or self.versions[0]

    @property
    def coming(self) -> Version | None:
        """The next version announced."""
        later = [version for version in self.versions if version.state == COMING]
        return later[-1] if later else None


def one(code: str, on: date) -> Item | None:
    """The item of a code; None when nothing of it was ever published."""
    return next(iter(_grouped(PublicItem.objects.filter(code=code), on)), None)


def everything(on: date) -> list[Item]:
    """Every item ever published, by code: the open data."""
    return _grouped(PublicItem.objects.all(), on)


def listed(on: date, words: str = "") -> list[Item]:
    """Items in force or announced that say all of `words` in name, trade, kind of business or code, by code."""
    items = [item for item in everything(on) if item.of(IN_FORCE) or (item.coming and not item.of(SUSPENDED))]
    return [item for item in items if _says(item.shown.row, words)]


def _says(row: PublicItem, words: str) -> bool:
    text = index_text(row.code, row.title, row.category, row.target, *row.trades)
    return all(f" {index_text(word)} " in f" {text} " for word in words.split() if index_text(word))


def _grouped(rows: Iterable[PublicItem], on: date) -> list[Item]:
    found: dict[str, list[PublicItem]] = {}
    for row in sorted(rows, key=lambda row: (row.code, -row.effective_on.toordinal(), -row.version)):
        found.setdefault(row.code, []).append(row)
    return [Item(_versions(rows, on)) for rows in found.values()]


def _versions(newest_first: list[PublicItem], on: date) -> list[Version]:
    versions: list[Version] = []
    begun = False
    for number, row in enumerate(newest_first):
        after = newest_first[number - 1].effective_on - timedelta(days=1) if number else None
        versions.append(Version(row, _state(row, on, begun), after))
        begun = begun or row.effective_on <= on
    return versions


def _state(row: PublicItem, on: date, begun: bool) -> str:
    """`begun`: a newer version is in force already."""
    if row.effective_on > on:
        return COMING
    if begun:
        return ENDED
    return SUSPENDED if row.suspended_on else IN_FORCE
