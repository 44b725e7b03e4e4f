"""The public list of officers follows the registry and the policy, and says no more than they allow."""

from datetime import timedelta
from typing import Any

import pytest

from publicity.public_site import officer_schema
from publicity.public_site.models import PublicInspector
from publicity.services import officer_notices
from registry.models import Inspector
from registry.services import inspectors
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import parameters
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def office() -> User:
    user: User = UserFactory(office=True)
    return user


@pytest.fixture
def officer(office: User) -> Inspector:
    """Somebody who was given a certificate through the registry."""
    inspector: Inspector = make.InspectorFactory(name="马敏海")
    end = today() + YEAR
    inspectors.certify(
        inspector=inspector, number="140522026001", valid_from=None, valid_to=end, issuer="山西省人民政府", by=office
    )
    return inspector


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "value", lambda key, on=None: key == "officers_public")


def shown(officer: Inspector) -> dict[str, Any]:
    row = PublicInspector.objects.get(inspector_id=officer.pk)
    return {"unit": row.unit, "name": row.name, "cards": row.cards}


def test_a_new_certificate_can_be_looked_up(officer: Inspector) -> None:
    card = {"sha256": officer_schema.digest("140522026001"), "valid_to": (today() + YEAR).isoformat()}

    assert shown(officer) == {"unit": officer.unit.name, "name": "", "cards": [card]}


def test_with_the_policy_name_and_number_are_shown(officer: Inspector, named: None) -> None:
    officer_notices.refresh_all(by=None)

    row = shown(officer)
    assert (row["name"], row["cards"][0]["number"]) == ("马敏海", "140522026001")


def test_a_number_like_a_telephone_is_never_written_out(office: User, named: None) -> None:
    inspector = make.InspectorFactory()
    end = today() + YEAR
    inspectors.certify(inspector=inspector, number="14052200123", valid_from=None, valid_to=end, issuer="", by=office)

    assert "number" not in shown(inspector)["cards"][0]


def test_whoever_leaves_is_forgotten(officer: Inspector, office: User) -> None:
    inspectors.retire(inspector=officer, reason="调离", by=office)

    assert shown(officer) == {"unit": "", "name": "", "cards": []}


def test_a_certificate_taken_back_does_not_stand_that_day(officer: Inspector, office: User) -> None:
    card = officer.certificates.get()

    inspectors.withdraw_certificate(certificate=card, on=today(), reason="收回", by=office)

    assert shown(officer)["cards"] == []


def test_auxiliaries_are_not_listed() -> None:
    officer_notices.refresh(inspector=make.InspectorFactory(auxiliary=True), by=None)

    assert not PublicInspector.objects.exists()


def test_a_change_the_public_cannot_see_leaves_no_event(officer: Inspector) -> None:
    assert officer_notices.refresh(inspector=officer, by=None) is None
