"""What the acts of a phone's queue carry, read and checked: one function per act, each raises DomainError."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime

from inspections.forms.confirmation import ConfirmationForm, read_strokes
from inspections.forms.visits import InformForm
from inspections.services.records import Said
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.plain_text import key

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Hand:
    """A colleague's mark by hand: `officer` is the place on the team, `strokes` as in `read_strokes`."""

    officer: int
    act: str
    strokes: list[list[list[int]]]
    written_at: datetime


def moment(text: object) -> datetime:
    """An ISO time with its zone, as the phone's clock had it."""
    try:
        found = parse_datetime(str(text))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise DomainError("手机没有记下时间。请刷新页面后重试。")
    return found


def _arrive(given: Given) -> datetime:
    return moment(given.get("said_at"))


def _hand(given: Given) -> Hand:
    try:
        strokes = read_strokes(str(given.get("strokes", "")))
    except ValueError as error:
        raise DomainError("签名没有读到，请重签。") from error
    officer = key(str(given.get("officer", "")))
    return Hand(officer, str(given.get("mark", "")), strokes, moment(given.get("written_at")))


def require_valid(form: forms.Form) -> None:
    """Raises DomainError with all sentences of the form."""
    if not form.is_valid():
        raise DomainError(" ".join(str(message) for messages in form.errors.values() for message in messages))


def _inform(given: Given) -> dict[str, str]:
    form = InformForm(given)
    require_valid(form)
    return dict(form.cleaned_data)


def _confirm(given: Given) -> Said:
    form = ConfirmationForm(given)
    require_valid(form)
    return form.said


def _nothing(given: Given) -> None:
    """Signing and handing in carry nothing but what was seen."""


ACTS: dict[str, Callable[[Given], Any]] = {
    "arrive": _arrive,
    "hand": _hand,
    "inform": _inform,
    "confirm": _confirm,
    "sign": _nothing,
    "submit": _nothing,
}
