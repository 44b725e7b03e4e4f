"""The public pages: everything shown, nothing kept, nobody tracked."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from publicity.public_site.words import MEANINGS, numbers_in_words
from tests.factories.public_site import PublicDrawFactory, PublicItemFactory, PublicResultFactory
from tests.publicity.crawl import weight
from yangcheng_inspect.personal import PERSONAL

pytestmark = pytest.mark.django_db
PATHS = ["/", "/?q=君悦", "/results/GS-1/", "/results/GS-2/", "/items/", "/items/ZA-01/", "/draws/"]
PATHS += ["/draws/YC-GA-2026-0001/commitment.txt", "/trail/", "/about/", "/sitemap/", "/nothing/"]


@pytest.fixture(autouse=True)
def _site() -> None:
    PublicResultFactory(
        number="GS-1",
        statement={"on": "2026-04-09", "text": "已更换摄像头。"},
        corrections=[{"on": "2026-04-21", "what": "补充复查情况", "reason": "复查合格"}],
        handling={"word": "已改正，复查合格"},
        corrected=True,
    )
    PublicResultFactory(number="GS-2", name="错登的店", withdrawn="登记错误")
    PublicItemFactory(code="ZA-01")
    PublicDrawFactory(number="YC-GA-2026-0001", drawn=True)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_sets_a_cookie(public: Client, path: str) -> None:
    response = public.get(path)

    assert response.cookies == {}
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_inline_script_or_style(public: Client, path: str) -> None:
    body = public.get(path).content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src)|javascript:", body)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_shows_personal_data(public: Client, path: str) -> None:
    body = public.get(path).content.decode()

    assert [what for what, pattern in PERSONAL.items() if pattern.search(body)] == []


@pytest.mark.parametrize("path", PATHS)
def test_pages_only_answer_to_reading(public: Client, path: str) -> None:
    assert public.post(path).status_code in {403, 404, 405}


@pytest.mark.parametrize("path", [path for path in PATHS if not path.endswith(".txt")])
@pytest.mark.parametrize("look", ["large", "contrast"])
def test_a_chosen_look_is_carried_in_every_link(public: Client, path: str, look: str) -> None:
    body = public.get(f"{path}{'&' if '?' in path else '?'}view={look}").content.decode()

    inner = re.findall(r'<a[^>]+href="(/[^"]*)"(?![^<]*标准版)', body)
    assert f'class="{look}"' in body
    pages = [href for href in inner if href.partition("?")[0].endswith("/")]
    assert [href for href in pages if f"view={look}" not in href] == []


def test_an_unknown_look_is_the_ordinary_one(public: Client) -> None:
    assert 'class=""' in public.get("/?view=x").content.decode()


def test_a_result_shows_points_statement_and_corrections(public: Client) -> None:
    body = public.get("/results/GS-1/").content.decode()

    assert "访客管理登记" in body
    assert "已更换摄像头。" in body
    assert "补充复查情况" in body


def test_a_withdrawn_result_leaves_a_tombstone_without_the_name(public: Client) -> None:
    response = public.get("/results/GS-2/")

    assert response.status_code == 410
    assert "登记错误" in response.content.decode()
    assert "错登的店" not in response.content.decode()


def test_a_sensitive_item_says_why_no_points_stand_there(public: Client) -> None:
    PublicResultFactory(number="GS-3", points=[], points_note="本事项涉及公共安全，只公开结果。")

    assert "本事项涉及公共安全，只公开结果。" in public.get("/results/GS-3/").content.decode()


def test_the_item_page_names_basis_body_content_and_method(public: Client) -> None:
    body = public.get("/items/ZA-01/").content.decode()

    assert all(word in body for word in ["《旅馆业治安管理办法》第十四条", "阳城县公安局", "住宿登记", "现场检查"])


def test_numbers_of_a_draw_are_said_in_words(public: Client) -> None:
    assert "见证人三组数字：472938、016455、883207" in public.get("/draws/").content.decode()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("W,2=070511.996004", "见证人两组数字：070511、996004"),
        ("KL8,2025301=03.07.11", "快乐8 第2025301期：03 07 11"),
        ("SSQ,2025120=01.05.12.18.26.33+07", "双色球 第2025120期：01 05 12 18 26 33 + 07"),
        ("X,1=5", "X,1=5"),
    ],
)
def test_public_numbers_in_words(line: str, words: str) -> None:
    assert numbers_in_words(line) == words


def test_the_front_page_explains_the_results_that_occur(public: Client) -> None:
    PublicResultFactory(result="REFERRED")

    helps = public.get("/").content.decode().partition("怎样看懂检查结果")[2]
    assert MEANINGS["REFERRED"] in helps
    assert MEANINGS["NO_ACTIVITY"] not in helps


@pytest.mark.parametrize("phone", ["", "0356-4220110"])
def test_the_telephone_is_shown_when_the_bureau_set_one(public: Client, settings: Any, phone: str) -> None:
    settings.CONTACT_PHONE = phone

    assert ("联系电话：0356-4220110" in public.get("/about/").content.decode()) == bool(phone)


def test_the_commitment_is_served_to_the_byte(public: Client) -> None:
    response = public.get("/draws/YC-GA-2026-0001/commitment.txt")

    assert response.content == b"SSJ-COMMIT/1\ndraw\tYC-GA-2026-0002\nF\tb59945142489dd15\n"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_unknown_page_helps_in_chinese(public: Client) -> None:
    response = public.get("/results/GS-9/")

    assert response.status_code == 404
    assert "重新查询" in response.content.decode()


def test_a_page_may_be_kept_for_a_minute(public: Client) -> None:
    assert public.get("/").headers["Cache-Control"] == "public, max-age=60"


def test_a_page_with_all_it_needs_stays_under_100_kb(public: Client) -> None:
    PublicResultFactory.create_batch(25)

    assert weight(public.get("/").content.decode()) < 100_000


def test_every_icon_of_a_public_page_is_in_the_small_font() -> None:
    templates = [*Path(settings.BASE_DIR, "templates/public").glob("*.html")]
    used = {Path(settings.BASE_DIR, "templates/base_public.html"), *templates}
    names = {name for path in used for name in re.findall(r'(?:\bbi-|icon=")([a-z0-9-]+)', path.read_text())}
    words = Path(settings.BASE_DIR, "publicity/public_site/words.py").read_text()
    names |= set(re.findall(r'Tag\("\w+", "([a-z0-9-]+)"', words))

    css = Path(settings.BASE_DIR, "static/css/public_icons.css").read_text()
    assert sorted(name for name in names if f".bi-{name}::before" not in css) == []
