"""What the public sends in: nothing is lost on the way, nothing is kept but the letter (W6)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publicity.public_site import letter_limits, letter_number, letter_views, same_site
from publicity.public_site.models import InboxFile, InboxLetter
from tests.factories.public_site import PublicResultFactory
from tests.publicity.letters import (
    BARRED_NONE,
    JPEG,
    STATEMENT,
    VISIT,
    WHO,
    WRONG,
    answer,
    later,
    opened_yesterday,
    sheet,
    through,
)
from yangcheng_inspect import short_code

pytestmark = pytest.mark.django_db
OBJECTION, RESULT = "/objection/", {"q": "GS-1", "result": "GS-1"}


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    PublicResultFactory(number="GS-1", name="君悦宾馆")
    yield
    cache.clear()


def kept() -> dict[str, Any]:
    return InboxLetter.objects.get().letter


def picture(name: str = "现场.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def at_the_end(public: Client) -> Any:
    """The third page of an objection, still empty."""
    page = public.get(OBJECTION)
    for said in (RESULT, WRONG):
        page = answer(public, OBJECTION, page, **said)
    return page


def test_three_pages_make_an_objection(public: Client) -> None:
    body = through(public, OBJECTION, RESULT, WRONG, WHO).content.decode()

    assert "已收到：异议" in body
    assert kept()["number"] in body
    assert kept()["body"]["result"] == "GS-1"
    assert kept()["body"]["who"]["firm"] == "阳城县君悦宾馆"


def test_the_code_is_shown_once_and_kept_as_a_hash(public: Client) -> None:
    body = through(public, OBJECTION, RESULT, WRONG, WHO).content.decode()

    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", body)
    assert code
    assert kept()["code_sha256"] == letter_number.code_hash(kept()["number"], code.group())
    assert code.group() not in str(kept())


def test_the_same_form_sent_twice_is_one_letter(public: Client) -> None:
    page = at_the_end(public)
    with later():
        answer(public, OBJECTION, page, **WHO)
        again = answer(public, OBJECTION, page, **WHO).content.decode()

    assert "这一件已经收到" in again
    assert kept()["number"] in again
    assert not re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", again)


def test_two_forms_are_two_letters(public: Client) -> None:
    for _ in range(2):
        through(public, OBJECTION, RESULT, WRONG, WHO)

    assert InboxLetter.objects.count() == 2


def test_from_the_page_of_a_result_it_is_chosen(public: Client) -> None:
    body = public.get(OBJECTION, {"result": "GS-1"}).content.decode()

    assert re.search(r'value="GS-1"\s+checked', body)


def test_a_name_finds_results_to_choose_from(public: Client) -> None:
    page = answer(public, OBJECTION, public.get(OBJECTION), "find", q="君悦")

    assert 'value="GS-1"' in page.content.decode()


def test_nothing_found_says_what_to_try(public: Client) -> None:
    page = answer(public, OBJECTION, public.get(OBJECTION), q="云栖宾馆")

    assert "没有找到“云栖宾馆”的公示结果。" in page.content.decode()


def test_a_result_that_was_never_published_can_be_objected_to(public: Client) -> None:
    through(public, OBJECTION, {"q": "", "result": "none"}, WRONG | {"wrong": "OMISSION"}, WHO)

    assert kept()["body"]["result"] == ""


def test_a_statement_always_belongs_to_a_result(public: Client) -> None:
    page = answer(public, "/statement/", public.get("/statement/"), q="", result="none")

    assert "没有写要找的结果。" in page.content.decode()


def test_going_back_keeps_what_was_typed_and_not_yet_right(public: Client) -> None:
    page = at_the_end(public)
    back = answer(public, OBJECTION, page, "back", **WHO | {"phone": "12"})
    forth = answer(public, OBJECTION, back, **WRONG)

    assert WRONG["text"] in back.content.decode()
    assert 'value="12"' in forth.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"capacity": ""}, "没有选您是谁。选一项。"),
        ({"firm": ""}, "没有写企业名称。按营业执照填写。"),
        ({"code": "9114"}, "现为 4 位。对照营业执照改正。"),
        ({"name": ""}, "没有写联系人姓名。"),
        ({"phone": "1393"}, "联系电话应为 7 至 20 位数字，可以带区号。"),
        ({"address": "某" * 201}, "最多 200 个字，现为 201 个字。"),
    ],
)
def test_each_refusal_is_one_sentence_and_loses_nothing(public: Client, wrong: dict[str, str], sentence: str) -> None:
    body = answer(public, OBJECTION, at_the_end(public), **WHO | wrong).content.decode()

    assert (sentence in body, "有 1 处要改" in body, InboxLetter.objects.count()) == (True, True, 0)


def test_a_person_who_is_no_firm_needs_no_code(public: Client) -> None:
    through(public, OBJECTION, RESULT, WRONG, WHO | {"capacity": "OTHER", "firm": "", "code": ""})

    assert InboxLetter.objects.exists()


def test_a_statement_with_a_telephone_number_is_refused_while_it_is_written(public: Client) -> None:
    page = answer(public, "/statement/", public.get("/statement/"), **RESULT)
    body = answer(public, "/statement/", page, text="有事找 13935612345").content.decode()

    assert "情况说明会公开，里面有手机号码。" in body


def test_pictures_are_kept_to_the_byte(public: Client) -> None:
    through(public, OBJECTION, RESULT, WRONG, WHO | {"pictures": [picture(), picture("照.jpg")]})

    assert [bytes(file.content) for file in InboxFile.objects.all()] == [JPEG, JPEG]
    assert [file["type"] for file in kept()["files"]] == ["image/jpeg", "image/jpeg"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([picture("附件.pdf", b"%PDF-1.7")], "“附件.pdf”不是 JPG、PNG 或 WEBP 图片。"),
        ([picture("假.jpg", b"MZ\x90")], "“假.jpg”不是 JPG、PNG 或 WEBP 图片。"),
        ([picture("空.jpg", b"")], "“空.jpg”是空的。"),
        ([picture("大.jpg", JPEG + b"\0" * 5 * 1024 * 1024)], "“大.jpg”超过 5 MB。"),
        ([picture(f"{n}.jpg") for n in range(6)], "选了 6 张，最多 5 张。"),
    ],
)
def test_other_files_are_refused_by_name(public: Client, files: list[Any], sentence: str) -> None:
    for file in files:
        file.seek(0)
    body = answer(public, OBJECTION, at_the_end(public), **WHO, pictures=files).content.decode()

    assert sentence in body
    assert "选过的图片不能保留，须重新选择。" in body


def test_a_form_left_open_for_a_day_keeps_its_words(public: Client) -> None:
    token = opened_yesterday("fault", 0, {})
    said = {"page": "", "text": "错别字", "contact": ""}
    page = public.post("/fault/", {"sheet": token, "go": "next", **said})

    assert letter_views.STALE in page.content.decode()
    with later():
        assert "已收到：页面找错" in answer(public, "/fault/", page, **said).content.decode()


@pytest.mark.parametrize("token", ["", "x", "eyJhIjoxfQ:1:x"])
def test_a_field_from_elsewhere_starts_a_new_form(public: Client, token: str) -> None:
    page = public.post(OBJECTION, {"sheet": token, "go": "next", **RESULT})

    assert letter_views.UNREADABLE in page.content.decode()


def test_the_form_of_one_kind_is_no_form_of_another(public: Client) -> None:
    token = sheet(public.get("/fault/"))

    assert letter_views.UNREADABLE in public.post(OBJECTION, {"sheet": token}).content.decode()


def test_a_robots_haste_is_not_taken(public: Client) -> None:
    body = answer(public, "/fault/", public.get("/fault/"), text="错别字").content.decode()

    assert letter_views.HASTY in body
    assert not InboxLetter.objects.exists()


def test_the_field_nobody_sees_stays_empty(public: Client) -> None:
    body = through(public, "/fault/", {"text": "错别字", letter_views.TRAP: "http://x"}).content.decode()

    assert letter_views.TRAPPED in body


def test_one_network_sends_so_many_a_day(public: Client, monkeypatch: Any) -> None:
    few = letter_limits.Limit("letters", 1, 60, letter_limits.LETTERS.sentence)
    monkeypatch.setattr(letter_views, "LETTERS", few)

    bodies = [through(public, "/fault/", {"text": "错别字"}).content.decode() for _ in range(2)]
    assert [few.sentence in body for body in bodies] == [False, True]


def test_pictures_of_a_day_leave_room_for_letters(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_limits, "MOST_PICTURES", 10)

    full = through(public, OBJECTION, RESULT, WRONG, WHO | {"pictures": picture()}).content.decode()
    taken = through(public, OBJECTION, RESULT, WRONG, WHO).content.decode()

    assert letter_limits.FULL in full
    assert letter_limits.FULL not in taken
    assert kept()["files"] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({}, 200),
    ],
)
def test_a_post_from_another_site_is_refused(public: Client, headers: dict[str, str], status: int) -> None:
    response = public.post("/fault/", {"text": "x"}, headers=headers)

    assert response.status_code == status
    assert (same_site.ELSEWHERE in response.content.decode()) == (status == 403)


def test_what_is_too_large_is_refused_before_it_is_read(public: Client) -> None:
    response = public.post(OBJECTION, {}, CONTENT_LENGTH=str(same_site.MOST_BODY + 1))

    assert (response.status_code, same_site.TOO_LARGE in response.content.decode()) == (413, True)


@pytest.mark.parametrize("path", [OBJECTION, "/statement/", "/rating/", "/fault/", "/progress/"])
def test_a_form_sets_no_cookie_and_is_kept_nowhere(public: Client, path: str) -> None:
    response = public.get(path)

    assert response.cookies == {}
    assert "no-store" in response.headers["Cache-Control"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src)", response.content.decode())


def test_nothing_that_was_written_stands_in_an_address(public: Client) -> None:
    response = answer(public, OBJECTION, public.get(OBJECTION), **RESULT)

    assert response.status_code == 200
    assert re.findall(r'<form action="([^"]+)"', response.content.decode()) == [OBJECTION]


@pytest.mark.parametrize("kind", ["objection", "statement"])
def test_an_empty_form_can_be_printed(public: Client, kind: str) -> None:
    assert "治安大队（双随机办）" in public.get(f"/{kind}/paper/").content.decode()


def test_a_statement_is_a_letter(public: Client) -> None:
    assert "已收到：情况说明" in through(public, "/statement/", RESULT, STATEMENT, WHO).content.decode()


def test_a_rating_names_nobody_and_has_no_code_to_follow(public: Client) -> None:
    code = short_code.checked("7KQ2M9R")
    through(public, "/rating/", VISIT | {"code": code.lower()}, BARRED_NONE)

    assert kept()["body"]["code"] == code
    assert "code_sha256" not in kept()
    assert "who" not in kept()["body"]


def test_a_slip_in_the_code_is_found_at_once(public: Client) -> None:
    page = answer(public, "/rating/", public.get("/rating/"), **VISIT | {"code": "7KQ2-M9R2"})

    assert "评价码不对。" in page.content.decode()
