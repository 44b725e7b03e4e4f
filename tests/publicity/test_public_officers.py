"""检查人员公示: one whole number, one answer; no list and no name unless the policy says so (W7)."""

from datetime import timedelta

import pytest
from django.test import Client

from publicity.public_site.models import PublicInspector
from publicity.public_site.schema import NotPublic
from tests.factories import public_display as make
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db
CARD = "140522026001"
NO = ">不是本局现行有效的执法证<"


def answer(public: Client, number: str) -> str:
    return public.get("/officers/", {"card": number}).content.decode()


@pytest.fixture(autouse=True)
def _officer() -> None:
    make.put_officer(CARD)


@pytest.mark.parametrize("typed", [CARD, f" {CARD} ", "140522 026001", "１４０５２２０２６００１"])
def test_a_certificate_that_stands_is_told_by_unit_and_end(public: Client, typed: str) -> None:
    page = answer(public, typed)

    assert "治安大队　有效期至 2030年4月1日" in page
    assert NO not in page


@pytest.mark.parametrize("typed", [CARD[:-1], "026001", f"{CARD}0", "140522026002"])
def test_anything_but_the_whole_number_tells_nothing(public: Client, typed: str) -> None:
    assert NO in answer(public, typed)


def test_an_ended_certificate_is_answered_like_an_unknown_one(public: Client) -> None:
    make.put_officer("140522026009", inspector_id=2, valid_to=today() - timedelta(days=1))

    ended, unknown = answer(public, "140522026009"), answer(public, "140522026008")

    assert NO in ended
    assert ended.replace("140522026009", "") == unknown.replace("140522026008", "")


def test_a_certificate_still_stands_on_its_last_day(public: Client) -> None:
    make.put_officer("140522026009", inspector_id=2, valid_to=today())

    assert NO not in answer(public, "140522026009")


def test_without_the_policy_the_page_counts_and_lists_nobody(public: Client) -> None:
    page = public.get("/officers/").content.decode()

    assert "1 名" in page
    assert CARD not in page
    assert "姓名</th>" not in page


def test_with_the_policy_the_page_lists_names(public: Client) -> None:
    make.put_officer(CARD, name="马敏海")

    assert "马敏海" in public.get("/officers/").content.decode()


def test_who_left_is_forgotten(public: Client) -> None:
    make.put_officer()

    row = PublicInspector.objects.get()
    assert (row.unit, row.name, row.cards) == ("", "", [])
    assert NO in answer(public, CARD)


@pytest.mark.parametrize("extra", [{"police_no": "052201"}, {"position": "大队长"}, {"phone": ""}])
def test_a_field_outside_the_allow_list_is_refused(extra: dict[str, str]) -> None:
    with pytest.raises(NotPublic):
        make.put_officer(CARD, **extra)


def test_the_table_holds_no_number_to_read() -> None:
    assert CARD not in str(PublicInspector.objects.values())
