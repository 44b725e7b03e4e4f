"""What a correction changed: two sealed texts of one record side by side. Pure, but for the words of the codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspections import sealed_text
from inspections.choices import AnswerChoice, Opinion, Result
from inspections.models import Inspection, RecordSeal

LABELS = {
    "result": "检查结果",
    "result_reason": "与建议不同的理由",
    "note": "情况说明",
    "handlings": "采取的处理",
    "other_handling": "清单以外的处理",
    "handling_reason": "清单以外处理的理由",
    "handling": "处理措施",
    "rectify_by": "改正期限",
}
SAID = {"opinion": "检查对象意见", "signer": "签字人", "statement": "陈述意见", "refusal_note": "拒签情况"}
NOTHING = "未填"


@dataclass(frozen=True)
class Change:
    """One place with its words before and after. `order` is the check-point's number, 0 for everything else."""

    place: str
    before: str
    after: str
    order: int = 0


def of(inspection: Inspection) -> list[Change]:
    """Between the last two seals; empty while there is only one."""
    seals = list(inspection.seals.order_by("-no")[:2])
    return list(between(*reversed(seals))) if len(seals) == 2 else []


def between(older: RecordSeal, newer: RecordSeal) -> Iterator[Change]:
    before, after = sealed_text.read(older.text), sealed_text.read(newer.text)
    yield from _answers(before["record"], after["record"])
    yield from _fields(LABELS, before["record"], after["record"])
    yield from _evidence(before["record"], after["record"])
    yield from _fields(SAID, before["confirmation"] or {}, after["confirmation"] or {})


def _answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """A sealed answer is [prompt, choice, finding], in the order of the form."""
    was = {prompt: (choice, finding) for prompt, choice, finding in before["answers"]}
    for order, (prompt, choice, finding) in enumerate(after["answers"], start=1):
        if was.get(prompt) != (choice, finding):
            yield Change(
                f"第 {order} 项 {prompt}", _answer(*was.get(prompt, ("", ""))), _answer(choice, finding), order
            )


def _answer(choice: str, finding: str) -> str:
    word = str(AnswerChoice(choice).label) if choice else NOTHING
    return f"{word}：{finding}" if finding else word


def _fields(labels: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name, label in labels.items():
        if before.get(name) != after.get(name):
            yield Change(label, _words(name, before.get(name)), _words(name, after.get(name)))


def _words(name: str, value: Any) -> str:
    if not value:
        return NOTHING
    if name == "result":
        return str(Result(value).label)
    if name == "opinion":
        return str(Opinion(value).label)
    return "、".join(value) if isinstance(value, list) else str(value)


def _evidence(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    was, now = before.get("evidence", []), after.get("evidence", [])
    if was != now:
        new = len([one for one in now if one not in was])
        yield Change("现场照片和扫描件", f"{len(was)} 份", f"{len(now)} 份，新增 {new} 份")
