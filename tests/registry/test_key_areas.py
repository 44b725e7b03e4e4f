"""重点区域: the firms standing there carry the flag while it lasts (方案三(二)1)."""

from datetime import date, timedelta

import pytest
import time_machine

from registry.models import EntityFlag, KeyArea, MarketEntity
from registry.services import key_areas
from tests.factories.accounts import UserFactory
from tests.factories.plans import amend
from tests.factories.registry import EntityFactory, TownFactory
from yangcheng_inspect import clock
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


def mark(name: str = "学校周边", until: date | None = None, **where: object) -> KeyArea:
    place = {"town": None, "address_word": ""} | where
    given = key_areas.Given(name=name, reason="中小学集中", started_on=clock.today(), ended_on=until, **place)
    return key_areas.mark(given=given, by=UserFactory(office=True))


def flagged() -> list[MarketEntity]:
    standing = EntityFlag.objects.standing(clock.today())
    return list(MarketEntity.objects.filter(flags__in=standing).order_by("pk"))


def test_the_firms_of_the_place_get_the_flag_and_no_others() -> None:
    here, _elsewhere = EntityFactory(address="凤城镇北关街 2 号"), EntityFactory(address="凤城镇新阳街 2 号")

    mark(address_word="北关街")

    assert flagged() == [here]


def test_town_and_word_together_narrow_the_place() -> None:
    town = TownFactory()
    here = EntityFactory(town=town, address="北关街 1 号")
    EntityFactory(town=town, address="南关街 1 号")
    EntityFactory(address="北关街 1 号")

    mark(town=town, address_word="北关街")

    assert flagged() == [here]


def test_an_area_that_ends_takes_its_flags_along() -> None:
    EntityFactory(address="北关街 1 号")
    area = mark(address_word="北关街")

    key_areas.end(area=area, ended_on=clock.today(), reason="专项结束", by=UserFactory(office=True))

    assert flagged() == []
    assert area.flags.get().end_reason == "重点区域“学校周边”已结束"


def test_a_firm_of_two_areas_keeps_the_flag_when_one_ends() -> None:
    firm = EntityFactory(address="北关街 1 号")
    first = mark("一", address_word="北关街")
    mark("二", address_word="北关")

    key_areas.end(area=first, ended_on=clock.today(), reason="专项结束", by=UserFactory(office=True))

    assert [flag.reason for flag in firm.flags.standing(clock.today())] == ["二"]


def test_the_daily_command_follows_dates_and_moves() -> None:
    stays, moves = EntityFactory(address="北关街 1 号"), EntityFactory(address="北关街 2 号")
    mark(address_word="北关街", until=clock.today() + timedelta(days=30))
    amend(moves, address="新阳街 9 号")
    assert key_areas.follow_all(by=None) == (0, 1)
    assert flagged() == [stays]

    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert key_areas.follow_all(by=None) == (0, 1)


def test_an_area_is_somewhere() -> None:
    with pytest.raises(DomainError, match="乡镇和地址用词至少填写一项"):
        mark()
