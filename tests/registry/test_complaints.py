"""投诉举报多: the threshold of the approved matrix, never silent (方案三(二)1)."""

from datetime import timedelta

import pytest
import time_machine

from registry.models import EntityFlag, MarketEntity
from registry.services import complaint_rule, complaints, entity_flags
from tests.factories.accounts import UserFactory
from tests.factories.registry import EntityFactory
from tests.factories.risk import approved, complaint
from yangcheng_inspect import clock
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> MarketEntity:
    entity: MarketEntity = EntityFactory()
    return entity


def standing(firm: MarketEntity) -> list[EntityFlag]:
    return list(firm.flags.standing(clock.today()))


def acts(firm: MarketEntity) -> list[str]:
    return [event.act for event in Event.objects.about(f"entity/{firm.pk}")]


def test_the_third_complaint_in_six_months_raises_the_flag_with_its_evidence(firm) -> None:
    matrix = approved()
    complaint(firm, 100)
    complaint(firm, 50)
    assert standing(firm) == []

    complaint(firm, 1)

    [flag] = standing(firm)
    assert (flag.kind, flag.matrix) == (EntityFlag.Kind.COMPLAINTS, matrix)
    assert flag.evidence.count("来电（属实）") == 3
    assert flag.reason == "6 个月内属实和部分属实的投诉举报达到 3 次，现有 3 次（第 1 版风险矩阵）"
    assert acts(firm)[:2] == ["entity.flag_by_rule", "entity.complain"]


def test_without_an_approved_matrix_nothing_counts_as_many(firm) -> None:
    for days in (1, 2, 3, 4):
        complaint(firm, days)

    assert standing(firm) == []


@pytest.mark.parametrize("outcome", ["UNTRUE", "OPEN"])
def test_what_was_not_found_true_does_not_count(firm, outcome) -> None:
    approved()

    for days in (1, 2, 3):
        complaint(firm, days, outcome)

    assert standing(firm) == []


def test_an_older_complaint_does_not_count(firm) -> None:
    approved()

    for days in (1, 2, 200):
        complaint(firm, days)

    assert standing(firm) == []


def test_a_complaint_found_untrue_lifts_the_flag_at_once(firm) -> None:
    approved()
    last = [complaint(firm, days) for days in (3, 2, 1)][-1]

    complaints.settle(complaint=last, outcome="UNTRUE", note="现场核查不属实", by=UserFactory(office=True))

    assert standing(firm) == []
    flag = firm.flags.get()
    assert "现有 2 次，已不足" in flag.end_reason
    assert acts(firm)[0] == "entity.unflag_by_rule"


def test_a_withdrawn_complaint_stays_readable_and_counts_no_more(firm) -> None:
    approved()
    last = [complaint(firm, days) for days in (3, 2, 1)][-1]

    complaints.withdraw(complaint=last, reason="登记到别户", by=UserFactory(office=True))

    assert (standing(firm), firm.complaints.count()) == ([], 3)


def test_days_that_pass_lift_the_flag_by_the_daily_command(firm) -> None:
    approved()
    for days in (3, 2, 1):
        complaint(firm, days)

    with time_machine.travel(clock.now() + timedelta(days=200)):
        assert complaint_rule.follow_all(by=None) == (0, 1)
        assert standing(firm) == []
    assert firm.flags.get().lifter == "按规则"


def test_a_matrix_that_is_approved_later_counts_what_is_there(firm) -> None:
    for days in (3, 2, 1):
        complaint(firm, days)

    approved()

    assert len(standing(firm)) == 1


def test_a_flag_raised_by_rule_is_not_lifted_by_hand(firm) -> None:
    approved()
    for days in (3, 2, 1):
        complaint(firm, days)

    with pytest.raises(DomainError, match="按规则加注"):
        entity_flags.lift(
            flag=standing(firm)[0], reason="企业要求", ended_on=clock.today(), by=UserFactory(office=True)
        )


@pytest.mark.parametrize("text", ["张某 13935600001 反映住宿不登记", "身份证 140522199001011234"])
def test_who_complained_is_not_kept(firm, text) -> None:
    with pytest.raises(DomainError, match="投诉人的个人信息"):
        complaint(firm, 1, content=text)


def test_a_complaint_is_not_of_tomorrow(firm) -> None:
    with pytest.raises(DomainError, match="不能晚于今天"):
        complaint(firm, -1)


def test_only_the_office_registers(firm) -> None:
    given = complaints.Given(clock.today(), "PHONE", "噪声")

    with pytest.raises(NotPermitted, match="双随机办"):
        complaints.register(entity=firm, given=given, by=UserFactory(leader=True))


def test_a_complaint_is_withdrawn_once(firm) -> None:
    one, office = complaint(firm), UserFactory(office=True)
    complaints.withdraw(complaint=one, reason="登记到别户", by=office)

    with pytest.raises(AlreadyDone):
        complaints.withdraw(complaint=one, reason="登记到别户", by=office)
