from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from registry.models import Inspector, ItemVersion, LegalBasis, MarketEntity, Unit
from registry.models.entity import RegistrationStatus
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from tests.factories.base import note

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def refused(act, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_a_firm_has_one_of_three_identifiers() -> None:
    refused(lambda: make.EntityFactory(credit_code=""), "registry_entity_identified")


def test_two_standing_firms_never_share_a_credit_code() -> None:
    firm = make.EntityFactory()

    refused(lambda: make.EntityFactory(credit_code=firm.credit_code), "registry_entity_credit_code")


def test_a_merged_firm_frees_its_code() -> None:
    firm = make.EntityFactory()
    make.EntityFactory(credit_code=firm.credit_code, merged_into=firm)

    assert MarketEntity.objects.standing().count() == 1


def test_a_pool_calls_a_firm_by_its_best_identifier() -> None:
    firm = MarketEntity(local_no="YC00000001")
    assert firm.draw_id == "YC00000001"
    firm.registration_no = "140522000000001"
    assert firm.draw_id == "140522000000001"
    firm.credit_code = "91140522MA0BKK8CX0"
    assert firm.draw_id == "91140522MA0BKK8CX0"


@pytest.mark.parametrize("status", [status for status in RegistrationStatus if status != RegistrationStatus.ACTIVE])
def test_only_a_firm_in_business_is_active(status: str) -> None:
    make.EntityFactory(registration_status=status)

    assert not MarketEntity.objects.active().exists()


def test_search_finds_two_characters_and_the_tail_of_a_code() -> None:
    firm = make.EntityFactory(name="阳城县云栖宾馆")

    for query in ("云栖", firm.credit_code[-6:], "云栖 中街"):
        assert MarketEntity.objects.search(query).get() == firm


def test_a_station_sees_the_firms_of_its_towns() -> None:
    town = make.TownFactory()
    firm = make.EntityFactory(town=town)
    make.EntityFactory()
    officer = UserFactory(inspector=True, unit_code=town.unit.code)

    assert list(MarketEntity.objects.visible_to(officer)) == [firm]


def test_a_brigade_and_the_office_see_every_firm_and_an_administrator_none() -> None:
    make.EntityFactory()
    brigade = make.UnitFactory(kind=Unit.Kind.BRIGADE)

    assert MarketEntity.objects.visible_to(UserFactory(inspector=True, unit_code=brigade.code)).exists()
    assert MarketEntity.objects.visible_to(UserFactory(office=True)).exists()
    assert not MarketEntity.objects.visible_to(UserFactory(sysadmin=True)).exists()


def test_auxiliary_police_never_lead() -> None:
    refused(lambda: make.InspectorFactory(auxiliary=True, can_lead=True), "auxiliary_never_leads")


def test_auxiliary_police_are_never_eligible() -> None:
    make.InspectorFactory(auxiliary=True, certified=True)

    assert not Inspector.objects.eligible(DAY, DAY).exists()


def test_an_officer_is_eligible_while_the_certificate_lasts() -> None:
    officer = make.InspectorFactory()
    make.CertificateFactory(inspector=officer, valid_to=DAY)

    assert Inspector.objects.eligible(DAY - timedelta(days=3), DAY).get() == officer
    assert not Inspector.objects.eligible(DAY, DAY + timedelta(days=1)).exists()


def test_a_withdrawn_certificate_is_none() -> None:
    make.CertificateFactory(valid_to=DAY + timedelta(days=9), withdrawn_on=DAY)

    assert not Inspector.objects.eligible(DAY, DAY).exists()


def test_whoever_is_away_all_the_time_is_not_eligible() -> None:
    officer = make.InspectorFactory(certified=True)
    make.AbsenceFactory(inspector=officer, from_day=DAY, to_day=DAY + timedelta(days=2))

    assert not Inspector.objects.eligible(DAY, DAY + timedelta(days=2)).exists()
    assert Inspector.objects.eligible(DAY, DAY + timedelta(days=3)).exists()


@pytest.mark.parametrize("status", ["ON_LEAVE", "SECONDED", "LEFT"])
def test_only_officers_on_duty_are_eligible(status: str) -> None:
    make.InspectorFactory(certified=True, status=status)

    assert not Inspector.objects.eligible(DAY, DAY).exists()


def test_certificate_dates_are_in_order() -> None:
    refused(lambda: make.CertificateFactory(valid_from=DAY, valid_to=DAY - timedelta(days=1)), "certificate_dates")


def test_an_approved_item_with_confirmed_power_is_in_force() -> None:
    version = make.ItemVersionFactory(approved=True)

    assert ItemVersion.objects.in_force(DAY).get() == version


@pytest.mark.parametrize("item", [{"enabled": False}, {"event_driven": True}])
def test_a_disabled_or_event_driven_item_is_never_in_force(item: dict[str, bool]) -> None:
    make.ItemVersionFactory(approved=True, **{f"item__{key}": value for key, value in item.items()})

    assert not ItemVersion.objects.in_force(DAY).exists()


def test_an_item_whose_basis_has_ended_is_not_in_force() -> None:
    version = make.ItemVersionFactory(approved=True)
    with transaction.atomic():
        version.bases.filter(kind=LegalBasis.Kind.POWER).update(valid_to=DAY - timedelta(days=1))
        note(version)

    assert not ItemVersion.objects.in_force(DAY).exists()


def test_a_duty_alone_gives_no_power() -> None:
    version = make.ItemVersionFactory(approved=True)
    with transaction.atomic():
        version.bases.filter(kind=LegalBasis.Kind.POWER).update(confirmed_at=None, confirmed_by=None)
        note(version)

    assert not ItemVersion.objects.in_force(DAY).exists()


def test_one_item_has_one_approved_version() -> None:
    version = make.ItemVersionFactory(approved=True)

    refused(lambda: make.ItemVersionFactory(approved=True, item=version.item, number=2), "one_approved")


def test_the_database_refuses_an_approver_who_drafted() -> None:
    leader = UserFactory(leader=True)

    refused(lambda: make.ItemVersionFactory(approved=True, drafted_by=leader, approved_by=leader), "approver_not")
