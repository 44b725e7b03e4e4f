"""A citizen recomputes a draw in a real browser: off the main thread, without the network, with any bundle."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from inspections.lottery import digest
from inspections.lottery.own_line import own_line
from publicity.public_site.models import PublicDraw
from tests.browser.conftest import DESK, PHONE, violations
from tests.factories.public_draws import bundle_of, hotels, opened_draw, public_draw, tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
PAGE = "/draws/YC-GA-2026-0001/"
SLOW = 120_000  # two busy cores
PASSED = "核验通过，结果与公布一致"
Open = Callable[..., Page]

# Counts what the main thread does every 10 ms while the button's work is under way, and what the bar showed.
WATCH = """
window.seen = {ticks: 0, bar: new Set()};
setInterval(() => {
    const running = !document.querySelector('[data-bar-words]').hidden;
    if (running) { seen.ticks += 1; seen.bar.add(document.querySelector('[data-bar]').value); }
}, 10);
"""


@pytest.fixture
def citizen(chromium: Browser, public_url: str) -> Iterator[Open]:
    """`citizen(path, screen=PHONE, without="Worker")`: the public page in a browser of its own."""
    contexts: list[Any] = []

    def visit(path: str = PAGE, screen: dict[str, int] = DESK, without: str = "") -> Page:
        contexts.append(chromium.new_context(viewport=screen, locale="zh-CN", base_url=public_url))
        page = contexts[-1].new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        if without:
            page.add_init_script(f"delete window.{without}")
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


def recompute(page: Page) -> None:
    page.get_by_role("button", name="在我的浏览器里重新计算").click()
    expect(page.locator("[data-title]")).not_to_have_text("可以自己重新计算", timeout=SLOW)


def title(page: Page) -> str:
    return str(page.locator("[data-title]").text_content())


def test_fifty_thousand_firms_are_verified_while_the_page_stays_alive(citizen: Open) -> None:
    opened_draw(hotels(firms=50_000, drawn=20))
    page = citizen()
    page.evaluate(WATCH)

    recompute(page)

    ticks, shown = page.evaluate("[seen.ticks, [...seen.bar].filter(value => value > 0 && value < 100).length]")
    assert (title(page), page.errors) == (PASSED, [])
    assert ticks >= 10
    assert shown >= 3
    expect(page.locator("[data-drawn] tr")).to_have_count(21)


@pytest.mark.parametrize("without", ["Worker", "crypto"])
def test_neither_a_worker_nor_webcrypto_is_needed(citizen: Open, without: str) -> None:
    opened_draw(hotels(firms=3000))
    page = citizen(without=without)
    page.evaluate(WATCH)

    recompute(page)

    assert (title(page), page.errors) == (PASSED, [])
    assert page.evaluate("seen.ticks") >= 1


def test_once_loaded_the_network_may_be_cut(citizen: Open) -> None:
    opened_draw(hotels())
    page = citizen()
    expect(page.locator("[data-note]")).to_contain_text("断网也能算")
    page.context.set_offline(True)

    recompute(page)

    assert (title(page), page.errors) == (PASSED, [])


def test_a_visitors_own_file_is_computed_and_a_changed_one_is_refused_in_a_sentence(
    citizen: Open, tmp_path: Path
) -> None:
    opened_draw(hotels())
    changed = json.loads(bundle_of(hotels()).json())
    changed["frozen"] = changed["frozen"].replace("\t3\t0\tE\n", "\t9\t0\tE\n", 1)
    (tmp_path / "changed.json").write_text(json.dumps(changed))
    page = citizen()

    page.locator("[data-file] input").set_input_files(tmp_path / "changed.json")

    expect(page.locator("[data-title]")).to_have_text("核验不一致", timeout=SLOW)
    expect(page.locator("[data-says]")).to_contain_text("封存名录被改动过：户数没有变，但内容的校验码与封存公告不一致")
    expect(page.locator('[data-check="名录未改动"]')).to_contain_text("不一致")
    expect(page.locator('[data-check="结果由号码算出"]')).to_contain_text("未计算")
    expect(page.locator("[data-results]")).to_be_hidden()


def test_a_firm_finds_its_ticket_rank_and_reason(citizen: Open) -> None:
    pool = hotels()
    opened_draw(pool)
    page = citizen()

    page.get_by_label("统一社会信用代码，或者最后 4 位以上").fill(pool.entities[0].id[-4:])
    page.get_by_role("button", name="查看").click()

    found = page.locator("[data-found]")
    expect(found).to_contain_text("号码最小的", timeout=SLOW)
    expect(found).to_contain_text(pool.entities[0].id)
    assert page.locator(".mark-me").count() == 1


def test_before_names_are_public_a_firm_checks_its_own_line(citizen: Open) -> None:
    pool = hotels()
    public_draw(pool)
    page = citizen()
    line = own_line(pool.draw, tree(pool).membership(pool.entities[5].id))

    for text, word in [(line, "在名录里"), (line.replace("\tB\t", "\tBK\t"), "核对不上")]:
        page.get_by_label("凭据全文").fill(text)
        page.get_by_role("button", name="核对", exact=True).click()
        expect(page.locator("[data-line-found]")).to_contain_text(word)
    assert page.errors == []


def test_a_name_in_the_bundle_is_never_markup(citizen: Open) -> None:
    pool = hotels()
    names = "SSJ-NAMES/1\n" + "".join(f"E\t{row.id}\t<img src=x onerror=alert(1)>\n" for row in pool.entities)
    bundle = bundle_of(pool)
    commit = bundle.commit.replace(digest(bundle.names, "sha256"), digest(names, "sha256"))
    opened_draw(pool, bundle_of(pool, names=names, commit=commit), commitment=commit)
    page = citizen()

    recompute(page)

    assert title(page) == PASSED
    assert page.locator("[data-drawn] img").count() == 0
    expect(page.locator("[data-drawn] .nm").first).to_have_text("<img src=x onerror=alert(1)>")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("view", ["", "large", "contrast"])
def test_the_page_has_nothing_for_axe_and_fits_the_screen(citizen: Open, screen: dict[str, int], view: str) -> None:
    pool = hotels()
    opened_draw(pool)
    page = citizen(f"{PAGE}?view={view}", screen)
    recompute(page)
    page.get_by_label("统一社会信用代码，或者最后 4 位以上").fill(pool.entities[0].id)
    page.keyboard.press("Enter")
    expect(page.locator("[data-found] .own-found")).to_be_visible()

    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_shut_and_a_void_draw_have_nothing_for_axe(citizen: Open, screen: dict[str, int]) -> None:
    first = public_draw(hotels(), bundle_of(hotels()))
    void = {"status": PublicDraw.Status.VOID, "void_reason": "名录漏列三户"}
    public_draw(hotels("YC-GA-2026-0002", prev=first.result_sha256), **void)

    for path in (PAGE, f"{PAGE}?view=contrast", "/draws/YC-GA-2026-0002/", "/draws/"):
        page = citizen(path, screen)
        assert (path, violations(page)) == (path, [])
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_everything_is_reached_by_keyboard(citizen: Open) -> None:
    opened_draw(hotels())
    page = citizen()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.innerText.trim()"))

    wanted = ["在我的浏览器里重新计算", "code", "查看", "证据包", "核验程序"]
    assert [name for name in wanted if name not in reached] == []
