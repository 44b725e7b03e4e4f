"""签收、回避、换人: nobody chooses who steps in, and anybody can compute it again (decisions, Draw 6)."""

import pytest

from inspections import lottery
from inspections.models import Draw, Excuse, Visit, VisitOfficer
from inspections.services import envelope, excuses, openings, proofs
from inspections.status import ExcuseStatus, VisitStatus
from registry.models import Recusal
from tests.factories.accounts import UserFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw() -> Draw:
    found: Draw = SessionFactory(drawn=True, tasks=[TaskFactory(officers=8)]).draws.get()
    return found


@pytest.fixture
def visit(draw: Draw) -> Visit:
    found: Visit = draw.drawn.order_by("rank")[0].visit
    return found


@pytest.fixture
def office() -> User:
    return UserFactory(office=True)


def second(visit: Visit) -> VisitOfficer:
    return visit.officers.get(leads=False)


def ask(visit: Visit, place: VisitOfficer, reason: str = "INTEREST", note: str = "姐夫开的店") -> Excuse:
    return excuses.ask(visit=visit, reason=reason, note=note, by=place.inspector.user)


def test_an_officer_accepts_once(visit: Visit) -> None:
    by = second(visit).inspector.user
    excuses.accept(visit=visit, by=by)

    assert second(visit).accepted_at is not None
    with pytest.raises(AlreadyDone, match="已经签收"):
        excuses.accept(visit=visit, by=by)


def test_nobody_accepts_for_another(visit: Visit, office: User) -> None:
    with pytest.raises(NotPermitted):
        excuses.accept(visit=visit, by=office)


def test_who_steps_in_is_what_the_rule_says(draw: Draw, visit: Visit, office: User) -> None:
    out = second(visit).inspector

    made = excuses.approve(excuse=ask(visit, second(visit)), by=office)

    outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    (again,) = lottery.replay(outcome, [made.text])
    assert again.incoming == made.incoming.code
    assert second(visit).inspector == made.incoming.inspector != out


def test_the_leading_officer_is_replaced_by_one_who_may_lead(visit: Visit, office: User) -> None:
    made = excuses.approve(excuse=ask(visit, visit.officers.get(leads=True)), by=office)

    assert made.incoming.leads
    assert visit.officers.get(leads=True).inspector == made.incoming.inspector


def test_records_of_one_draw_are_chained_and_verify(draw: Draw, visit: Visit, office: User) -> None:
    first = excuses.approve(excuse=ask(visit, second(visit)), by=office)
    then = excuses.approve(excuse=ask(visit, second(visit), reason="PARTY"), by=office)

    assert (first.seq, then.seq) == (1, 2)
    assert f"prev\t{first.hash}\n" in then.text
    assert all(finding.ok for finding in proofs.verify(draw))


def test_an_officer_who_is_away_does_not_step_in(draw: Draw, visit: Visit, office: User) -> None:
    excuse = ask(visit, second(visit))
    team = set(visit.officers.values_list("inspector_id", flat=True))
    others = [row for row in draw.inspectors.all() if row.inspector_id not in team]
    for row in others[1:]:
        amend(row.inspector, status="ON_LEAVE")

    made = excuses.approve(excuse=excuse, by=office)

    assert made.incoming.inspector == others[0].inspector
    assert all(f"unavailable\t{row.code}\n" in made.text for row in others[1:])


def test_nobody_left_says_what_to_do_and_changes_nothing(draw: Draw, visit: Visit, office: User) -> None:
    excuse, out = ask(visit, second(visit)), second(visit).inspector
    team = set(visit.officers.values_list("inspector_id", flat=True))
    for row in draw.inspectors.exclude(inspector__in=team):
        amend(row.inspector, status="ON_LEAVE")

    with pytest.raises(DomainError, match="没有可以接替的检查人员"):
        excuses.approve(excuse=excuse, by=office)
    assert second(visit).inspector == out
    assert Excuse.objects.get().status == ExcuseStatus.PENDING


def test_an_approved_ground_holds_for_later_draws(visit: Visit, office: User) -> None:
    place = second(visit)
    excuses.approve(excuse=ask(visit, place), by=office)

    assert Recusal.objects.filter(inspector=place.inspector, entity=visit.entity, ground="INTEREST").exists()


def test_absence_is_no_recusal(visit: Visit, office: User) -> None:
    excuses.approve(excuse=ask(visit, second(visit), reason="ABSENCE", note="住院"), by=office)

    assert not Recusal.objects.exists()


def test_the_public_record_says_the_reason_by_its_code_alone(visit: Visit, office: User) -> None:
    made = excuses.approve(excuse=ask(visit, second(visit)), by=office)

    assert "reason\tINTEREST\n" in made.text
    assert "姐夫" not in made.text


def test_nobody_decides_on_the_own_application(visit: Visit) -> None:
    place = second(visit)
    by = place.inspector.user

    with pytest.raises(SameHands, match="不能决定自己提出的申请"):
        excuses.approve(excuse=ask(visit, place), by=by)


def test_a_head_of_another_unit_does_not_decide(visit: Visit) -> None:
    stranger = UserFactory(roles=["UNIT_HEAD"], unit_code="140522-99")

    with pytest.raises(NotPermitted, match="所队长决定"):
        excuses.approve(excuse=ask(visit, second(visit)), by=stranger)


def test_a_declined_application_needs_its_reason(visit: Visit, office: User) -> None:
    excuse = ask(visit, second(visit))

    with pytest.raises(DomainError, match="请写明不同意的理由"):
        excuses.decline(excuse=excuse, decision="", by=office)
    assert excuses.decline(excuse=excuse, decision="并无亲属关系", by=office).status == ExcuseStatus.DECLINED


def test_an_application_may_be_taken_back_by_whoever_made_it(visit: Visit, office: User) -> None:
    excuse = ask(visit, second(visit))
    with pytest.raises(NotPermitted):
        excuses.withdraw(excuse=excuse, by=office)

    excuses.withdraw(excuse=excuse, by=excuse.asked_by)

    assert Excuse.objects.get().status == ExcuseStatus.WITHDRAWN


def test_nobody_is_replaced_once_the_check_has_begun(visit: Visit, office: User) -> None:
    excuse = ask(visit, second(visit))
    amend(visit, status=VisitStatus.READY)
    amend(visit, status=VisitStatus.ONSITE)

    with pytest.raises(DomainError, match="不能再签收或者换人"):
        excuses.approve(excuse=excuse, by=office)


def test_it_is_to_be_decided_within_two_working_days(visit: Visit) -> None:
    excuse = ask(visit, second(visit))

    assert 2 <= (excuse.due_on - excuse.asked_at.date()).days <= 12


def test_the_bundle_of_an_opened_draw_grows_by_the_record(draw: Draw, visit: Visit, office: User) -> None:
    made = excuses.approve(excuse=ask(visit, second(visit)), by=office)

    assert openings.replacements(draw) == [made.text]
