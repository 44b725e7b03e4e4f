"""Whatever officers press in whatever order: a submitted record is whole (方案三(二)2, 四(三))."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspections.choices import ABSENT_RESULTS, AnswerChoice, Opinion, Result
from inspections.content import content_hash
from inspections.models import Visit
from inspections.services import records, visits
from inspections.status import VisitStatus
from tests.factories.inspections import VisitFactory, confirm, findings, lead_of, team_of
from yangcheng_inspect.errors import DomainError

Act = Callable[[Visit], object]


def arrive(who: int) -> Act:
    return lambda visit: visits.arrive(visit=visit, by=team_of(visit)[who])


def sign(who: int) -> Act:
    return lambda visit: records.sign(visit=visit, by=team_of(visit)[who])


def inform(visit: Visit) -> object:
    return visits.inform(visit=visit, attendee="李青", attendee_role="店长", by=lead_of(visit))


def fill(*, points: int = 3, wrong: bool = False, result: str = Result.NONE) -> Act:
    """The first `points` answered, the last one 不符合 when `wrong`."""

    def act(visit: Visit) -> object:
        inspection = visit.inspections.get()
        whole = findings(inspection, wrong=wrong, result=result)
        page = replace(whole, answers=dict(list(whole.answers.items())[:points]), note="大门上锁")
        return records.fill(inspection=inspection, findings=page, by=lead_of(visit))

    return act


def say(opinion: str) -> Act:
    return lambda visit: confirm(visit, opinion=opinion)


ACTS: dict[str, Act] = {
    "arrive first": arrive(0),
    "arrive second": arrive(1),
    "inform": inform,
    "fill half": fill(points=1),
    "fill clean": fill(),
    "fill wrong but clean": fill(wrong=True),
    "fill wrong": fill(wrong=True, result=Result.FIXED),
    "fill closed": fill(points=0, result=Result.CLOSED),
    "agree": say(Opinion.AGREED),
    "refuse": say(Opinion.REFUSED),
    "nobody": say(Opinion.ABSENT),
    "sign first": sign(0),
    "sign second": sign(1),
    "submit": lambda visit: records.submit(visit=visit, by=lead_of(visit)),
}
WALK = ["arrive first", "arrive second", "inform", "fill clean", "agree", "sign first", "sign second", "submit"]


def assert_whole(visit: Visit) -> None:
    """Said again in its own words, without asking `checks`."""
    inspection, places, now = visit.inspections.get(), list(visit.officers.all()), content_hash(visit)
    answers = list(inspection.answers.all())
    assert len(places) >= 2
    assert all(place.arrived_at and place.signed_hash == now for place in places)
    assert visit.said is not None
    assert visit.said.content_hash == now
    assert visit.ended_on
    assert inspection.result
    assert inspection.result in ABSENT_RESULTS or len(answers) == 3
    assert inspection.result != Result.NONE or AnswerChoice.NO not in [answer.choice for answer in answers]


@pytest.mark.django_db
def test_every_way_to_a_submitted_record_is_a_whole_one() -> None:
    pk, reached = VisitFactory(ready=True).pk, set[str]()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(st.integers(0, len(WALK)), max_size=4), st.lists(st.sampled_from(sorted(ACTS)), max_size=6))
    def walk(skipped: list[int], more: list[str]) -> None:
        """The straight way with some steps left out, then anything."""
        steps = [name for place, name in enumerate(WALK) if place not in skipped]
        with transaction.atomic():
            for name in [*steps, *more]:
                with suppress(DomainError):
                    ACTS[name](Visit.objects.get(pk=pk))
            visit = Visit.objects.get(pk=pk)
            reached.add(visit.status)
            if visit.status == VisitStatus.SUBMITTED:
                assert_whole(visit)
            transaction.set_rollback(True)

    walk()
    assert {VisitStatus.ONSITE, VisitStatus.SUBMITTED} <= reached
