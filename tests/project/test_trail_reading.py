"""How the trail reads: the timeline, the auditor's list, and the words in both."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from tests.factories.accounts import DeputyFactory, UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.admin import DayFilter
from yangcheng_inspect.trail import wording
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.reading import Change, Entry, entry
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db

ACT = re.compile(r'(?:\brecord\(|\baction=|\bif \w+ else)\s*"([a-z_]+\.[a-z_]+)"')
SOURCES = [
    path
    for package in ("yangcheng_inspect", "registry", "inspections", "publicity")
    for path in sorted((Path(settings.BASE_DIR) / package).rglob("*.py"))
]


def read(**event: object) -> Entry:
    """Record an event about a fresh user, and read it back."""
    user = UserFactory()
    with transaction.atomic():
        record(**{"action": "user.amend", "target": user, "by": user, **event})  # type: ignore[arg-type]
    return entry(Event.objects.select_related("detail").order_by("-seq")[0])


def timeline(target: object) -> str:
    return Template("{% load trail %}{% timeline target %}").render(Context({"target": target}))


def test_every_act_has_words() -> None:
    acts = {act for path in SOURCES for act in ACT.findall(path.read_text())}

    assert sorted(acts - wording.known()) == []


def test_an_unknown_act_is_never_shown_raw() -> None:
    assert wording.words("user.frobnicate") == "有改动"


def test_an_app_gives_words_to_its_own_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_words", {})

    wording.say("user.greet", "问候")

    assert wording.words("user.greet") == "问候"


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({"before": {"name": "甲"}, "after": {"name": "乙"}}, Change("姓名", "甲", "乙")),
        ({"changes": {"name": ["甲", "乙"]}}, Change("姓名", "甲", "乙")),
        ({"is_active": [True, False]}, Change("可以登录", "是", "否")),
        ({"before": ["OFFICE"], "after": []}, Change("", "OFFICE", "（空）")),
        ({"roles": [[], [Role.OFFICE.value, Role.INSPECTOR.value]]}, Change("角色", "（空）", "双随机办、检查人员")),
        ({"changes": {"role": [None, Role.LEADER.value]}}, Change("代理的角色", "（空）", "分管局领导")),
    ],
)
def test_a_change_is_told_in_words(values: dict[str, object], change: Change) -> None:
    assert read(detail=values).changes == (change,)


@pytest.mark.parametrize("values", [{"frozen": "ab" * 32}, {"changes": {"internal": ["a", "b"]}}, {"days": [1, 2]}])
def test_what_has_no_words_is_left_out(values: dict[str, object]) -> None:
    assert read(detail=values).changes == ()


def test_the_system_acts_under_its_name() -> None:
    assert read(by=None).who == "系统"


def test_the_timeline_tells_who_did_what_newest_first() -> None:
    user = UserFactory(name="陈志远")
    with transaction.atomic():
        record("user.amend", target=user, by=user, detail={"changes": {"name": ["陈远", "陈志远"]}}, reason="笔误")
        record("login.ok", target=user, by=user)

    text = re.sub(r"<[^>]+>|\s+", " ", timeline(user))

    assert re.search(r"陈志远 +登录 .*陈志远 +修改账号信息 +原因：笔误 +姓名： +陈远 +→ +陈志远", text)


def test_a_child_row_shows_the_timeline_of_its_root() -> None:
    row = DeputyFactory()
    with transaction.atomic():
        record("user.appoint_deputy", target=row, by=None)

    assert "指定代理人" in timeline(row)


def test_an_object_without_events_says_so() -> None:
    assert "还没有操作记录" in timeline("login/nobody")


def request_of(user: User, **query: str) -> HttpRequest:
    request = RequestFactory().get("/admin/trail/event/", query)
    request.user = user
    return request


@pytest.mark.parametrize("search", ["陈志远", "登录", "chenzy"])
def test_the_auditor_finds_events_by_person_and_act(search: str) -> None:
    user, model_admin = UserFactory(name="陈志远", username="chenzy"), admin.site.get_model_admin(Event)
    with transaction.atomic():
        record("login.ok", target=user, by=user)
        record("user.amend", target=UserFactory(), by=None)

    request = request_of(UserFactory(auditor=True))
    found, _ = model_admin.get_search_results(request, model_admin.get_queryset(request), search)

    assert [event.act for event in found] == ["login.ok"]


@pytest.mark.parametrize("role", list(Role))
def test_the_list_can_be_read_by_auditor_and_supervisor_and_changed_by_nobody(role: Role) -> None:
    model_admin, request = admin.site.get_model_admin(Event), request_of(UserFactory(roles=[role]))

    assert model_admin.has_view_permission(request) == (role in {Role.AUDITOR, Role.SUPERVISOR})
    assert not model_admin.has_add_permission(request)
    assert not model_admin.has_change_permission(request)
    assert not model_admin.has_delete_permission(request)


def test_the_list_is_written_in_words() -> None:
    model_admin, user = admin.site.get_model_admin(Event), UserFactory()
    request = request_of(UserFactory(auditor=True))

    page = model_admin.changelist_view(request).render().rendered_content

    assert f"用户 {user.pk}" in page
    assert "user/" not in re.sub(r"<[^>]+>", "", page)


def test_an_event_is_named_in_words_and_local_time() -> None:
    with transaction.atomic():
        user = UserFactory()
        record(action="user.amend", target=user, by=user)
    event = Event.objects.order_by("-seq")[0]

    assert str(event) == f"修改账号信息　{timezone.localtime(event.ts):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(("moved", "found"), [(0, True), (3, False)])
def test_today_is_the_day_of_the_one_clock(moved: int, found: bool) -> None:
    with transaction.atomic():
        user = UserFactory()
        record(action="user.amend", target=user, by=user)
    model_admin, request = admin.site.get_model_admin(Event), request_of(user, since="today")

    with clock.moved_to(timezone.now() + timedelta(days=moved)):
        shown = DayFilter(request, {"since": ["today"]}, Event, model_admin).queryset(request, Event.objects.all())

    assert shown.exists() == found
