"""Every page around a firm, in every state it can be in: it opens and says what to do."""

import pytest
from django.test import Client
from django.urls import reverse

from inspections.services import caps
from registry.services import entities, entity_flags, proposals
from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory, UnitFactory, VisitFactory
from tests.factories.plans import amend
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    UnitFactory()
    return UserFactory(inspector=True)


@pytest.fixture
def office():
    return UserFactory(office=True)


def page(client: Client, user, name: str, *args) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.text


def proposal_of(officer, entity=None, **values: str):
    values = values or ({"phone": "0356-4229999"} if entity else {"name": "阳城县新开旅馆"})
    return proposals.propose(entity=entity, values=values, reason="走访时发现", evidence="门头照片", by=officer)


def test_the_empty_lists_say_where_rows_come_from(client, officer, office) -> None:
    assert "还没有市场主体" in page(client, officer, "entity_list")
    assert "还没有申变更" in page(client, officer, "proposal_list")
    assert "没有待处理的申变更" in page(client, office, "proposal_queue")
    assert "没有待审批的频次例外" in page(client, UserFactory(leader=True), "cap_exceptions")


def test_a_waiting_proposal_shows_old_and_new_to_both_hands(client, officer, office) -> None:
    said = proposal_of(officer, EntityFactory(phone="0356-4220001"))

    for user, name in ((officer, "proposal"), (office, "proposal_decide")):
        text = page(client, user, name, said.pk)
        assert "0356-4220001" in text
        assert "0356-4229999" in text
    assert "撤回申报" in page(client, officer, "proposal", said.pk)
    assert "双随机办尚未办理" in page(client, officer, "entity_file", said.entity.pk)


def test_a_decided_proposal_gives_the_answer(client, officer, office) -> None:
    said = proposals.decline(proposal=proposal_of(officer, EntityFactory()), decision="电话打不通", by=office)

    assert "电话打不通" in page(client, officer, "proposal", said.pk)
    assert "知道了，移出待办" in page(client, officer, "proposal", said.pk)
    assert "电话打不通" in page(client, office, "proposal_queue")


def test_a_firm_of_the_same_name_is_pointed_out_before_a_new_one_is_taken_over(client, officer, office) -> None:
    EntityFactory(name="阳城县新开旅馆")
    said = proposal_of(officer)

    assert "已有同名的" in page(client, office, "proposal_decide", said.pk)


def test_nobody_is_offered_to_decide_on_his_own(client) -> None:
    UnitFactory()
    both = UserFactory(roles=["INSPECTOR", "OFFICE"])
    said = proposal_of(both, EntityFactory())

    assert "须由双随机办另一人办理" in page(client, both, "proposal_decide", said.pk)


def test_the_forms_of_a_change_and_of_a_new_firm_open(client, officer) -> None:
    entity = EntityFactory()

    assert entity.name in page(client, officer, "proposal_change", entity.pk)
    assert "统一社会信用代码" in page(client, officer, "proposal_new")


def test_a_new_firm_is_proposed_by_form(client, officer) -> None:
    client.force_login(officer)
    data = {"name": "阳城县新开旅馆", "registration_status": "ACTIVE", "reason": "新开业"}

    response = client.post(reverse("proposal_new"), data)

    assert response.status_code == 302
    assert "阳城县新开旅馆" in page(client, officer, "proposal_list")


def test_a_form_that_says_nothing_new_is_refused_on_the_page(client, officer) -> None:
    entity = EntityFactory()
    client.force_login(officer)
    data = {"name": entity.name, "phone": entity.phone, "address": entity.address, "registration_status": "ACTIVE"}

    response = client.post(reverse("proposal_change", args=[entity.pk]), data | {"reason": "走访"})

    assert "与名录库一致" in response.text


def test_the_leader_sees_what_an_exception_is_for_and_decides(client, office) -> None:
    asked = caps.ask(entity=EntityFactory(), extra=1, reason="省厅督办", evidence="晋公督〔2026〕1号", by=office)
    leader = UserFactory(leader=True)

    assert "批准增加 1 次" in page(client, leader, "cap_exception", asked.pk)
    assert "撤回申请" in page(client, office, "cap_exception", asked.pk)
    assert "省厅督办" in page(client, leader, "cap_exceptions")
    client.force_login(leader)
    refused = client.post(reverse("cap_exception_decline", args=[asked.pk]), {"decision": ""})
    assert "请写明不予批准的理由" in refused.text


def test_a_used_exception_is_seen_on_the_firm_and_on_the_exception(client, office) -> None:
    visit = VisitFactory(due_on=today())
    version = visit.inspections.get().version
    amend(version, yearly_cap=1)
    asked = caps.ask(entity=visit.entity, extra=1, reason="督办", evidence="晋公督〔2026〕1号", by=office)
    leader = UserFactory(leader=True)
    caps.approve(exception=asked, by=leader)
    second = VisitFactory(entity=visit.entity, versions=[version], due_on=today())

    assert "超出上限，经批准" in page(client, leader, "entity_file", visit.entity.pk)
    assert f"已使用：{second.number}" in page(client, leader, "cap_exception", asked.pk)
    assert "经批准增加 1 次" in page(client, leader, "approval", second.approval.pk)


def test_a_file_with_marks_and_a_merged_row_opens(client, office) -> None:
    entity, into = EntityFactory(), EntityFactory()
    flag = {"kind": "KEY_AREA", "reason": "学校周边", "evidence": "实地查看", "started_on": today()}
    entity_flags.add(entity=entity, by=office, **flag)
    entities.merge(entity=entity, into=into, reason="重复", by=office)

    text = page(client, office, "entity_file", entity.pk)
    assert "这一户已并入" in text
    assert "学校周边" in text
    assert "并入另一户" in page(client, office, "entity_merge", into.pk)


def test_the_ask_form_of_an_exception_opens_with_what_was_done(client, office) -> None:
    entity = VisitFactory(due_on=today()).entity

    assert "本年度已安排检查 1 次" in page(client, office, "cap_exception_ask", entity.pk)
