"""A receipt is what the log was just then, in a form that survives paper."""

import pytest
from django.db import transaction

from tests.factories.accounts import UserFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail import log, notes, receipts
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db


def happen(user: User) -> None:
    with transaction.atomic():
        record("user.amend", target=user, by=user)


def test_a_receipt_is_the_root_of_everything_up_to_there() -> None:
    UserFactory()
    leaves = [log.leaf(event.payload) for event in Event.objects.order_by("seq")]

    receipt = receipts.current()

    assert receipt is not None
    assert notes.receipt(receipt.text) == (len(leaves), log.root_of(leaves))


def test_an_object_has_the_receipt_of_its_last_event() -> None:
    user, other = UserFactory(), UserFactory()
    happen(user)
    at_the_time = receipts.current()
    happen(other)

    assert receipts.of(user) == at_the_time != receipts.current()


def test_what_never_happened_has_none() -> None:
    assert receipts.of("user/0") is None


def test_the_code_is_a_picture_for_paper() -> None:
    assert receipts.Receipt(28, "0" * 64).qr.startswith("data:image/svg+xml")
