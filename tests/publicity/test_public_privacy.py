"""What the public site must never say (security.md PB-1, PB-2, F-35; 个人信息保护法): walked link by link."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from publicity.public_site.models import PublicResult
from tests.factories.inspections import VisitFactory
from tests.factories.public_site import PublicDrawFactory, PublicItemFactory, PublicResultFactory
from tests.factories.registry import EntityFactory, TownFactory
from tests.publicity.crawl import personal, walk, weight

pytestmark = pytest.mark.django_db
HOME = "后则腰村柿树巷 7 号"
SEAT = "新建西街 218 号"


@pytest.fixture
def site(public: Client, settings: Any, tmp_path: Path) -> Client:
    """A home and a company, each checked, approved and shown as the services do it; no keys of the log yet."""
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    for entity_type, name, town, address in (
        ("个体工商户", "阳城县驾岭柿树农家乐", "驾岭乡", HOME),
        ("有限责任公司", "阳城县董封典当有限公司", "董封乡", SEAT),
    ):
        firm = EntityFactory(
            entity_type=entity_type,
            name=name,
            address=f"山西省晋城市阳城县{address}",
            phone="13935612345",
            legal_representative="郭守义",
            town=TownFactory(name=town),
        )
        VisitFactory(entity=firm, approved=True, wrong=True)
    return public


def test_nothing_served_is_about_a_person_every_link_leads_somewhere_and_every_page_is_light(site: Client) -> None:
    for code in PublicResult.objects.values_list("item_code", flat=True):
        PublicItemFactory(code=code)
    PublicDrawFactory(drawn=True)
    PublicResultFactory(withdrawn="登记错误")

    found = {place: (status, words) for place, status, words in walk(site)}

    assert {place: personal(words) for place, (_, words) in found.items() if personal(words)} == {}
    assert [place for place, (_, words) in found.items() if "柿树巷" in words or "郭守义" in words] == []
    assert {place: status for place, (status, _) in found.items() if status not in (200, 410)} == {"/nothing/": 404}
    assert len(found) > 40
    pages = {place: weight(words) for place, (_, words) in found.items() if "<!DOCTYPE html>" in words[:200]}
    assert {place: bytes_ for place, bytes_ in pages.items() if bytes_ >= 100_000} == {}
    assert len(pages) > 20


def test_search_is_no_oracle_for_what_is_not_published(site: Client) -> None:
    asked = ["柿树巷", "后则腰", "13935612345", "郭守义", "新建西街"]
    found = {words: [row.entity_name for row in PublicResult.objects.matching(words)] for words in asked}

    assert found == {words: [] for words in asked} | {"新建西街": ["阳城县董封典当有限公司"]}
