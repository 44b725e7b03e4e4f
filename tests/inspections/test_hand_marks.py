"""In a dead zone the second officer signs by hand on the colleague's phone; it counts once the own login confirms."""

from datetime import timedelta

import pytest

from inspections import checks
from inspections.models import HandMark, Visit
from inspections.services import hand_marks, records, visits
from tests.factories.inspections import STROKES, VisitFactory, confirm, fill, lead_of, team_of
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def by_hand(visit: Visit, act: str = "ARRIVE", *, by: User | None = None, age: timedelta = timedelta()) -> HandMark:
    second = visit.officers.get(leads=False)
    by = by or lead_of(visit)
    return hand_marks.mark(visit=visit, officer=second.pk, act=act, strokes=STROKES, written_at=now() - age, by=by)


@pytest.fixture
def begun() -> Visit:
    """The leading officer is there, with his own login; the second has no network."""
    visit = VisitFactory(ready=True)
    visits.arrive(visit=visit, by=lead_of(visit))
    by_hand(visit, age=timedelta(hours=1))
    visits.inform(visit=visit, attendee="李青", attendee_role="前台主管", by=lead_of(visit))
    return Visit.objects.get(pk=visit.pk)


@pytest.fixture
def signed(begun: Visit) -> Visit:
    fill(begun)
    confirm(begun)
    records.sign(visit=begun, by=lead_of(begun))
    by_hand(begun, "SIGN")
    return Visit.objects.get(pk=begun.pk)


def test_an_arrival_by_hand_lets_the_check_go_on(begun: Visit) -> None:
    fill(begun)
    confirm(begun)

    assert Visit.objects.get(pk=begun.pk).said is not None


def test_nothing_is_submitted_on_marks_by_hand(signed: Visit) -> None:
    second = signed.officers.get(leads=False).inspector.name

    assert checks.missing(signed) == [
        f"{second}的到场亮证为手写登记，待本人登录确认。",
        f"{second}的签名为手写登记，待本人登录确认。",
    ]
    with pytest.raises(DomainError, match="待本人登录确认"):
        records.submit(visit=signed, by=lead_of(signed))


def test_the_own_login_confirms_what_was_written(signed: Visit) -> None:
    second = team_of(signed)[1]
    visits.arrive(visit=signed, by=second)
    records.sign(visit=signed, by=second)

    assert records.submit(visit=signed, by=second).status == "SUBMITTED"
    place = signed.officers.get(leads=False)
    assert place.arrived_said_at < place.arrived_at - timedelta(minutes=59)


def test_nobody_marks_for_himself(begun: Visit) -> None:
    with pytest.raises(NotPermitted):
        by_hand(begun, by=team_of(begun)[1])


def test_a_stranger_marks_nothing(begun: Visit) -> None:
    with pytest.raises(NotPermitted):
        by_hand(begun, by=lead_of(VisitFactory(onsite=True)))


@pytest.mark.parametrize("age", [timedelta(hours=73), -timedelta(minutes=10)])
def test_a_time_no_phone_can_have_is_refused(begun: Visit, age: timedelta) -> None:
    with pytest.raises(DomainError, match="校准"):
        by_hand(begun, age=age)


def test_nobody_signs_by_hand_before_the_business(begun: Visit) -> None:
    fill(begun)

    with pytest.raises(DomainError, match="检查对象尚未确认"):
        by_hand(begun, "SIGN")


def test_a_record_changed_after_the_signature_by_hand_is_signed_again(signed: Visit) -> None:
    fill(signed, wrong=True)

    assert any("尚未签名" in sentence for sentence in checks.missing(signed))
