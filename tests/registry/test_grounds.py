from datetime import timedelta

import pytest

from registry.grounds import NOTICE, Grounds, refusal
from registry.models import ItemVersion
from tests.factories import registry as make
from tests.factories.plans import amend
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today()
DAY = timedelta(days=1)


def power(version: ItemVersion):
    return version.bases.get(kind="POWER")


@pytest.mark.parametrize(
    ("made", "changed", "words"),
    [
        ({}, {}, "第 1 版还是草稿"),
        ({"pending": True}, {}, "待分管局领导审批"),
        ({"approved": True, "published_at": None, "published_by": None}, {}, "已批准，尚未公布"),
        ({"approved": True, "effective_from": TODAY + DAY}, {}, "起施行。请到时再办"),
        ({"approved": True, "item__enabled": False}, {}, "已停用"),
        ({"approved": True, "item__event_driven": True}, {}, "请登记活动后安排检查"),
        ({"approved": True}, {"valid_to": TODAY - DAY}, "《旅馆业治安管理办法》第十四条已于 .* 失效.*起草新版本并报批"),
        ({"approved": True}, {"valid_from": TODAY + DAY}, "第十四条自 .* 起施行"),
        ({"approved": True}, {"confirmed_at": None, "confirmed_by": None}, "尚未由分管局领导确认"),
    ],
)
def test_a_refusal_names_what_is_missing_and_what_to_do(made: dict, changed: dict, words: str) -> None:
    version = make.ItemVersionFactory(**made)
    if changed:
        amend(power(version), **changed)

    with pytest.raises(AssertionError, match=words):
        raise AssertionError(refusal(version.item, TODAY))
    assert not ItemVersion.objects.in_force(TODAY).exists()


def test_what_is_in_force_is_not_refused() -> None:
    version = make.ItemVersionFactory(approved=True)

    assert refusal(version.item, TODAY) == ""
    assert ItemVersion.objects.in_force(TODAY).get() == version


def test_a_joint_item_stands_on_its_own_items_articles() -> None:
    own = make.ItemVersionFactory(approved=True)
    joint = make.ItemVersionFactory(approved=True, item__joint=True)
    amend(power(joint), confirmed_at=None, confirmed_by=None)
    assert "尚未由分管局领导确认" in refusal(joint.item, TODAY)

    make.JointPartFactory(joint=joint.item, own=own.item)

    assert refusal(joint.item, TODAY) == ""


def test_a_joint_item_falls_with_the_article_it_borrowed() -> None:
    own = make.ItemVersionFactory(approved=True)
    joint = make.ItemVersionFactory(approved=True, item__joint=True)
    amend(power(joint), confirmed_at=None, confirmed_by=None)
    make.JointPartFactory(joint=joint.item, own=own.item)

    amend(power(own), valid_to=TODAY - DAY)

    assert "失效" in refusal(joint.item, TODAY)
    assert not ItemVersion.objects.in_force(TODAY).filter(pk=joint.pk).exists()


def test_an_article_that_ends_within_sixty_days_is_told() -> None:
    version = make.ItemVersionFactory(approved=True)
    grounds = Grounds(TODAY)
    assert grounds.ending(version, TODAY + NOTICE) == ""

    amend(power(version), valid_to=TODAY + 10 * DAY)

    assert "请起草新版本" in Grounds(TODAY).ending(version, TODAY + NOTICE)


def test_many_items_cost_three_queries(django_assert_num_queries) -> None:
    items = [make.ItemVersionFactory(approved=True).item for _ in range(5)]

    with django_assert_num_queries(3):
        grounds = Grounds(TODAY, items)
        assert [grounds.refusal(item) for item in items] == [""] * 5
