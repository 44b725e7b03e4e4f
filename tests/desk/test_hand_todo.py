"""A mark by hand waits on the list of whose hand it was, and of nobody else."""

import pytest

from inspections.models import Visit
from inspections.services import hand_marks, visits
from tests.factories.inspections import STROKES, VisitFactory, lead_of, team_of
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk import hand_todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked() -> Visit:
    visit = VisitFactory(ready=True)
    lead, second = lead_of(visit), visit.officers.get(leads=False)
    visits.arrive(visit=visit, by=lead)
    hand_marks.mark(visit=visit, officer=second.pk, act="ARRIVE", strokes=STROKES, written_at=now(), by=lead)
    return visit


def test_whoever_wrote_by_hand_is_asked_to_confirm(marked: Visit) -> None:
    lead, second = team_of(marked)

    assert [row.url for row in hand_todo.of(second)] == [marked.get_absolute_url()]
    assert list(hand_todo.of(lead)) == []


def test_nothing_waits_once_the_own_login_confirmed(marked: Visit) -> None:
    second = team_of(marked)[1]
    visits.arrive(visit=marked, by=second)

    assert list(hand_todo.of(second)) == []
