"""The public list of items: what is in force today, what comes, what was; to read, to print, to take away."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import load_workbook

from publicity.public_site import item_schema, items, store
from publicity.public_site.schema import NotPublic
from tests.factories.public_site import PublicItemFactory
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def two() -> list[Any]:
    """The version of today and one that begins in ten days."""
    old = PublicItemFactory(code="ZA-01", version=1, title="旅馆业治安检查", ratio_text="5%")
    new = PublicItemFactory(code="ZA-01", version=2, title="旅馆业治安检查", effective_on=TODAY + 10 * DAY)
    return [old, new]


def body(public: Client, path: str) -> str:
    return public.get(path).content.decode()


def test_the_list_shows_the_version_in_force_and_announces_the_next(public: Client, two: list[Any]) -> None:
    page = body(public, "/items/")

    assert f"自 {TODAY + 10 * DAY} 起施行新版本" in page
    assert "5%" in page


def test_on_its_day_the_next_version_takes_over_without_any_job(two: list[Any]) -> None:
    before, after = (items.one("ZA-01", day) for day in (TODAY + 9 * DAY, TODAY + 10 * DAY))

    assert (before.shown.row.version, after.shown.row.version) == (1, 2)
    assert [version.state for version in after.versions] == ["现行", "失效"]
    assert after.versions[1].ended_on == TODAY + 9 * DAY


def test_the_page_of_an_item_keeps_its_history_with_dates(public: Client, two: list[Any]) -> None:
    page = body(public, "/items/ZA-01/")

    assert "历次版本" in page
    assert "未生效" in page
    assert "现行" in page


def test_an_earlier_version_keeps_its_page(public: Client) -> None:
    PublicItemFactory(code="ZA-02", version=1, effective_on=TODAY - 30 * DAY, content="原来的内容")
    PublicItemFactory(code="ZA-02", version=2, effective_on=TODAY - DAY)

    page = body(public, "/items/ZA-02/1/")

    assert "这是以前的版本" in page
    assert "原来的内容" in page


@pytest.mark.parametrize("path", ["/items/ZA-99/", "/items/ZA-01/7/", "/items/x/"])
def test_what_was_never_published_is_not_found(public: Client, two: list[Any], path: str) -> None:
    assert public.get(path).status_code == 404


def test_an_item_switched_off_leaves_the_list_and_keeps_its_page(public: Client) -> None:
    PublicItemFactory(code="ZA-03", title="公章刻制检查", suspended_on=TODAY)

    assert "公章刻制检查" not in body(public, "/items/")
    assert "停用期间不进行抽查" in body(public, "/items/ZA-03/")


@pytest.mark.parametrize("words", ["旅馆", "za-01", "治安 旅馆业", "民宿"])
def test_an_item_is_found_by_name_trade_or_code(public: Client, two: list[Any], words: str) -> None:
    assert "旅馆业治安检查" in public.get("/items/", {"q": words}).content.decode()


def test_what_is_not_found_says_so(public: Client, two: list[Any]) -> None:
    assert "清单上没有与“网吧”有关的事项" in public.get("/items/", {"q": "网吧"}).content.decode()


def test_the_sheet_holds_the_list(public: Client, two: list[Any]) -> None:
    book = load_workbook(io.BytesIO(public.get("/items.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()

    assert rows[0][0] == "双随机抽查事项清单"
    assert "制表人：阳城县公安局" in rows[1][0]
    assert rows[3][1:3] == ["ZA-01", "旅馆业治安检查"]


def test_the_open_data_say_what_every_key_means(public: Client, two: list[Any]) -> None:
    data = json.loads(public.get("/items.json").content)

    version = data["items"][0]["versions"][1]
    assert set(version) == set(data["fields"]) == set(item_schema.DICTIONARY)
    assert (version["state"], version["ended_on"]) == ("现行", (TODAY + 9 * DAY).isoformat())
    assert data["licence"].startswith("本清单依法公开")
    assert data["updated_at"]


def test_the_whole_list_is_one_table_for_paper(public: Client, two: list[Any]) -> None:
    page = body(public, "/items/print/")

    assert page.count("<table") == 1
    assert "《旅馆业治安管理办法》第十四条" in page


def test_a_field_outside_the_allow_list_is_refused() -> None:
    record = item_schema.record_of(PublicItemFactory())

    with pytest.raises(NotPublic, match="verification_note"):
        store.put_item(record | {"verification_note": "待核"}, version_id=1, released_at=timezone.now())


def test_a_telephone_in_an_item_is_refused() -> None:
    record = item_schema.record_of(PublicItemFactory())

    with pytest.raises(NotPublic, match="手机号码"):
        store.put_item(record | {"content": "咨询13835612345"}, version_id=1, released_at=timezone.now())
