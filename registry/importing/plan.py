"""Rows of a file against what is known → what would become of each row. Nothing is written here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from registry.importing.labels import label
from registry.importing.rows import ParsedRow, Problem

NEW, CHANGED, GONE = "NEW", "CHANGED", "GONE"
DUPLICATE, ERROR, UNCHANGED = "DUPLICATE", "ERROR", "UNCHANGED"

Dates = Mapping[str, date]
DatesOf = Callable[[Iterable[int]], Mapping[int, Dates]]


@dataclass(frozen=True, slots=True)
class Known:
    """One thing of the registry: what it is called by, its values as text, and whether silence means it is gone."""

    pk: int
    keys: frozenset[str]
    name: str
    values: Mapping[str, str]
    address: str = ""
    can_be_gone: bool = True


@dataclass(slots=True)
class Planned:
    """What would become of one row, or of one thing the file is silent about (`number` None)."""

    number: int | None
    outcome: str
    key: str
    name: str
    values: dict[str, str]
    changes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    pk: int | None = None


@dataclass(frozen=True)
class Rules:
    """How one kind of list is compared.

    `keys` names the values that identify a thing; `compared` those that may change; `column` is the header
    word under which a duplicate is reported; `twins` whether equal name and address mean the same thing.
    """

    keys: tuple[str, ...]
    compared: tuple[str, ...]
    column: str
    twins: bool = False


def plan(
    rows: Sequence[ParsedRow],
    known: Sequence[Known],
    *,
    rules: Rules,
    as_of: date,
    full: bool,
    dates_of: DatesOf,
) -> list[Planned]:
    """One Planned per row in the file's order, then 疑似注销 if the list claims to be whole."""
    index = {key: thing for thing in known for key in thing.keys}
    double = _doubles(rows, rules)
    planned = [double.get(row.number) or _one(row, index, rules) for row in rows]
    _refuse_twins(planned, known, rules)
    _keep_newer(planned, as_of, dates_of)
    return planned + (_gone(rows, known, rules, as_of, dates_of) if full else [])


def _keys(row: ParsedRow, rules: Rules) -> list[str]:
    return [row.values[name] for name in rules.keys if row.values.get(name)]


def _start(row: ParsedRow, outcome: str) -> Planned:
    return Planned(
        row.number,
        outcome,
        row.key,
        row.values.get("name") or row.values.get("title", ""),
        dict(row.values),
        problems=list(row.problems),
        warnings=list(row.warnings),
    )


def _doubles(rows: Sequence[ParsedRow], rules: Rules) -> dict[int, Planned]:
    """Rows that name the same thing: of equal ones the first counts, of unequal ones none does."""
    groups: defaultdict[str, list[ParsedRow]] = defaultdict(list)
    for row in rows:
        if not row.problems:
            for key in _keys(row, rules):
                groups[key].append(row)
    found: dict[int, Planned] = {}
    for group in groups.values():
        first, *rest = group
        same = all(row.values == first.values for row in rest)
        for row in rest if same else group if rest else []:
            other = first if row is not first else rest[0]
            reason = f"与第 {other.number} 行相同" + ("，只取前一行" if same else "而内容不同，请只留正确的一行")
            found[row.number] = _start(row, DUPLICATE)
            found[row.number].problems = [Problem(rules.column, reason)]
    return found


def _one(row: ParsedRow, index: Mapping[str, Known], rules: Rules) -> Planned:
    if row.problems:
        return _start(row, ERROR)
    matches = {index[key].pk: index[key] for key in _keys(row, rules) if key in index}
    if len(matches) > 1:
        names = "”和“".join(thing.name for thing in matches.values())
        planned = _start(row, ERROR)
        planned.problems = [Problem(rules.column, f"分属名录库中的“{names}”，请对照营业执照改正代码或注册号")]
        return planned
    if not matches:
        return _start(row, NEW)
    (thing,) = matches.values()
    if other := _other_identity(row, thing, rules):
        planned = _start(row, ERROR)
        planned.problems = [Problem(rules.column, f"与名录库中注册号相同的“{thing.name}”（{other}）不同，请核对")]
        return planned
    planned = _start(row, UNCHANGED)
    planned.pk = thing.pk
    planned.changes = _changes(row.values, thing.values, rules.compared)
    planned.outcome = CHANGED if planned.changes else UNCHANGED
    return planned


def _other_identity(row: ParsedRow, thing: Known, rules: Rules) -> str:
    """What the thing is called already under its first key, where the row calls it otherwise: no list renames that."""
    held, stated = thing.values.get(rules.keys[0], ""), row.values.get(rules.keys[0], "")
    return held if held and stated and held != stated else ""


def _changes(stated: Mapping[str, str], held: Mapping[str, str], compared: Iterable[str]) -> dict[str, list[str]]:
    """field → [old, new]. An empty cell states nothing and so changes nothing."""
    return {
        name: [held.get(name, ""), stated[name]]
        for name in compared
        if name in stated and stated[name] != held.get(name, "")
    }


def _refuse_twins(planned: Iterable[Planned], known: Sequence[Known], rules: Rules) -> None:
    """A new code for a name and address we know is rather a mistyped code than a second firm."""
    if not rules.twins:
        return
    places = {(thing.name, thing.address): thing for thing in known if thing.address}
    names = {thing.name for thing in known}
    for row in planned:
        twin = places.get((row.name, row.values.get("address", "")))
        if row.outcome == NEW and twin:
            row.outcome = DUPLICATE
            held = "、".join(sorted(twin.keys))
            reason = f"“{row.key}”与名录库中名称、地址都相同的一户代码不同（库内为 {held}），请核对后重新导入"
            row.problems = [Problem(rules.column, reason)]
        elif row.outcome == NEW and row.name in names:
            row.warnings.append(Problem(label("name"), f"名录库中另有同名的“{row.name}”，地址和代码不同"))


def _keep_newer(planned: Iterable[Planned], as_of: date, dates_of: DatesOf) -> None:
    """A fact with an older date never replaces a newer one; the row says so."""
    changed = {row.pk: row for row in planned if row.outcome == CHANGED and row.pk is not None}
    dates = dates_of(changed)
    for pk, row in changed.items():
        newer = [name for name in row.changes if dates.get(pk, {}).get(name, date.min) > as_of]
        for name in newer:
            old, new = row.changes.pop(name)
            day = dates[pk][name].isoformat()
            row.warnings.append(Problem(label(name), f"名录库中“{old}”的数据日期 {day} 较新，未采用“{new}”"))
        if not row.changes:
            row.outcome = UNCHANGED


def _gone(
    rows: Iterable[ParsedRow], known: Iterable[Known], rules: Rules, as_of: date, dates_of: DatesOf
) -> list[Planned]:
    """What a whole list does not name, not even in a row with an error; nothing heard of since that list."""
    keys = {key for row in rows for key in _keys(row, rules)}
    names = {row.values.get("name") for row in rows if row.problems}
    missing = [thing for thing in known if thing.can_be_gone and not thing.keys & keys and thing.name not in names]
    heard = dates_of(thing.pk for thing in missing)
    missing = [thing for thing in missing if max(heard.get(thing.pk, {}).values(), default=date.min) <= as_of]
    return [Planned(None, GONE, min(thing.keys, default=""), thing.name, {}, pk=thing.pk) for thing in missing]
