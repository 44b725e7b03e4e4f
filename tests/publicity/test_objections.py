"""异议: its clocks, and that nobody of team or chain touches it (方案四(二); architecture, 谁决定什么)."""

from datetime import date, timedelta

import pytest

from inspections.models import Visit
from publicity.models import Objection
from publicity.objection_status import ObjectionStatus
from publicity.services import objection_checks, objection_extensions, objection_outcomes, objections
from publicity.services import objection_people as people
from publicity.services.objection_outcomes import Draft
from tests.factories.accounts import UserFactory
from tests.factories.inspections import head_of, lead_of, somebody
from tests.factories.objections import (
    PHONE,
    accepted,
    assigned,
    decided,
    handler_of,
    proposed,
    published,
    received,
    verified,
)
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, NotPermitted, SameHands
from yangcheng_inspect.trail.models import EventDetail
from yangcheng_inspect.workdays import calendar

pytestmark = pytest.mark.django_db


def visit_of(objection: Objection) -> Visit:
    return objection.publication.inspection.visit


def in_workdays(start: date, days: int) -> date:
    return calendar.deadline(start, days).on


def test_an_objection_is_to_be_accepted_in_five_working_days() -> None:
    objection = received()

    assert objection.number.startswith(f"YC-YY-{today().year}-")
    assert objection.accept_by == in_workdays(today(), 5)


def test_the_answer_is_due_in_fifteen_working_days_from_acceptance() -> None:
    assert accepted().answer_by == in_workdays(today(), 15)


def test_who_wrote_it_is_not_in_the_trail() -> None:
    objection = accepted()
    told = EventDetail.objects.filter(event__obj=f"objection/{objection.pk}").values_list("detail", "state")

    assert told
    assert not any(PHONE in f"{detail}{state}" or "李青" in f"{detail}{state}" for detail, state in told)


def test_a_supplement_is_asked_for_once_and_starts_the_clock_of_acceptance_anew() -> None:
    objection = received(received_on=today() - timedelta(days=2))
    by = UserFactory(office=True)
    objections.ask_supplement(objection=objection, note="请附营业执照。", until=today() + timedelta(days=7), by=by)
    objection = objections.supplement(objection=objection, text="营业执照一份。", received_on=today(), by=by)

    assert objection.accept_by == in_workdays(today(), 5)
    with pytest.raises(AlreadyDone):
        objections.ask_supplement(objection=objection, note="再附。", until=today() + timedelta(days=7), by=by)


def test_what_is_not_accepted_says_why() -> None:
    objection, by = received(), UserFactory(office=True)

    with pytest.raises(DomainError):
        objections.refuse(objection=objection, reason=" ", by=by)
    assert objections.refuse(objection=objection, reason="与公示结果无关。", by=by).status == ObjectionStatus.REFUSED


def test_whoever_checked_the_record_does_not_turn_the_objection_away() -> None:
    objection = received()

    with pytest.raises(SameHands):
        objections.refuse(objection=objection, reason="不成立。", by=somebody(Role.OFFICE))


def test_whoever_was_in_the_case_neither_withdraws_it_nor_chooses_the_handler() -> None:
    objection, by = received(), somebody(Role.OFFICE)

    with pytest.raises(SameHands):
        objections.withdraw(objection=objection, reason="申请人电话撤回。", by=by)
    with pytest.raises(SameHands):
        objection_checks.assign(objection=accepted(), handler=UserFactory(inspector=True), by=by)


def test_nothing_is_turned_away_while_its_supplement_may_come() -> None:
    objection, by, until = received(), UserFactory(office=True), today() + timedelta(days=7)
    objection = objections.ask_supplement(objection=objection, note="请附营业执照。", until=until, by=by)

    with pytest.raises(DomainError, match="届满前"):
        objections.refuse(objection=objection, reason="材料不齐。", by=by)


def test_nobody_waits_for_ever_for_a_supplement() -> None:
    until = today() + timedelta(days=31)

    with pytest.raises(DomainError, match="最长 30 日"):
        objections.ask_supplement(objection=received(), note="请附执照。", until=until, by=UserFactory(office=True))


def test_a_supplement_makes_no_late_acceptance_timely() -> None:
    objection = received(received_on=today() - timedelta(days=40))

    with pytest.raises(DomainError, match="受理期限已过"):
        objections.ask_supplement(
            objection=objection, note="请附执照。", until=today() + timedelta(days=7), by=UserFactory(office=True)
        )


@pytest.mark.parametrize("who", [lead_of, head_of, lambda visit: somebody(Role.OFFICE)])
def test_nobody_of_team_or_chain_handles_an_objection(who: object) -> None:
    objection, by = accepted(), UserFactory(office=True)

    with pytest.raises(SameHands, match="可以承办的有"):
        objection_checks.assign(objection=objection, handler=who(visit_of(objection)), by=by)  # type: ignore[operator]


def test_nobody_of_team_or_chain_is_offered() -> None:
    objection = accepted()
    offered = set(people.handlers(objection).values_list("pk", flat=True))

    assert offered
    assert not offered & people.concerned(objection)


def test_a_closed_login_handles_nothing() -> None:
    closed = UserFactory(inspector=True, closed=True)

    with pytest.raises(NotPermitted):
        objection_checks.assign(objection=accepted(), handler=closed, by=UserFactory(office=True))


def test_only_the_team_explains_and_only_when_asked() -> None:
    objection = assigned()
    team = lead_of(visit_of(objection))
    with pytest.raises(DomainError):
        objection_checks.explain(objection=objection, explanation="当场有记录。", by=team)
    objection_checks.ask_explanation(objection=objection, by=handler_of(objection))

    with pytest.raises(NotPermitted):
        objection_checks.explain(objection=objection, explanation="我看过。", by=handler_of(objection))
    assert objection_checks.explain(objection=objection, explanation="当场有记录。", by=team).explained_by == team


def test_only_the_handler_writes_down_what_was_found() -> None:
    with pytest.raises(NotPermitted):
        objection_checks.verify(objection=assigned(), findings="无误。", by=UserFactory(office=True))


def test_another_handler_starts_anew() -> None:
    objection, by = verified(), UserFactory(office=True)
    again = objection_checks.assign(objection=objection, handler=UserFactory(inspector=True), by=by)

    assert (again.findings, again.found_at) == ("", None)


def test_no_outcome_is_proposed_before_the_check() -> None:
    draft = Draft(outcome="UPHELD", reply="维持。")

    with pytest.raises(DomainError, match="核查情况"):
        objection_outcomes.propose(objection=assigned(), draft=draft, by=UserFactory(office=True))


def test_whoever_checked_the_record_proposes_no_outcome() -> None:
    draft = Draft(outcome="UPHELD", reply="维持。")

    with pytest.raises(SameHands):
        objection_outcomes.propose(objection=verified(), draft=draft, by=somebody(Role.OFFICE))


def test_the_leader_who_approved_the_record_does_not_approve_the_outcome() -> None:
    objection = proposed()

    with pytest.raises(SameHands, match="另一名局领导"):
        objection_outcomes.approve(objection=objection, by=approver_of_record(objection))


def approver_of_record(objection: Objection) -> User:
    by = objection.publication.published_by
    assert by is not None
    return by


def test_with_one_leader_nobody_may_approve_and_the_page_can_say_so() -> None:
    objection = proposed()

    assert not people.approvers(objection).exists()
    assert "代理" in people.NOBODY["approver"]


def test_nobody_approves_the_outcome_he_proposed() -> None:
    objection = verified()
    both = UserFactory(roles=[Role.OFFICE, Role.LEADER])
    draft = Draft(outcome="UPHELD", reply="维持。")
    objection_outcomes.propose(objection=objection, draft=draft, by=both)

    with pytest.raises(SameHands):
        objection_outcomes.approve(objection=objection, by=both)


def test_what_lies_before_the_leader_does_not_change_under_his_eyes() -> None:
    objection = proposed()

    with pytest.raises(DomainError, match="退回"):
        objection_checks.verify(objection=objection, findings="另有发现。", by=handler_of(objection))


def test_an_outcome_sent_back_is_proposed_again() -> None:
    objection = proposed()
    back = objection_outcomes.send_back(objection=objection, reason="理由不足。", by=UserFactory(leader=True))

    assert not back.proposed
    draft = Draft(outcome="UPHELD", reply="补充理由，维持。")
    assert objection_outcomes.propose(objection=back, draft=draft, by=UserFactory(office=True)).proposed


def test_the_answer_is_given_later_once_with_a_reason() -> None:
    objection, leader = assigned(), UserFactory(leader=True)
    before = objection.answer_by
    objection_extensions.ask(objection=objection, reason="须调取银行流水。", by=handler_of(objection))
    longer = objection_extensions.decide(objection=objection, agree=True, by=leader)

    assert before is not None
    assert longer.answer_by == in_workdays(before, 15)
    with pytest.raises(AlreadyDone):
        objection_extensions.ask(objection=objection, reason="还要。", by=handler_of(objection))


def test_a_lapsed_term_is_not_lengthened_though_it_was_asked_for_in_time() -> None:
    objection, leader = assigned(), UserFactory(leader=True)
    objection_extensions.ask(objection=objection, reason="须调取银行流水。", by=handler_of(objection))

    with clock.moved_to(clock.now() + timedelta(days=60)), pytest.raises(DomainError, match="期限已过"):
        objection_extensions.decide(objection=objection, agree=True, by=leader)


def test_the_answer_counts_when_the_applicant_has_it() -> None:
    objection, by = decided(), UserFactory(office=True)
    assert objection.due == objection.answer_by

    told = objection_outcomes.deliver(objection=objection, replied_on=today(), replied_how="当面送达", by=by)
    assert told.due is None


def test_what_is_decided_is_not_withdrawn() -> None:
    with pytest.raises(IllegalMove):
        objections.withdraw(objection=decided(), reason="不想要了。", by=UserFactory(office=True))


def test_an_objection_stops_no_clock_of_a_publication() -> None:
    publication = published(approved=False, submitted=True)
    due = publication.due_on
    accepted(publication)
    publication.refresh_from_db()

    assert publication.due_on == due
