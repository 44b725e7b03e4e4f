"""Where photographs are seen: at their check-point, on the record, on the review, each on a page of its own."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from inspections import checklist
from inspections.choices import EvidenceKind
from inspections.models import Evidence, Inspection, Visit
from inspections.services import evidence, records
from tests.factories.inspections import InspectionFactory, confirm, fill, head_of, lead_of, sign
from tests.inspections.pictures import claim, picture
from yangcheng_inspect.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def inspection() -> Inspection:
    return InspectionFactory(onsite=True)


@pytest.fixture
def lead(client: Client, inspection: Inspection) -> Client:
    client.force_login(lead_of(inspection.visit))
    return client


def add(inspection: Inspection, raw: bytes | None = None, **known: Any) -> Evidence:
    raw = raw or picture()
    return evidence.add(inspection=inspection, claim=claim(raw, **known), raw=raw, by=lead_of(inspection.visit))[0]


def read(client: Client, name: str, pk: int) -> str:
    return client.get(reverse(name, args=[pk])).content.decode()


def test_a_photograph_stands_at_its_check_point(lead: Client, inspection: Inspection) -> None:
    row = add(inspection, point=inspection.version.check_points.get(order=2).pk)

    page = read(lead, "record", inspection.pk)

    part = page[page.index('id="point-2"') : page.index('id="point-3"')]
    assert reverse("evidence_thumb", args=[row.pk]) in part


def test_answers_and_photographs_of_a_page_without_a_script_are_saved_together(
    lead: Client, inspection: Inspection
) -> None:
    point = inspection.version.check_points.get(order=2)
    fields = {f"answer_{point.pk}": "NO", f"initial-answer_{point.pk}": "", f"photo_key_{point.pk}": str(uuid4())}
    files = [SimpleUploadedFile(f"{n}.jpg", picture(colour=colour)) for n, colour in enumerate(["#000000", "#ffffff"])]

    for _ in range(2):
        for file in files:
            file.seek(0)
        lead.post(reverse("record_fill", args=[inspection.pk]), fields | {f"photo_{point.pk}": files})

    assert inspection.answers.get().choice == "NO"
    assert list(inspection.evidence.values_list("check_point", "order")) == [(point.pk, 1), (point.pk, 2)]


def test_a_refused_photograph_costs_no_answer(lead: Client, inspection: Inspection) -> None:
    point = inspection.version.check_points.get(order=2)
    fields = {f"answer_{point.pk}": "YES", f"initial-answer_{point.pk}": "", f"photo_key_{point.pk}": str(uuid4())}
    file = SimpleUploadedFile("x.jpg", b"<svg/>")

    response = lead.post(
        reverse("record_fill", args=[inspection.pk]), fields | {f"photo_{point.pk}": file}, follow=True
    )

    assert "只能上传 JPG" in response.content.decode()
    assert inspection.answers.get().choice == "YES"


def test_a_picture_has_a_page_with_its_hash(lead: Client, inspection: Inspection) -> None:
    row = add(inspection)

    page = read(lead, "evidence", row.pk)

    assert row.sha256 in page
    assert "撤回这张照片" in page


def test_a_picture_of_a_submitted_record_is_not_taken_back(client: Client) -> None:
    inspection = InspectionFactory(onsite=True)
    row = add(inspection)
    finish(inspection)
    client.force_login(lead_of(inspection.visit))

    assert "撤回这张照片" not in read(client, "evidence", row.pk)


def finish(inspection: Inspection) -> None:
    visit = inspection.visit
    fill(visit)
    confirm(Visit.objects.get(pk=visit.pk))
    sign(Visit.objects.get(pk=visit.pk))
    records.submit(visit=visit, by=lead_of(visit))


def test_the_reviewer_sees_photographs_and_the_sheet(client: Client, inspection: Inspection) -> None:
    photo = add(inspection, point=inspection.version.check_points.get(order=1).pk)
    sheet = add(inspection, kind=EvidenceKind.SCAN)
    finish(inspection)
    client.force_login(head_of(inspection.visit))

    page = read(client, "review", inspection.pk)

    assert reverse("evidence_thumb", args=[photo.pk]) in page
    assert reverse("evidence_file", args=[sheet.pk]) in page


def test_what_was_taken_back_is_told_with_its_reason(client: Client, inspection: Inspection) -> None:
    row = add(inspection)
    evidence.withdraw(evidence=row, reason="拍到无关人员", by=lead_of(inspection.visit))
    finish(inspection)
    client.force_login(lead_of(inspection.visit))

    assert "拍到无关人员" in read(client, "record", inspection.pk)


def test_the_printed_record_carries_its_photographs_as_an_annex(client: Client, inspection: Inspection) -> None:
    row = add(inspection, point=inspection.version.check_points.get(order=1).pk)
    client.force_login(lead_of(inspection.visit))

    content = client.get(reverse("record_pdf", args=[inspection.pk])).content

    with pypdfium2.PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "现场照片和扫描件（1 张）" in text
    assert row.sha256 in text.replace("\r\n", "")


def words(inspection: Inspection) -> str:
    return "".join(look.words for look in checklist.of(inspection))


def test_the_checklist_names_what_was_found_wrong_without_a_photograph() -> None:
    inspection = InspectionFactory(filled=True, wrong=True)

    before = words(inspection)
    add(inspection, point=inspection.version.check_points.get(order=3).pk)

    assert "第 3 项为不符合，没有照片" in before
    assert "不符合的 1 项均有照片" in words(inspection)


def test_the_checklist_asks_to_look_at_odd_clocks_and_sheets(inspection: Inspection) -> None:
    add(inspection, kind=EvidenceKind.SCAN, sent_at=now() - timedelta(hours=3))

    assert "1 张照片的设备时间" in words(inspection)
    assert "录入的内容与纸质记录一致" in words(inspection)
