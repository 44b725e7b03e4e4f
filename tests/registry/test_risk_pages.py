"""风险矩阵, 投诉举报 and 重点区域 on their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from registry import risk
from registry.models import Complaint, KeyArea, RiskMatrix
from registry.risk import Cell
from registry.services import matrix_grid, risk_matrices
from registry.status import MatrixStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import EntityFactory, ItemFactory
from tests.factories.risk import approved, complaint, drafted
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import risk_todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def typed(*keys: str, **changed: str) -> dict[str, str]:
    """The whole grid as the page sends it, for all items and for those with keys."""
    data = {"items": ",".join(keys), "source": "年度调整", "complaint_threshold": "4", "complaint_months": "12"}
    for key in ("all", *keys):
        for code, cell in risk.SUGGESTED.items():
            data |= {
                f"{key}-{code}-factor": f"{cell.factor / 100:g}",
                f"{key}-{code}-times": "1",
                f"{key}-{code}-weight": "1",
            }
    return data | {name.replace("_", "-"): value for name, value in changed.items()}


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_office_drafts_a_copy_and_comes_to_the_grid(office: Client) -> None:
    response = office.post(reverse("risk_matrix_draft"), {"source": "年度调整"})

    assert response.url == reverse("risk_matrix_edit", args=[RiskMatrix.objects.get().pk])
    assert "各事项通用" in text(office, response.url)


def test_the_grid_is_saved_with_its_settings(office: Client) -> None:
    matrix = risk_matrices.draft(source="年度调整", by=None)

    office.post(reverse("risk_matrix_edit", args=[matrix.pk]), typed(all_DK_factor="9.5", all_DK_weight="3"))

    matrix.refresh_from_db()
    assert matrix_grid.grid_of(matrix)[None]["DK"] == Cell(950, 1, 3)
    assert (matrix.complaint_threshold, matrix.complaint_months) == (4, 12)


def test_an_item_gets_cells_of_its_own_and_loses_them(office: Client) -> None:
    matrix, item = risk_matrices.draft(source="年度调整", by=None), ItemFactory()
    url = reverse("risk_matrix_edit", args=[matrix.pk])
    assert item.title in text(office, f"{url}?item={item.pk}")

    office.post(url, typed(str(item.pk), **{f"{item.pk}_C_factor": "3"}))
    assert matrix_grid.grid_of(matrix)[item.pk]["C"] == Cell(300)

    office.post(url, typed(str(item.pk)) | {f"{item.pk}-drop": "on"})
    assert list(matrix_grid.grid_of(matrix)) == [None]


def test_a_wrong_number_is_marked_in_its_cell(office: Client) -> None:
    matrix = risk_matrices.draft(source="年度调整", by=None)

    page = office.post(reverse("risk_matrix_edit", args=[matrix.pk]), typed(all_DK_weight="12")).content.decode()

    assert "表中有填错的数" in page
    assert matrix_grid.grid_of(matrix)[None] == risk.SUGGESTED


def test_what_was_sent_opens_for_reading_only(office: Client) -> None:
    matrix = risk_matrices.submit(matrix=drafted(), by=UserFactory(office=True))

    assert office.get(reverse("risk_matrix_edit", args=[matrix.pk])).url == matrix.get_absolute_url()


def test_office_sends_and_leader_approves(office: Client) -> None:
    matrix, leader = drafted(), UserFactory(leader=True)
    office.post(reverse("risk_matrix_submit", args=[matrix.pk]))
    assert [row.title for row in risk_todo.of(leader)] == ["第 1 版风险矩阵"]
    office.force_login(leader)
    assert "批准后内容不能再改" in text(office, matrix.get_absolute_url())

    office.post(reverse("risk_matrix_approve", args=[matrix.pk]), {"effective_from": today().isoformat()})

    matrix.refresh_from_db()
    assert (matrix.status, list(risk_todo.of(leader))) == (MatrixStatus.APPROVED, [])
    assert "现行" in text(office, reverse("risk_matrices"))


def test_the_leader_sends_it_back_with_a_reason(client: Client) -> None:
    matrix = risk_matrices.submit(matrix=drafted(), by=UserFactory(office=True))
    client.force_login(UserFactory(leader=True))

    client.post(reverse("risk_matrix_send_back", args=[matrix.pk]), {"reason": "D 类过高"})

    assert "退回理由：D 类过高" in text(client, matrix.get_absolute_url())


def test_a_version_shows_what_it_changes(office: Client) -> None:
    approved()
    new = drafted(item=ItemFactory().pk, C=Cell(300))

    page = " ".join(text(office, new.get_absolute_url()).split())

    assert "单独设定为新增" in page
    assert '<del><span class="sr-only">原为</span>2 倍</del> <ins><b>3 倍</b></ins>' in page


def test_a_draft_is_discarded_with_a_reason(office: Client) -> None:
    matrix = drafted()

    office.post(reverse("risk_matrix_discard", args=[matrix.pk]), {"reason": "重新测算"})

    matrix.refresh_from_db()
    assert matrix.status == MatrixStatus.DISCARDED


def test_a_complaint_is_entered_from_the_firm(office: Client) -> None:
    firm = EntityFactory()
    form = {"received_on": today().isoformat(), "channel": "PHONE", "content": "住宿不登记", "outcome": "OPEN"}

    response = office.post(reverse("complaint_new", args=[firm.pk]), form)

    assert response.url == firm.get_absolute_url()
    page = text(office, reverse("admin:registry_marketentity_change", args=[firm.pk]))
    assert "住宿不登记" in page
    assert "本户不属于公安监管行业" in page


def test_a_complaint_with_a_telephone_number_is_refused_on_the_form(office: Client) -> None:
    form = {"received_on": today().isoformat(), "channel": "PHONE", "content": "电 13935600001", "outcome": "OPEN"}

    page = office.post(reverse("complaint_new", args=[EntityFactory().pk]), form).content.decode()

    assert "投诉人的个人信息不得写在这里" in page


def test_a_complaint_is_settled_and_withdrawn_on_its_page(office: Client) -> None:
    one = complaint(EntityFactory(), outcome="OPEN")
    url = reverse("complaint", args=[one.pk])

    office.post(url, {"outcome": "PARTLY", "note": "现场核查"})
    office.post(reverse("complaint_withdraw", args=[one.pk]), {"withdraw-reason": "登记到别户"})

    one.refresh_from_db()
    assert (one.outcome, one.withdraw_reason) == (Complaint.Outcome.PARTLY, "登记到别户")
    assert "登记到别户" in text(office, url)


def test_the_lists_lead_to_the_pages(office: Client) -> None:
    one, matrix = complaint(EntityFactory()), drafted()

    for name, row in (("complaint", one), ("riskmatrix", matrix)):
        assert str(row) or text(office, reverse(f"admin:registry_{name}_changelist"))
        assert office.get(reverse(f"admin:registry_{name}_change", args=[row.pk])).status_code == 302


def test_an_area_is_declared_and_ended_on_its_page(office: Client) -> None:
    firm = EntityFactory(address="北关街 1 号")
    form = {
        "name": "学校周边",
        "town": "",
        "address_word": "北关街",
        "reason": "中小学集中",
        "started_on": today(),
        "ended_on": "",
    }
    office.post(reverse("admin:registry_keyarea_add"), form)
    area = KeyArea.objects.get()
    assert firm.flags.standing(today()).count() == 1

    office.post(
        reverse("admin:registry_keyarea_change", args=[area.pk]), {"ended_on": today(), "end_reason": "专项结束"}
    )

    assert firm.flags.standing(today()).count() == 0
