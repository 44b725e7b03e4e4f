"""Personal detail goes, the log verifies as before, and the erasure itself is an event."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import erasure
from yangcheng_inspect.trail.models import Event, EventDetail
from yangcheng_inspect.trail.reading import ERASED, entry
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Iterator[None]:
    """The connection of the role that owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET ROLE yangcheng_app")


@pytest.fixture
def name() -> str:
    """An entity with two events that hold its name."""
    entity = EntityFactory(name="私人旅店")
    with transaction.atomic():
        record("entity.amend", target=entity, by=None, detail={"changes": {"name": ["私人", "私人旅店"]}})
    return f"entity/{entity.pk}"


@pytest.fixture
def office() -> User:
    return UserFactory(office=True, username="office", name="双随机办")


@pytest.fixture
def leader() -> User:
    return UserFactory(leader=True, username="leader", name="局领导")


def erase(name: str, by: User, approved_by: User, reason: str = "本人申请") -> int:
    return erasure.erase(target=name, reason=reason, by=by, approved_by=approved_by, using="default")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_values_are_gone_and_the_log_verifies(owner: None, name: str, office: User, leader: User) -> None:
    assert erase(name, office, leader) == 2

    report = verify("default")
    assert (report.fails, report.erased) == ([], 2)
    older = EventDetail.objects.filter(event__obj=name).order_by("-pk")[1:]
    assert {(one.detail, one.state, one.detail_salt, one.state_salt) for one in older} == {("", "", "", "")}


def test_the_erasure_is_an_event_with_who_why_and_the_present_state(
    owner: None, name: str, office: User, leader: User
) -> None:
    erase(name, office, leader)

    last = Event.objects.about(name)[0]
    assert (last.act, last.detail.person["name"], entry(last).reason) == ("detail.erase", "双随机办", "本人申请")
    assert last.detail.content["values"]["approver"] == "局领导"
    assert last.detail.state


def test_the_timeline_says_what_is_gone_and_still_who_acted(owner: None, name: str, office: User, leader: User) -> None:
    with transaction.atomic():
        record("entity.amend", target=name, by=office, reason="含个人信息")
    erase(name, office, leader)

    told = entry(Event.objects.about(name)[1])

    assert (told.who, told.reason, told.changes) == ("双随机办", ERASED, ())


def test_a_row_changed_behind_the_log_is_noticed_after_an_erasure(
    owner: None, name: str, office: User, leader: User
) -> None:
    erase(name, office, leader)
    run(f"UPDATE registry_marketentity SET name = '别家' WHERE id = {name.partition('/')[2]}")

    assert [line.rpartition(": ")[2] for line in verify("default").fails] == ["name"]


def test_nobody_approves_their_own_erasure(owner: None, name: str) -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])

    with pytest.raises(DomainError, match="不能批准自己的申请"):
        erase(name, both, both)


@pytest.mark.parametrize(("by", "approver", "said"), [(0, 0, "由双随机办申请"), (1, 1, "由分管局领导批准")])
def test_the_office_proposes_and_a_leader_approves(owner: None, name: str, by: int, approver: int, said: str) -> None:
    people = [UserFactory(leader=True), UserFactory(office=True)], [UserFactory(leader=True), UserFactory(office=True)]

    with pytest.raises(DomainError, match=said):
        erase(name, people[0][by], people[1][approver])


def test_an_erasure_has_a_reason(owner: None, name: str, office: User, leader: User) -> None:
    with pytest.raises(DomainError, match="理由"):
        erase(name, office, leader, reason=" ")


def test_an_object_without_detail_is_refused(owner: None, office: User, leader: User) -> None:
    with pytest.raises(DomainError, match="没有可以删除的留痕明细"):
        erase("entity/0", office, leader)


@pytest.mark.parametrize("target", ["draw/1", "session/1", "user/1", "plan/1", "log/2026-2", "export/details"])
def test_only_what_may_hold_personal_data_is_erased(owner: None, office: User, leader: User, target: str) -> None:
    with transaction.atomic():
        record("draw.freeze", target=target, by=office)

    with pytest.raises(DomainError, match="不含应删除的个人信息"):
        erase(target, office, leader)


def test_what_told_of_an_erasure_outlives_the_next(owner: None, name: str, office: User, leader: User) -> None:
    erase(name, office, leader)
    with transaction.atomic():
        record("entity.amend", target=name, by=office, reason="又写了个人信息")

    assert erase(name, office, leader) == 1
    assert [entry(one).reason for one in Event.objects.about(name).filter(act="detail.erase")] == ["本人申请"] * 2
    assert verify("default").fails == []


def test_the_application_cannot_erase(name: str, office: User, leader: User) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        erase(name, office, leader)


@pytest.mark.parametrize(
    "change",
    ["detail = '{}'", "detail = ''", "detail_salt = ''", "seq = seq + 1000", "who = '', who_salt = ''"],
)
def test_the_owner_cannot_change_a_detail(owner: None, name: str, change: str) -> None:
    with pytest.raises(DatabaseError, match="只能依法删除，不能修改"), transaction.atomic():
        run(f"UPDATE trail_detail SET {change}")


@pytest.mark.parametrize("told", ["", "entity.amend", "other"])
def test_the_owner_cannot_erase_without_the_event_about_the_same_object(owner: None, name: str, told: str) -> None:
    """SET CONSTRAINTS stands for COMMIT, which a test never reaches."""
    with transaction.atomic():
        if told:
            target = name if told != "other" else "entity/0"
            record(told if told != "other" else "detail.erase", target=target, by=None)
        run(
            f"UPDATE trail_detail SET detail = '', detail_salt = '' FROM trail_event e"
            f" WHERE e.seq = trail_detail.seq AND e.obj = '{name}'"
        )

    with pytest.raises(IntegrityError, match="删除留痕明细没有留痕"), transaction.atomic():
        run("SET CONSTRAINTS trail_detail_told IMMEDIATE")


def test_the_owner_cannot_erase_what_told_of_an_erasure(owner: None, name: str, office: User, leader: User) -> None:
    erase(name, office, leader)
    run("SET CONSTRAINTS trail_detail_told IMMEDIATE; SET CONSTRAINTS trail_detail_told DEFERRED")
    with transaction.atomic():
        record("detail.erase", target=name, by=None)
        run(
            "UPDATE trail_detail SET detail = '', detail_salt = '' FROM trail_event e"
            " WHERE e.seq = trail_detail.seq AND e.act = 'detail.erase'"
        )

    with pytest.raises(IntegrityError, match="删除留痕明细没有留痕"), transaction.atomic():
        run("SET CONSTRAINTS trail_detail_told IMMEDIATE")


def test_the_command_names_both_people(owner: None, name: str, office: User, leader: User) -> None:
    out = StringIO()

    call_command("erase_detail", name, "--reason", "本人申请", "--by", "office", "--approved-by", "leader", stdout=out)

    assert out.getvalue() == f"{name}：已删除 2 条留痕的明细，校验码保留。\n"


def test_the_command_refuses_unknown_people(owner: None, name: str, office: User) -> None:
    with pytest.raises(CommandError, match="没有登录名为“nobody”的在用账号"):
        call_command("erase_detail", name, "--reason", "本人申请", "--by", "office", "--approved-by", "nobody")


@pytest.mark.parametrize(("target", "said"), [("nonsense", "应写作 类别/编号"), ("", "数据库没有允许删除")])
def test_the_command_says_in_words_what_is_wrong(name: str, office: User, leader: User, target: str, said: str) -> None:
    with pytest.raises(CommandError, match=said), transaction.atomic():
        call_command("erase_detail", target or name, reason="本人申请", by="office", approved_by="leader")
