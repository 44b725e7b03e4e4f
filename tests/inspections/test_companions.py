"""协助人员 and 入企扫码: who comes along is fixed beforehand and never an officer."""

import pytest

from inspections import checks
from inspections.models import Companion, Visit
from inspections.services import companions, visits
from tests.factories.accounts import UserFactory
from tests.factories.inspections import VisitFactory, approve_form, lead_of, team_of
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def add(visit: Visit, name: str = "赵工") -> Companion:
    return companions.add(visit=visit, name=name, unit_name="县应急局", role="EXPERT", by=lead_of(visit))


def test_a_companion_is_named_with_unit_and_role() -> None:
    assert str(add(VisitFactory())) == "赵工（县应急局，专业技术人员）"


def test_an_officer_of_the_team_is_no_companion() -> None:
    visit = VisitFactory()

    with pytest.raises(DomainError, match="不能同时登记为协助人员"):
        add(visit, team_of(visit)[1].name)


def test_nobody_is_named_twice() -> None:
    visit = VisitFactory()
    add(visit)

    with pytest.raises(AlreadyDone):
        add(visit)


def test_a_companion_does_not_count_as_an_officer() -> None:
    visit = VisitFactory()
    add(visit)
    approve_form(visit.approval)
    visits.arrive(visit=visit, by=lead_of(visit))

    assert any("尚未到场亮证" in sentence for sentence in checks.missing(Visit.objects.get(pk=visit.pk)))


def test_nobody_comes_on_top_of_those_approved() -> None:
    visit = VisitFactory()
    add(visit)
    approve_form(visit.approval)

    with pytest.raises(DomainError, match="批准的协助人员为 1 人"):
        add(visit, "钱工")


def test_the_place_of_one_who_does_not_come_may_be_taken() -> None:
    visit = VisitFactory()
    first = add(visit)
    approve_form(visit.approval)

    companions.remove(companion=first, by=lead_of(visit))

    assert add(visit, "钱工").name == "钱工"


def test_once_on_site_the_companions_stand() -> None:
    visit = VisitFactory(onsite=True)

    with pytest.raises(DomainError, match="检查开始前确定"):
        add(visit)


def test_a_colleague_does_not_choose_who_comes_along() -> None:
    visit = VisitFactory()

    with pytest.raises(NotPermitted):
        companions.add(visit=visit, name="赵工", unit_name="县局", role="OTHER", by=UserFactory(inspector=True))


def test_the_code_of_the_visit_is_noted_with_its_time() -> None:
    visit = VisitFactory(ready=True)

    noted = companions.note_scan(visit=visit, code=" JC20261123 ", by=lead_of(visit))

    assert noted.scan_code == "JC20261123"
    assert noted.scanned_at is not None


def test_nobody_scans_before_the_check_is_approved() -> None:
    visit = VisitFactory()

    with pytest.raises(DomainError, match="不能登记入企扫码"):
        companions.note_scan(visit=visit, code="1", by=lead_of(visit))
