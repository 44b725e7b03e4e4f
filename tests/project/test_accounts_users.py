"""Logins and deputies: who may change them, and what follows."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import PASSWORD, DeputyFactory, UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.passwords import one_time_password
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import deputies, users
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


def acts_on(user: User) -> list[str]:
    return list(Event.objects.about(f"user/{user.pk}").values_list("act", flat=True))


def test_a_new_login_has_a_password_for_once() -> None:
    slip = users.create(username="ＪＣ001 ", name="李建军", by=UserFactory(sysadmin=True))

    assert slip.user.username == "jc001"
    assert slip.user.check_password(slip.password)
    assert slip.user.must_change_password
    assert acts_on(slip.user) == ["user.create"]


def test_a_one_time_password_is_not_seen_by_accident() -> None:
    slip = users.create(username="jc001", name="李建军", by=None)

    assert slip.password not in repr(slip)


def test_one_time_passwords_hold_no_letters_that_look_alike() -> None:
    typed = "".join(one_time_password() for _ in range(50)).replace("-", "")

    assert not set(typed) & set("01ilo")


def test_a_login_name_is_taken_once() -> None:
    taken = UserFactory()

    with pytest.raises(DomainError, match="已被使用"):
        users.create(username=taken.username.upper(), name="李建军", by=None)


def test_the_office_opens_logins_for_inspectors() -> None:
    slip = users.create(username="jc001", name="李建军", roles=[Role.INSPECTOR], by=UserFactory(office=True))

    assert slip.user.has_role(Role.INSPECTOR)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.SECURITY])
def test_only_the_security_administrator_gives_a_role(role: Role) -> None:
    with pytest.raises(NotPermitted, match="安全管理员"):
        users.create(username="jc001", name="李建军", roles=[role], by=UserFactory(sysadmin=True))


def test_an_officer_opens_no_login() -> None:
    with pytest.raises(NotPermitted, match="系统管理员"):
        users.create(username="jc001", name="李建军", by=UserFactory(inspector=True))


def test_new_roles_end_the_sessions() -> None:
    user = UserFactory(inspector=True)

    changed = users.set_roles(user=user, roles=[Role.OFFICE, Role.INSPECTOR], by=UserFactory(security=True))

    assert changed.roles == [Role.INSPECTOR, Role.OFFICE]
    assert changed.get_session_auth_hash() != user.get_session_auth_hash()
    assert "user.set_roles" in acts_on(user)


def test_the_same_roles_change_nothing() -> None:
    user = UserFactory(inspector=True)

    users.set_roles(user=user, roles=[Role.INSPECTOR], by=UserFactory(security=True))

    assert acts_on(user) == ["test.setup"]


def test_administrators_hold_no_other_role() -> None:
    with pytest.raises(DomainError, match="不能兼任"):
        users.set_roles(user=UserFactory(), roles=[Role.AUDITOR, Role.OFFICE], by=UserFactory(security=True))


def test_nobody_grants_roles_to_themselves() -> None:
    security = UserFactory(security=True)

    with pytest.raises(SameHands, match="不能给自己授权"):
        users.set_roles(user=security, roles=[Role.LEADER], by=security)


def test_the_system_administrator_grants_nothing() -> None:
    with pytest.raises(NotPermitted):
        users.set_roles(user=UserFactory(), roles=[Role.LEADER], by=UserFactory(sysadmin=True))


def test_a_move_to_another_unit_is_noted() -> None:
    user = UserFactory()

    users.amend(user=user, name=user.name, unit_code="140522-09", by=UserFactory(sysadmin=True))

    assert Event.objects.about(f"user/{user.pk}")[0].detail.content["values"] == {
        "before": {"name": user.name, "unit_code": "140522-01"},
        "after": {"name": user.name, "unit_code": "140522-09"},
    }


def test_an_amendment_that_changes_nothing_leaves_no_event() -> None:
    user = UserFactory()

    users.amend(user=user, name=user.name, unit_code=user.unit_code, by=None)

    assert acts_on(user) == ["test.setup"]


def test_a_session_does_not_come_back_with_the_login() -> None:
    user, by = UserFactory(inspector=True), UserFactory(sysadmin=True)
    before = user.get_session_auth_hash()

    users.close(user=user, reason="调离", by=by)
    reopened = users.reopen(user=user, reason="调回", by=by)

    assert reopened.is_active
    assert reopened.get_session_auth_hash() != before


def test_closing_needs_a_reason() -> None:
    with pytest.raises(DomainError, match="原因"):
        users.close(user=UserFactory(), reason=" ", by=UserFactory(sysadmin=True))


def test_a_closed_login_is_not_closed_again() -> None:
    with pytest.raises(AlreadyDone, match="已经是停用状态"):
        users.close(user=UserFactory(closed=True), reason="调离", by=None)


def test_nobody_closes_their_own_login() -> None:
    by = UserFactory(sysadmin=True)

    with pytest.raises(SameHands):
        users.close(user=by, reason="调离", by=by)


def test_a_reset_password_works_once() -> None:
    slip = users.reset_password(user=UserFactory(), by=UserFactory(sysadmin=True))

    assert slip.user.must_change_password
    assert slip.user.check_password(slip.password)


def test_only_the_system_administrator_resets_passwords() -> None:
    with pytest.raises(NotPermitted):
        users.reset_password(user=UserFactory(), by=UserFactory(security=True))


def test_a_chosen_password_ends_the_one_time_password() -> None:
    user = UserFactory(fresh=True)

    changed = users.change_password(user=user, password="xin-mima-2026", by=user)

    assert not changed.must_change_password
    assert changed.check_password("xin-mima-2026")


def test_the_old_password_is_not_a_new_one() -> None:
    user = UserFactory()

    with pytest.raises(DomainError, match="相同"):
        users.change_password(user=user, password=PASSWORD, by=user)


def test_nobody_chooses_a_password_for_another() -> None:
    with pytest.raises(NotPermitted, match="本人"):
        users.change_password(user=UserFactory(), password="xin-mima-2026", by=UserFactory(sysadmin=True))


def test_the_console_opens_the_first_login() -> None:
    out = StringIO()

    call_command("create_user", "admin1", "管理员", "--role", "SYSADMIN", stdout=out)

    assert User.objects.get(username="admin1").roles == ["SYSADMIN"]
    assert "一次性密码" in out.getvalue()


def test_the_console_refuses_in_a_sentence() -> None:
    with pytest.raises(CommandError, match="不能兼任"):
        call_command("create_user", "admin1", "管理员", "--role", "SYSADMIN", "--role", "OFFICE")


def appoint(**kwargs: object) -> None:
    today = clock.today()
    given = {"role": Role.LEADER, "from_on": today, "to_on": today + timedelta(days=3), "by": None} | kwargs
    deputies.appoint(**given)  # type: ignore[arg-type]


def test_an_approver_appoints_a_deputy() -> None:
    leader, deputy = UserFactory(leader=True), UserFactory(unit_head=True)

    appoint(principal=leader, deputy=deputy, by=leader)

    assert deputies.active_deputies_of(leader) == [deputy]
    assert "user.appoint_deputy" in acts_on(leader)


def test_the_office_appoints_a_deputy_for_the_head_of_a_unit() -> None:
    head = UserFactory(unit_head=True)

    appoint(principal=head, deputy=UserFactory(), role=Role.UNIT_HEAD, by=UserFactory(office=True))

    assert deputies.active_deputies_of(head)


def test_the_office_does_not_choose_who_decides_in_the_leaders_place() -> None:
    with pytest.raises(NotPermitted, match="双随机办不能指定"):
        appoint(principal=UserFactory(leader=True), deputy=UserFactory(), by=UserFactory(office=True))


def test_the_security_administrator_appoints_a_leaders_deputy() -> None:
    leader = UserFactory(leader=True)

    appoint(principal=leader, deputy=UserFactory(), by=UserFactory(security=True))

    assert deputies.active_deputies_of(leader)


def test_nobody_makes_himself_a_deputy() -> None:
    """The office drafts what others approve: it must not put itself into their chair."""
    office = UserFactory(office=True)

    with pytest.raises(SameHands, match="不能指定自己为代理人"):
        appoint(principal=UserFactory(unit_head=True), deputy=office, role=Role.UNIT_HEAD, by=office)


def test_a_stranger_appoints_nobody() -> None:
    with pytest.raises(NotPermitted, match="被代理人本人"):
        appoint(principal=UserFactory(leader=True), deputy=UserFactory(), by=UserFactory(inspector=True))


@pytest.mark.parametrize(
    ("principal", "deputy", "sentence"),
    [
        ({"office": True}, {}, "没有可由他人代理的“分管局领导”"),
        ({"leader": True}, {"auditor": True}, "不能代理业务角色"),
        ({"leader": True}, {"supervisor": True}, "不能代理业务角色"),
        ({"leader": True}, {"closed": True}, "已停用"),
    ],
)
def test_an_unfit_deputy_is_refused(principal: dict, deputy: dict, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        appoint(principal=UserFactory(**principal), deputy=UserFactory(**deputy))


def test_a_deputyship_does_not_end_before_it_begins() -> None:
    with pytest.raises(DomainError, match="结束日期不能早于开始日期"):
        appoint(principal=UserFactory(leader=True), deputy=UserFactory(), to_on=clock.today() - timedelta(days=1))


def test_a_deputyship_is_brought_to_an_end() -> None:
    today = clock.today()
    row = DeputyFactory(from_on=today, to_on=today + timedelta(days=9))

    deputies.end(row=row, on=today, reason="提前返岗", by=row.principal)

    assert deputies.active_deputies_of(row.principal, today + timedelta(days=1)) == []


def test_a_deputyship_ends_within_its_days() -> None:
    row = DeputyFactory()

    with pytest.raises(DomainError, match="期间之内"):
        deputies.end(row=row, on=row.to_on + timedelta(days=1), reason="延长", by=row.principal)
