"""What an insider tried: each of these was possible once."""

from typing import Any

import pytest

from inspections.models import Draw, Task
from inspections.services import (
    corrections,
    envelopes,
    excuses,
    openings,
    reserves,
    sessions,
    supplements,
    tasks,
    visits,
    voids,
)
from inspections.status import ApprovalStatus, DrawStatus, TaskStatus, VisitStatus
from registry.models import Recusal
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectorFactory, somebody
from tests.factories.plans import DIGITS, RecusalFactory, SessionFactory, TaskFactory, amend, draw, end_of_task
from tests.inspections.test_openings import hand_in
from tests.inspections.test_supplements import arrange, carried_out, first  # noqa: F401 - a fixture
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def drawn(**kwargs: Any) -> Draw:
    found: Draw = SessionFactory(drawn=True, tasks=[TaskFactory(officers=8, **kwargs)]).draws.get()
    return found


def void(found: Draw) -> Draw:
    request = voids.propose(draw=found, code="POOL", reason="名录有误", by=found.frozen_by)
    return voids.approve(request=request, by=somebody(Role.LEADER))


def test_nobody_reads_the_secret_before_the_numbers_are_out() -> None:
    frozen = SessionFactory(frozen=True).draws.get()

    with pytest.raises(DomainError, match="不能提前"):
        envelopes.note_print(draw=frozen, by=frozen.frozen_by)


def test_a_reserve_that_a_corrected_result_had_drawn_is_not_skipped() -> None:
    """Old rows of a superseded result must not count as drawn."""
    found = drawn(firms=12)
    was_drawn = set(found.drawn.values_list("pooled", flat=True))
    correction = corrections.propose(
        session=found.session, place=0, values=["000001", *DIGITS[1:]], evidence="签字的见证单", by=found.frozen_by
    )
    corrections.confirm(correction=correction, by=somebody(Role.LEADER))
    first_reserve = found.reserves.order_by("rank")[0]
    old = next(iter(was_drawn - set(found.drawn.values_list("pooled", flat=True))))
    listed = found.reserves.filter(pooled=old).first()
    amend(listed or first_reserve, **({"rank": 0} if listed else {"pooled_id": old}))
    first_reserve = listed or first_reserve
    gone = found.drawn.filter(pooled__stratum=first_reserve.pooled.stratum)[0]
    hand_in(gone.visit, result="CLOSED")

    added = reserves.add_if_not_there(visit=gone.visit)

    assert added is not None
    assert added.pooled == first_reserve.pooled


def test_no_reserve_joins_a_void_draw() -> None:
    found = drawn()
    hand_in(found.drawn.order_by("rank")[0].visit, result="CLOSED")
    void(found)

    assert reserves.add_all_missing() == []


def test_an_inherited_team_is_looked_at_for_recusals_since_the_freeze() -> None:
    found = drawn(firms=30)
    gone = found.drawn.order_by("rank")[0]
    following = found.reserves.filter(pooled__stratum=gone.pooled.stratum).order_by("rank")[0]
    officer = gone.visit.officers.get(leads=True).inspector
    RecusalFactory(inspector=officer, entity=following.pooled.entity)
    hand_in(gone.visit, result="CLOSED")

    added = reserves.add_if_not_there(visit=gone.visit)

    assert added is not None
    assert officer not in {member.pooled.inspector for member in added.team.select_related("pooled__inspector")}
    assert Recusal.objects.exists()


def test_a_draw_with_a_supplement_is_not_voided_under_it(first: Draw) -> None:  # noqa: F811
    made = carried_out(first)

    with pytest.raises(DomainError, match="请先作废补充抽取"):
        void(first)
    assert void(made).status == DrawStatus.VOID


def test_an_arranged_supplement_bars_void_and_correction(first: Draw) -> None:  # noqa: F811
    arrange(first)

    with pytest.raises(DomainError, match="请先取消补充抽取的场次"):
        void(first)


def test_a_void_supplement_leaves_its_firms_to_another(first: Draw) -> None:  # noqa: F811
    void(carried_out(first))

    assert supplements.lacking(first) == [first.drawn.get().pooled.code]


def test_a_task_made_before_the_void_still_needs_the_leader() -> None:
    found = drawn()
    line, by = found.task.line, UserFactory(office=True)
    spare = tasks.create(line=line, from_on=today(), to_on=end_of_task(), by=by)
    void(found)

    with pytest.raises(DomainError, match="报分管局领导批准"):
        SessionFactory(tasks=[spare])
    tasks.ask_again(task=spare, reason="名录已补齐", by=by)
    tasks.approve(task=Task.objects.get(pk=spare.pk), by=somebody(Role.LEADER))
    assert SessionFactory(tasks=[spare]).tasks.get().status == TaskStatus.READY


@pytest.mark.parametrize("act", ["propose", "confirm", "draw", "void", "correct"])
def test_an_inspector_moves_no_draw(act: str) -> None:
    by = InspectorFactory().user
    acts = {
        "propose": lambda: sessions.propose_freeze(session=SessionFactory(), note="已核对", by=by),
        "confirm": lambda: sessions.confirm_freeze(session=SessionFactory(proposed=True), by=by),
        "draw": lambda: draw(SessionFactory(frozen=True), by),
        "void": lambda: voids.propose(draw=drawn(), code="POOL", reason="不想查", by=by),
        "correct": lambda: corrections.propose(
            session=SessionFactory(drawn=True), place=0, values=["1", "2", "3"], evidence="无", by=by
        ),
    }

    with pytest.raises(NotPermitted):
        acts[act]()


def test_a_list_does_not_open_while_a_number_is_being_put_right() -> None:
    found = drawn()
    values = ["000000", *DIGITS[1:]]
    corrections.propose(session=found.session, place=0, values=values, evidence="见证单", by=found.frozen_by)
    for one in found.drawn.all():
        hand_in(one.visit)

    assert not openings.due(found)


def test_a_sitting_with_an_open_list_is_put_right_no_more() -> None:
    found = drawn()
    for one in found.drawn.all():
        hand_in(one.visit)
    openings.open_all_due()

    with pytest.raises(DomainError, match="已经公开"):
        corrections.propose(
            session=found.session, place=0, values=["000000", *DIGITS[1:]], evidence="见证单", by=found.frozen_by
        )


def test_the_form_of_an_added_reserve_goes_with_a_void() -> None:
    found = drawn()
    gone = found.drawn.order_by("rank")[0]
    hand_in(gone.visit, result="CLOSED")
    added = reserves.add_if_not_there(visit=gone.visit)
    assert added is not None
    void(found)

    added.visit.refresh_from_db()
    added.visit.approval.refresh_from_db()
    assert (added.visit.status, added.visit.approval.status) == (VisitStatus.CANCELLED, ApprovalStatus.CANCELLED)


def test_nobody_arrives_while_a_colleague_waits_to_be_excused() -> None:
    visit = drawn().drawn.order_by("rank")[0].visit
    amend(visit, status=VisitStatus.READY)
    place = visit.officers.get(leads=False)
    excuses.ask(visit=visit, reason="PARTY", note="", by=place.inspector.user)

    with pytest.raises(DomainError, match="还没有决定，不能到场"):
        visits.arrive(visit=visit, by=visit.officers.get(leads=True).inspector.user)
