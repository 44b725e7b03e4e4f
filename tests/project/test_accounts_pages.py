"""Coming in, going out, choosing a password, and the office's pages of logins and deputies."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, DeputyFactory, UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import users
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD_PAGE = "/accounts/login/", "/accounts/password/"


@pytest.fixture(autouse=True)
def _no_home_needed(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = PASSWORD_PAGE


def try_login(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, **extra.pop("data", {})}, **extra)


def as_user(client: Client, **kwargs: Any) -> User:
    user = UserFactory(**kwargs)
    client.force_login(user)
    return user


def test_the_right_password_opens_the_page_asked_for(client: Client) -> None:
    user = UserFactory()

    response = try_login(client, user.username, data={"next": "/admin/"})

    assert response.headers["Location"] == "/admin/"
    assert Event.objects.filter(act="login.ok", obj=f"user/{user.pk}").count() == 1


def test_width_and_case_of_a_name_do_not_matter(client: Client) -> None:
    UserFactory(username="jc900")

    assert try_login(client, " ＪＣ900").status_code == 302


def test_a_page_of_another_site_is_not_opened(client: Client) -> None:
    response = try_login(client, UserFactory().username, data={"next": "https://evil.example/"})

    assert response.headers["Location"] == PASSWORD_PAGE


def test_a_wrong_password_says_what_to_do(client: Client) -> None:
    response = try_login(client, UserFactory().username, "cuowu")

    assert response.status_code == 401
    assert "登录名或密码不对" in response.content.decode()


def test_strangers_closed_logins_and_wrong_passwords_look_alike(client: Client) -> None:
    pages = {
        try_login(client, name, word).status_code
        for name, word in [("nobody", PASSWORD), (UserFactory(closed=True).username, PASSWORD)]
    }

    assert pages == {401}


def test_a_failed_login_is_noted_without_an_unknown_name(client: Client) -> None:
    try_login(client, "wo-de-mima-123", "x")

    event = Event.objects.select_related("detail").get(act="login.fail")

    assert event.detail.content["values"] == {"username": None, "source": "127.0.0.1"}
    assert "wo-de-mima" not in event.payload


def test_the_sixth_try_is_refused_even_with_the_right_password(client: Client) -> None:
    user = UserFactory()
    for _ in range(5):
        try_login(client, user.username, "cuowu")

    response = try_login(client, user.username.upper())

    assert response.status_code == 429
    assert "15 分钟后再试" in response.content.decode()


def test_guessing_from_one_place_locks_nobody_out_elsewhere(client: Client) -> None:
    user = UserFactory()
    for _ in range(5):
        try_login(client, user.username, "cuowu", REMOTE_ADDR="10.0.0.9")

    assert try_login(client, user.username, REMOTE_ADDR="10.0.0.10").status_code == 302


def test_an_invented_address_does_not_release_the_brake(client: Client) -> None:
    user = UserFactory()
    for number in range(5):
        try_login(client, user.username, "cuowu", HTTP_X_FORWARDED_FOR=f"10.1.1.{number}")

    assert try_login(client, user.username, HTTP_X_FORWARDED_FOR="10.1.1.9").status_code == 429


def test_the_brake_lets_go_after_a_quarter_of_an_hour(client: Client, time_machine_later: Any) -> None:
    user = UserFactory()
    for _ in range(5):
        try_login(client, user.username, "cuowu")

    with time_machine_later(minutes=16):
        assert try_login(client, user.username).status_code == 302


@pytest.fixture
def time_machine_later() -> Any:
    from datetime import timedelta

    return lambda **shift: clock.moved_to(clock.now() + timedelta(**shift))


def test_the_session_changes_its_number_at_login(client: Client) -> None:
    user = UserFactory()
    client.get(LOGIN)
    before = client.session.session_key

    try_login(client, user.username)

    assert client.session.session_key != before


def test_whoever_is_in_is_not_asked_again(client: Client) -> None:
    as_user(client)

    assert client.get(LOGIN).status_code == 302


def test_logging_out_is_noted_and_ends_the_session(client: Client) -> None:
    user = as_user(client)

    client.post(reverse("logout"))

    assert "_auth_user_id" not in client.session
    assert Event.objects.filter(act="logout.ok", obj=f"user/{user.pk}").exists()


def test_a_link_does_not_log_out(client: Client) -> None:
    assert client.get(reverse("logout")).status_code == 405


def test_a_one_time_password_leads_to_the_choice_of_another(client: Client) -> None:
    response = try_login(client, UserFactory(fresh=True).username, data={"next": "/admin/"})

    assert response.headers["Location"] == PASSWORD_PAGE


def test_nothing_else_opens_before_the_choice(client: Client) -> None:
    as_user(client, office=True, fresh=True)

    assert client.get("/admin/").headers["Location"] == PASSWORD_PAGE


def choose(client: Client, current: str = PASSWORD, new: str = "qingtian-shuicao-27", again: str | None = None) -> Any:
    return client.post(PASSWORD_PAGE, {"current": current, "new": new, "again": again or new})


def test_after_the_choice_the_work_begins(client: Client) -> None:
    user = as_user(client, fresh=True)

    response = choose(client)

    user.refresh_from_db()
    assert response.status_code == 302
    assert not user.must_change_password
    assert client.get(PASSWORD_PAGE).status_code == 200


def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    user, elsewhere = as_user(client), Client()
    elsewhere.force_login(user)

    choose(client)

    assert elsewhere.get(PASSWORD_PAGE).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "x"}, "现在的密码不对"),
        ({"new": "duan"}, "新密码只有 4 位"),
        ({"again": "lingyige-mima-1"}, "两次输入的新密码不一致"),
        ({"new": PASSWORD}, "与现在的密码相同"),
    ],
)
def test_an_unfit_password_is_refused_in_a_sentence(client: Client, typed: dict[str, str], sentence: str) -> None:
    as_user(client)

    assert sentence in choose(client, **typed).content.decode()


@pytest.mark.parametrize("act", ["close", "set_roles", "reset_password"])
def test_open_sessions_end_with_the_rights(client: Client, act: str) -> None:
    user = as_user(client, inspector=True)
    extra = {"close": {"reason": "调离"}, "set_roles": {"roles": [Role.OFFICE]}, "reset_password": {}}[act]

    getattr(users, act)(user=user, by=None, **extra)

    assert client.get(PASSWORD_PAGE).headers["Location"].startswith(LOGIN)


def test_the_admins_own_login_page_is_not_used(client: Client) -> None:
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == f"{LOGIN}?next=/admin/"


def test_an_officer_does_not_enter_the_admin(client: Client) -> None:
    as_user(client, inspector=True)

    assert client.get("/admin/", follow=True).status_code == 403


def add_user(client: Client, **typed: Any) -> Any:
    given = {"username": "jc777", "name": "李建军", "unit_code": "140522-01", "roles": ["INSPECTOR"]}
    return client.post(reverse("admin:accounts_user_add"), given | typed)


def test_a_new_login_is_answered_with_its_slip(client: Client) -> None:
    as_user(client, sysadmin=True)

    response = add_user(client)

    page, user = response.content.decode(), User.objects.get(username="jc777")
    assert "首次登录须修改" in page
    assert user.check_password(page.split("一次性密码</dt>")[1].split('class="code">')[1].split("<")[0].strip())
    assert "no-store" in response.headers["Cache-Control"]


def test_a_refusal_leaves_what_was_typed(client: Client) -> None:
    as_user(client, sysadmin=True)
    UserFactory(username="jc777")

    page = add_user(client, username="JC777").content.decode()

    assert "这个登录名已被使用" in page
    assert 'value="李建军"' in page


def test_the_system_administrator_opens_no_login_with_an_approvers_role(client: Client) -> None:
    as_user(client, sysadmin=True)

    add_user(client, roles=["LEADER"])

    assert not User.objects.filter(username="jc777").exists()


def change_user(client: Client, user: User, **typed: Any) -> Any:
    return client.post(reverse("admin:accounts_user_change", args=[user.pk]), typed)


def test_the_security_administrator_grants_roles_on_the_page(client: Client) -> None:
    as_user(client, security=True)
    user = UserFactory()

    change_user(client, user, roles=["OFFICE", "INSPECTOR"], is_active="on")

    user.refresh_from_db()
    assert user.roles == ["INSPECTOR", "OFFICE"]


def test_roles_posted_by_the_system_administrator_are_ignored(client: Client) -> None:
    as_user(client, sysadmin=True)
    user = UserFactory(inspector=True)

    change_user(client, user, name=user.name, unit_code="140522-09", roles=["LEADER"], is_active="on", session_epoch=9)

    user.refresh_from_db()
    assert (user.roles, user.unit_code, user.session_epoch) == (["INSPECTOR"], "140522-09", 0)


def test_a_login_is_closed_on_the_page(client: Client) -> None:
    as_user(client, sysadmin=True)
    user = UserFactory()

    change_user(client, user, name=user.name, unit_code=user.unit_code, reason="调离")

    user.refresh_from_db()
    assert not user.is_active


def test_the_office_looks_but_does_not_touch(client: Client) -> None:
    as_user(client, office=True)

    assert change_user(client, UserFactory(), name="改名", is_active="on").status_code == 403


def test_reset_passwords_are_answered_with_slips(client: Client) -> None:
    as_user(client, sysadmin=True)
    chosen = [UserFactory(), UserFactory(closed=True)]

    page = client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "reset_passwords", "_selected_action": [user.pk for user in chosen]},
    ).content.decode()

    assert "（1 张）" in page


def test_the_office_appoints_a_deputy_on_the_page(client: Client) -> None:
    as_user(client, office=True)
    principal, deputy, day = UserFactory(unit_head=True), UserFactory(), clock.today()

    client.post(
        reverse("admin:accounts_deputy_add"),
        {"principal": principal.pk, "deputy": deputy.pk, "role": "UNIT_HEAD", "from_on": day, "to_on": day},
    )

    assert Deputy.objects.get().deputy == deputy


def test_the_page_says_who_appoints_a_leaders_deputy(client: Client) -> None:
    as_user(client, office=True)

    page = client.get(reverse("admin:accounts_deputy_add")).content.decode()

    assert "分管局领导的代理人由本人或安全管理员指定" in page


def test_a_deputyship_is_ended_on_the_page(client: Client) -> None:
    as_user(client, security=True)
    row = DeputyFactory(to_on="2099-01-01")

    client.post(reverse("admin:accounts_deputy_change", args=[row.pk]), {"to_on": clock.today(), "reason": "返岗"})

    row.refresh_from_db()
    assert row.to_on == clock.today()


def test_the_list_of_logins_costs_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    as_user(client, sysadmin=True)
    UserFactory.create_batch(5)

    with django_assert_max_num_queries(10):
        client.get(reverse("admin:accounts_user_changelist"))


def test_a_form_that_is_too_old_says_so_in_our_words() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(LOGIN, {}, headers={"Referer": "http://testserver/visits/"})

    shown = response.content.decode()
    assert response.status_code == 403
    assert "页面停留太久或登录已失效" in shown
    assert 'href="http://testserver/visits/"' in shown
    assert "DEBUG" not in shown


def test_a_form_that_is_too_old_links_to_no_other_site() -> None:
    response = Client(enforce_csrf_checks=True).post(LOGIN, {}, headers={"Referer": "http://elsewhere.example/"})

    assert 'href="/"' in response.content.decode()
