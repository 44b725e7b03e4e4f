"""敏感, 事件驱动, 部门联合: the office proposes them with the draft, afterwards the leader alone changes them."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.services import item_marks, items
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mark", item_marks.MARKS)
@pytest.mark.parametrize("state", ["approved", "pending"])
def test_the_office_alone_changes_no_mark_of_an_approved_item(mark: str, state: str) -> None:
    item = make.ItemVersionFactory(**{state: True}).item

    with pytest.raises(DomainError, match="由分管局领导"):
        items.amend(item=item, values={mark: "是"}, by=UserFactory(office=True))


def test_the_office_marks_an_item_whose_first_text_is_a_draft() -> None:
    item = make.ItemVersionFactory().item

    assert items.amend(item=item, values={"sensitive": "是"}, by=UserFactory(office=True)).sensitive


def test_the_leader_changes_a_mark_with_a_reason() -> None:
    item, leader = make.ItemVersionFactory(approved=True).item, UserFactory(leader=True)
    with pytest.raises(DomainError, match="理由"):
        item_marks.change(item=item, values={"sensitive": True}, reason="", by=leader)

    assert item_marks.change(item=item, values={"sensitive": True}, reason="涉及枪支", by=leader).sensitive


def test_a_mark_that_stands_already_is_not_saved_again() -> None:
    item = make.ItemVersionFactory(approved=True).item

    with pytest.raises(AlreadyDone):
        item_marks.change(item=item, values={"joint": False}, reason="核对", by=UserFactory(leader=True))


def test_only_the_leader_changes_marks() -> None:
    item = make.ItemVersionFactory(approved=True).item

    with pytest.raises(NotPermitted, match="分管局领导"):
        item_marks.change(item=item, values={"joint": True}, reason="核对", by=UserFactory(office=True))


def test_the_leader_changes_marks_on_the_versions_page(client: Client) -> None:
    version = make.ItemVersionFactory(approved=True)
    client.force_login(UserFactory(leader=True))
    assert "更改特点" in client.get(version.get_absolute_url()).content.decode()

    client.post(reverse("item_version_marks", args=[version.pk]), {"marks-sensitive": "on", "marks-reason": "涉及枪支"})

    version.item.refresh_from_db()
    assert version.item.sensitive


def test_the_office_reads_the_marks_of_an_approved_item(client: Client) -> None:
    item = make.ItemVersionFactory(approved=True).item
    client.force_login(UserFactory(office=True))

    page = client.get(reverse("admin:registry_inspectionitem_change", args=[item.pk])).content.decode()

    assert 'name="sensitive"' not in page
