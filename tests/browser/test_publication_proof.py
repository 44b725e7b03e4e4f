"""A citizen's browser checks that a publication stands in the signed log as it was published."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from publicity.public_site.models import PublicResult
from publicity.services import log_proofs
from tests.browser.conftest import PHONE, violations
from tests.factories.inspections import InspectionFactory
from tests.factories.plans import amend
from tests.factories.trail import keys
from tests.publicity.test_log_proofs import checkpoint

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> PublicResult:
    """Published, covered by a checkpoint, proved. The public site is given the keys."""
    (tmp_path / "keys.txt").write_text(keys())
    monkeypatch.setenv("TRAIL_KEYS", str(tmp_path / "keys.txt"))
    publication = InspectionFactory(approved=True).publication
    checkpoint()
    log_proofs.prove_new()
    return PublicResult.objects.get(publication_id=publication.pk)


@pytest.fixture
def page(row: PublicResult, chromium: Browser, public_url: str) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", base_url=public_url)
    yield context.new_page()
    context.close()


def test_a_publication_is_proved_in_the_browser(page: Page, row: PublicResult) -> None:
    page.goto(f"/results/{row.number}/")
    page.get_by_role("button", name="在我的浏览器里核验").click()

    expect(page.locator("[data-verdict]")).to_contain_text("起未被改动")
    states = page.locator("[data-lines] li").evaluate_all("rows => rows.map((row) => row.dataset.state)")
    assert states == ["ok", "ok", "ok"]
    assert violations(page) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("record.json", '"agency"', '"Agency"'), "公布的内容与留痕记录里的校验码不符"),
        (("proof.json", '"index": ', '"index": 1'), "按证明算不出检查点的总校验码"),
        (("proof.json", "yangcheng-ssj/2026-1", "yangcheng-ssj/2026-2"), "签名与检查点不符"),
        (("proof.json", "yangcheng-ssj ", "yangcheng-ssj !"), "不是规定的格式"),
        (("proof.json", '"format"', "format"), "不是规定的格式"),
    ],
)
def test_what_was_changed_on_the_way_is_found(
    page: Page, row: PublicResult, change: tuple[str, str, str], says: str
) -> None:
    name, old, new = change
    served = page.request.get(f"/results/{row.number}/{name}").text()
    assert old in served
    page.route(f"**/{name}", lambda route: route.fulfill(body=served.replace(old, new)))
    page.goto(f"/results/{row.number}/")
    page.get_by_role("button", name="在我的浏览器里核验").click()

    expect(page.locator("[data-verdict]")).to_contain_text("核验不一致")
    expect(page.locator("[data-verdict]")).to_contain_text(says)


@pytest.mark.parametrize(
    "browser",
    [
        "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})",
        "SubtleCrypto.prototype.verify = null",
    ],
    ids=["no_https", "no_ed25519"],
)
def test_a_browser_that_cannot_check_signatures_does_not_say_that_it_did(
    page: Page, row: PublicResult, browser: str
) -> None:
    page.add_init_script(browser)
    page.goto(f"/results/{row.number}/")
    page.get_by_role("button", name="在我的浏览器里核验").click()

    expect(page.locator("[data-verdict]")).to_contain_text("签名没有核验")
    expect(page.locator("[data-verdict]")).not_to_contain_text("未被改动")


def test_without_network_nothing_is_concluded(page: Page, row: PublicResult) -> None:
    page.goto(f"/results/{row.number}/")
    page.route("**/proof.json", lambda route: route.abort())
    page.get_by_role("button", name="在我的浏览器里核验").click()

    expect(page.locator("[data-verdict]")).to_contain_text("没有取到证明")


def test_a_record_exchanged_in_the_public_tables_is_found(page: Page, row: PublicResult) -> None:
    page.goto(f"/results/{row.number}/")
    amend(row, record=row.record | {"agency": "别处"})
    page.get_by_role("button", name="在我的浏览器里核验").click()

    expect(page.locator("[data-verdict]")).to_contain_text("核验不一致")
