"""Photographs of a record: once each, covered by what is signed, taken back but never lost (方案四(三); F-3)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspections.choices import EvidenceKind
from inspections.content import content_hash
from inspections.images import ImageRefused
from inspections.models import Evidence, Inspection, Visit
from inspections.services import evidence, records
from inspections.vault import path_of, pictures
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, confirm, lead_of, sign
from tests.inspections.pictures import claim, exif, picture
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
PAGE = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def inspection() -> Inspection:
    return InspectionFactory(onsite=True)


def add(inspection: Inspection, raw: bytes, **known: Any) -> Evidence:
    given = claim(raw, **known)
    row, _ = evidence.add(inspection=inspection, claim=given, raw=raw, by=lead_of(inspection.visit))
    return row


def announce(inspection: Inspection, raw: bytes, **known: Any) -> Evidence:
    row, _ = evidence.announce(inspection=inspection, claim=claim(raw, **known), by=lead_of(inspection.visit))
    return row


def post(
    client: Client, inspection: Inspection, raw: bytes, *, name: str = "evidence_add", **known: Any
) -> HttpResponse:
    given = claim(raw)
    fields = {"key": str(given.key), "sha256": given.received, **known}
    if name == "evidence_add":
        fields["file"] = SimpleUploadedFile("IMG.jpg", raw)
    headers = {key: fields.pop(key) for key in list(fields) if key.startswith("HTTP_")}
    return client.post(reverse(name, args=[inspection.pk]), fields, **headers)


def test_a_picture_is_kept_under_its_hash_without_the_camera_s_notes(inspection: Inspection) -> None:
    row = add(inspection, picture(exif=exif()))

    kept = path_of(row.sha256).read_bytes()
    assert b"SpyCam" not in kept
    assert row.sha256 != row.received


def test_the_same_upload_twice_is_one_picture(inspection: Inspection) -> None:
    raw, key = picture(), uuid4()

    first, again = add(inspection, raw, key=key), add(inspection, raw, key=key)

    assert first == again
    assert Event.objects.filter(act="record.add_photo").count() == 1


def test_a_key_stands_for_one_picture_only(inspection: Inspection) -> None:
    row = add(inspection, picture())

    with pytest.raises(evidence.UploadConflict, match="另一张照片"):
        add(inspection, picture(colour="#000000"), key=row.key)


def test_one_picture_stands_once_at_a_check_point(inspection: Inspection) -> None:
    add(inspection, picture())

    with pytest.raises(evidence.UploadConflict, match="已经上传过"):
        add(inspection, picture())


def test_a_cut_upload_is_refused_and_leaves_nothing(inspection: Inspection) -> None:
    raw = picture()

    with pytest.raises(DomainError, match="没有传完整"):
        evidence.add(inspection=inspection, claim=claim(raw), raw=raw[:-1], by=lead_of(inspection.visit))

    assert not Evidence.objects.exists()


def test_who_may_not_add_leaves_no_file_behind(inspection: Inspection, settings: Any) -> None:
    raw = picture()

    with pytest.raises(NotPermitted):
        evidence.add(inspection=inspection, claim=claim(raw), raw=raw, by=UserFactory(inspector=True))

    assert list(settings.MEDIA_ROOT.iterdir()) == []


def test_what_is_no_picture_leaves_nothing(inspection: Inspection) -> None:
    with pytest.raises(ImageRefused):
        add(inspection, b"<html>")

    assert not Evidence.objects.exists()


def test_a_check_point_of_another_item_is_refused(inspection: Inspection) -> None:
    foreign = InspectionFactory().version.check_points.first()

    with pytest.raises(DomainError, match="不属于本事项"):
        add(inspection, picture(), point=foreign.pk)


def test_nothing_is_added_after_submission() -> None:
    with pytest.raises(DomainError, match="已提交"):
        add(InspectionFactory(submitted=True), picture())


def test_a_record_takes_a_bounded_number_of_pictures(inspection: Inspection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST", 1)
    announce(inspection, b"one")

    with pytest.raises(DomainError, match="最多 1 张"):
        announce(inspection, b"two")


def test_what_was_signed_covers_the_pictures(inspection: Inspection) -> None:
    before = content_hash(inspection.visit)

    add(inspection, picture())

    assert content_hash(inspection.visit) != before


def test_an_announced_picture_is_signed_for_and_its_coming_changes_nothing(inspection: Inspection) -> None:
    raw, key = picture(), uuid4()
    announce(inspection, raw, key=key)
    signed = content_hash(inspection.visit)

    row = add(inspection, raw, key=key)

    assert row.stored
    assert content_hash(inspection.visit) == signed


def test_nothing_is_submitted_while_a_picture_is_missing() -> None:
    inspection = InspectionFactory(filled=True)
    raw, key = picture(), uuid4()
    announce(inspection, raw, key=key)
    sign_off(inspection)

    with pytest.raises(DomainError, match="还有 1 张照片没有上传"):
        records.submit(visit=inspection.visit, by=lead_of(inspection.visit))

    add(inspection, raw, key=key)
    records.submit(visit=inspection.visit, by=lead_of(inspection.visit))


def sign_off(inspection: Inspection) -> None:
    confirm(inspection.visit)
    sign(Visit.objects.get(pk=inspection.visit_id))


def test_a_picture_is_taken_back_with_a_reason_and_stays_on_file(inspection: Inspection) -> None:
    row = add(inspection, picture())
    evidence.withdraw(evidence=row, reason="拍到无关人员", by=lead_of(inspection.visit))

    assert not inspection.evidence.standing().exists()
    assert path_of(row.sha256).exists()
    assert Event.objects.filter(act="record.withdraw_photo").exists()


def test_nothing_is_taken_back_without_a_reason(inspection: Inspection) -> None:
    with pytest.raises(DomainError, match="理由"):
        evidence.withdraw(evidence=add(inspection, picture()), reason=" ", by=lead_of(inspection.visit))


def test_a_picture_taken_back_makes_everybody_confirm_anew() -> None:
    inspection = InspectionFactory(filled=True)
    row = add(inspection, picture())
    sign_off(inspection)

    evidence.withdraw(evidence=row, reason="拍到无关人员", by=lead_of(inspection.visit))

    with pytest.raises(DomainError, match="须重新确认"):
        records.submit(visit=inspection.visit, by=lead_of(inspection.visit))


def test_a_late_retry_of_a_withdrawn_picture_does_not_bring_it_back(inspection: Inspection) -> None:
    row = add(inspection, picture())
    evidence.withdraw(evidence=row, reason="拍到无关人员", by=lead_of(inspection.visit))

    with pytest.raises(evidence.UploadConflict, match="已经撤回"):
        add(inspection, picture(), key=row.key)


def test_a_device_with_a_wrong_clock_is_noted(inspection: Inspection) -> None:
    wrong = add(inspection, picture(), sent_at=now() - timedelta(hours=2))
    right = add(inspection, picture(colour="#000000"), sent_at=now(), taken_at=now() - timedelta(hours=3))

    assert (wrong.clock_is_off, right.clock_is_off) == (True, False)


def test_the_mark_says_when_who_and_which_check(inspection: Inspection) -> None:
    officer, taken = lead_of(inspection.visit), now().replace(year=2026, month=11, day=20, hour=7, minute=32)

    words = evidence.mark(inspection.visit, claim(b"", taken_at=taken), officer)

    assert words == f"2026-11-20 15:32 拍摄　{officer.name}　{inspection.visit.number}"


def test_nothing_is_written_on_a_scanned_sheet(inspection: Inspection) -> None:
    assert evidence.mark(inspection.visit, claim(b"", kind=EvidenceKind.SCAN), lead_of(inspection.visit)) == ""


def test_the_trail_knows_each_file(inspection: Inspection) -> None:
    row = add(inspection, picture())

    assert list(pictures("default")) == [(f"inspection/{inspection.pk}", row.sha256, path_of(row.sha256))]


# The door


def test_a_device_is_told_what_was_kept(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))
    point = inspection.version.check_points.first()

    response = post(client, inspection, picture(), point=point.pk, taken_at="2026-11-20T15:32:10.123+08:00")

    row = Evidence.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": row.pk,
        "key": str(row.key),
        "state": "stored",
        "number": 1,
        "received": row.received,
        "sha256": row.sha256,
        "url": reverse("evidence_file", args=[row.pk]),
        "thumb": reverse("evidence_thumb", args=[row.pk]),
    }


def test_the_same_answer_comes_again(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))
    key = str(uuid4())

    first, again = (post(client, inspection, picture(), key=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_a_key_in_use_is_a_conflict(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))
    key = str(uuid4())
    post(client, inspection, picture(), key=key)

    response = post(client, inspection, picture(colour="#000000"), key=key)

    assert response.status_code == 409
    assert "另一张照片" in response.json()["message"]


@pytest.mark.parametrize(
    ("raw", "known", "sentence"),
    [
        (b"<svg/>", {}, "只能上传"),
        (picture(), {"sha256": "0" * 64}, "没有传完整"),
        (picture(), {"sha256": "zz"}, "上传信息不完整"),
        (picture(), {"key": "x"}, "上传信息不完整"),
        (picture(), {"point": "9999999999"}, "不属于本事项"),
        (picture(), {"taken_at": "yesterday"}, "上传信息不完整"),
        (picture(), {"taken_at": "9999-12-31T23:59:59Z"}, "上传信息不完整"),
        (picture(), {"sent_at": "0001-01-01T00:00:00+08:00"}, "上传信息不完整"),
        (b"", {}, "文件是空的"),
    ],
)
def test_a_refusal_is_one_sentence(
    client: Client, inspection: Inspection, raw: bytes, known: dict[str, str], sentence: str
) -> None:
    client.force_login(lead_of(inspection.visit))

    response = post(client, inspection, raw, **known)

    assert response.status_code == 422
    assert sentence in response.json()["message"]


def test_a_picture_may_be_announced_before_it_comes(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))

    response = post(client, inspection, picture(), name="evidence_announce")

    assert response.status_code == 201
    assert response.json()["state"] == "waiting"


def test_a_page_without_a_script_comes_back_to_the_check_point(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))
    point = inspection.version.check_points.get(order=2)

    response = post(client, inspection, picture(), sha256="", point=point.pk, **PAGE)

    assert response.headers["Location"] == f"{reverse('record', args=[inspection.pk])}#point-2"


def test_a_page_is_told_why_a_picture_was_refused(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))

    response = post(client, inspection, b"<svg/>", sha256="", **PAGE)

    assert "只能上传 JPG" in client.get(response.headers["Location"]).content.decode()


def test_a_picture_is_taken_back_by_its_page(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))
    row = add(inspection, picture())

    client.post(reverse("evidence_remove", args=[row.pk]), {"reason": "拍糊了"}, **PAGE)

    assert Evidence.objects.get().withdrawn_reason == "拍糊了"


@pytest.mark.parametrize("name", ["evidence_file", "evidence_thumb"])
def test_a_picture_is_sent_as_nothing_but_a_picture(client: Client, inspection: Inspection, name: str) -> None:
    client.force_login(lead_of(inspection.visit))
    row = add(inspection, picture())

    response = client.get(reverse(name, args=[row.pk]))

    assert b"".join(response.streaming_content)[:3] == b"\xff\xd8\xff"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["evidence_file", "evidence_thumb"])
def test_who_may_not_read_the_record_finds_no_picture(client: Client, inspection: Inspection, name: str) -> None:
    client.force_login(UserFactory(inspector=True))

    assert client.get(reverse(name, args=[add(inspection, picture()).pk])).status_code == 404


def test_an_announced_picture_cannot_be_looked_at_yet(client: Client, inspection: Inspection) -> None:
    client.force_login(lead_of(inspection.visit))

    assert client.get(reverse("evidence_file", args=[announce(inspection, b"later").pk])).status_code == 404
