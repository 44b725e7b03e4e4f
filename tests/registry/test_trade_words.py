import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Industry
from registry.trade_words import recognise
from tests.factories.accounts import UserFactory
from tests.factories.registry import IndustryFactory
from yangcheng_inspect.trail.models import Event


@pytest.fixture
def hotels(db) -> Industry:
    return IndustryFactory(name="旅馆业", aliases=["宾馆业"], scope_words=["住宿服务", "民宿"])


@pytest.fixture
def office(client: Client, db) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def ask(client: Client, scope: str, stated: str = "") -> str:
    return client.post(reverse("admin:registry_industry_try"), {"scope": scope, "stated": stated}).content.decode()


def test_a_scope_suggests_a_trade_and_says_by_which_word(hotels, office: Client) -> None:
    page = ask(office, "餐饮服务；住宿服务")

    assert "行业待确认" in page
    assert "可能属于旅馆业：经营范围含有“住宿服务”" in page


def test_a_stated_trade_is_settled(hotels, office: Client) -> None:
    assert "行业已认定" in ask(office, "住宿服务", "宾馆业")


def test_a_scope_without_our_words_is_not_the_police_s_business(hotels, office: Client) -> None:
    assert "不属于公安监管行业" in ask(office, "粮食收购")


def test_a_stated_trade_we_do_not_know_is_in_doubt(hotels) -> None:
    assert recognise(scope="", stated="网吧").unsure


def test_the_office_edits_the_words_and_leaves_an_event(hotels, office: Client) -> None:
    address = reverse("admin:registry_industry_change", args=[hotels.pk])
    office.post(address, {"name": "旅馆业", "scope_words": "住宿服务、电竞酒店", "aliases": "宾馆业", "order": "1"})

    assert Event.objects.about(f"industry/{hotels.pk}").first().act == "industry.amend"
    assert "可能属于旅馆业" in ask(office, "电竞酒店")


def test_the_list_of_trades_shows_their_words(hotels, office: Client) -> None:
    page = office.get(reverse("admin:registry_industry_changelist")).content.decode()

    assert "住宿服务、民宿" in page
    assert "试一试" in page
