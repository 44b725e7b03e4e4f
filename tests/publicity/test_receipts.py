"""Only the receipt of the public machine publishes (architecture: on two networks)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publicity.models import Bundle, Publication
from publicity.public_site import receipts as printed
from publicity.public_site.models import PublicImport
from publicity.services import receipts
from publicity.status import PublicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory
from tests.publicity import networks
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk import todo, transfer_todo
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
KEY = "the key of both machines"


@pytest.fixture
def arrived(settings: Any) -> PublicImport:
    """One result was sent and taken in over there."""
    settings.PUBLIC_SITE_APART, settings.RECEIPT_KEY = True, KEY
    networks.build_public_machine()
    InspectionFactory(approved=True)
    networks.sealed()
    return networks.taken(networks.exported())


def said(row: PublicImport, **changes: Any) -> dict[str, Any]:
    """What the receipt says."""
    return {"no": row.no, "imported_at": row.imported_at, "code": printed.code_of(KEY, row)} | changes


@pytest.fixture
def office() -> Any:
    return UserFactory(roles=[Role.OFFICE])


def test_approval_only_sends(arrived: PublicImport) -> None:
    publication = Publication.objects.get()

    assert publication.status == PublicationStatus.SENT
    assert publication.published_at is None
    assert publication.sent_by is not None
    assert publication in Publication.objects.overdue(publication.due_on + timedelta(days=1))


def test_the_receipt_publishes_with_the_time_it_says(arrived: PublicImport, office: Any) -> None:
    receipts.acknowledge(**said(arrived), by=office)

    publication = Publication.objects.get()
    assert (publication.status, publication.published_at) == (PublicationStatus.PUBLISHED, arrived.imported_at)
    assert publication.published_by == publication.sent_by


def test_the_receipt_is_an_event_of_its_own(arrived: PublicImport, office: Any) -> None:
    receipts.acknowledge(**said(arrived), by=office)

    assert Event.objects.filter(act="bundle.acknowledge", obj=f"bundle/{Bundle.objects.get().pk}").count() == 1


def test_a_receipt_is_taken_once(arrived: PublicImport, office: Any) -> None:
    receipts.acknowledge(**said(arrived), by=office)

    with pytest.raises(DomainError, match="已经登记过"):
        receipts.acknowledge(**said(arrived), by=office)


def test_a_wrong_receipt_publishes_nothing(arrived: PublicImport, office: Any) -> None:
    wrong = {
        "对不上": {"code": "2222-2222-2222"},
        "没有导出过": {"no": 7},
        "导入时间应在": {"imported_at": now() + timedelta(hours=1)},
    }
    for words, changes in wrong.items():
        with pytest.raises(DomainError, match=words):
            receipts.acknowledge(**said(arrived, **changes), by=office)

    assert Publication.objects.sent().count() == 1


def test_without_a_key_no_receipt_is_right(arrived: PublicImport, office: Any, settings: Any) -> None:
    settings.RECEIPT_KEY = ""

    with pytest.raises(DomainError, match="RECEIPT_KEY"):
        receipts.acknowledge(**said(arrived), by=office)


def test_receipts_come_in_order(arrived: PublicImport, office: Any) -> None:
    InspectionFactory(approved=True)
    networks.sealed()
    second = networks.taken(networks.exported())

    with pytest.raises(DomainError, match="请先登记第 1 号"):
        receipts.acknowledge(**said(second), by=office)


def test_the_leader_registers_no_receipt(arrived: PublicImport) -> None:
    with pytest.raises(NotPermitted):
        receipts.acknowledge(**said(arrived), by=UserFactory(roles=[Role.LEADER]))


def test_the_printed_receipt_holds_what_is_typed_in(arrived: PublicImport) -> None:
    page = printed.page(KEY, arrived, "阳城县公安局")

    for text in ["传输包编号：1", printed.code_of(KEY, arrived), arrived.sha256, arrived.root, "公示结果：1 条"]:
        assert text in page


def test_the_office_types_it_in(arrived: PublicImport, office: Any, client: Client) -> None:
    client.force_login(office)
    at = timezone.localtime(arrived.imported_at)
    typed = said(arrived, imported_at=f"{at:%Y-%m-%d %H:%M}", code=printed.code_of(KEY, arrived).lower())

    client.post(reverse("bundle_list"), typed)

    assert Publication.objects.get().status == PublicationStatus.PUBLISHED
    assert "已回执" in client.get(reverse("bundle_list")).content.decode()


def test_what_is_typed_wrongly_is_said_on_the_page(arrived: PublicImport, office: Any, client: Client) -> None:
    client.force_login(office)

    answer = client.post(reverse("bundle_list"), {"no": 1, "imported_at": "2026-11-20 10:30", "code": "x"})

    assert "请核对回执" in answer.content.decode()


def test_the_command_does_the_same(arrived: PublicImport, office: Any) -> None:
    at = f"{timezone.localtime(arrived.imported_at):%Y-%m-%d %H:%M}"
    with pytest.raises(CommandError, match="2026-11-20 10:30"):
        call_command("acknowledge_bundle", "1", "today", "x", by=office.username)

    call_command("acknowledge_bundle", "1", at, printed.code_of(KEY, arrived), by=office.username)

    assert not Bundle.objects.waiting().exists()


def test_the_office_is_told_what_waits(arrived: PublicImport, office: Any) -> None:
    (row,) = transfer_todo.of(office)
    assert row in todo.of(office)
    assert (row.title, row.due) == ("第 1 号传输包的回执未到", Publication.objects.get().due_on)

    receipts.acknowledge(**said(arrived), by=office)
    assert list(transfer_todo.of(office)) == []
