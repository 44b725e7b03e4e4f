"""查询进度: number and code, or nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from publicity.public_site import letter_limits, progress, store_letters
from publicity.public_site.letter_number import code_hash
from publicity.public_site.models import PublicLetter
from publicity.public_site.schema import NotPublic

pytestmark = pytest.mark.django_db
NUMBER, CODE = "YY-20261120-7KQ2M9RT", "7KQ2-M9RT-4XWE"
RECORD = {
    "number": NUMBER,
    "code_sha256": code_hash(NUMBER, CODE),
    "kind": "异议",
    "state": "已受理",
    "received_on": "2026-11-20",
    "reply_by": "2026-12-11",
    "updated_on": "2026-11-24",
}


@pytest.fixture(autouse=True)
def _letter() -> Iterator[None]:
    store_letters.put_letter(RECORD)
    yield
    cache.clear()


def ask(public: Client, number: str = NUMBER, code: str = CODE) -> str:
    return public.post("/progress/", {"number": number, "code": code}).content.decode()


def test_number_and_code_tell_how_far_it_is(public: Client) -> None:
    body = ask(public)

    assert all(words in body for words in ["已受理", "2026年11月20日", "2026年12月11日前"])


def test_small_letters_and_blanks_make_no_difference(public: Client) -> None:
    assert "已受理" in ask(public, f" {NUMBER.lower()} ", "7kq2m9rt4xwe")


@pytest.mark.parametrize(("number", "code"), [(NUMBER, "7KQ2-M9RT-4XWF"), ("YY-20261120-XXXXXXXX", CODE)])
def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(public: Client, number: str, code: str) -> None:
    body = ask(public, number, code)

    assert progress.UNKNOWN in body
    assert "已受理" not in body


@pytest.mark.parametrize(("field", "sentence"), [("number", "没有写编号。"), ("code", "没有写查询码。")])
def test_both_are_asked_for(public: Client, field: str, sentence: str) -> None:
    assert sentence in ask(public, **{field: ""})


def test_one_network_tries_so_often(public: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(progress, "TRIES", letter_limits.Limit("tries", 1, 60, letter_limits.TRIES.sentence))

    assert ["已受理" in ask(public) for _ in range(2)] == [True, False]


def test_the_door_moves_a_letter_on_in_its_place() -> None:
    store_letters.put_letter(RECORD | {"state": "已答复：更正", "answered_on": "2026-12-01"})

    assert PublicLetter.objects.get().state == "已答复：更正"


def test_what_crosses_makes_the_same_row_again() -> None:
    assert store_letters.written(PublicLetter.objects.get()) == RECORD


@pytest.mark.parametrize("wrong", [{"name": "王晓明"}, {"state": "已电话告知 13935612345"}, {"received_on": "昨天"}])
def test_nothing_personal_enters(wrong: dict[str, str]) -> None:
    with pytest.raises(NotPublic):
        store_letters.put_letter(RECORD | wrong)
