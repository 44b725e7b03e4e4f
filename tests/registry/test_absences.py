"""Who is not there on which days."""

from datetime import date, timedelta

import pytest

from registry.models import Absence, Inspector
from registry.services import absences
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def days(first: int, last: int) -> dict[str, date]:
    return {"from_day": DAY + timedelta(days=first), "to_day": DAY + timedelta(days=last)}


def test_absences_that_follow_one_another_leave_no_day() -> None:
    officer = make.InspectorFactory(certified=True)
    make.AbsenceFactory(inspector=officer, **days(0, 2))
    make.AbsenceFactory(inspector=officer, kind=Absence.Kind.TRAINING, **days(3, 5))

    assert not Inspector.objects.eligible(DAY, DAY + timedelta(days=5)).exists()


def test_one_free_day_between_absences_keeps_an_officer_in_the_pool() -> None:
    officer = make.InspectorFactory(certified=True)
    make.AbsenceFactory(inspector=officer, **days(0, 2))
    make.AbsenceFactory(inspector=officer, **days(4, 5))

    assert Inspector.objects.eligible(DAY, DAY + timedelta(days=5)).get() == officer


def test_a_cancelled_absence_keeps_nobody_away() -> None:
    officer = make.InspectorFactory(certified=True)
    absence = make.AbsenceFactory(inspector=officer, **days(0, 5))

    absences.end(absence=absence, back_on=DAY, reason="登记有误", by=None)

    assert Inspector.objects.eligible(DAY, DAY + timedelta(days=5)).exists()


def test_whoever_comes_back_early_is_there_from_that_day() -> None:
    absence = make.AbsenceFactory(**days(0, 5))

    absences.end(absence=absence, back_on=DAY + timedelta(days=2), reason="提前销假", by=None)

    assert not Absence.objects.on(DAY + timedelta(days=2)).exists()
    assert Absence.objects.on(DAY + timedelta(days=1)).exists()


def test_an_absence_that_is_over_is_not_ended_again() -> None:
    absence = make.AbsenceFactory(**days(0, 1))

    with pytest.raises(DomainError, match="不用再办"):
        absences.end(absence=absence, back_on=DAY + timedelta(days=2), reason="销假", by=None)


def test_a_unit_head_notes_the_absence_of_the_own_people() -> None:
    officer = make.InspectorFactory()
    head = UserFactory(unit_head=True, unit_code=officer.unit.code)

    assert absences.note(inspector=officer, reason="年休假", by=head, **days(0, 1)).kind == Absence.Kind.LEAVE


def test_a_unit_head_notes_no_absence_in_another_unit() -> None:
    officer = make.InspectorFactory()
    head = UserFactory(unit_head=True, unit_code="140522-zz")

    with pytest.raises(NotPermitted, match="不是您单位的人员"):
        absences.note(inspector=officer, reason="年休假", by=head, **days(0, 1))


def test_an_officer_notes_no_absence() -> None:
    with pytest.raises(NotPermitted, match="双随机办或本单位负责人"):
        absences.note(inspector=make.InspectorFactory(), reason="休假", by=UserFactory(inspector=True), **days(0, 1))


def test_a_roster_enters_each_day_once() -> None:
    officer = make.InspectorFactory()
    roster = [(officer, DAY), (officer, DAY), (officer, DAY + timedelta(days=1))]
    absences.enter_roster(duties=roster[:1], replace=False, by=None)

    done = absences.enter_roster(duties=roster, replace=False, by=None)

    assert done == {"entered": 1, "there": 1, "cancelled": 0}


def test_a_roster_that_replaces_cancels_the_days_it_does_not_name() -> None:
    one, other = make.InspectorFactory(), make.InspectorFactory()
    absences.enter_roster(duties=[(one, DAY), (one, DAY + timedelta(days=9))], replace=False, by=None)

    absences.enter_roster(duties=[(other, DAY)], replace=True, by=None)

    assert [duty.inspector for duty in Absence.objects.on(DAY)] == [other]
    assert Absence.objects.on(DAY + timedelta(days=9)).exists()


def test_an_empty_roster_is_refused() -> None:
    with pytest.raises(DomainError, match="没有可以登记的行"):
        absences.enter_roster(duties=[], replace=True, by=None)


@pytest.mark.parametrize("days_off", [-1, 400])
def test_a_roster_names_no_day_that_is_over_or_far_away(days_off: int) -> None:
    duties = [(make.InspectorFactory(), DAY + timedelta(days=days_off))]

    with pytest.raises(DomainError, match="不在今天至"):
        absences.enter_roster(duties=duties, replace=True, by=None)


def test_duty_days_of_one_person_are_one_event() -> None:
    officer = make.InspectorFactory()

    absences.enter_roster(duties=[(officer, DAY), (officer, DAY + timedelta(days=1))], replace=False, by=None)

    assert Event.objects.filter(obj=f"inspector/{officer.pk}", act="inspector.note_duty").count() == 1
