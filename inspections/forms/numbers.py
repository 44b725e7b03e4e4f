"""抽取号码, typed twice: the balls of a lottery, and one group of digits per witness."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from inspections.forms.office import LOTTERIES
from inspections.models import DrawSession
from yangcheng_inspect.forms import FieldsOnly

AGAIN = "与第一次录入的不同。请对照见证单逐位核对。"
SIX_DIGITS = RegexValidator(r"^\d{6}$", "应为 6 位数字，开头的 0 也要写上。")
NO_NAME = {"required": "没有填写。请写明姓名和单位。"}
NO_DIGITS = {"required": "没有录入。请录入见证人写下的 6 位数字。"}
NO_DIGITS_AGAIN = {"required": "没有再录一遍。请对照见证单重新录入。"}
NO_BALLS = {"required": "没有录入。请按开奖公告录入全部号码。"}
SECOND_DRUM = {"SSQ": 1}
"""How many balls at the end come from the second drum."""


class NumbersForm(forms.Form):
    """Fields follow the session's declared sources, in their order."""

    helper = FieldsOnly()

    def __init__(self, *args: Any, session: DrawSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources: list[list[str]] = session.sources
        for kind, ref in self.sources:
            fields = _witness_fields(int(ref)) if kind == "W" else _ball_fields(kind, ref)
            self.fields.update(dict(fields))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in [name for name in given if name.endswith("_again")]:
            first = name.removesuffix("_again")
            if first in given and _plain(given[first]) != _plain(given[name]):
                self.add_error(name, AGAIN)
        return given

    def read(self, ending: str = "") -> list[list[str]]:
        """One list per source; `ending` "_again" reads what was typed the second time."""
        return [
            [self.cleaned_data[f"digits_{place}{ending}"] for place in _places(int(ref))]
            if kind == "W"
            else _balls(kind, self.cleaned_data[f"balls_{kind}{ending}"])
            for kind, ref in self.sources
        ]

    @property
    def witnesses(self) -> list[str]:
        return [str(value) for name, value in self.cleaned_data.items() if name.startswith("name_")]

    def witness_rows(self) -> list[list[forms.BoundField]]:
        """Name, digits, digits again: one row per witness."""
        count = sum(int(ref) for kind, ref in self.sources if kind == "W")
        return [
            [self[f"name_{place}"], self[f"digits_{place}"], self[f"digits_{place}_again"]] for place in _places(count)
        ]

    def ball_rows(self) -> list[list[forms.BoundField]]:
        kinds = [kind for kind, _ in self.sources if kind != "W"]
        return [[self[f"balls_{kind}"], self[f"balls_{kind}_again"]] for kind in kinds]


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


def _ball_fields(kind: str, ref: str) -> Iterator[tuple[str, forms.Field]]:
    label = f"{LOTTERIES.get(kind, kind)} {ref} 期"
    hint = (
        "按开奖公告录入，号码之间用空格隔开，最后一个是蓝球。" if kind in SECOND_DRUM else "按开奖公告录入 20 个号码。"
    )
    balls, again = f"{label}号码", f"{label}再录一遍"
    yield f"balls_{kind}", forms.CharField(label=balls, help_text=hint, widget=_numeric(), error_messages=NO_BALLS)
    yield f"balls_{kind}_again", forms.CharField(label=again, widget=_numeric(), error_messages=NO_BALLS)


def _plain(text: str) -> list[str]:
    """The numbers of a text, two digits at least: `7` and `07` are one ball."""
    return [number.zfill(2) for number in re.findall(r"\d+", text)]


def _balls(kind: str, text: str) -> list[str]:
    """Two digits each, every drum ascending, as the protocol writes them."""
    balls = _plain(text)
    first = len(balls) - SECOND_DRUM.get(kind, 0)
    return sorted(balls[:first]) + sorted(balls[first:])
