"""Who may act on a case: nobody on his own, and the next in line when the proper hand is concerned."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from inspections.models import Inspection, Visit
from inspections.services import holding, review, standing
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
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
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


def leave_only(user: User, role: Role) -> None:
    """Whoever approved the form before the visit, or the item, is no longer there."""
    User.objects.with_role(role).exclude(pk=user.pk).update(is_active=False)


def head_on_the_team(**stage: object) -> Inspection:
    somebody(Role.UNIT_HEAD)
    head = UserFactory(roles=[Role.UNIT_HEAD, Role.INSPECTOR], name="史所长")
    inspection: Inspection = InspectionFactory(officers=[InspectorFactory(user=head), InspectorFactory()], **stage)
    leave_only(head, Role.UNIT_HEAD)
    return inspection


def leader_on_the_team() -> tuple[User, Inspection]:
    somebody(Role.LEADER)
    leader = UserFactory(roles=[Role.LEADER, Role.INSPECTOR], name="史局长")
    inspection = InspectionFactory(checked=True, officers=[InspectorFactory(user=leader), InspectorFactory()])
    leave_only(leader, Role.LEADER)
    return leader, inspection


def test_the_heads_deputy_comes_before_the_office() -> None:
    inspection = head_on_the_team(submitted=True)
    deputy = UserFactory(unit_head=True, unit_code="140522-99")
    DeputyFactory(principal=team_of(inspection.visit)[0], deputy=deputy, role=Role.UNIT_HEAD)

    assert list(standing.eligible(inspection)) == [deputy]


def test_a_deputy_whose_term_is_over_is_not_asked() -> None:
    inspection = head_on_the_team(submitted=True)
    office = somebody(Role.OFFICE)
    over = {"from_on": today() - timedelta(days=9), "to_on": today() - timedelta(days=1)}
    DeputyFactory(principal=team_of(inspection.visit)[0], role=Role.UNIT_HEAD, **over)

    assert office in standing.eligible(inspection)


def test_a_deputy_of_the_team_is_passed_over_too() -> None:
    inspection, office = head_on_the_team(submitted=True), somebody(Role.OFFICE)
    head, partner = team_of(inspection.visit)
    DeputyFactory(principal=head, deputy=partner, role=Role.UNIT_HEAD)

    assert office in standing.eligible(inspection)
    assert not set(standing.eligible(inspection)) & {head, partner}


def test_without_head_and_office_the_leader_is_asked() -> None:
    inspection = head_on_the_team(submitted=True)
    leader = somebody(Role.LEADER)
    User.objects.with_role(Role.OFFICE).update(is_active=False)

    assert leader in standing.eligible(inspection)


def test_another_leader_takes_the_place_of_one_on_the_team() -> None:
    leader, inspection = leader_on_the_team()
    other = UserFactory(leader=True)

    assert other in standing.eligible(inspection)
    assert leader not in standing.eligible(inspection)


def test_the_leaders_deputy_comes_first_when_he_was_on_the_team() -> None:
    leader, inspection = leader_on_the_team()
    deputy = UserFactory(unit_head=True, unit_code="140522-99")
    DeputyFactory(principal=leader, deputy=deputy, role=Role.LEADER)

    assert list(standing.eligible(inspection)) == [deputy]


def test_without_a_deputy_the_office_approves_what_the_leader_himself_inspected() -> None:
    _, inspection = leader_on_the_team()
    another = UserFactory(office=True)

    assert inspection.checked_by not in standing.eligible(inspection)
    assert review.approve(inspection=inspection, by=another).approved_by == another


def test_a_reviewer_does_not_approve_by_deputising() -> None:
    inspection = InspectionFactory(checked=True)
    reviewer = inspection.reviewed_by
    DeputyFactory(principal=somebody(Role.LEADER), deputy=reviewer, role=Role.LEADER)

    with pytest.raises(SameHands, match="同一人不能连办两个环节"):
        review.approve(inspection=inspection, by=User.objects.get(pk=reviewer.pk))
    assert reviewer not in standing.eligible(inspection)


def test_the_database_itself_keeps_the_team_out_of_the_chain() -> None:
    inspection = InspectionFactory(checked=True)

    with pytest.raises(IntegrityError, match="检查组成员不得审核"), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(approved_by=team_of(inspection.visit)[1])


@pytest.mark.parametrize("stamp", ["checked_by", "approved_by"])
def test_the_database_itself_refuses_one_hand_for_two_steps(stamp: str) -> None:
    inspection = InspectionFactory(approved=True)

    with pytest.raises(IntegrityError, match="_not_"), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(**{stamp: inspection.reviewed_by})


def test_the_page_says_who_holds_it_and_why() -> None:
    inspection = head_on_the_team(submitted=True)
    office = somebody(Role.OFFICE)

    found = holding.of(inspection)

    assert office in found.people
    assert found.why == "史所长是本次检查的检查人员，须回避。依次由双随机办办理。"


def test_the_page_names_the_deputy_and_his_term() -> None:
    inspection = head_on_the_team(submitted=True)
    deputy = UserFactory(unit_head=True, unit_code="140522-99", name="高副所长")
    row = DeputyFactory(principal=team_of(inspection.visit)[0], deputy=deputy, role=Role.UNIT_HEAD)

    assert holding.of(inspection).why.startswith(f"高副所长代史所长办理（{row.from_on.month}月")


def test_of_the_proper_hand_nothing_needs_to_be_said() -> None:
    assert holding.of(InspectionFactory(submitted=True)).why == ""
