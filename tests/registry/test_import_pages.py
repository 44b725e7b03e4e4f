from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from registry.models import ImportSource, MarketEntity, RegistryImport
from registry.status import ImportStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import EntityFactory, TownFactory, credit_code

UPLOAD = "admin:registry_registryimport_add"
LINES = "企业名称,统一社会信用代码,联系电话\n"


@pytest.fixture
def office(client: Client, db) -> Client:
    TownFactory()
    client.force_login(UserFactory(office=True))
    return client


def hand_in(client: Client, content: str, scope: str = "CHANGES", **fields: str):
    """Upload; the page that comes back shows the columns."""
    file = BytesIO(content.encode())
    file.name = "名录.csv"
    data = {"kind": "ENTITIES", "scope": scope, "as_of": "2026-11-16", "source_note": "市场监管局送来", **fields}
    return client.post(reverse(UPLOAD), {**data, "file": file}, follow=True)


def upload(client: Client, content: str, scope: str = "CHANGES", **fields: str):
    """Upload and go on with the columns as they were proposed."""
    page = hand_in(client, content, scope, **fields)
    current = RegistryImport.objects.first()
    columns = {line.name: str(line.place) for line in page.context["lines"] if line.place is not None}
    data = {"match": "1", "header": page.context["header"], **columns}
    return client.post(current.get_absolute_url(), data, follow=True)


def latest() -> RegistryImport:
    return RegistryImport.objects.get()


def test_an_upload_shows_its_columns_and_its_first_rows(office: Client) -> None:
    page = hand_in(office, LINES + f"甲宾馆,{credit_code(1)},\n").content.decode()

    assert "必需的列都已认出" in page
    assert "A　企业名称" in page
    assert "甲宾馆" in page
    assert latest().status == ImportStatus.MATCHING


def test_columns_nobody_keeps_are_named(office: Client) -> None:
    page = hand_in(office, f"企业名称,统一社会信用代码,注册资金,所在省份\n甲,{credit_code(1)},50(万),山西省\n")

    assert "以下列不导入：注册资金、所在省份。" in page.content.decode()


def test_a_strange_header_is_matched_by_hand_and_remembered(office: Client) -> None:
    strange = f"店名,证照号\n甲宾馆,{credit_code(1)}\n"
    page = hand_in(office, strange, source="县局系统").content.decode()
    assert "没有找到“企业名称”列。请在下面选出它" in page

    columns = {"match": "1", "header": "1", "column-name": "0", "column-credit_code": "1"}
    office.post(latest().get_absolute_url(), columns)

    assert latest().rows.get().name == "甲宾馆"
    assert ImportSource.objects.get().words == {"name": "店名", "credit_code": "证照号"}
    again = hand_in(office, strange, source="县局系统").content.decode()
    assert "已按来源“县局系统”上次的列对应匹配" in again


def test_a_missing_required_column_goes_no_further_and_keeps_what_was_chosen(office: Client) -> None:
    hand_in(office, "甲列,乙列\n甲宾馆,1\n")

    page = office.post(latest().get_absolute_url(), {"match": "1", "header": "1", "column-name": "1"})

    assert "没有找到“统一社会信用代码”或“注册号”列。" in page.content.decode()
    assert next(line.place for line in page.context["lines"] if line.field == "name") == 1
    assert latest().status == ImportStatus.MATCHING


def test_another_row_can_be_the_header(office: Client) -> None:
    hand_in(office, f"甲,乙,丙,丁\n店名,企业名称\n甲宾馆,{credit_code(1)}\n")

    page = office.get(latest().get_absolute_url(), {"header": "1"})

    assert page.context["header"] == 1


def test_an_upload_leads_to_its_preview(office: Client) -> None:
    response = upload(office, LINES + f"甲宾馆,{credit_code(1)},\n乙宾馆,12,\n")

    page = response.content.decode()
    assert "新增<b>1</b>" in page
    assert "错误<b>1</b>" in page
    assert "应为 18 位，现为 2 位" in page  # the tab of errors comes first
    assert not MarketEntity.objects.exists()


def test_a_change_is_shown_old_and_new(office: Client) -> None:
    firm = EntityFactory(phone="0356-1111111")

    page = upload(office, LINES + f"{firm.name},{firm.credit_code},0356-2222222\n").content.decode()

    assert "<del>0356-1111111</del> → <ins>0356-2222222</ins>" in page


def test_the_office_confirms_and_sees_what_was_written(office: Client) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")

    page = office.post(latest().get_absolute_url(), {"confirm": "1"}, follow=True).content.decode()

    assert "已写入：新增 <b>1</b>" in page
    assert "撤销本次导入" in page
    assert MarketEntity.objects.get().name == "甲宾馆"


def test_nothing_to_write_offers_nothing_to_confirm(office: Client) -> None:
    page = upload(office, LINES + "乙宾馆,12,\n").content.decode()

    assert "没有需要写入的行。" in page
    assert 'name="confirm"' not in page


def test_a_list_of_changes_says_how_many_it_does_not_name(office: Client) -> None:
    EntityFactory.create_batch(2)

    page = upload(office, LINES + f"甲宾馆,{credit_code(1_000)},\n").content.decode()

    assert "本次名单未出现 2 户（仅供参考，不作处理）" in page
    assert not latest().rows.filter(outcome="GONE").exists()


def test_a_missing_firm_is_deregistered_only_when_ticked(office: Client) -> None:
    gone, kept = EntityFactory(), EntityFactory()
    upload(office, LINES + f"甲宾馆,{credit_code(1_000)},\n", scope="FULL")
    row = latest().rows.get(entity=gone)

    office.post(latest().get_absolute_url(), {"confirm": "1", "gone": str(row.pk)})

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.registration_status, kept.registration_status) == ("CANCELLED", "ACTIVE")


def test_a_tick_of_one_page_survives_another(office: Client) -> None:
    first, second = EntityFactory(), EntityFactory()
    upload(office, LINES + f"甲宾馆,{credit_code(1_000)},\n", scope="FULL")
    one, two = (latest().rows.get(entity=firm).pk for firm in (first, second))
    address = latest().get_absolute_url()

    office.post(address, {"turn": "2", "shown": [one], "gone": [one]})
    office.post(address, {"turn": "all", "shown": [two]})
    assert latest().progress.ticked == [one, two]
    office.post(address, {"turn": "none", "shown": [two]})
    office.post(address, {"confirm": "1", "shown": [two]})

    assert list(latest().rows.filter(outcome="GONE", applied=True)) == [latest().rows.get(pk=one)]


def test_ticks_are_shown_as_they_were_kept(office: Client) -> None:
    EntityFactory()
    upload(office, LINES + f"甲宾馆,{credit_code(1_000)},\n", scope="FULL")
    row = latest().rows.get(outcome="GONE")

    page = office.post(latest().get_absolute_url(), {"shown": [row.pk], "turn": "all"}, follow=True).content.decode()

    assert "checked" in page
    assert "已勾选 <b data-ticked>1</b> 条" in page


@pytest.mark.parametrize("number", ["9" * 4400, "9" * 25, "-1", "x", "１２"])
def test_a_number_no_row_can_have_is_not_found(office: Client, number: str) -> None:
    assert office.get(f"/admin/registry/registryimport/{number}/change/").status_code == 404


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "x"])
def test_a_tick_for_no_row_does_nothing(office: Client, number: str) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")

    response = office.post(latest().get_absolute_url(), {"confirm": "1", "gone": number, "shown": number})

    assert response.status_code == 302
    assert MarketEntity.objects.count() == 1


def test_a_preview_is_abandoned_with_a_reason(office: Client) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")
    address = latest().get_absolute_url()

    assert "请写明理由" in office.post(address, {"abandon": "1"}, follow=True).content.decode()
    office.post(address, {"abandon": "1", "reason": "文件错了"})

    assert latest().status == ImportStatus.ABANDONED


def test_refused_rows_come_back_as_a_workbook_that_can_be_uploaded(office: Client) -> None:
    upload(office, LINES + "乙宾馆,12,=1+1\n")

    response = office.get(reverse("admin:registry_registryimport_rejected", args=[latest().pk]))

    rows = load_workbook(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "未导入的行（数据日期 2026-11-16，原文件 名录.csv）"
    assert rows[2][:3] == ["原行号", "未导入的原因", "企业名称"]
    assert rows[3][0] == "2"
    assert rows[3][2:] == ["乙宾馆", "12", "=1+1"]


def test_a_file_of_another_kind_says_which_column_it_lacks(office: Client) -> None:
    page = hand_in(office, "姓名,警号\n甲,1\n").content.decode()

    assert "没有找到“企业名称”列" in page


def test_a_file_that_cannot_be_opened_says_why(office: Client) -> None:
    page = hand_in(office, "PK no workbook").content.decode()

    assert "文件已损坏" in page
    assert "无法读取" in page


def test_an_upload_without_source_note_is_shown_again(office: Client) -> None:
    page = hand_in(office, LINES, source_note="").content.decode()

    assert "处需要修改" in page


def test_the_list_of_imports_opens(office: Client) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")

    assert "名录.csv" in office.get(reverse("admin:registry_registryimport_changelist")).content.decode()


def test_a_file_shorter_than_its_title_promises_is_noticed(office: Client) -> None:
    page = upload(office, "名录共 3 条\n" + LINES + f"甲宾馆,{credit_code(1)},\n").content.decode()

    assert "文件标题写明共 3 条，实际读到 1 条。" in page
