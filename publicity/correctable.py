"""What of a published record can be put right, one by one: never free JSON, never more than its page shows. Pure.

The credit code is not here: another code is another firm, and that record is withdrawn and voided. Result word and
category follow from the code, the summary from the answers.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from inspections.choices import PROBLEM_RESULTS, AnswerChoice, Result, national_category
from yangcheng_inspect.errors import DomainError

RESULT = "result.code"
WRONG = str(AnswerChoice.NO.label)
ANSWERS = tuple((str(label), str(label)) for label in AnswerChoice.labels)
CHOSEN = frozenset(str(label) for label in (*Result.labels, *AnswerChoice.labels))


@dataclass(frozen=True)
class Correctable:
    """One field: where it stands in the record, its name, what it says, what it may say."""

    path: str
    label: str
    value: str
    longest: int = 200
    choices: tuple[tuple[str, str], ...] = ()
    blank: bool = False
    hint: str = ""

    def words(self, value: str) -> str:
        """As the public reads it."""
        return str(dict(self.choices).get(value, value))


def of(record: Mapping[str, Any]) -> list[Correctable]:
    """Of a sensitive item no points are shown, so none are offered."""
    entity, result = record["entity"], record["result"]
    fields = [
        Correctable("entity.name", "检查对象名称", entity["name"]),
        Correctable("entity.town", "乡镇", entity["town"], 40),
    ]
    if "address" in entity:
        fields.append(Correctable("entity.address", "检查地点", entity["address"], blank=True))
    fields.append(Correctable(RESULT, "检查结果", result["code"], choices=tuple(Result.choices)))
    return [*fields, *_points(record["points"])]


def _points(points: list[dict[str, str]]) -> Iterator[Correctable]:
    for number, point in enumerate(points):
        path, name = f"points.{number}", f"第 {number + 1} 项检查要点"
        yield Correctable(f"{path}.answer", f"{name}的结果", point["answer"], choices=ANSWERS, hint=point["prompt"])
        yield Correctable(f"{path}.finding", f"{name}发现的问题", point.get("finding", ""), 500, blank=True)


def changed(record: Mapping[str, Any], wanted: Mapping[str, str]) -> list[dict[str, str]]:
    """`{path: new text}` -> `[{path, field, was, now}]` of what would be another text. Raises `DomainError`."""
    known = {one.path: one for one in of(record)}
    if unknown := wanted.keys() - known.keys():
        raise DomainError(f"这些内容不能更正：{'、'.join(sorted(unknown))}。")
    moved = [_change(known[path], text.strip()) for path, text in wanted.items() if text.strip() != known[path].value]
    if not moved:
        raise DomainError("没有改动任何内容。请改正有误的内容后再提请。")
    return moved


def _change(field: Correctable, now: str) -> dict[str, str]:
    if not now and not field.blank:
        raise DomainError(f"“{field.label}”不能为空。")
    if len(now) > field.longest or (field.choices and now not in dict(field.choices)):
        raise DomainError(f"“{field.label}”请从所列内容中选择，或者写得不超过 {field.longest} 个字。")
    return {"path": field.path, "field": field.label, "was": field.value, "now": now}


def corrected(record: Mapping[str, Any], changes: list[dict[str, str]]) -> dict[str, Any]:
    """The record with these changes. Raises `DomainError` where it no longer says what was to be corrected."""
    made = deepcopy(dict(record))
    known = {one.path: one.value for one in of(record)}
    for change in changes:
        if known.get(change["path"]) != change["was"]:
            raise DomainError(f"“{change['field']}”在提请之后已有变化。请不同意此件，按现在的内容重新提请。")
        _write(made, change["path"], change["now"])
    _follow(made, {change["path"] for change in changes})
    return made


def _write(record: dict[str, Any], path: str, now: str) -> None:
    *way, last = path.split(".")
    place: Any = record
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = now
    if not now:
        del place[last]


def _follow(record: dict[str, Any], paths: set[str]) -> None:
    """Word and category from the code, the number of problems from the answers; both must fit together."""
    result, points = record["result"], record["points"]
    result["word"], result["category"] = str(Result(result["code"]).label), national_category(result["code"])
    if result["code"] not in PROBLEM_RESULTS:
        _end_order(record)
    if not points or not paths & {RESULT, *(path for path in paths if path.endswith(".answer"))}:
        return
    wrong = sum(point["answer"] == WRONG for point in points)
    if bool(wrong) != (result["code"] in PROBLEM_RESULTS):
        raise DomainError("检查结果与检查要点不一致：有不符合的，结果应为发现问题的一种；没有的，不能是发现问题。")
    result.pop("summary", None)
    if wrong:
        result["summary"] = f"发现 {wrong} 项问题"


def _end_order(record: dict[str, Any]) -> None:
    """Nothing is left to be put right by a day; what else was done about it (a referral) stays to be read."""
    word = record.pop("handling", {}).get("word", "")
    if rest := [part for part in word.split("；") if part and not part.startswith("责令")]:
        record["handling"] = {"word": "；".join(rest)}


def public(changes: list[dict[str, str]], *, hides_old: bool) -> list[dict[str, str]]:
    """What the change history shows: field, old and new words; without the old where it must not be read.

    A result and an answer are chosen from a list and name nobody: that they were others is never hidden.
    """
    words = dict(Result.choices)
    rows = [
        {"field": one["field"], "was": words.get(one["was"], one["was"]), "now": words.get(one["now"], one["now"])}
        for one in changes
    ]
    return [without_old(row) if hides_old else row for row in rows]


def without_old(row: dict[str, str]) -> dict[str, str]:
    """One line of `public` as it stays to be read after the old text was hidden."""
    return {name: text for name, text in row.items() if name != "was" or text in CHOSEN}
