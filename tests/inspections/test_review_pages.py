"""审核审批, 行政检查审批 and 年度计划 on the desks of those who decide."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspections.models import Inspection, Plan, Visit, VisitApproval
from inspections.status import ApprovalStatus, PlanStatus, RecordStatus
from publicity import public_record
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    EntityFactory,
    InspectionFactory,
    InspectorFactory,
    VersionFactory,
    VisitFactory,
    head_of,
    somebody,
)
from tests.factories.plans import PlanFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


def get(client: Client, user: User, name: str, *args: Any) -> HttpResponse:
    client.force_login(user)
    return client.get(reverse(name, args=args))


def post(client: Client, user: User, name: str, *args: Any, **data: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(reverse(name, args=args), data, follow=True)


def page(response: HttpResponse) -> str:
    return response.content.decode()


def texts(value: Any) -> list[str]:
    """Every text of a public record."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def test_the_queue_holds_what_is_this_persons_turn(client: Client) -> None:
    mine, other = InspectionFactory(submitted=True), InspectionFactory(checked=True)

    shown = page(get(client, head_of(mine.visit), "review_queue"))

    assert mine.visit.name in shown
    assert other.visit.name not in shown


def test_a_record_walks_down_the_desks(client: Client) -> None:
    record = InspectionFactory(submitted=True)

    post(client, head_of(record.visit), "review_pass", record.pk)
    post(client, somebody(Role.OFFICE), "review_pass", record.pk)
    shown = page(post(client, somebody(Role.LEADER), "review_approve", record.pk))

    assert Inspection.objects.get(pk=record.pk).status == RecordStatus.APPROVED
    assert "已批准，结果已公示。" in shown


def test_the_reviewer_reads_every_word_the_public_will_read(client: Client) -> None:
    record = InspectionFactory(checked=True, wrong=True)

    shown = page(get(client, somebody(Role.LEADER), "review", record.pk))

    public = public_record.build(record.publication, today())
    hidden = {"format", "ended_on", "published_on", "updated_on", "timeline", "result"}
    said = texts({key: value for key, value in public.items() if key not in hidden})
    assert [text for text in said if text not in shown] == []


def test_what_could_not_go_out_is_said_before_anybody_approves(client: Client) -> None:
    record = InspectionFactory(checked=True, wrong="店主手机 13812345678")

    assert "手机号码" in page(get(client, somebody(Role.LEADER), "review", record.pk))


def test_whose_turn_it_is_not_sees_no_button(client: Client) -> None:
    record = InspectionFactory(submitted=True)

    shown = page(get(client, somebody(Role.LEADER), "review", record.pk))

    assert "批准并公示" not in shown
    assert f"现在由 {head_of(record.visit).name} 办理" in shown


def test_when_nobody_is_left_the_page_says_what_to_do(client: Client) -> None:
    record = InspectionFactory(checked=True)
    checker = record.checked_by
    User.objects.filter(roles__overlap=[Role.LEADER, Role.OFFICE]).exclude(pk=checker.pk).update(is_active=False)

    assert "请双随机办指定代理人" in page(get(client, checker, "review", record.pk))


def test_a_return_without_reason_is_not_made(client: Client) -> None:
    record = InspectionFactory(submitted=True)

    shown = page(post(client, head_of(record.visit), "review_return", record.pk))

    assert "请写明退回的理由。" in shown
    assert Inspection.objects.get(pk=record.pk).status == RecordStatus.SUBMITTED


def test_a_second_click_is_told_who_was_first(client: Client) -> None:
    record = InspectionFactory(submitted=True)
    head = head_of(record.visit)
    post(client, head, "review_pass", record.pk)

    assert "同一人不能连办两个环节" in page(post(client, head, "review_pass", record.pk))


def test_the_batch_shows_all_and_ticks_none(client: Client) -> None:
    clean, wrong = InspectionFactory(checked=True), InspectionFactory(checked=True, wrong=True)

    shown = page(get(client, somebody(Role.LEADER), "review_batch"))

    assert clean.visit.name in shown
    assert wrong.visit.name not in shown
    assert "checked" not in shown


def test_the_batch_approves_what_was_ticked(client: Client) -> None:
    ticked, left = InspectionFactory(checked=True), InspectionFactory(checked=True)

    post(client, somebody(Role.LEADER), "review_batch", record=[ticked.pk])

    assert Inspection.objects.get(pk=ticked.pk).status == RecordStatus.APPROVED
    assert Inspection.objects.get(pk=left.pk).status == RecordStatus.CHECKED


@pytest.mark.parametrize(("ticked", "sentence"), [([], "请先勾选"), ([0], "列表已有变化")])
def test_the_batch_refuses_what_is_not_in_it(client: Client, ticked: list[int], sentence: str) -> None:
    InspectionFactory(checked=True)

    assert sentence in page(post(client, somebody(Role.LEADER), "review_batch", record=ticked))


def test_an_approval_form_walks_down_the_desks(client: Client) -> None:
    approval = VisitFactory().approval

    post(client, somebody(Role.UNIT_HEAD), "approval_review", approval.pk)
    shown = page(post(client, somebody(Role.LEADER), "approval_approve", approval.pk))

    assert VisitApproval.objects.get(pk=approval.pk).status == ApprovalStatus.APPROVED
    assert "检查人员现在可以按期到场检查" in shown


def test_a_returned_form_is_reported_again_by_the_office(client: Client) -> None:
    approval = VisitFactory().approval
    post(client, somebody(Role.UNIT_HEAD), "approval_return", approval.pk, reason="请写明事由。")

    shown = page(post(client, UserFactory(office=True), "approval_submit", approval.pk, why_on_site="须核对实物"))

    assert "已报所队长审核。" in shown


@pytest.mark.parametrize(("name", "sentence"), [("approval_return", "退回的理由"), ("approval_submit", "入企检查")])
def test_an_empty_form_comes_back_with_its_sentence(client: Client, name: str, sentence: str) -> None:
    approval = VisitFactory().approval
    if name == "approval_submit":
        post(client, somebody(Role.UNIT_HEAD), "approval_return", approval.pk, reason="请写明事由。")
    person = UserFactory(office=True) if name == "approval_submit" else somebody(Role.UNIT_HEAD)

    assert sentence in page(post(client, person, name, approval.pk))


def test_an_officer_sees_the_forms_of_the_own_visits_only(client: Client) -> None:
    mine, other = VisitFactory(), VisitFactory()
    officer = mine.officers.first().inspector.user

    shown = page(get(client, officer, "approvals"))

    assert mine.approval.number in shown
    assert other.approval.number not in shown
    assert get(client, officer, "approval", other.approval_id).status_code == 404


def test_the_leader_approves_the_plan(client: Client) -> None:
    plan = PlanFactory(pending=True)
    assert plan.title in page(get(client, somebody(Role.LEADER), "plan_approvals"))

    post(client, somebody(Role.LEADER), "plan_approve", plan.pk)

    assert Plan.objects.get(pk=plan.pk).status == PlanStatus.APPROVED


def test_the_leader_sends_the_plan_back_with_a_reason(client: Client) -> None:
    plan = PlanFactory(pending=True)

    post(client, somebody(Role.LEADER), "plan_return", plan.pk, reason="旅馆业比例偏低。")

    assert Plan.objects.get(pk=plan.pk).status == PlanStatus.DRAFT


def test_a_draft_is_not_on_the_leaders_desk(client: Client) -> None:
    plan = PlanFactory()

    assert get(client, somebody(Role.LEADER), "plan_approval", plan.pk).status_code == 404


def test_a_visit_is_ordered_for_a_firm_that_was_found(client: Client) -> None:
    entity, version = EntityFactory(), VersionFactory()
    lead, second = InspectorFactory(), InspectorFactory()
    office = UserFactory(office=True)
    assert entity.name in page(client_search(client, office, entity.name))

    post(
        client,
        office,
        "visit_order_for",
        entity.pk,
        kind="COMPLAINT",
        items=[version.item_id],
        lead=lead.pk,
        second=second.pk,
        due_on=today().isoformat(),
        reason="12345 热线投诉",
        why_on_site="须现场核实",
    )

    assert Visit.objects.get().entity == entity


def client_search(client: Client, user: User, words: str) -> HttpResponse:
    client.force_login(user)
    return client.get(reverse("visit_order"), {"q": words})


def test_a_refused_order_keeps_what_was_typed(client: Client) -> None:
    entity, lead = EntityFactory(), InspectorFactory()
    typed = {"lead": lead.pk, "second": lead.pk, "reason": "12345 热线投诉"}

    shown = page(post(client, UserFactory(office=True), "visit_order_for", entity.pk, **typed))

    assert "主办和协办不能是同一人。" in shown
    assert "12345 热线投诉" in shown


def test_nothing_found_says_what_to_try(client: Client) -> None:
    assert "没有找到符合的检查对象" in page(client_search(client, UserFactory(office=True), "云栖"))
