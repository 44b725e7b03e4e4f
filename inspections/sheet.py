"""A record as plain values, field by field: what a phone keeps, compares and sends back.

Names are those of the record's form: `answer_<check-point>`, `finding_<check-point>`, `result` and so on. Values are
text, `handlings` a list of text; an empty field is empty text.
"""

from collections.abc import Mapping
from typing import Any

from inspections.choices import AnswerChoice, Result
from inspections.models import Inspection

RESULT_FIELDS = (
    "result",
    "result_reason",
    "note",
    "handling",
    "rectify_by",
    "other_handling",
    "handling_reason",
    "handlings",
)
LABELS = {
    "result": "检查结果",
    "result_reason": "与建议不同的理由",
    "note": "情况说明",
    "handling": "处理措施",
    "rectify_by": "改正期限",
    "other_handling": "清单以外的处理",
    "handling_reason": "采取清单以外处理的理由",
    "handlings": "采取的处理",
}
Values = dict[str, Any]


def values(inspection: Inspection) -> Values:
    """Every field of the record's page as it is stored now."""
    given = {answer.check_point_id: answer for answer in inspection.answers.all()}
    found: Values = {name: plain(getattr(inspection, name)) for name in RESULT_FIELDS}
    for point in inspection.version.check_points.all():
        answer = given.get(point.pk)
        found[f"answer_{point.pk}"] = answer.choice if answer else ""
        found[f"finding_{point.pk}"] = answer.finding if answer else ""
    return found


def plain(value: Any) -> Any:
    """As JSON carries it: a day as 2026-04-23, nothing as empty text, text with the line ends of a browser's field."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Names of the fields that differ, in order."""
    return sorted(name for name in after if before.get(name) != after[name])


def label(inspection: Inspection, name: str) -> str:
    """第 3 项, 第 3 项发现的问题, 检查结果."""
    kind, _, pk = name.partition("_")
    if kind not in ("answer", "finding"):
        return LABELS[name]
    order = next(point.order for point in inspection.version.check_points.all() if str(point.pk) == pk)
    return f"第 {order} 项" + ("发现的问题" if kind == "finding" else "")


def words(name: str, value: Any) -> str:
    """The value as a person reads it."""
    if isinstance(value, list):
        return "、".join(value) or "（空）"
    choices: dict[str, str] = dict(Result.choices) if name == "result" else {}
    if name.startswith("answer_"):
        choices = dict(AnswerChoice.choices)
    return choices.get(value, value) or "（空）"
