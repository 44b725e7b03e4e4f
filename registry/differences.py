"""What one version of an item says otherwise than another: fields, check-points, articles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from registry.models import CheckPoint, ItemVersion, LegalBasis

ALIKE = 0.6
"""Two texts this alike are one that was changed, not one taken out and one put in."""
FIELDS = (
    "kind",
    "target",
    "content",
    "methods",
    "authority",
    "responsible",
    "ratio",
    "floor",
    "yearly_cap",
    "frequency",
    "handlings",
    "effective_from",
)
POINT = ("prompt", "basis", "penalty", "guidance", "documents", "photo_required")
BASIS = ("text", "wording", "valid_from", "valid_to")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `kind` is `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Field:
    """One field that differs: its name, old and new, and the new text in pieces."""

    name: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.old, self.new)


@dataclass(frozen=True)
class Change:
    """One check-point or article: `kind` is `added`, `removed` or `changed`; `label` says which it is."""

    kind: str
    label: str
    fields: list[Field] = field(default_factory=list)


@dataclass(frozen=True)
class Differences:
    old: ItemVersion
    new: ItemVersion
    fields: list[Field]
    points: list[Change]
    bases: list[Change]

    @property
    def none(self) -> bool:
        return not (self.fields or self.points or self.bases)


def between(old: ItemVersion, new: ItemVersion) -> Differences:
    """Everything a leader must know before the new one takes the place of the old."""
    return Differences(
        old,
        new,
        _fields(old, new, FIELDS),
        _rows(list(old.check_points.all()), list(new.check_points.all()), POINT),
        [change for kind in LegalBasis.Kind for change in _rows(_of(old, kind), _of(new, kind), BASIS)],
    )


def _of(version: ItemVersion, kind: LegalBasis.Kind) -> list[LegalBasis]:
    return [basis for basis in version.bases.all() if basis.kind == kind]


def _fields(old: Any, new: Any, names: Iterable[str]) -> list[Field]:
    said = [(name, words(old, name), words(new, name)) for name in names]
    return [Field(_name(new, name), before, after) for name, before, after in said if before != after]


def _name(row: Any, name: str) -> str:
    return "抽查比例" if name == "ratio" else str(row._meta.get_field(name).verbose_name)


def words(row: Any, name: str) -> str:
    """The value of a field as a person reads it."""
    value = getattr(row, name)
    if name == "ratio":
        return str(row.ratio_percent)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(getattr(row, f"get_{name}_display")() if name == "kind" else "" if value is None else value)


Row = CheckPoint | LegalBasis


def _rows(old: Sequence[Row], new: Sequence[Row], names: Sequence[str]) -> list[Change]:
    """Each new row beside the most alike of the old ones not yet taken, the surest pairs first."""
    pairs = _pairs(old, new)
    changes = []
    for place, row in enumerate(new):
        if place not in pairs:
            changes.append(Change("added", str(row)))
        elif found := _fields(old[pairs[place]], row, names):
            changes.append(Change("changed", str(row), found))
    gone = set(range(len(old))) - set(pairs.values())
    return changes + [Change("removed", str(old[place])) for place in sorted(gone)]


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Place in `new` → place in `old`."""
    scores = sorted(
        ((_alike(before, after), -abs(i - j), j, i) for i, before in enumerate(old) for j, after in enumerate(new)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, _, j, i in scores:
        if score >= ALIKE and j not in pairs and i not in pairs.values():
            pairs[j] = i
    return pairs


def _alike(old: Row, new: Row) -> float:
    return SequenceMatcher(None, str(old), str(new), autojunk=False).ratio()


def pieces(old: str, new: str) -> list[Piece]:
    """Both texts in one, with what went and what came."""
    found: list[Piece] = []
    for act, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found.append(Piece("same", old[i1:i2]))
            continue
        found += [Piece("gone", old[i1:i2])] if i2 > i1 else []
        found += [Piece("new", new[j1:j2])] if j2 > j1 else []
    return found
