"""The letter of a referral with its list of evidence, the receipt, the reply."""

from typing import Any

from django import forms

from inspections.forms.follow_up import Plain, day, line, one_of, text
from inspections.models import Referral
from inspections.services.referrals import Exhibit, Letter

MOST = 40
HOW = "一行一项，写明名称、份数、页数，用逗号分开，如：检查记录表，1，3"


class LetterForm(Plain):
    """`letter`, as the service takes it. One line of `evidence` is one line of 证据材料清单."""

    matter = one_of("线索性质", Referral.Matter.choices)
    inside = one_of("移送范围", [("in", "公安机关内部（24 小时内移送）"), ("out", "其他机关")])
    receiver = line("接收机关", 100)
    subject = line("案由", 200)
    facts = text("主要事实", 1000)
    grounds = text("移送理由和法律依据", 1000, "写明为什么不属于本单位管辖。")
    evidence = text("证据材料清单", 3000, HOW)

    def clean_evidence(self) -> list[Exhibit]:
        rows = [row.strip() for row in self.cleaned_data["evidence"].splitlines() if row.strip()]
        if len(rows) > MOST:
            raise forms.ValidationError(f"证据材料最多 {MOST} 项。")
        return [exhibit(row, number) for number, row in enumerate(rows, 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        return {"letter": Letter(**cleaned | {"inside": cleaned["inside"] == "in"})}


def exhibit(row: str, number: int) -> Exhibit:
    """检查记录表，1，3; counts left out are one."""
    name, *counts = [part.strip() for part in row.replace(",", "，").split("，")]
    if not name or len(name) > 100 or len(counts) > 2 or not all(_count(one) for one in counts):
        raise forms.ValidationError(f"第 {number} 行看不懂。{HOW}")
    return Exhibit(name, *(int(one) for one in counts))


def _count(part: str) -> bool:
    return part.isascii() and part.isdigit() and 0 < int(part) < 1000


class ReceiptForm(Plain):
    received_on = day("回执日期")
    receiver = line("接收人", 50)
    accepted = forms.NullBooleanField(
        label="是否受理",
        required=False,
        widget=forms.Select(choices=[("", "回执上没有写"), ("true", "受理"), ("false", "不予受理")]),
    )


class ReplyForm(Plain):
    replied_on = day("回复日期")
    reply = text("处理结果", 1000)
