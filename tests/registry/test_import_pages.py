from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from registry.models import MarketEntity, RegistryImport
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


def upload(client: Client, content: str, scope: str = "CHANGES", **fields: str):
    file = BytesIO(content.encode())
    file.name = "名录.csv"
    data = {"kind": "ENTITIES", "scope": scope, "as_of": "2026-11-16", "source_note": "市场监管局送来", **fields}
    return client.post(reverse(UPLOAD), {**data, "file": file}, follow=True)


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


def test_the_office_confirms(office: Client) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")
    current = RegistryImport.objects.get()

    response = office.post(current.get_absolute_url(), {"confirm": "1"}, follow=True)

    assert "已导入。" in response.content.decode()
    assert MarketEntity.objects.get().name == "甲宾馆"


def test_nothing_to_write_offers_nothing_to_confirm(office: Client) -> None:
    page = upload(office, LINES + "乙宾馆,12,\n").content.decode()

    assert "没有需要写入的行。" in page
    assert 'name="confirm"' not in page


def test_a_missing_firm_is_deregistered_only_when_ticked(office: Client) -> None:
    gone, kept = EntityFactory(), EntityFactory()
    upload(office, LINES + f"甲宾馆,{credit_code(1_000)},\n", scope="FULL")
    current = RegistryImport.objects.get()
    row = current.rows.get(entity=gone)

    office.post(current.get_absolute_url(), {"confirm": "1", "gone": str(row.pk)})

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.registration_status, kept.registration_status) == ("CANCELLED", "ACTIVE")


def test_a_preview_is_abandoned_with_a_reason(office: Client) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")
    current = RegistryImport.objects.get()

    assert "请写明理由" in office.post(current.get_absolute_url(), {"abandon": "1"}, follow=True).content.decode()
    office.post(current.get_absolute_url(), {"abandon": "1", "reason": "文件错了"})

    current.refresh_from_db()
    assert current.status == ImportStatus.ABANDONED


def test_refused_rows_come_back_as_a_workbook(office: Client) -> None:
    upload(office, LINES + "乙宾馆,12,=1+1\n")
    current = RegistryImport.objects.get()

    response = office.get(reverse("admin:registry_registryimport_rejected", args=[current.pk]))

    rows = load_workbook(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["原行号", "原因", "企业名称"]
    assert rows[1][0] == "2"
    assert rows[1][2:] == ["乙宾馆", "12", "=1+1"]


def test_a_file_that_cannot_be_read_says_why(office: Client) -> None:
    page = upload(office, "姓名,警号\n甲,1\n").content.decode()

    assert "没有找到“企业名称”列" in page


def test_an_upload_without_source_is_shown_again(office: Client) -> None:
    page = upload(office, LINES, source_note="").content.decode()

    assert "处需要修改" in page


def test_the_list_of_imports_opens(office: Client) -> None:
    upload(office, LINES + f"甲宾馆,{credit_code(1)},\n")

    assert "名录.csv" in office.get(reverse("admin:registry_registryimport_changelist")).content.decode()


def test_a_file_shorter_than_its_title_promises_is_noticed(office: Client) -> None:
    page = upload(office, "名录共 3 条\n" + LINES + f"甲宾馆,{credit_code(1)},\n").content.decode()

    assert "文件标题写明共 3 条，实际读到 1 条。" in page
