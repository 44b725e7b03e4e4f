"""The page of one draw: what is shown before names are public, after, when void, when restricted."""

import hashlib
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.utils.timezone import get_default_timezone

from inspections.lottery import Source
from publicity.public_site import store
from publicity.public_site.models import PublicDraw
from publicity.public_site.schema import NotPublic
from tests.factories.public_draws import DIGITS, bundle_of, hotels, opened_draw, public_draw
from tests.publicity.draws import PAGE, SHUT, body, drawn, frozen, leaked, restricted, void
from yangcheng_inspect.personal import PERSONAL

pytestmark = pytest.mark.django_db


@SHUT
@pytest.mark.parametrize("path", [PAGE, "/draws/", f"{PAGE}commitment.txt", "/sitemap/"])
def test_no_firm_and_no_officer_is_named_before_the_draw_is_opened(public: Client, make: Callable, path: str) -> None:
    make()

    assert leaked(body(public, path)) == []


@pytest.mark.parametrize("make", [frozen, drawn, restricted])
def test_before_opening_a_firm_may_check_its_own_line(public: Client, make: Callable) -> None:
    make()

    assert "data-line-form" in body(public)


def test_before_opening_fingerprint_counts_numbers_and_result_are_shown(public: Client) -> None:
    row, text = drawn(), body(public)
    shown = [row.frozen_sha256, row.frozen_sm3, row.result_sha256]

    assert all(" ".join(re.findall("....", code)) in text for code in shown)
    assert "见证人三组数字：482913、070511、996004" in text
    assert re.search(r"一般</th>\s*<td class=\"num\">51</td>", text)


def test_the_seed_and_the_secret_stay_shut_until_the_names_are_public(public: Client) -> None:
    drawn()
    seed = re.search(r"\nseed\t(\w+)\n", bundle_of(hotels()).result)

    assert seed
    assert seed[1] not in body(public)


def test_an_opened_draw_offers_to_recompute_and_to_find_a_firm(public: Client) -> None:
    opened_draw(hotels())
    text = body(public)

    assert all(hook in text for hook in ["data-verify", "data-go", "data-find-form", "查一户"])
    assert "data-line-form" not in text


def test_the_page_itself_names_no_firm_even_when_opened(public: Client) -> None:
    opened_draw(hotels())

    assert leaked(body(public)) == []


def test_an_opened_draw_without_its_bundle_says_so(public: Client) -> None:
    public_draw(hotels(), bundle_of(hotels()), status=PublicDraw.Status.OPENED)

    assert "证据包尚未上传" in body(public)
    assert public.get(f"{PAGE}bundle.json").status_code == 404


def test_a_restricted_draw_says_who_may_read_it(public: Client) -> None:
    restricted()

    assert "只向派驻纪检监察组、公安法制部门和司法局公开" in body(public)


def test_a_restricted_draw_can_never_be_marked_as_opened() -> None:
    with pytest.raises(IntegrityError, match="restricted_stays_shut"):
        public_draw(hotels(), bundle_of(hotels()), status=PublicDraw.Status.OPENED, restricted=True)


def test_a_void_shows_its_reason_its_record_and_what_follows_from_it(public: Client) -> None:
    row, text = void(), body(public)

    assert all(words in text for words in ["名录漏列三户", "本次抽取已作废", "没有人知道会抽中谁"])
    assert public.get(f"{PAGE}void.txt").content.decode() == row.void_record


def test_a_void_after_the_numbers_says_that_the_task_is_over(public: Client) -> None:
    public_draw(hotels(), status=PublicDraw.Status.VOID, void_reason="公告有误", numbers=DIGITS)

    assert "任务随之取消，不得重抽" in body(public)


def test_a_void_after_the_lottery_says_so_though_nothing_was_entered(public: Client) -> None:
    public_draw(hotels(), status=PublicDraw.Status.VOID, void_reason="公告有误", number_known=True)

    assert "任务随之取消，不得重抽" in body(public)
    assert "没有人知道会抽中谁" not in body(public)


def test_a_draw_that_is_not_void_has_no_void_record(public: Client) -> None:
    drawn()

    assert public.get(f"{PAGE}void.txt").status_code == 404


def test_each_record_links_to_the_one_before_and_after(public: Client) -> None:
    first = opened_draw(hotels())
    public_draw(hotels("YC-GA-2026-0002", prev=first.result_sha256))

    assert "YC-GA-2026-0002</a>（接在本次结果记录之后）" in body(public)
    assert re.search(r"YC-GA-2026-0001</a>\s*的结果记录", body(public, "/draws/YC-GA-2026-0002/"))


def test_what_follows_a_void_is_linked_too(public: Client) -> None:
    first = void()
    public_draw(hotels("YC-GA-2026-0002", prev=first.void_hash))

    assert "接在本次作废记录之后" in body(public)


def test_the_first_draw_has_nothing_before_it(public: Client) -> None:
    frozen()

    assert "这是第一次抽取" in body(public)


def test_a_record_before_that_this_site_does_not_have_is_told(public: Client) -> None:
    public_draw(hotels(prev="ab" * 32))

    assert "本站没有这一记录" in body(public)


def test_a_supplementary_draw_and_its_origin_point_to_each_other(public: Client) -> None:
    drawn()
    public_draw(hotels("YC-GA-2026-0002"), supplement_to="YC-GA-2026-0001")

    assert "由补充抽取" in body(public)
    assert "这是补充抽取" in body(public, "/draws/YC-GA-2026-0002/")


def test_the_page_says_when_the_lottery_it_names_is_drawn(public: Client) -> None:
    public_draw(hotels(), lottery_at=datetime(2026, 4, 2, 21, 15, tzinfo=get_default_timezone()))

    assert "2026年4月2日 21:15（封存时指定）" in " ".join(body(public).split())


def test_a_corrected_number_stays_visible(public: Client) -> None:
    was = "W,3=482913.070511.996005"
    rows = [{"on": "2026-04-03", "was": was, "now": DIGITS[0], "why": "开奖公告"}]
    public_draw(hotels(), bundle_of(hotels()), corrections=rows)

    assert all(words in body(public) for words in ["996005", "依据：开奖公告"])


def test_a_result_that_was_put_right_stays_a_record_of_the_chain(public: Client) -> None:
    old = "cd" * 32
    row = {"on": "2026-04-03", "was": "W,3=482913.070511.996005", "now": DIGITS[0], "why": "公告", "was_result": old}
    public_draw(hotels(), bundle_of(hotels()), corrections=[row])
    public_draw(hotels("YC-GA-2026-0002", prev=old))

    assert old in body(public)
    assert "YC-GA-2026-0002</a>（接在本次更正前的结果记录之后）" in body(public)
    assert re.search(r"YC-GA-2026-0001</a>\s*的更正前的结果记录", body(public, "/draws/YC-GA-2026-0002/"))


def test_the_evidence_of_a_correction_names_nobody() -> None:
    row = {"on": "2026-04-03", "was": DIGITS[0], "now": DIGITS[0], "why": "见证人电话 13834560001"}

    with pytest.raises(NotPublic, match="号码更正的依据里有手机号码"):
        store.put_draw(draw_id=1, number="YC-GA-2026-0001", corrections=[row])


@pytest.mark.parametrize(("day", "late"), [(date(2020, 1, 1), True), (date(2999, 1, 1), False)])
def test_names_that_should_be_public_by_now_are_missed_aloud(public: Client, day: date, late: bool) -> None:
    public_draw(hotels(), bundle_of(hotels()), opens_on=day)

    assert ("已经逾期" in body(public)) is late


def test_witnesses_alone_are_said_to_be_weaker(public: Client) -> None:
    drawn()
    both = (Source("KL8", "2026301"), Source("W", "3"))
    public_draw(hotels("YC-GA-2026-0002", sources=both))

    assert "用开奖号码的抽取没有这个弱点" in body(public)
    assert "没有这个弱点" not in body(public, "/draws/YC-GA-2026-0002/")
    assert "快乐8 第2026301期开奖号码" in body(public, "/draws/YC-GA-2026-0002/")


def test_the_page_says_what_it_cannot_prove(public: Client) -> None:
    opened_draw(hotels())

    assert "不能说明：名录本身是否齐全" in body(public)


def test_the_program_is_shown_with_the_digest_of_the_file_that_is_served(public: Client) -> None:
    frozen()
    file = Path(str(finders.find("verify/verify_draw.py"))).read_bytes()

    assert " ".join(re.findall("....", hashlib.sha256(file).hexdigest())) in body(public)


@pytest.mark.parametrize("make", [frozen, drawn, restricted, void, lambda: opened_draw(hotels())])
def test_the_page_runs_no_inline_script_keeps_no_cookie_and_tells_nothing_personal(
    public: Client, make: Callable
) -> None:
    make()
    answer = public.get(PAGE)
    text = answer.content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src)|javascript:", text)
    assert [what for what, pattern in PERSONAL.items() if pattern.search(text)] == []
    assert (answer.cookies, answer.headers["Cache-Control"]) == ({}, "public, max-age=60")


def test_every_script_and_the_worker_have_hashed_names(public: Client, settings: Any, tmp_path: Path) -> None:
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    call_command("collectstatic", interactive=False, verbosity=0)
    opened_draw(hotels())

    found = re.findall(r'(?:src|data-worker)="/static/(js/[^"]+)"', body(public))
    assert [name[:17] for name in found if "worker" in name] == ["js/lottery/worker"]
    assert [name for name in found if not re.search(r"\.[0-9a-f]{12}\.js$", name)] == []
