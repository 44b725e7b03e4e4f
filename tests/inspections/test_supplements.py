"""补充抽取: only teams are drawn, by a fresh number; the firms that were drawn stay (decisions, Draw 5 and 6)."""

import pytest

from inspections.lottery import parse
from inspections.models import Draw, DrawSession, Excuse, Visit
from inspections.services import excuses, proofs, sessions, supplements
from inspections.status import DrawStatus, ExcuseStatus, TaskStatus, VisitStatus
from publicity.public_site.models import PublicDraw
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectorFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend, draw
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Draw:
    """A draw whose one visit lost an officer whom nobody of the frozen list can replace."""
    found: Draw = SessionFactory(drawn=True, tasks=[TaskFactory(officers=3, firms=4)]).draws.get()
    visit = found.drawn.get().visit
    place = visit.officers.get(leads=False)
    excuses.ask(visit=visit, reason="ABSENCE", note="住院", by=place.inspector.user)
    team = visit.officers.values("inspector_id")
    for row in found.inspectors.exclude(inspector__in=team):
        amend(row.inspector, status="ON_LEAVE")
    InspectorFactory.create_batch(4)
    return found


def arrange(first: Draw) -> DrawSession:
    return supplements.open_session(draw=first, held_on=today(), by=UserFactory(office=True))


def carried_out(first: Draw) -> Draw:
    session = arrange(first)
    sessions.propose_freeze(session=session, note="已核对", by=session.opened_by)
    sessions.confirm_freeze(session=session, by=UserFactory(office=True))
    session.refresh_from_db()
    draw(session, session.opened_by, digits=["111111", "222222", "333333"])
    made: Draw = session.draws.get()
    return made


def test_a_draw_with_all_its_teams_needs_none() -> None:
    whole = SessionFactory(drawn=True).draws.get()

    with pytest.raises(DomainError, match="不需要补充抽取"):
        arrange(whole)


def test_every_firm_of_it_is_directed_and_nobody_is_drawn_again(first: Draw) -> None:
    made = carried_out(first)

    pool = parse(made.frozen_text)
    assert [row.status for row in pool.entities] == ["M"]
    assert [row.id for row in pool.entities] == [first.drawn.get().pooled.code]


def test_whoever_asked_to_be_excused_is_not_drawn_for_it(first: Draw) -> None:
    excused = Excuse.objects.get().inspector

    made = carried_out(first)

    assert excused not in {member.pooled.inspector for member in made.members.select_related("pooled__inspector")}


def test_the_first_visit_makes_way_for_one_with_the_new_team(first: Draw) -> None:
    before = first.drawn.get().visit

    made = carried_out(first)

    before.refresh_from_db()
    fresh = made.drawn.get().visit
    assert (before.status, fresh.status) == (VisitStatus.CANCELLED, VisitStatus.PENDING)
    assert fresh.entity == before.entity
    assert Excuse.objects.get().status == ExcuseStatus.APPROVED


def test_the_task_goes_on_and_both_draws_stand(first: Draw) -> None:
    made = carried_out(first)

    first.refresh_from_db()
    assert (first.status, made.status) == (DrawStatus.COMPUTED, DrawStatus.COMPUTED)
    assert made.task == first.task
    assert made.task.status == TaskStatus.DRAWN


def test_it_stands_in_the_chain_and_verifies(first: Draw) -> None:
    made = carried_out(first)

    assert made.prev == first.result_hash
    assert all(finding.ok for found in (first, made) for finding in proofs.verify(found))


def test_the_public_reads_which_draw_it_completes(first: Draw) -> None:
    made = carried_out(first)

    assert PublicDraw.objects.get(number=made.number).supplement_to == first.number


def test_one_at_a_time(first: Draw) -> None:
    arrange(first)

    with pytest.raises(AlreadyDone, match="已经安排了补充抽取"):
        arrange(first)


def test_afterwards_nothing_is_lacking(first: Draw) -> None:
    carried_out(first)

    assert supplements.lacking(first) == []
    assert Visit.objects.exclude(status=VisitStatus.CANCELLED).count() == 1
