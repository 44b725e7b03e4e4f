"""A version is published when it is approved, and the public row follows the item."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from publicity.public_site import items as lists
from publicity.public_site.models import PublicItem
from registry.models import ItemVersion
from registry.services import items
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def approved(version: ItemVersion, days: int = 0) -> ItemVersion:
    leader = UserFactory(leader=True)
    begins = TODAY + timedelta(days=days)
    return items.approve(version=version, effective_from=begins, bases=version.bases.all(), by=leader)


def test_approval_publishes_with_name_and_moment() -> None:
    version = approved(make.ItemVersionFactory(pending=True))

    assert version.published_by == version.approved_by
    assert PublicItem.objects.get(version_id=version.pk).released_at == version.published_at


def test_a_version_of_a_later_day_is_announced_and_not_drawn() -> None:
    version = approved(make.ItemVersionFactory(pending=True), days=5)

    assert lists.one(version.item.code, TODAY).shown.state == "未生效"
    assert not ItemVersion.objects.in_force(TODAY).exists()
    assert ItemVersion.objects.in_force(TODAY + timedelta(days=5)).get() == version


def test_what_the_office_notes_for_itself_is_nowhere_in_public() -> None:
    secret = {"verification_note": "待核对甲", "caution": "内部乙", "ratio_source": "出处丁"}
    version = make.ItemVersionFactory(pending=True, item__sensitive=True, **secret)
    make.LegalBasisFactory(version=version, text="《某法》第一条", note="条号待核丙")
    version = approved(version)

    shown = str(PublicItem.objects.filter(version_id=version.pk).values())

    assert [word for word in ("待核对甲", "内部乙", "条号待核丙", "出处丁", "待确认") if word in shown] == []


def test_an_item_switched_off_says_so_in_public() -> None:
    version = approved(make.ItemVersionFactory(pending=True))

    items.disable(item=version.item, reason="本县无此对象", by=UserFactory(office=True))

    assert PublicItem.objects.get(version_id=version.pk).suspended_on == TODAY


def test_an_item_switched_on_again_is_back_on_the_list() -> None:
    office = UserFactory(office=True)
    version = approved(make.ItemVersionFactory(pending=True))
    items.disable(item=version.item, reason="本县无此对象", by=office)

    items.enable(item=version.item, reason="新开一家", by=office)

    assert PublicItem.objects.get(version_id=version.pk).suspended_on is None


def test_a_new_name_reaches_the_public() -> None:
    version = approved(make.ItemVersionFactory(pending=True))

    items.amend(item=version.item, values={"title": "住宿业治安检查"}, by=UserFactory(office=True))

    assert PublicItem.objects.get(version_id=version.pk).title == "住宿业治安检查"


def test_a_joint_item_shows_the_articles_it_borrows() -> None:
    own = approved(make.ItemVersionFactory(pending=True))
    joint = make.ItemVersionFactory(pending=True, item__joint=True)
    make.LegalBasisFactory(version=own, kind="POWER", text="《借出法》第三条")
    make.JointPartFactory(joint=joint.item, own=own.item)

    joint = approved(joint)

    assert "《借出法》第三条" in PublicItem.objects.get(version_id=joint.pk).bases["power"]


def test_the_daily_command_publishes_what_was_approved_before() -> None:
    version = make.ItemVersionFactory(approved=True, published_at=None, published_by=None)
    assert not ItemVersion.objects.in_force(TODAY).exists()

    call_command("publish_items")

    assert ItemVersion.objects.in_force(TODAY).get() == version
    assert PublicItem.objects.filter(version_id=version.pk).exists()


def test_the_office_publishes_what_waits(client: Client) -> None:
    version = make.ItemVersionFactory(approved=True, published_at=None, published_by=None)
    client.force_login(UserFactory(office=True))

    page = client.post(reverse("item_version_publish", args=[version.pk]), follow=True).content.decode()

    assert "已公布。" in page
    assert ItemVersion.objects.in_force(TODAY).get() == version
