"""The people of a visit on its day: free, certified, and written down as they stood."""

from datetime import timedelta

import pytest
from django.db import transaction

from inspections import papers
from inspections.models import Visit
from inspections.services import planning, records, visits
from publicity import public_record
from registry.models import Absence, Certificate, Inspector
from tests.factories.inspections import CertificateFactory, UnitFactory, VisitFactory, lead_of
from tests.factories.plans import AbsenceFactory, amend
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db
DUTY = today() + timedelta(days=3)


def officer_of(visit: Visit, place: int = 0) -> Inspector:
    return visit.officers.all()[place].inspector


def on_duty(inspector: Inspector) -> Absence:
    return AbsenceFactory(inspector=inspector, kind=Absence.Kind.DUTY, from_day=DUTY, to_day=DUTY)


def expire(inspector: Inspector) -> None:
    with transaction.atomic():
        for card in Certificate.objects.filter(inspector=inspector):
            amend(card, valid_to=today() - timedelta(days=1))


@pytest.mark.parametrize("place", [0, 1])
def test_no_visit_is_planned_on_a_duty_day_of_either_officer(place: int) -> None:
    visit = VisitFactory()
    on_duty(officer_of(visit, place))

    with pytest.raises(DomainError, match=r"值班，不能安排在这一天检查。请另选日期。"):
        planning.plan(visit=visit, on=DUTY, by=lead_of(visit))


def test_the_day_after_the_duty_is_free() -> None:
    visit = VisitFactory()
    on_duty(officer_of(visit))

    assert planning.plan(visit=visit, on=DUTY + timedelta(days=1), by=lead_of(visit)).planned_on


def test_a_cancelled_duty_day_is_free() -> None:
    visit = VisitFactory()
    amend(on_duty(officer_of(visit)), cancelled_on=today())

    assert planning.plan(visit=visit, on=DUTY, by=lead_of(visit)).planned_on == DUTY


def test_an_officer_on_duty_for_one_day_stays_in_the_pool_of_a_longer_task() -> None:
    inspector = officer_of(VisitFactory())
    on_duty(inspector)

    assert Inspector.objects.eligible(DUTY, DUTY + timedelta(days=1)).filter(pk=inspector.pk).exists()
    assert not Inspector.objects.eligible(DUTY, DUTY).filter(pk=inspector.pk).exists()


def test_a_renewed_certificate_is_the_one_written_down_on_arrival() -> None:
    visit = VisitFactory(ready=True)
    card = CertificateFactory(inspector=officer_of(visit), valid_to=today() + timedelta(days=800))

    visits.arrive(visit=visit, by=lead_of(visit))

    assert visit.officers.get(leads=True).certificate == card.number


def test_the_notice_shows_the_certificate_that_is_valid_on_the_planned_day() -> None:
    visit = VisitFactory()
    inspector = officer_of(visit)
    old = inspector.certificates.get()
    amend(old, valid_to=DUTY - timedelta(days=1))
    new = CertificateFactory(inspector=inspector, valid_to=DUTY + timedelta(days=300))
    planning.plan(visit=visit, on=DUTY, by=lead_of(visit))

    shown = papers.notice_paper(Visit.objects.for_page().get(pk=visit.pk))["team"]

    assert (old.number, new.number) == (visit.officers.get(leads=True).certificate, shown[0]["certificate"])


def test_nobody_arrives_with_an_expired_certificate() -> None:
    visit = VisitFactory(ready=True)
    expire(officer_of(visit))

    with pytest.raises(DomainError, match=r"执法证今天不在有效期内，不得实施检查。请报双随机办更换人员。"):
        visits.arrive(visit=visit, by=lead_of(visit))


def test_nobody_signs_with_an_expired_certificate() -> None:
    visit = VisitFactory(confirmed=True)
    expire(officer_of(visit))

    with pytest.raises(DomainError, match="执法证今天不在有效期内"):
        records.sign(visit=visit, by=lead_of(visit))


def test_an_old_record_keeps_the_unit_of_its_day() -> None:
    visit = VisitFactory(submitted=True)
    before = visit.unit.name

    for place in visit.officers.all():
        amend(place.inspector, unit=UnitFactory(code="140522-99"))

    assert {officer.unit for officer in visit.officers.all()} == {before}
    assert before in str(public_record.build(visit.inspections.get().publication, today()))


def test_whoever_moves_to_another_unit_keeps_his_open_visits() -> None:
    visit = VisitFactory()
    user = lead_of(visit)

    amend(officer_of(visit), unit=UnitFactory(code="140522-99"))

    assert list(Visit.objects.of_officer(user)) == [visit]
