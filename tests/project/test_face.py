"""The shell around every internal page: menu, pages of a list, errors, colours."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.factories.accounts import UserFactory
from yangcheng_inspect.accounts.roles import PERMISSIONS
from yangcheng_inspect.desk import context
from yangcheng_inspect.desk.menu import MENU, Entry, Group
from yangcheng_inspect.forms import DateInput, FieldsOnly
from yangcheng_inspect.paging import paginate

TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", Path(settings.BASE_DIR, "static/css/tokens.css").read_text()))
READ = [("ink-900", "card"), ("ink-600", "card"), ("ink-500", "card"), ("ink-500", "page"), ("blue-600", "card")]
READ += [(f"{colour}-700", f"{colour}-100") for colour in ("green", "amber", "red", "violet", "grey", "blue")]
READ += [
    ("card", "navy-900"),
    ("navy-text", "navy-900"),
    ("navy-text", "navy-700"),
    ("card", "red-700"),
    ("gold", "navy-900"),
]
SEEN = [("line-strong", "card"), ("green-500", "card"), ("amber-500", "card"), ("red-500", "card"), ("focus", "card")]


class AskForm(forms.Form):
    name = forms.CharField(label="名称", error_messages={"required": "名称未填。"})
    on = forms.DateField(label="日期", widget=DateInput, required=False)
    helper = FieldsOnly()

    def clean(self) -> None:
        raise forms.ValidationError("检查人员须两人签名。")


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_light(TOKENS[first]), _light(TOKENS[second])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    assert _contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SEEN)
def test_shapes_stand_out_from_their_ground(shape: str, ground: str) -> None:
    assert _contrast(shape, ground) >= 3


@pytest.mark.parametrize("entry", [entry for group in MENU for entry in group.entries], ids=lambda entry: entry.label)
def test_every_line_of_the_menu_asks_for_rights_somebody_has(entry: Entry) -> None:
    known = frozenset[str]().union(*PERMISSIONS.values())

    assert set(entry.permissions.split()) <= known


@pytest.mark.django_db
def test_the_menu_shows_what_a_person_may_open_and_what_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        Entry("登录", "login", "x"),
        Entry("用户", "login", "x", "accounts.grant_roles"),
        Entry("无", "nowhere", "x"),
    )
    monkeypatch.setattr(context, "MENU", (Group("", lines),))

    shown = context.groups(UserFactory(inspector=True), "/x/")

    assert [entry.label for group in shown for entry in group.entries] == ["登录"]


@pytest.mark.django_db
def test_the_line_of_the_page_is_active(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (Entry("全部", "admin:index", "x"), Entry("用户", "admin:accounts_user_changelist", "x"))
    monkeypatch.setattr(context, "MENU", (Group("", lines),))

    shown = context.groups(UserFactory(sysadmin=True), "/admin/accounts/user/3/change/")

    assert [entry.active for entry in shown[0].entries] == [False, True]


def test_a_long_list_names_its_neighbours_and_its_gaps() -> None:
    page = paginate(RequestFactory().get("/?q=凤城&page=5"), range(200), per_page=20)

    assert page.numbers == [1, 0, 4, 5, 6, 0, 10]
    assert page.prefix == "?q=%E5%87%A4%E5%9F%8E&"


@pytest.mark.parametrize(("asked", "number"), [("x", 1), ("-1", 10), ("99", 10), ("", 1)])
def test_an_impossible_page_number_gives_the_nearest(asked: str, number: int) -> None:
    assert paginate(RequestFactory().get("/", {"page": asked}), range(200), per_page=20).number == number


def test_the_pagination_marks_where_one_is() -> None:
    page = paginate(RequestFactory().get("/?page=2"), range(60), per_page=20)

    assert 'aria-current="page"' in render_to_string("_pagination.html", {"page": page})
    assert isinstance(page.paginator, Paginator)


def test_the_summary_counts_and_links_to_the_fields() -> None:
    body = render_to_string("_errors.html", {"form": AskForm({})})

    assert "有 2 处需要修改" in body
    assert '<a href="#id_name">名称：名称未填。</a>' in body
    assert "检查人员须两人签名。" in body


def test_a_day_is_written_as_browsers_want_it() -> None:
    assert 'type="date"' in str(AskForm({"name": "x", "on": "2026-04-02"})["on"])
