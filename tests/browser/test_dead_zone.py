"""A record begun in the network and finished in a dead zone, on a phone (decisions: drafts 72 h, one submission)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from inspections.models import Evidence, Inspection, Visit
from inspections.services import records, visits
from tests.browser.conftest import PHONE, violations
from tests.factories.inspections import VisitFactory, team_of
from yangcheng_inspect.trail.models import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

expect.set_options(timeout=20_000)
LogIn = Callable[..., Page]
CANARY = "三楼走廊摄像头无画面"
NAMES = ["李青", CANARY]
DUMP = """async () => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const text = async (value) => {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
        if (value instanceof Blob) return value.text();
        if (value instanceof CryptoKey) return `key extractable=${value.extractable}`;
        if (value && typeof value === "object") return (await Promise.all(Object.values(value).map(text))).join(" ");
        return String(value);
    };
    const wait = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    for (const { name } of await indexedDB.databases()) {
        const db = await wait(indexedDB.open(name));
        for (const store of db.objectStoreNames) {
            found.push(await text(await wait(db.transaction(store).objectStore(store).getAll())));
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const type = (await cache.match(request)).headers.get("Content-Type") || "";
            found.push(request.url, /text|script|json/.test(type) ? await (await cache.match(request)).text() : "");
        }
    }
    return found.join("\\n");
}"""
"""All this browser keeps of the site, as text."""


@pytest.fixture
def visit() -> Visit:
    return VisitFactory(onsite=True)


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str], str]:
    def made(colour: str) -> str:
        path = tmp_path / f"{colour}.jpg"
        Image.new("RGB", (2400, 1800), colour).save(path)
        return str(path)

    return made


def record_of(visit: Visit) -> Inspection:
    return visit.inspections.get()


def open_record(page: Page, visit: Visit) -> None:
    """The server's page, with the phone's part at work and its worker in charge."""
    page.goto(f"/records/{record_of(visit).pk}/")
    page.wait_for_selector("[data-record][data-kept]")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def write_stroke(page: Page, name: str = "") -> None:
    sheet = page.locator(f"{name} .sig canvas").first
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 80, steps=6)
    page.mouse.up()


def take(page: Page, picture: str) -> None:
    page.locator("#point-3 input[type=file]").set_input_files(picture)


def synced(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("已同步")


def again(context: BrowserContext, page: Page, path: str) -> Page:
    """The tab is closed; later another is opened from the bookmark."""
    page.close()
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.goto(path)
    return opened


def test_a_record_survives_a_dead_zone(visit: Visit, person: LogIn, photo: Callable[[str], str]) -> None:
    lead, second = team_of(visit)
    page = person(lead.username, PHONE)
    context = page.context
    begin_in_the_network(page, visit, photo("red"))

    context.set_offline(True)
    take(page, photo("blue"))
    expect(page.locator("#point-3 [data-photo=kept]")).to_contain_text("已存本机")
    page = finish_in_the_dead_zone(context, page, visit)
    assert_nothing_readable(page)

    context.set_offline(False)
    expect(page.locator("[data-network]")).to_contain_text("待本人登录确认")
    assert Visit.objects.get(pk=visit.pk).status == "ONSITE", "a mark by hand is not yet a signature"
    records.sign(visit=visit, by=second)
    page.reload()
    synced(page)

    assert Visit.objects.get(pk=visit.pk).status == "SUBMITTED"
    assert Event.objects.filter(act="visit.submit", obj=f"visit/{visit.pk}").count() == 1
    assert Evidence.objects.filter(inspection__visit=visit, stored_at__isnull=False).count() == 2
    assert record_of(visit).answers.get(check_point__order=3).finding == CANARY


def begin_in_the_network(page: Page, visit: Visit, picture: str) -> None:
    open_record(page, visit)
    page.locator("#point-1 label.yes").click()
    page.locator("#point-2 label.yes").click()
    page.locator("#point-3 label.no").click()
    take(page, picture)
    expect(page.locator("#point-3 [data-photo=sent]")).to_be_visible()
    synced(page)


def finish_in_the_dead_zone(context: BrowserContext, page: Page, visit: Visit) -> Page:
    """Types what was found, closes the tab, opens it again, still without a network: result, signatures, submission."""
    page.fill("#point-3 textarea", CANARY)
    expect(page.locator("[data-network]")).to_contain_text("照片 1 张待传")
    page = again(context, page, f"/records/{record_of(visit).pk}/")
    expect(page.locator("#point-3 textarea")).to_have_value(CANARY)
    page.get_by_role("button", name="采用").click()
    page.fill("[name=rectify_by]", "2099-01-01")
    page.get_by_role("link", name="下一步").click()
    page.locator("label.is-agreed").click()
    write_stroke(page)
    page.get_by_role("button", name="登记意见").click()
    page.get_by_role("button", name="核对无误，签名").click()
    page.get_by_text("没有网络：在本机手写").click()
    write_stroke(page, ".team")
    page.get_by_role("button", name="登记手写签名").click()
    page.get_by_role("button", name="提交检查记录").click()
    expect(page.get_by_role("button", name="已排队，联网后自动提交")).to_be_disabled()
    return page


def assert_nothing_readable(page: Page) -> None:
    kept = page.evaluate(DUMP)
    assert "key extractable=false" in kept
    assert "offline/shell.js" in kept, "the worker's files are among what was looked at"
    assert [word for word in NAMES if word in kept or json.dumps(word)[1:-1] in kept] == []


def test_the_page_from_the_phone_can_be_used_by_everybody(visit: Visit, person: LogIn) -> None:
    page = person(team_of(visit)[0].username, PHONE)
    open_record(page, visit)
    page.context.set_offline(True)

    for path in [
        "/visits/",
        f"/visits/{visit.pk}/",
        f"/records/{record_of(visit).pk}/",
        f"/visits/{visit.pk}/confirm/",
    ]:
        page.goto(path)
        expect(page.locator("main section:visible").first).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_both_values_are_shown_and_the_officer_chooses(visit: Visit, person: LogIn) -> None:
    lead, second = team_of(visit)
    page = person(lead.username, PHONE)
    open_record(page, visit)
    page.context.set_offline(True)
    page.locator("#point-1 label.yes").click()
    point = record_of(visit).version.check_points.get(order=1)
    found = records.Findings(answers={point.pk: records.Given("NA")})
    records.fill(inspection=record_of(visit), findings=found, by=second)

    page.context.set_offline(False)
    expect(page.locator(".clash")).to_contain_text(f"{second.name}")
    page.locator(".clash label", has_text="不适用").click()
    page.get_by_role("button", name="保留所选内容").click()

    synced(page)
    assert record_of(visit).answers.get(check_point=point).choice == "NA"
    assert page.locator("#point-1 label.na input").is_checked()


def test_nobody_logs_out_over_a_draft(visit: Visit, person: LogIn) -> None:
    page = person(team_of(visit)[0].username, PHONE)
    open_record(page, visit)
    page.context.route("**/sync/", lambda route: route.abort())
    page.locator("#point-1 label.yes").click()
    expect(page.locator("[data-saved]")).to_contain_text("已存本机")

    page.goto("/visits/")
    page.get_by_role("button", name="退出").click()
    expect(page.locator(".leave-refused")).to_contain_text("不能退出")
    page.context.unroute("**/sync/")
    page.goto(f"/records/{record_of(visit).pk}/")
    synced(page)
    page.goto("/visits/")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login/")
    assert "yangcheng-phone" not in page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")


def test_an_expired_login_asks_again_and_goes_on(visit: Visit, person: LogIn) -> None:
    page: Any = person(team_of(visit)[0].username, PHONE)
    open_record(page, visit)
    session = [one for one in page.context.cookies() if one["name"] == "sid"]
    page.context.clear_cookies(name="sid")
    page.locator("#point-1 label.yes").click()
    expect(page.locator("[data-network]")).to_contain_text("登录已过期")

    page.context.add_cookies(session)
    page.reload()

    synced(page)
    assert record_of(visit).answers.get().choice == "YES"


def test_a_signature_survives_the_turn_of_the_phone(person: LogIn) -> None:
    visit = VisitFactory(filled=True)
    page = person(team_of(visit)[0].username, {"width": 844, "height": 390})
    page.goto(f"/visits/{visit.pk}/confirm/")
    page.locator("label.is-agreed").click()
    write_stroke(page)
    before = page.locator("[name=strokes]").input_value()

    page.set_viewport_size(PHONE)
    lowest = max(y for stroke in json.loads(before) for _, y in stroke)

    box = page.locator(".sig").bounding_box()
    assert box is not None
    assert page.locator("[name=strokes]").input_value() == before != ""
    assert lowest / 1000 * box["width"] <= box["height"]


def test_the_second_officer_checks_in_with_the_code(person: LogIn) -> None:
    visit = VisitFactory(ready=True)
    lead, second = team_of(visit)
    visits.arrive(visit=visit, by=lead)
    page = person(lead.username, PHONE)
    page.goto(f"/visits/{visit.pk}/code/")
    digits = page.locator(".digits").inner_text()

    other = person(second.username, PHONE)
    other.goto(f"/visits/code/?code={digits}")
    other.get_by_role("button", name="到场亮证").click()

    expect(other.get_by_text("已登记到场亮证").first).to_be_visible()
    assert visit.officers.filter(arrived_at__isnull=False).count() == 2
