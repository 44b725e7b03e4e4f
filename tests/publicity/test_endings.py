"""公示期满: an entry ends when its time is over, by rule, and the page accuses nobody (信用修复)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from inspections.choices import Result
from inspections.models import Inspection
from publicity import retention
from publicity.grounds import Ground
from publicity.models import Publication
from publicity.public_site.models import PublicResult
from publicity.services import endings, withdrawals
from publicity.status import PublicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import ordered
from tests.factories.inspections import InspectionFactory
from tests.factories.objections import received
from yangcheng_inspect.clock import today
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


def later(days: int) -> Any:
    """Noon, so many days after today three years on."""
    day = retention.ends_on(today(), 3) + timedelta(days=days)
    return time_machine.travel(f"{day.isoformat()}T12:00:00+08:00", tick=False)


def status(inspection: Inspection) -> str:
    return Publication.objects.get(inspection=inspection).status


def test_an_entry_ends_on_the_day_its_time_is_over_and_not_before() -> None:
    inspection = InspectionFactory(approved=True)
    with later(-1):
        assert endings.end_due() == 0
    with later(0):
        assert endings.end_due() == 1
        assert endings.end_due() == 0

    assert status(inspection) == PublicationStatus.ENDED


def test_what_is_left_says_the_rule_and_accuses_nobody(public: Client) -> None:
    number = InspectionFactory(approved=True).publication.number
    with later(0):
        call_command("end_publications", verbosity=0)
        body = public.get(f"/results/{number}/").content.decode()

    assert "公示满 3 年" in body
    assert "这不说明企业有问题" in body
    assert Event.objects.filter(act="publication.end").exists()


def test_an_order_still_open_does_not_end() -> None:
    inspection = ordered(submitted=False, approved=True).inspection
    with later(30):
        endings.end_due()

    assert status(inspection) == PublicationStatus.PUBLISHED


def test_what_somebody_still_has_to_decide_waits() -> None:
    inspection = InspectionFactory(approved=True)
    said = {"ground": Ground.OWN, "reason": "登记错误。", "by": UserFactory(office=True)}
    withdrawals.propose(publication=inspection.publication, **said)
    with later(30):
        assert endings.end_due() == 0

    assert PublicResult.objects.listed().exists()


def test_an_entry_somebody_objected_to_waits_for_the_answer() -> None:
    publication = InspectionFactory(approved=True).publication
    with later(30):
        received(publication)
        assert endings.end_due() == 0


def test_every_result_has_its_time() -> None:
    assert sorted(code for codes in retention.KINDS.values() for code in codes) == sorted(Result.values)


@pytest.mark.parametrize("published", [date(2024, 2, 29), date(2026, 2, 28), date(2026, 11, 20)])
def test_begin_and_end_of_the_time_fit_together(published: date) -> None:
    end = retention.ends_on(published, 3)

    assert retention.before(end, 3) >= published
    assert retention.before(end - timedelta(days=1), 3) < published
