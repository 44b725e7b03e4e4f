"""One round of 双随机、一公开 from the uploaded list to the public page, as the different people would play it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import timezone
from playwright.sync_api import Page, expect

from inspections.models import Visit
from registry import sample
from registry.models import Unit
from registry.services import reference
from tests.browser.conftest import PHONE
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectorFactory
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.trail.verify import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

LogIn = Callable[..., Page]
HEADER = ["企业名称", "统一社会信用代码", "市场主体类型", "住所（经营场所）", "登记状态", "监管行业", "信用风险等级"]
HOTELS = [
    [
        "阳城县梧桐客栈",
        "91140522MA0AAAA012",
        "有限责任公司",
        "阳城县润城镇新建路1号",
        "存续",
        "旅馆业",
        "B",
    ],
    ["阳城县荷塘旅馆", "92140522MA0AAAA02X", "个体工商户", "阳城县凤城镇人民路2号", "存续", "旅馆业", "B"],
    ["阳城县错码旅馆", "9114052X", "个体工商户", "阳城县凤城镇人民路3号", "存续", "旅馆业", "B"],
]


@pytest.fixture
def bureau() -> None:
    """Units, towns, trades; four officers of one brigade, its head, two of the office, a leader."""
    reference.load(directory=sample.DIRECTORY, by=None)
    brigade = Unit.objects.get(name="治安大队")
    for number in range(4):
        InspectorFactory(unit=brigade, name=f"民警{number}", user__username=f"officer{number}")
    UserFactory(username="head", roles=[Role.UNIT_HEAD], unit_code=brigade.code)
    for name, role in [("office", Role.OFFICE), ("office2", Role.OFFICE), ("leader", Role.LEADER)]:
        UserFactory(username=name, roles=[role])


def workbook(rows: list[list[str]]) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([["阳城县市场主体名录"], HEADER, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def test_a_round_from_upload_to_the_public_page(bureau: None, person: LogIn, public_url: str, tmp_path: Path) -> None:
    office, second, leader = person("office"), person("office2"), person("leader")
    upload_registries(office, tmp_path)
    approve_item(office, leader)
    approve_plan(office, leader)
    freeze_and_draw(office, second)
    approve_visits(office, person("head"), leader)
    visit = Visit.objects.get(code="91140522MA0AAAA012")

    carry_out(visit, person)
    decide(visit, person("head"), office, leader)

    read_in_public(office, public_url)
    assert not verify("default").fails


def upload_registries(office: Page, folder: Path) -> None:
    """The market bureau's list with one bad row, then the item list with its parameters."""
    (folder / "hotels.xlsx").write_bytes(workbook(HOTELS))
    start_upload(office, "市场主体", folder / "hotels.xlsx")
    press(office, "上传")
    press(office, "继续")
    expect(office.get_by_text("应为 18 位，现为 8 位").first).to_be_visible()
    press(office, "确认导入")
    start_upload(office, "抽查事项", sample.DIRECTORY / "items.csv")
    office.set_input_files("[name=parameters]", sample.DIRECTORY / "item_parameters.csv")
    press(office, "上传")
    press(office, "继续")
    press(office, "确认导入")
    expect(office.get_by_text("已导入").first).to_be_visible()


def press(page: Page, name: str) -> None:
    """Click a button and wait for the answer: the next person may look at once."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


def start_upload(office: Page, kind: str, path: Path) -> None:
    office.goto("/admin/registry/registryimport/add/")
    office.get_by_label(kind, exact=False).first.check()
    office.get_by_label("全量名录").check()
    office.set_input_files("[name=file]", path)
    office.fill("[name=as_of]", timezone.localdate().isoformat())
    office.fill("[name=source_note]", "县市场监管局导出")


def approve_item(office: Page, leader: Page) -> None:
    """ZA-01: the office sends it, the leader confirms its articles and approves."""
    office.goto("/admin/registry/itemversion/?q=ZA-01")
    office.locator("[name=_selected_action]").first.check()
    office.locator("[name=action]").first.select_option(label="送分管局领导审批")
    with office.expect_navigation():
        office.locator("button[name=index]").click()
    leader.goto("/registry/items/")
    leader.get_by_role("link", name="审批", exact=True).first.click()
    for box in leader.locator("[name=basis]").all():
        box.check()
    press(leader, "批准")


def approve_plan(office: Page, leader: Page) -> None:
    """One line at 100 %, so that the hotel of this story is surely drawn."""
    office.goto("/admin/plans/new/")
    send(office)
    office.locator("a[href$='/lines/new/']").first.click()
    office.locator("[name=item]").select_option(index=1)
    office.locator("[name=unit]").select_option(label="治安大队")
    office.fill("[name=ratio]", "100")
    send(office)
    press(office, "送分管局领导审批")
    leader.goto("/plans/")
    leader.locator("a.nm").first.click()
    press(leader, "批准计划")


def freeze_and_draw(office: Page, second: Page) -> None:
    """One proposes, another confirms; then each witness's digits are typed twice."""
    office.reload()
    office.locator("a[href$='/task/']").first.click()
    send(office)
    office.goto("/admin/sessions/new/")
    office.fill("[name=title]", "第 1 场抽取")
    send(office)
    note = office.locator("[name=note]")
    if note.count():  # something warns: whoever proposes says that it was looked at
        note.fill("已逐条核对。")
    press(office, "提出封存")
    second.goto(office.url)
    press(second, "封存名录并公布校验码")
    office.goto(second.url)
    type_digits(office)
    press(office, "开始抽取")
    expect(office.get_by_text("阳城县梧桐客栈").first).to_be_visible()


def type_digits(office: Page) -> None:
    for row, digits in zip(office.locator(".witnesses tbody tr").all(), ["482913", "070511", "996004"], strict=True):
        name, first, again = row.locator("input").all()
        name.fill("见证人")
        first.fill(digits)
        again.fill(digits)


def approve_visits(office: Page, head: Page, leader: Page) -> None:
    for page, button in [(office, "报所队长审核"), (head, "审核通过"), (leader, "批准这批检查")]:
        page.goto("/approvals/")
        page.locator("a.nm").first.click()
        if page is office:
            page.fill("[name=why_on_site]", "须现场查看登记簿和设施。")
        press(page, button)


def carry_out(visit: Visit, person: LogIn) -> None:
    """Two phones at the hotel: both arrive, one writes, the business signs, both sign."""
    phones = [person(place.inspector.user.username, PHONE) for place in visit.officers.all()]
    lead = phones[0]
    for phone in phones:
        phone.goto("/")
        phone.get_by_role("link", name="阳城县梧桐客栈").first.click()
        press(phone, "到场亮证")
    lead.fill("[name=attendee]", "李青")
    lead.fill("[name=attendee_role]", "前台主管")
    press(lead, "登记已送达并告知")
    answer(lead, visit)
    confirm(lead, visit)
    for phone in phones:
        phone.goto(f"/visits/{visit.pk}/confirm/")
        press(phone, "核对无误，签名")
    lead.goto(f"/visits/{visit.pk}/submit/")
    press(lead, "提交检查记录")
    expect(lead.get_by_text("已提交").first).to_be_visible()


def answer(lead: Page, visit: Visit) -> None:
    lead.goto(f"/records/{visit.inspections.get().pk}/")
    assert lead.locator("input[type=radio]:checked").count() == 0, "no verdict is ever pre-filled"
    for label in lead.locator("label.yes").all():
        label.click()
    lead.locator("[name=result]").select_option(value="NONE")
    with lead.expect_navigation():
        lead.locator("button[name=next]").click()


def confirm(lead: Page, visit: Visit) -> None:
    lead.goto(f"/visits/{visit.pk}/confirm/")
    lead.locator("label.is-agreed").click()
    lead.fill("[name=signer]", "李青")
    lead.fill("[name=signer_role]", "前台主管")
    sheet = lead.locator("[data-signature] canvas")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    lead.mouse.move(box["x"] + 30, box["y"] + 40)
    lead.mouse.down()
    lead.mouse.move(box["x"] + 120, box["y"] + 70, steps=8)
    lead.mouse.up()
    press(lead, "登记意见")


def decide(visit: Visit, head: Page, office: Page, leader: Page) -> None:
    for page, button in [(head, "审核通过"), (office, "审核通过"), (leader, "批准并公示")]:
        page.goto(f"/review/{visit.inspections.get().pk}/")
        press(page, button)


def read_in_public(page: Page, public_url: str) -> None:
    page.goto(f"{public_url}/?q=AA012")
    page.get_by_role("link", name="阳城县梧桐客栈").click()
    expect(page.get_by_text("未发现问题").first).to_be_visible()
    assert "李青" not in page.content()
