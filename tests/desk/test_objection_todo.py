"""异议, 企业说明 and 来件 stand on the list of whoever must act, and of nobody else."""

import pytest

from publicity.services import objection_checks
from tests.factories.accounts import UserFactory
from tests.factories.inspections import lead_of, somebody
from tests.factories.objections import accepted, assigned, handler_of, proposed, verified, waiting_letter
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk import objection_todo

pytestmark = pytest.mark.django_db


def acts(user: User) -> list[str]:
    return [row.act for row in objection_todo.of(user)]


def test_a_letter_nobody_can_place_waits_for_the_office() -> None:
    waiting_letter()

    assert acts(UserFactory(office=True)) == ["核对来件"]


def test_an_accepted_objection_is_to_be_assigned() -> None:
    accepted()

    assert acts(UserFactory(office=True)) == ["指派承办人"]


def test_the_handler_checks_and_the_team_explains() -> None:
    objection = assigned()
    team = lead_of(objection.publication.inspection.visit)
    assert (acts(handler_of(objection)), acts(team)) == (["核查"], [])

    objection_checks.ask_explanation(objection=objection, by=handler_of(objection))
    assert acts(team) == ["填写说明"]


def test_whoever_checked_the_record_is_not_asked_for_an_outcome() -> None:
    verified()

    assert acts(somebody(Role.OFFICE)) == []
    assert acts(UserFactory(office=True)) == ["拟定结论"]


def test_only_a_leader_outside_the_case_is_asked_to_approve() -> None:
    objection = proposed()
    first = objection.publication.published_by
    assert first is not None
    assert acts(UserFactory(office=True)) == ["查看"]

    assert acts(UserFactory(leader=True)) == ["批准结论"]
    assert acts(first) == []
