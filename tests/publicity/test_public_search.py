"""What a citizen types, and what is found (方案三(二)4)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from publicity.public_site import finding
from publicity.public_site.models import PublicResult
from publicity.public_site.search import code_tail, index_text
from tests.factories.public_site import PublicResultFactory
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [row.entity_name for row in PublicResult.objects.listed().matching(query).order_by("entity_name")]


def test_two_characters_of_the_name_suffice() -> None:
    PublicResultFactory(name="阳城县凤城君悦酒店")
    PublicResultFactory(name="阳城县凤城晨光旅馆", code="92140522MA0G6N30LA")

    assert found("君悦") == ["阳城县凤城君悦酒店"]


def test_characters_must_stand_together() -> None:
    PublicResultFactory(name="阳城县凤城君悦酒店")

    assert found("君酒") == []


def test_several_words_must_all_occur() -> None:
    PublicResultFactory(name="阳城县凤城君悦酒店", town="凤城镇")
    PublicResultFactory(name="阳城县润城君悦酒店", town="润城镇")

    assert found("君悦 润城镇") == ["阳城县润城君悦酒店"]


@pytest.mark.parametrize("asked", ["YC-GS-2026-0004", "yc-gs-2026-0004", "ＹＣ-GS-2026-0004"])
def test_the_number_of_the_publication_is_found(asked: str) -> None:
    PublicResultFactory(name="君悦酒店", number="YC-GS-2026-0004")
    PublicResultFactory(name="晨光旅馆", number="YC-GS-2026-0040")

    assert found(asked) == ["君悦酒店"]


def test_a_town_is_found() -> None:
    PublicResultFactory(name="梧桐客栈", town="润城镇")
    PublicResultFactory(name="荷塘客栈", town="北留镇")

    assert found("润城") == ["梧桐客栈"]


def test_a_former_name_is_found() -> None:
    PublicResultFactory(name="君悦酒店", former_names=["老君悦招待所"])

    assert found("招待所") == ["君悦酒店"]


def test_a_phrase_does_not_run_from_the_name_into_the_town() -> None:
    PublicResultFactory(name="君悦酒店", town="润城镇")

    assert found("店润") == []


@pytest.mark.parametrize("tail", ["MY3WC", "my3wc", "ＭＹ３ＷＣ", "3WC0", "91140522MA0REMY3WC"])
def test_the_end_of_the_code_is_found(tail: str) -> None:
    PublicResultFactory(name="君悦酒店", code="91140522MA0REMY3WC")

    assert found(tail) == ([] if tail == "3WC0" else ["君悦酒店"])


def test_three_characters_of_a_code_find_nothing() -> None:
    PublicResultFactory(code="91140522MA0REMY3WC")

    assert found("3WC") == []


def test_the_beginning_of_a_code_finds_nothing() -> None:
    PublicResultFactory(code="91140522MA0REMY3WC")

    assert found("9114") == []


@pytest.mark.parametrize("name", ["濩泽喆堃宾馆", "㛃记客栈", "𠮷野旅社", "〇一宾馆"])
def test_rare_characters_are_found(name: str) -> None:
    PublicResultFactory(name=name)

    assert found(name[:2]) == [name]


def test_latin_letters_in_a_name_are_found_in_any_case() -> None:
    PublicResultFactory(name="星光KTV歌厅")

    assert found("ktv") == ["星光KTV歌厅"]


@pytest.mark.parametrize("query", ["'", "&|!()", ":*", "\\", "--", "%", "！？"])
def test_signs_alone_find_nothing_and_break_nothing(query: str) -> None:
    PublicResultFactory()

    assert found(query) == []


def test_a_withdrawn_result_is_not_found() -> None:
    PublicResultFactory(name="君悦酒店", withdrawn="登记错误")

    assert PublicResult.objects.listed().count() == 0


def test_search_can_use_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "public_result_search" in PublicResult.objects.matching("君悦酒店").order_by().explain()


def test_index_text_splits_into_characters_with_a_gap_between_names() -> None:
    assert index_text("凤城 A-1", "", "润城镇") == "凤 城 a 1 xx 润 城 镇"


def test_code_tail_takes_four_to_eighteen_letters_and_digits() -> None:
    assert [code_tail(text) for text in ["ab1", "ab12", "君悦", "1" * 19]] == ["", "AB12", "", ""]


def test_the_front_page_lists_the_newest_first_with_their_codes(public: Client) -> None:
    PublicResultFactory(name="旧", code="92140522MA0G6N30LA", ended_on=date(2026, 3, 1))
    PublicResultFactory(name="新", code="91140522MA0REMY3WC", ended_on=date(2026, 4, 1))

    body = public.get("/").content.decode()

    assert body.index("91140522MA0REMY3WC") < body.index("92140522MA0G6N30LA")


def test_ticks_narrow_the_list_and_can_be_removed(public: Client) -> None:
    PublicResultFactory(name="好酒店")
    PublicResultFactory(name="改正中的酒店", result="ORDERED")

    body = public.get("/", {"result": "ORDERED"}).content.decode()

    assert "改正中的酒店" in body
    assert "好酒店" not in body
    assert "移除这个筛选" in body


def test_ticks_are_counted_over_what_the_words_find(public: Client) -> None:
    PublicResultFactory.create_batch(2, name="君悦")
    PublicResultFactory(name="别家", result="ORDERED")

    groups = public.get("/", {"q": "君悦"}).context["groups"]

    assert [(tick.label, tick.count) for tick in groups[0].ticks] == [("未发现问题", 2)]


@pytest.mark.parametrize(
    "query", [{"year": "x"}, {"year": "99999999999"}, {"page": "-3"}, {"item": "'"}, {"q": "字" * 61}]
)
def test_odd_addresses_get_a_page(public: Client, query: dict[str, str]) -> None:
    PublicResultFactory()

    assert public.get("/", query).status_code == 200


def test_a_long_query_is_told_what_to_do(public: Client) -> None:
    assert "关键词最多 60 个字，现为 61 个字。请缩短后再查。" in public.get("/", {"q": "字" * 61}).content.decode()


def test_a_nul_byte_is_refused(public: Client) -> None:
    assert public.get("/?q=%00").status_code == 400


def test_an_empty_result_helps(public: Client) -> None:
    body = public.get("/", {"q": "云栖宾馆"}).content.decode()

    assert "没有找到“云栖宾馆”的公示结果" in body
    assert "5 个工作日内，其他结果最迟 20 个工作日内公示" in body


@pytest.mark.parametrize("rows", [1, 20])
def test_the_front_page_asks_the_same_number_of_queries(
    public: Client, rows: int, django_assert_num_queries: pytest.FixtureDef
) -> None:
    PublicResultFactory.create_batch(rows)

    with django_assert_num_queries(6):
        public.get("/")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than two results are too many."""
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding, "MOST_OF_MANY", 1)


@pytest.mark.usefixtures("few")
def test_too_many_are_not_counted_but_asked_to_narrow_down(public: Client) -> None:
    PublicResultFactory.create_batch(3, name="君悦酒店")
    page = public.get("/", {"q": "君悦"})

    assert "请加上乡镇或年份缩小范围" in page.content.decode()
    assert (len(page.context["page"]), page.context["groups"][0].ticks[0].count) == (1, None)


@pytest.mark.usefixtures("few")
def test_narrowed_down_they_are_counted_again(public: Client) -> None:
    PublicResultFactory.create_batch(2, name="君悦酒店")
    PublicResultFactory(name="君悦酒店", town="润城镇")

    assert "找到 1 条" in public.get("/", {"q": "君悦", "town": "润城镇"}).content.decode()


@pytest.mark.usefixtures("few")
def test_without_words_everything_is_counted_and_the_newest_are_listed(public: Client) -> None:
    PublicResultFactory.create_batch(3)
    page = public.get("/")

    assert (page.context["finding"].window.total, len(page.context["page"])) == (3, 2)


def test_ticks_of_one_group_are_counted_under_those_of_the_others(public: Client) -> None:
    PublicResultFactory(town="润城镇", result="ORDERED")
    PublicResultFactory(town="凤城镇")

    groups = {group.name: group.ticks for group in public.get("/", {"town": "润城镇"}).context["groups"]}

    assert [tick.value for tick in groups["result"]] == ["ORDERED"]
    assert {tick.value for tick in groups["town"]} == {"润城镇", "凤城镇"}


def test_the_last_three_months_are_a_tick(public: Client) -> None:
    PublicResultFactory(name="新", ended_on=today() - timedelta(days=10))
    PublicResultFactory(name="旧", ended_on=today() - timedelta(days=200))

    rows = public.get("/", {"year": "recent"}).context["page"]

    assert [row.entity_name for row in rows] == ["新"]


def test_the_list_can_be_sorted_by_the_day_of_the_inspection(public: Client) -> None:
    PublicResultFactory(name="先查", ended_on=date(2026, 3, 1), published_on="2026-04-30")
    PublicResultFactory(name="后查", ended_on=date(2026, 4, 1))

    order = [
        [row.entity_name for row in public.get("/", {"sort": by}).context["page"]] for by in ("published", "ended")
    ]

    assert order == [["先查", "后查"], ["后查", "先查"]]


def test_the_number_of_what_was_taken_down_leads_to_the_reason(public: Client) -> None:
    PublicResultFactory(number="YC-GS-2026-0009", withdrawn="登记错误")
    body = public.get("/", {"q": "yc-gs-2026-0009"}).content.decode()

    assert "YC-GS-2026-0009 已经撤下" in body
    assert "/results/YC-GS-2026-0009/" in body


def test_the_end_of_a_code_can_use_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "public_result_code_tail" in PublicResult.objects.matching("MY3WC").order_by().explain()
