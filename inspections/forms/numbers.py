"""抽取号码: one group of digits per witness, typed twice; the balls of a lottery, typed by two people."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from inspections.forms.office import LOTTERIES
from inspections.models import DrawSession, VoidRequest
from yangcheng_inspect.forms import FieldsOnly

AGAIN = "与第一次录入的不同。请对照见证单逐位核对。"
SIX_DIGITS = RegexValidator(r"^\d{6}$", "应为 6 位数字，开头的 0 也要写上。")
NO_NAME = {"required": "没有填写。请写明姓名和单位。"}
NO_DIGITS = {"required": "没有录入。请录入见证人写下的 6 位数字。"}
NO_DIGITS_AGAIN = {"required": "没有再录一遍。请对照见证单重新录入。"}
HINTS = {
    "SSQ": "按开奖公告录入，号码之间用空格隔开，最后一个是蓝球。",
    "KL8": "按开奖公告录入 20 个号码，号码之间用空格隔开。",
}
SECOND_DRUM = {"SSQ": 1}
"""How many balls at the end come from the second drum."""


class NumbersForm(forms.Form):
    """What the witnesses read out, group by group in the order of signing."""

    helper = FieldsOnly()

    def __init__(self, *args: Any, session: DrawSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts = [int(ref) for kind, ref in session.sources if kind == "W"]
        for count in self.counts:
            self.fields.update(dict(_witness_fields(count)))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in [name for name in given if name.endswith("_again")]:
            first = name.removesuffix("_again")
            if first in given and given[first] != given[name]:
                self.add_error(name, AGAIN)
        return given

    def read(self, ending: str = "") -> list[list[str]]:
        """One list per witness source; `ending` "_again" reads what was typed the second time."""
        return [[self.cleaned_data[f"digits_{place}{ending}"] for place in _places(count)] for count in self.counts]

    @property
    def witnesses(self) -> list[str]:
        return [str(value) for name, value in self.cleaned_data.items() if name.startswith("name_")]

    def witness_rows(self) -> list[list[forms.BoundField]]:
        """Name, digits, digits again: one row per witness."""
        return [
            [self[f"name_{place}"], self[f"digits_{place}"], self[f"digits_{place}_again"]]
            for place in _places(sum(self.counts))
        ]


class BallsForm(forms.Form):
    """The numbers of one lottery issue, as the bulletin gives them; the second person needs no bulletin field."""

    helper = FieldsOnly()
    balls = forms.CharField(label="开奖号码", widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
    bulletin = forms.CharField(
        label="开奖公告出处", max_length=200, help_text="例如：中国福彩网 2026年11月20日 公告网址。"
    )

    def __init__(self, *args: Any, source: Sequence[str], second: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.ref = source
        self.fields["balls"].label = f"{LOTTERIES.get(self.kind, self.kind)} {self.ref} 期号码"
        self.fields["balls"].help_text = HINTS.get(self.kind, "")
        self.fields["balls"].error_messages["required"] = "没有录入。请按开奖公告录入全部号码。"
        if second:
            del self.fields["bulletin"]

    @property
    def values(self) -> list[str]:
        return _balls(self.kind, self.cleaned_data["balls"])


class CorrectionForm(forms.Form):
    """What a source really said, and where that can be read."""

    helper = FieldsOnly()
    values = forms.CharField(label="公告上的号码", help_text="见证人数字按签名次序，三组之间用空格隔开。")
    evidence = forms.CharField(label="依据", max_length=300, help_text="开奖公告的网址，或者签字的见证单。")

    def read(self, kind: str) -> list[str]:
        text = self.cleaned_data["values"]
        return re.findall(r"\d+", text) if kind == "W" else _balls(kind, text)


class VoidForm(forms.Form):
    """Why a draw should be void; the reason will be public."""

    helper = FieldsOnly()
    code = forms.ChoiceField(label="理由类别", choices=VoidRequest.Reason.choices)
    reason = forms.CharField(label="理由（会公开）", max_length=300, widget=forms.Textarea({"rows": 2}))


def _places(count: int) -> range:
    return range(1, count + 1)


def _numeric(**attrs: str) -> forms.TextInput:
    return forms.TextInput({"inputmode": "numeric", "autocomplete": "off", **attrs})


def _witness_fields(count: int) -> Iterator[tuple[str, forms.Field]]:
    for place in _places(count):
        who = f"第 {place} 位见证人"
        yield f"name_{place}", _name(f"{who}姓名和单位")
        yield f"digits_{place}", _digits(f"{who}的数字", NO_DIGITS)
        yield f"digits_{place}_again", _digits(f"{who}的数字（再录）", NO_DIGITS_AGAIN)


def _name(label: str) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "off"})
    return forms.CharField(label=label, max_length=40, widget=widget, error_messages=NO_NAME)


def _digits(label: str, messages: dict[str, str]) -> forms.CharField:
    widget = _numeric(maxlength="6", **{"class": "digits"})
    return forms.CharField(label=label, validators=[SIX_DIGITS], widget=widget, error_messages=messages)


def _plain(text: str) -> list[str]:
    """The numbers of a text, two digits at least: `7` and `07` are one ball."""
    return [number.zfill(2) for number in re.findall(r"\d+", text)]


def _balls(kind: str, text: str) -> list[str]:
    """Two digits each, every drum ascending, as the protocol writes them."""
    balls = _plain(text)
    first = len(balls) - SECOND_DRUM.get(kind, 0)
    return sorted(balls[:first]) + sorted(balls[first:])
