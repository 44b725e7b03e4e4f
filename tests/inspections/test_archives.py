"""卷宗 and 查阅件: whole, in order, with hashes that fit; and a copy in which nobody is named."""

import io
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from inspections import shelf, vault
from inspections.choices import ArchiveScope, Opinion
from inspections.models import ArchiveFile, Visit
from inspections.services import archives, copies, evidence, review
from tests.factories.accounts import UserFactory
from tests.factories.inspections import STEPS, VisitFactory, head_of, lead_of
from tests.factories.plans import TaskFactory
from tests.inspections.pictures import claim, picture
from yangcheng_inspect import pdf
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    user: User = UserFactory(office=True)
    return user


@pytest.fixture(autouse=True)
def _elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank pages in place of drawn ones, where only what is packed counts."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    monkeypatch.setattr(pdf, "render", lambda template, context: buffer.getvalue())


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as opened:
        return [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in opened]


def packed(digest: str) -> dict[str, bytes]:
    with zipfile.ZipFile(shelf.path_of(digest, "zip")) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def fits(files: dict[str, bytes]) -> bool:
    """Whether every other file is in 清单.txt with its hash."""
    lines = dict(reversed(line.split("  ")[:2]) for line in files.pop(archives.LIST).decode().splitlines())
    return lines == {name: sha256(content).hexdigest() for name, content in files.items()}


def test_the_file_holds_papers_events_and_hashes_on_numbered_leaves(office: User) -> None:
    visit = VisitFactory(approved=True)

    made = archives.of_visit(visit=visit, by=office)

    leaves = pages(shelf.read(made.pdf_sha256))
    whole = "".join(leaves)
    assert all(str(number) in leaf for number, leaf in enumerate(leaves, 1))
    for words in ["卷内目录", made.number, "行政检查审批表", "检查记录表", "现场检查笔录", "提交检查", "卷内备考表"]:
        assert words in whole
    assert f"{made.trail_size}:{made.trail_root}" in whole
    assert made.pages == len(leaves)
    first = re.search(r"2检查记录表.*?(\d+)1", leaves[1])
    assert first is None or "现场检查记录表" in leaves[int(first[1]) - 1]


def test_the_zip_lists_every_file_with_its_hash(office: User, quick: None) -> None:
    made = archives.of_visit(visit=VisitFactory(submitted=True), by=office)

    files = packed(made.zip_sha256)

    assert {"卷宗.pdf", "留痕回执.txt", "文书/01-行政检查审批表.pdf"} <= set(files)
    assert fits(files)


def test_drafts_stay_out(office: User, quick: None) -> None:
    made = archives.of_visit(visit=VisitFactory(submitted=True), by=office)

    assert not any("告知书" in name or "通知书" in name for name in packed(made.zip_sha256))


def test_an_archive_is_told_in_the_trail(office: User, quick: None) -> None:
    made = archives.of_visit(visit=VisitFactory(submitted=True), by=office)

    event = Event.objects.select_related("detail").get(act="archive.make", obj=f"archive/{made.pk}")
    assert event.detail.content["values"]["zip"] == made.zip_sha256


def test_an_open_check_is_not_archived(office: User) -> None:
    with pytest.raises(DomainError, match="提交后才能归档"):
        archives.of_visit(visit=VisitFactory(ready=True), by=office)


def test_a_team_member_does_not_archive(quick: None) -> None:
    visit = VisitFactory(submitted=True)

    with pytest.raises(NotPermitted):
        archives.of_visit(visit=visit, by=lead_of(visit))


def test_what_led_to_an_order_is_kept_longer(office: User, quick: None) -> None:
    kept = [archives.of_visit(visit=VisitFactory(submitted=True, wrong=wrong), by=office) for wrong in (False, True)]

    assert [made.retention for made in kept] == ["10年", "30年"]


def test_a_year_is_done_some_at_a_time_and_then_packed(
    office: User, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "FEW", 2)
    visits = [VisitFactory(submitted=True) for _ in range(3)]
    year = visits[0].ended_on.year

    first = archives.of_year(year=year, by=office)
    second = archives.of_year(year=year, by=office)

    assert (first.made, first.done, first.left) == (None, 2, 1)
    assert second.made is not None
    assert second.made.scope == ArchiveScope.YEAR
    files = packed(second.made.zip_sha256)
    assert len(files) == 4
    listed = files.pop(archives.LIST).decode()
    assert all(sha256(content).hexdigest() in listed for content in files.values())
    assert ArchiveFile.objects.filter(scope=ArchiveScope.VISIT).count() == 3


def test_a_check_that_changed_is_archived_anew(office: User, quick: None) -> None:
    visit = VisitFactory(submitted=True)
    archives.of_visit(visit=visit, by=office)
    before = archives.current(visit)

    review.pass_on(inspection=visit.inspections.get(), by=head_of(visit))

    assert before is not None
    assert archives.current(visit) is None


def test_a_stranger_fetches_no_archive(client: Client, office: User, quick: None) -> None:
    made = archives.of_visit(visit=VisitFactory(submitted=True), by=office)
    client.force_login(UserFactory(inspector=True))

    for name in ("archive_file", "archive_pdf", "archive_zip"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404


def test_the_office_archives_from_the_page_and_fetches_the_zip(client: Client, office: User, quick: None) -> None:
    visit = VisitFactory(submitted=True)
    client.force_login(office)

    page = client.post(reverse("archive_visit", args=[visit.pk]), follow=True).content.decode()
    made = visit.archives.get()
    answer = client.get(reverse("archive_zip", args=[made.pk]))

    assert f"归档号 {made.number}" in page
    assert sha256(b"".join(answer.streaming_content)).hexdigest() == made.zip_sha256
    assert made.number in client.get(reverse("archive_files")).content.decode()


# 查阅件


def give(visit: Visit, by: User) -> Any:
    return copies.give(
        visit=visit, applicant_kind="CITIZEN", applicant="某居民", basis="行政许可法第六十一条", asked_on=today(), by=by
    )


def test_a_copy_names_nobody(office: User) -> None:
    visit = VisitFactory(approved=True, wrong=True)

    said = "".join(pages(shelf.read(give(visit, office).sha256)))

    people = [place.inspector.name for place in visit.officers.all()] + ["李青"]
    assert not [name for name in people if name in said]
    assert not [place.certificate for place in visit.officers.all() if place.certificate in said]
    assert "录像留存21日" in said
    assert visit.name in said


@pytest.mark.parametrize("finding", ["李青称不知情。", "电话 13800138000 无人接听。", "店员110101198001011234登记"])
def test_a_free_text_in_which_somebody_is_recognised_is_left_out(finding: str) -> None:
    assert copies.without_people(finding, frozenset({"李青"})) == copies.WITHHELD


def test_a_copy_is_numbered_and_told_with_its_ground(office: User, quick: None) -> None:
    made = give(VisitFactory(approved=True), office)

    assert made.number == f"YC-CY-{now().year}-0001"
    event = Event.objects.select_related("detail").get(act="record_copy.give")
    assert event.detail.content["reason"] == "行政许可法第六十一条"


def test_nothing_is_shown_before_it_is_approved(office: User) -> None:
    with pytest.raises(DomainError, match="批准后才能"):
        give(VisitFactory(submitted=True), office)


def test_the_office_gives_a_copy_from_the_page(client: Client, office: User, quick: None) -> None:
    visit = VisitFactory(approved=True)
    client.force_login(office)
    given = {"applicant_kind": "CITIZEN", "applicant": "某居民", "basis": "第六十一条", "asked_on": today()}

    client.post(reverse("record_copy_new", args=[visit.pk]), given)
    made = visit.copies.get()

    assert client.get(reverse("record_copy", args=[made.pk])).content == shelf.read(made.sha256)


def photographed(colour: str) -> Visit:
    """A submitted visit with two pictures, one of them withdrawn."""
    visit = VisitFactory(onsite=True)
    lead, inspection = lead_of(visit), visit.inspections.get()
    for shade in (colour, "#ffffff"):
        raw = picture(colour=shade)
        row, _ = evidence.add(inspection=inspection, claim=claim(raw, caption="前台"), raw=raw, by=lead)
    evidence.withdraw(evidence=row, reason="拍到无关人员", by=lead)
    for step in ("filled", "confirmed", "signed", "submitted"):
        STEPS[step](Visit.objects.get(pk=visit.pk), wrong=False, opinion=Opinion.AGREED)
    return Visit.objects.get(pk=visit.pk)


def test_photographs_go_into_the_file_and_withdrawn_ones_stay_out(office: User) -> None:
    visit = photographed("#224466")
    kept = visit.inspections.get().evidence.standing().get()

    made = archives.of_visit(visit=visit, by=office)

    files = packed(made.zip_sha256)
    photos = [name for name in files if name.startswith("照片/")]
    assert [sha256(files[name]).hexdigest() for name in photos] == [kept.sha256]
    assert fits(files)
    whole = "".join(pages(shelf.read(made.pdf_sha256)))
    assert "现场照片" in whole
    assert kept.sha256[:16] in whole


def test_a_file_with_a_lost_photograph_is_refused_in_a_sentence(office: User, quick: None) -> None:
    visit = photographed("#446688")
    vault.path_of(visit.inspections.get().evidence.standing().get().sha256).unlink()

    with pytest.raises(DomainError, match="从备份恢复"):
        archives.of_visit(visit=visit, by=office)


def test_the_page_of_a_task_leads_to_its_papers(client: Client, office: User) -> None:
    task = TaskFactory()
    client.force_login(office)

    assert reverse("task_papers", args=[task.pk]) in client.get(reverse("task", args=[task.pk])).content.decode()
