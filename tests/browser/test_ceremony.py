"""The six steps on the projector, in a real browser: keyboard, a lost page, both themes, every width."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspections.choices import Disclosure
from inspections.models import DrawSession
from tests.browser.conftest import PHONE, violations
from tests.factories.accounts import UserFactory
from tests.factories.plans import DIGITS, SessionFactory, TaskFactory
from yangcheng_inspect.accounts.roles import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

LogIn = Callable[..., Page]
WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def wall(person: LogIn) -> Callable[..., tuple[Page, DrawSession, list[str]]]:
    """The projected page of a frozen sitting, its sitting, and what the browser complained about."""

    def show(screen: dict[str, int] = WALL, **kwargs: Any) -> tuple[Page, DrawSession, list[str]]:
        UserFactory(username="office", roles=[Role.OFFICE])
        session: DrawSession = SessionFactory(frozen=True, tasks=[TaskFactory(firms=40, flagged=5, **kwargs)])
        page, wrong = person("office", screen), []
        page.emulate_media(reduced_motion="reduce")
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"/admin/sessions/{session.pk}/ceremony/")
        return page, session, wrong

    return show


def read_out(page: Page, again: list[str] = DIGITS) -> None:
    for place, (digits, second) in enumerate(zip(DIGITS, again, strict=True), start=1):
        page.fill(f"[name=name_{place}]", f"见证人{place}")
        page.fill(f"[name=digits_{place}]", digits)
        page.fill(f"[name=digits_{place}_again]", second)
    page.get_by_role("button", name="开始抽取").click()


def now(page: Page, step: int) -> None:
    expect(page.locator(".steps [aria-current=step]")).to_have_attribute("data-step", str(step))


def test_the_six_steps_by_the_space_bar(wall: Callable[..., Any]) -> None:
    page, session, wrong = wall(disclosure=Disclosure.AT_ONCE)
    now(page, 1)
    read_out(page)
    now(page, 3)
    drawn = session.draws.get()

    page.keyboard.press(" ")
    now(page, 4)
    expect(page.locator(".pool .hit")).to_have_count(drawn.drawn.count())
    expect(page.locator(".cut-words").first).to_contain_text("前")
    page.keyboard.press(" ")
    expect(page.locator(".res .pr").first).to_contain_text(
        drawn.members.order_by("drawn__rank", "order")[0].pooled.name
    )
    page.keyboard.press(" ")

    now(page, 6)
    expect(page.get_by_role("button", name="下一步")).to_be_disabled()
    assert wrong == []


def test_a_lost_page_comes_back_where_it_was(wall: Callable[..., Any]) -> None:
    page, *_ = wall()
    read_out(page)
    with page.expect_response("**/ceremony/step/"):
        page.keyboard.press(" ")

    page.reload()

    now(page, 4)


def test_wrong_digits_are_kept_and_nothing_is_drawn(wall: Callable[..., Any]) -> None:
    page, session, _ = wall()

    read_out(page, ["482913", "111111", "996004"])

    expect(page.locator(".wrong")).to_contain_text("与第一次录入的不同")
    assert page.input_value("[name=digits_2_again]") == "111111"
    assert session.draws.get().result_hash == ""


@pytest.mark.parametrize("screen", [WALL, {"width": 1440, "height": 900}, PHONE], ids=["wall", "desk", "phone"])
def test_dark_and_light_have_nothing_for_axe_and_fit(wall: Callable[..., Any], screen: dict[str, int]) -> None:
    page, _, wrong = wall(screen)
    found = violations(page)
    read_out(page)
    page.keyboard.press(" ")
    page.keyboard.press(" ")
    for _ in range(2):
        found += violations(page)
        page.keyboard.press("l")

    assert (found, wrong) == ([], [])
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.evaluate("document.getElementById('qr').naturalWidth") > 0
