"""Who may act on a case: nobody on his own, and the next in line when the proper hand is concerned."""

import pytest
from pytest_django import DjangoAssertNumQueries

from inspections.models import Visit
from inspections.services import review, standing
from tests.factories.accounts import DeputyFactory, UserFactory
from tests.factories.inspections import (
    InspectionFactory,
    InspectorFactory,
    VersionFactory,
    VisitFactory,
    head_of,
    somebody,
    team_of,
)
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import NotPermitted, SameHands

pytestmark = pytest.mark.django_db


def test_a_record_waits_for_the_head_of_its_unit() -> None:
    inspection = InspectionFactory(submitted=True)
    stranger = UserFactory(unit_head=True, unit_code="140522-99")

    assert list(standing.eligible(inspection)) == [head_of(inspection.visit)]
    assert standing.waiting_for(stranger) == []


@pytest.mark.parametrize(
    ("stage", "role"), [("submitted", Role.UNIT_HEAD), ("reviewed", Role.OFFICE), ("checked", Role.LEADER)]
)
def test_each_step_waits_for_its_role(stage: str, role: Role) -> None:
    inspection = InspectionFactory(stage=stage)

    people = standing.eligible(inspection)

    assert people.exists()
    assert all(person.has_role(role) for person in people)


@pytest.mark.parametrize("stage", ["pending", "filled", "approved"])
def test_outside_the_chain_nobody_is_asked(stage: str) -> None:
    assert not standing.eligible(InspectionFactory(stage=stage)).exists()


def test_a_head_who_was_on_the_team_leaves_it_to_the_office() -> None:
    head = UserFactory(roles=[Role.UNIT_HEAD, Role.INSPECTOR])
    visit = VisitFactory(officers=[InspectorFactory(user=head), InspectorFactory()])
    inspection = visit.inspections.get()
    inspection.status = "SUBMITTED"

    assert all(Role.OFFICE in person.roles for person in standing.eligible(inspection))


def test_a_deputy_from_another_unit_steps_in_and_sees_the_case() -> None:
    inspection = InspectionFactory(submitted=True)
    deputy = UserFactory(unit_head=True, unit_code="140522-99")
    DeputyFactory(principal=head_of(inspection.visit), deputy=deputy, role=Role.UNIT_HEAD)

    assert standing.waiting_for(deputy) == [inspection]
    assert Visit.objects.visible_to(deputy).contains(inspection.visit)


def test_nobody_approves_a_case_of_their_own() -> None:
    officer = InspectorFactory(user=UserFactory(roles=[Role.INSPECTOR, Role.OFFICE]))
    inspection = InspectionFactory(reviewed=True, officers=[officer, InspectorFactory()])

    with pytest.raises(SameHands, match="您是本次检查的检查人员"):
        review.pass_on(inspection=inspection, by=officer.user)


def test_nobody_takes_two_steps_in_a_row() -> None:
    both = UserFactory(roles=[Role.UNIT_HEAD, Role.OFFICE])
    inspection = InspectionFactory(submitted=True)
    review.pass_on(inspection=inspection, by=both)

    with pytest.raises(SameHands, match="同一人不能连办两个环节"):
        review.pass_on(inspection=inspection, by=both)


def test_a_leader_does_not_jump_the_line() -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(NotPermitted, match="现在不由您办理"):
        review.pass_on(inspection=inspection, by=somebody(Role.LEADER))


def test_the_list_and_the_single_question_agree() -> None:
    waiting = [InspectionFactory(stage=stage) for stage in ("submitted", "reviewed", "checked", "checked", "approved")]

    for role in (Role.UNIT_HEAD, Role.OFFICE, Role.LEADER):
        person = somebody(role)
        asked_singly = [one for one in waiting if standing.eligible(one).filter(pk=person.pk).exists()]
        assert set(standing.waiting_for(person)) == set(asked_singly)


def test_the_list_costs_the_same_for_one_and_for_many(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    version, leader = VersionFactory(), somebody(Role.LEADER)
    for _ in range(3):
        VisitFactory(checked=True, versions=[version])

    with django_assert_max_num_queries(8):
        assert len(standing.waiting_for(leader)) == 3


def test_whoever_has_no_part_in_the_chain_costs_nothing(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    officer = UserFactory(inspector=True)

    with django_assert_max_num_queries(1):
        assert standing.waiting_for(officer) == []


def test_an_approval_form_is_decided_by_people_who_will_not_go() -> None:
    head = UserFactory(roles=[Role.UNIT_HEAD, Role.INSPECTOR])
    visit = VisitFactory(officers=[InspectorFactory(user=head), InspectorFactory()])

    assert head not in standing.eligible_for_approval(visit.approval)
    assert not set(team_of(visit)) & set(standing.eligible_for_approval(visit.approval))
