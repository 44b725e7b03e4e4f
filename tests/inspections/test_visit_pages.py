"""我的检查 and the visit on the phone, as the officers walk through it."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspections.models import Inspection, Visit
from inspections.services import review
from inspections.status import VisitStatus
from inspections.steps import steps
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    STROKES,
    EntityFactory,
    InspectionFactory,
    InspectorFactory,
    VersionFactory,
    VisitFactory,
    head_of,
    lead_of,
    team_of,
)
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


def get(client: Client, user: User, name: str, *args: Any) -> HttpResponse:
    client.force_login(user)
    return client.get(reverse(name, args=args))


def post(client: Client, user: User, name: str, pk: int, **data: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(reverse(name, args=[pk]), data, follow=True)


def page(response: HttpResponse) -> str:
    return response.content.decode()


def test_an_officer_sees_the_own_visits_and_no_others(client: Client) -> None:
    mine, other = VisitFactory(ready=True), VisitFactory(ready=True)

    shown = page(get(client, lead_of(mine), "my_visits"))

    assert mine.name in shown
    assert other.name not in shown


def test_an_invisible_visit_does_not_exist(client: Client) -> None:
    visit = VisitFactory(ready=True)

    assert get(client, UserFactory(inspector=True), "visit", visit.pk).status_code == 404


def test_a_button_that_is_not_yours_is_refused(client: Client) -> None:
    visit = VisitFactory(ready=True)

    assert post(client, head_of(visit), "visit_arrive", visit.pk).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(client: Client, django_assert_max_num_queries: Any) -> None:
    officers, version = [InspectorFactory(), InspectorFactory()], VersionFactory()
    for _ in range(3):
        VisitFactory(ready=True, officers=officers, versions=[version])
    client.force_login(officers[0].user)

    with django_assert_max_num_queries(20):
        client.get(reverse("my_visits"))


@pytest.mark.parametrize(
    ("stage", "now"),
    [
        ("ready", "到场亮证"),
        ("onsite", "逐项检查"),
        ("filled", "签字确认"),
        ("confirmed", "签字确认"),
        ("signed", "提交"),
        ("submitted", ""),
    ],
)
def test_the_steps_say_where_the_visit_stands(stage: str, now: str) -> None:
    assert next((step.label for step in steps(VisitFactory(stage=stage)) if step.state == "now"), "") == now


def test_the_phone_offers_one_act_at_a_time(client: Client) -> None:
    visit = VisitFactory(ready=True)

    before, after = (
        get(client, lead_of(visit), "visit", visit.pk),
        post(client, lead_of(visit), "visit_arrive", visit.pk),
    )

    assert "到场亮证</button>" in page(before)
    assert "还有 3 项未查" in page(after)


def test_a_whole_visit_on_two_phones(client: Client) -> None:
    visit = VisitFactory(ready=True)
    lead, second = team_of(visit)
    record = visit.inspections.get()
    answers = {f"answer_{point.pk}": "YES" for point in record.version.check_points.all()}
    signature = {"opinion": "AGREED", "signer": "李青", "strokes": json.dumps(STROKES)}

    post(client, lead, "visit_arrive", visit.pk)
    post(client, second, "visit_arrive", visit.pk)
    post(client, lead, "visit_inform", visit.pk, attendee="李青", attendee_role="前台主管")
    post(client, lead, "record_fill", record.pk, **answers, result="NONE", next="")
    post(client, lead, "visit_confirm", visit.pk, **signature)
    post(client, lead, "visit_sign", visit.pk)
    post(client, second, "visit_sign", visit.pk)
    done = page(post(client, second, "visit_submit", visit.pk))

    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.SUBMITTED
    assert "已提交。" in done
    assert visit.number in done


def test_a_half_filled_page_is_saved_and_says_what_is_left(client: Client) -> None:
    record = InspectionFactory(onsite=True)
    point = record.version.check_points.first()

    shown = page(post(client, lead_of(record.visit), "record_fill", record.pk, **{f"answer_{point.pk}": "NO"}))

    assert "已保存" in shown
    assert "<b>2</b> 项未查" in shown
    assert Inspection.objects.get(pk=record.pk).answers.get().choice == "NO"


def test_what_was_typed_stays_when_a_day_is_wrong(client: Client) -> None:
    record = InspectionFactory(onsite=True)

    shown = page(
        post(client, lead_of(record.visit), "record_fill", record.pk, rectify_by="4月23日", note="三层走廊无画面")
    )

    assert "有 1 处需要修改" in shown
    assert "三层走廊无画面" in shown


def test_the_next_step_waits_for_an_unfinished_record(client: Client) -> None:
    record = InspectionFactory(onsite=True)

    shown = page(post(client, lead_of(record.visit), "record_fill", record.pk, next=""))

    assert "补齐后再进行下一步" in shown


def test_the_business_is_shown_what_it_signs(client: Client) -> None:
    visit = VisitFactory(filled=True, wrong=True)

    shown = page(get(client, lead_of(visit), "visit_confirm", visit.pk))

    assert "录像留存 21 日" in shown
    assert "责令改正中" in shown


def test_before_the_record_is_whole_there_is_nothing_to_sign(client: Client) -> None:
    visit = VisitFactory(onsite=True)

    shown = page(get(client, lead_of(visit), "visit_confirm", visit.pk))

    assert "记录还没有填完" in shown
    assert "data-signature" not in shown


def test_a_refusal_without_reason_is_sent_back_with_the_field_named(client: Client) -> None:
    visit = VisitFactory(filled=True)

    shown = page(post(client, lead_of(visit), "visit_confirm", visit.pk, opinion="REFUSED"))

    assert "拒绝签字的，须选择理由。" in shown
    assert Visit.objects.get(pk=visit.pk).said is None


def test_the_last_page_lists_what_is_missing(client: Client) -> None:
    visit = VisitFactory(confirmed=True)

    shown = page(get(client, lead_of(visit), "visit_submit", visit.pk))

    assert "还差 2 处" in shown
    assert "disabled" in shown


def test_a_submit_with_something_missing_is_refused_in_words(client: Client) -> None:
    visit = VisitFactory(confirmed=True)

    shown = page(post(client, lead_of(visit), "visit_submit", visit.pk))

    assert "还不能提交" in shown
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.ONSITE


def test_two_clicks_hand_in_once(client: Client) -> None:
    visit = VisitFactory(signed=True)
    post(client, lead_of(visit), "visit_submit", visit.pk)

    assert post(client, lead_of(visit), "visit_submit", visit.pk).status_code == 200
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.SUBMITTED


def test_a_finished_record_is_read_with_its_history(client: Client) -> None:
    record = InspectionFactory(approved=True)

    shown = page(get(client, lead_of(record.visit), "record", record.pk))

    assert "办理过程" in shown
    assert "审批通过检查记录" in shown
    assert '<form id="record"' not in shown


def test_a_returned_record_shows_the_reason_where_it_is_mended(client: Client) -> None:
    record = InspectionFactory(submitted=True)
    post(client, head_of(record.visit), "review_return", record.pk, reason="第 2 项写得太简。")

    assert "第 2 项写得太简。" in page(get(client, lead_of(record.visit), "record", record.pk))


def test_a_day_is_planned(client: Client) -> None:
    visit = VisitFactory(ready=True)

    shown = page(post(client, lead_of(visit), "visit_plan", visit.pk, on=visit.due_on.isoformat()))

    assert "计划日期已保存。" in shown
    assert Visit.objects.get(pk=visit.pk).planned_on == visit.due_on


@pytest.mark.parametrize("name", ["visit_plan", "visit_inform"])
def test_an_empty_form_comes_back_with_its_sentence(client: Client, name: str) -> None:
    visit = VisitFactory(ready=True)
    if name == "visit_inform":
        post(client, lead_of(visit), "visit_arrive", visit.pk)

    assert "需要修改" in page(post(client, lead_of(visit), name, visit.pk))


@pytest.mark.parametrize(
    ("name", "target"), [("record_fill", "record"), ("visit_arrive", "visit"), ("visit_sign", "visit_confirm")]
)
def test_a_login_that_ran_out_leads_back_to_the_page_of_a_form(client: Client, name: str, target: str) -> None:
    inspection = InspectionFactory(ready=True)
    pk = inspection.pk if name == "record_fill" else inspection.visit_id
    sent = client.post(reverse(name, args=[pk]))
    assert sent.headers["Location"].startswith(reverse("login"))

    back = get(client, lead_of(inspection.visit), name, pk)

    assert (back.status_code, back.headers["Location"]) == (302, reverse(target, args=[pk]))


def test_what_a_record_lacks_is_linked_to_its_place(client: Client) -> None:
    inspection = InspectionFactory(onsite=True)
    answered = post(client, lead_of(inspection.visit), "record_fill", inspection.pk, next="")

    shown = page(answered)

    assert answered.resolver_match.view_name == "record"
    assert 'id="point-1"' in shown
    assert f'<a href="{inspection.get_absolute_url()}#point-1">第 1 项尚未检查。</a>' in shown
    assert f'<a href="{inspection.get_absolute_url()}#result">' in shown


def test_before_submission_there_is_no_page_about_it(client: Client) -> None:
    visit = VisitFactory(ready=True)

    back = get(client, lead_of(visit), "visit_submitted", visit.pk)

    assert back.headers["Location"] == visit.get_absolute_url()


def test_a_missing_signature_is_called_by_its_name(client: Client) -> None:
    inspection = InspectionFactory(filled=True)

    shown = page(post(client, lead_of(inspection.visit), "visit_confirm", inspection.visit_id, opinion="AGREED"))

    assert "签名：请签名" in shown
    assert "Strokes" not in shown


def test_a_record_sent_back_is_gone_through_again(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)
    review.send_back(inspection=inspection, reason="第 2 项写得太简。", by=head_of(inspection.visit))
    visit = Visit.objects.get(pk=inspection.visit_id)

    now = next(step for step in steps(visit) if step.state == "now")

    assert now.label == "逐项检查"
    assert "第 2 项写得太简。" in now.missing[0]
    assert "补正检查记录" in page(get(client, lead_of(visit), "visit", visit.pk))


def test_a_firm_that_is_gone_shows_it_and_takes_no_daily_check(client: Client) -> None:
    firm = EntityFactory(registration_status="CANCELLED")
    office = UserFactory(office=True)

    shown = page(get(client, office, "visit_order_for", firm.pk))

    assert "登记状态为“注销”" in shown
    assert 'value="COMPLAINT"' in shown
    assert 'value="DAILY"' not in shown
    with pytest.raises(DomainError, match="不能安排日常、专项或个案检查"):
        VisitFactory(entity=firm)
