"""补录纸质记录 on the desktop: times as on the paper, the sheet, then the usual pages."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from inspections.choices import EvidenceKind
from inspections.models import Evidence, Visit
from inspections.status import VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import VisitFactory, head_of, lead_of
from tests.inspections.pictures import picture
from yangcheng_inspect.clock import moved_to, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visit() -> Visit:
    with moved_to(now() - timedelta(days=2)):
        return VisitFactory(ready=True)


@pytest.fixture
def lead(client: Client, visit: Visit) -> Client:
    client.force_login(lead_of(visit))
    return client


def typed(visit: Visit, **changes: str) -> dict[str, str]:
    day = f"{localtime(now() - timedelta(days=1)):%Y-%m-%d}"
    fields = {f"arrived_{place.pk}": f"{day}T15:10" for place in visit.officers.all()}
    fields |= {"served_at": f"{day}T15:12", "ended_at": f"{day}T16:00", "attendee": "李青", "attendee_role": "店长"}
    return fields | {"reason": "现场没有网络"} | changes


def test_the_times_of_the_paper_open_the_record(lead: Client, visit: Visit) -> None:
    response = lead.post(reverse("visit_paper", args=[visit.pk]), typed(visit))

    entered = Visit.objects.get(pk=visit.pk)
    assert response.headers["Location"] == reverse("record", args=[visit.inspections.get().pk])
    assert entered.status == VisitStatus.ONSITE
    assert f"{localtime(entered.officers.first().arrived_at):%H:%M}" == "15:10"


def test_nothing_is_filled_in_for_anybody(lead: Client, visit: Visit) -> None:
    page = lead.get(reverse("visit_paper", args=[visit.pk])).content.decode()

    assert 'type="datetime-local"' in page
    assert f"{localtime(now()):%Y-%m-%d}T" not in page


def test_what_is_missing_is_said_at_its_field(lead: Client, visit: Visit) -> None:
    page = lead.post(reverse("visit_paper", args=[visit.pk]), typed(visit, reason="", attendee="")).content.decode()

    assert "请写明使用纸质记录的原因" in page
    assert "请填写在场负责人的姓名" in page


def test_a_time_that_cannot_be_is_said_and_kept(lead: Client, visit: Visit) -> None:
    fields = typed(visit)
    fields["served_at"] = fields["served_at"].replace("15:12", "14:00")

    page = lead.post(reverse("visit_paper", args=[visit.pk]), fields).content.decode()

    assert "早于到场时间" in page
    assert fields["served_at"] in page


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_no_paper_shows_is_refused(lead: Client, visit: Visit, moment: str) -> None:
    fields = {name: moment if name.startswith("arrived") else value for name, value in typed(visit).items()}

    assert "早于" in lead.post(reverse("visit_paper", args=[visit.pk]), fields).content.decode()


def test_who_is_not_of_the_team_is_led_back(client: Client, visit: Visit) -> None:
    client.force_login(UserFactory(roles=["INSPECTOR", "OFFICE"]))

    assert client.get(reverse("visit_paper", args=[visit.pk])).headers["Location"] == visit.get_absolute_url()


def test_the_sheet_comes_in_where_the_signature_is_noted(client: Client) -> None:
    visit = VisitFactory(filled=True)
    client.force_login(lead_of(visit))
    inspection = visit.inspections.get()
    fields = {
        "key": str(uuid4()),
        "kind": EvidenceKind.SCAN.value,
        "file": SimpleUploadedFile("scan.png", picture("PNG")),
    }

    response = client.post(reverse("evidence_add", args=[inspection.pk]), fields, HTTP_ACCEPT="text/html")

    row = Evidence.objects.get()
    assert response.headers["Location"] == reverse("visit_confirm", args=[visit.pk]) + "#sheet"
    assert reverse("evidence_thumb", args=[row.pk]) in client.get(response.headers["Location"]).content.decode()


def test_a_reader_sees_that_it_was_typed_in_and_why(lead: Client, visit: Visit) -> None:
    lead.post(reverse("visit_paper", args=[visit.pk]), typed(visit))
    lead.force_login(head_of(visit))

    page = lead.get(reverse("record", args=[visit.inspections.get().pk])).content.decode()

    assert "补录：本次检查使用纸质记录（现场没有网络）" in page
