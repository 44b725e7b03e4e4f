"""印发、打印、送达: numbered once and without gaps, kept byte for byte, every print an event."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from inspections import disk, shelf
from inspections.choices import PaperKind, ServiceWay
from inspections.models import Counter, Document, Visit
from inspections.papers import kinds, rendering
from inspections.services import documents, numbers
from inspections.services.documents import Served
from tests.factories.accounts import UserFactory
from tests.factories.inspections import VisitFactory, lead_of
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
NOTICE = PaperKind.NOTICE


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[str]:
    """Papers are drawn in test_papers.py; here a short stand-in tells what its foot would say."""
    feet: list[str] = []
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(100, 100)
    stand_in = tmp_path / "stand-in.pdf"
    blank.save(stand_in)
    blank.close()

    def pdf(paper: rendering.Paper, printed: str = "") -> bytes:
        feet.append(f"{paper.number} {printed}{' 草稿' if paper.draft else ''}")
        return stand_in.read_bytes() + f"\n% {len(feet)}".encode()

    monkeypatch.setattr(rendering.Paper, "pdf", pdf)
    settings.MEDIA_ROOT = tmp_path
    return feet


def issue(visit: Visit, **given: Any) -> Document:
    return documents.issue(kind=kinds.of(NOTICE), source=visit, by=lead_of(visit), **given)


def print_out(visit: Visit) -> documents.Printed:
    return documents.print_out(kind=kinds.of(NOTICE), source=visit, by=lead_of(visit))


def served(**given: Any) -> Served:
    """Handed over just now; `given` changes a part."""
    usual = {"way": ServiceWay.DIRECT, "served_at": now(), "place": "前台", "servers": "甲、乙", "receiver": "李青"}
    return Served(**{**usual, **given})


# 印发


def test_a_paper_is_issued_once_under_the_next_number() -> None:
    first, second = VisitFactory(ready=True), VisitFactory(ready=True)

    made = [issue(first), issue(second)]

    year = now().year
    assert [one.number for one in made] == [f"阳公抽查通〔{year}〕1号", f"阳公抽查通〔{year}〕2号"]
    with pytest.raises(AlreadyDone, match="已经印发"):
        issue(first)


def test_what_was_issued_is_kept_under_its_hash() -> None:
    made = issue(VisitFactory(ready=True))

    assert len(shelf.read(made.sha256)) == made.size
    assert [(name, digest) for name, digest, _ in shelf.files("default")] == [(f"document/{made.pk}", made.sha256)]


def test_a_damaged_file_is_not_printed() -> None:
    visit = VisitFactory(ready=True)
    shelf.path_of(issue(visit).sha256).write_bytes(b"%PDF-other")

    with pytest.raises(disk.Damaged, match="损坏"):
        print_out(visit)


def test_nothing_is_issued_before_it_is_approved() -> None:
    with pytest.raises(DomainError, match="还没有批准"):
        issue(VisitFactory())

    assert not Counter.objects.filter(key__contains="通").exists()


def test_a_stranger_issues_nothing() -> None:
    with pytest.raises(NotPermitted):
        documents.issue(kind=kinds.of(NOTICE), source=VisitFactory(ready=True), by=UserFactory(inspector=True))


def test_a_second_issue_needs_a_reason_and_keeps_the_first() -> None:
    visit = VisitFactory(ready=True)
    first = issue(visit)

    second = issue(visit, reason="检查日期有变")

    assert second.replaces == first
    assert list(Document.objects.standing()) == [second]
    assert shelf.read(first.sha256)


def test_a_form_without_a_number_of_its_own_is_only_printed() -> None:
    visit = VisitFactory(submitted=True)

    with pytest.raises(DomainError, match="直接打印"):
        documents.issue(kind=kinds.of("MINUTES"), source=visit, by=lead_of(visit))


def test_the_trail_tells_number_and_hash() -> None:
    made = issue(VisitFactory(ready=True))

    event = Event.objects.select_related("detail").get(act="document.issue", obj=f"document/{made.pk}")
    assert event.detail.content["values"]["sha256"] == made.sha256


# 文号


def test_each_kind_and_unit_has_a_sequence_of_its_own() -> None:
    given = [numbers.document_number(2026, unit, word) for unit, word in [("治", "通"), ("治", "告"), ("", "通")]]

    assert given == ["阳公治抽查通〔2026〕1号", "阳公治抽查告〔2026〕1号", "阳公抽查通〔2026〕1号"]


def test_a_number_comes_back_when_the_act_is_undone() -> None:
    with transaction.atomic():
        numbers.document_number(2026, "禁", "通")
        transaction.set_rollback(True)

    assert numbers.document_number(2026, "禁", "通") == "阳公禁抽查通〔2026〕1号"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_neighbouring_numbers_and_leave_no_gap() -> None:
    def take(fails: bool) -> str:
        try:
            with transaction.atomic():
                number = numbers.document_number(2026, "网", "通")
                if fails:
                    raise DomainError(number)
                return number
        except DomainError:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, [False, True] * 6))

    assert sorted(filter(None, taken)) == sorted(f"阳公网抽查通〔2026〕{n}号" for n in range(1, 7))


# 打印


def test_each_print_is_counted_on_the_paper_and_in_the_trail(drawn: list[str]) -> None:
    visit = VisitFactory()

    prints = [print_out(visit).row for _ in range(2)]

    assert [row.seq for row in prints] == [1, 2]
    assert [foot.split(" ", 1)[1] for foot in drawn] == ["第 1 次打印 草稿", "第 2 次打印 草稿"]
    assert Event.objects.filter(act="paper.print").count() == 2


def test_reprints_of_an_issued_paper_are_the_same_bytes() -> None:
    visit = VisitFactory(ready=True)
    print_out(visit)
    made = issue(visit)

    again = [print_out(visit) for _ in range(2)]

    assert {shelf.read(made.sha256)} == {one.content for one in again}
    assert [(one.row.seq, one.row.document) for one in again] == [(2, made), (3, made)]


def test_drafts_are_never_kept() -> None:
    print_out(VisitFactory())

    assert list(shelf.files("default")) == []


# 送达


def test_service_is_noted_with_its_own_paper() -> None:
    visit = VisitFactory(ready=True)
    made = issue(visit)

    delivery = documents.serve(document=made, served=served(), by=lead_of(visit))

    assert made.served == delivery
    assert kinds.of("SERVICE").number(delivery) == made.number


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"way": "LEFT"}, "留置送达须写明拒收事由"),
        ({"way": "LEFT", "refusal": "拒收"}, "见证人或录音录像"),
        ({"way": "SUBSTITUTE"}, "写明与受送达人的关系"),
        ({"receiver": ""}, "须写明收件人"),
        ({"way": "ONLINE"}, "须经受送达人同意"),
        ({"served_at": now() + timedelta(days=1)}, "不能晚于现在"),
    ],
)
def test_a_service_that_proves_nothing_is_refused(given: dict[str, Any], word: str) -> None:
    visit = VisitFactory(ready=True)

    with pytest.raises(DomainError, match=word):
        documents.serve(document=issue(visit), served=served(**given), by=lead_of(visit))


# 页面


def test_the_page_lists_what_can_be_printed_and_issued(client: Client) -> None:
    visit = VisitFactory(ready=True)
    client.force_login(lead_of(visit))

    page = client.get(reverse("visit_papers", args=[visit.pk])).content.decode()

    assert "可以印发" in page
    assert "检查还没有提交。" in page
    assert "归档</button>" not in page


def test_the_officer_issues_prints_and_serves_from_the_page(client: Client) -> None:
    visit = VisitFactory(ready=True)
    client.force_login(lead_of(visit))

    page = client.post(reverse("paper_issue", args=["NOTICE", visit.pk]), follow=True).content.decode()
    made = visit.documents.get()
    moment = localtime(now()).strftime("%Y-%m-%dT%H:%M")
    given = {"way": "DIRECT", "served_at": moment, "place": "前台", "servers": "甲、乙"}
    refused = client.post(reverse("document_serve", args=[made.pk]), given).content.decode()
    printed = client.post(reverse("paper_print", args=["NOTICE", visit.pk]))

    assert f"已印发{made}" in page
    assert "须写明收件人" in refused
    assert printed.content == shelf.read(made.sha256)


def test_papers_of_others_are_not_there(client: Client) -> None:
    visit = VisitFactory(ready=True)
    client.force_login(UserFactory(inspector=True))

    for name in ("paper", "paper_print", "paper_issue"):
        assert client.post(reverse(name, args=["NOTICE", visit.pk])).status_code in {404, 405}
    assert client.get(reverse("paper", args=["NOTHING", visit.pk])).status_code == 404
