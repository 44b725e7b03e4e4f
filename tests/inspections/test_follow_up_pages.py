"""The pages of what follows a check: who sees them, what they offer, what they do."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from inspections.follow_up_status import RectificationStatus
from inspections.models import CaseFiling, Dispute, Rectification, Referral
from inspections.services import rechecks
from inspections.services.rechecks import Call
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import disputed, drafted, fresh, hearer, judged, ordered
from tests.factories.inspections import InspectionFactory, InspectorFactory, VisitFactory, head_of, lead_of, somebody
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db

LETTER = {
    "matter": "OTHER",
    "inside": "out",
    "receiver": "县文化和旅游局",
    "subject": "未经许可从事经营",
    "facts": "现场发现棋牌室。",
    "grounds": "不属于公安机关职责。",
    "evidence": "检查记录表，1，3\n现场照片",
}


def page(client: Client, user: User, url: str) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, user: User, url: str, **data: Any) -> str:
    client.force_login(user)
    return client.post(url, data, follow=True).content.decode()


def test_the_team_issues_the_order_from_the_record(client: Client) -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    lead, url = lead_of(inspection.visit), reverse("rectification_issue", args=[inspection.pk])

    assert "出具责令改正通知书" in page(client, lead, inspection.get_absolute_url())
    assert "录像留存 21 日，不足 30 日。" in page(client, lead, url)
    assert "已出具" in send(client, lead, url, facts="问题", demand="改正")
    assert Rectification.objects.get().inspection == inspection


def test_an_order_without_words_stays_on_its_page(client: Client) -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    url = reverse("rectification_issue", args=[inspection.pk])

    assert "请填写改正要求。" in send(client, lead_of(inspection.visit), url, facts="问题")


def test_the_record_shows_where_its_order_stands(client: Client) -> None:
    order = ordered()

    shown = page(client, head_of(order.inspection.visit), order.inspection.get_absolute_url())
    assert order.number in shown
    assert "整改中" in shown


def test_proof_comes_with_pictures_that_can_be_seen(client: Client, picture: bytes) -> None:
    order = ordered()
    files = [SimpleUploadedFile("a.png", picture, "image/png")]
    url = reverse("rectification_act", args=[order.pk, "prove"])
    send(client, lead_of(order.inspection.visit), url, text="已更换硬盘。", received_on=today(), raws=files)

    assert fresh(order).status == RectificationStatus.PROVED
    seen = client.get(reverse("proof_picture", args=[order.files.get().pk]))
    assert seen.headers["Content-Type"] == "image/jpeg"
    seen.close()


@pytest.fixture
def picture(settings: Any, tmp_path: Any) -> bytes:
    from io import BytesIO

    from PIL import Image

    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(client: Client, picture: bytes) -> None:
    order = ordered()
    files = [SimpleUploadedFile("a.svg", b"<svg/>", "image/png")]
    url = reverse("rectification_act", args=[order.pk, "prove"])

    shown = send(client, lead_of(order.inspection.visit), url, text="改了", received_on=today(), raws=files)
    assert "只能上传 JPG、PNG 或 WEBP" in shown
    assert fresh(order).status == RectificationStatus.OPEN


def test_a_stranger_does_not_see_the_order(client: Client) -> None:
    client.force_login(UserFactory(inspector=True))

    assert client.get(ordered().get_absolute_url()).status_code == 404


def test_an_act_nobody_knows_is_not_found(client: Client) -> None:
    order = ordered()
    client.force_login(lead_of(order.inspection.visit))

    assert client.post(reverse("rectification_act", args=[order.pk, "delete"])).status_code == 404


def test_only_the_head_is_offered_the_last_word(client: Client) -> None:
    order = judged(ordered())
    head, url = head_of(order.inspection.visit), order.get_absolute_url()

    assert "核准复查结论" not in page(client, lead_of(order.inspection.visit), url)
    assert "核准复查结论" in page(client, head, url)
    assert "已核准" in send(client, head, reverse("rectification_act", args=[order.pk, "close"]))


def test_whoever_may_not_is_told_so(client: Client) -> None:
    order = judged(ordered())
    url = reverse("rectification_act", args=[order.pk, "close"])

    assert "由责任单位的所队长办理" in send(client, lead_of(order.inspection.visit), url)


def test_a_letter_is_written_from_the_record(client: Client) -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    url = reverse("referral_new", args=[inspection.pk])

    assert "已报所队长审核" in send(client, lead_of(inspection.visit), url, **LETTER)
    assert [one.pages for one in Referral.objects.get().evidence.all()] == [3, 1]


@pytest.mark.parametrize("line", ["检查记录表，三", "，1，2", "记录，1，2，3", "记录，0"])
def test_a_line_of_evidence_nobody_can_read_is_named(client: Client, line: str) -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    url = reverse("referral_new", args=[inspection.pk])

    assert "第 1 行看不懂" in send(client, lead_of(inspection.visit), url, **LETTER | {"evidence": line})


def test_a_letter_goes_its_way_on_its_page(client: Client) -> None:
    referral = drafted()
    head, leader = head_of(referral.inspection.visit), somebody(Role.LEADER)
    send(client, head, reverse("referral_act", args=[referral.pk, "review"]))
    send(client, leader, reverse("referral_act", args=[referral.pk, "approve"]))
    url = reverse("referral_act", args=[referral.pk, "receipt"])
    send(client, head, url, received_on=today(), receiver="王科长", accepted="true")

    assert Referral.objects.get().accepted is True
    assert "已回执，待回复" in page(client, head, referral.get_absolute_url())


def test_a_letter_sent_back_keeps_its_words(client: Client) -> None:
    referral = drafted()
    url = reverse("referral_act", args=[referral.pk, "return"])
    send(client, head_of(referral.inspection.visit), url, reason="缺照片。")
    edit = reverse("referral_edit", args=[referral.pk])

    assert "检查记录表，1，3" in page(client, referral.drafted_by, edit)
    assert "已重新报所队长审核" in send(client, referral.drafted_by, edit, **LETTER)


def test_the_phone_stops_the_check_for_a_crime(client: Client) -> None:
    visit = VisitFactory(onsite=True)
    lead, url = lead_of(visit), reverse("case_stop", args=[visit.pk])

    assert "停止检查并移交" in page(client, lead, visit.get_absolute_url())
    assert "检查已停止" in send(client, lead, url, act="疑似毒品", receiver="禁毒大队")
    assert CaseFiling.objects.get().stopped
    assert "停止检查并移交" not in page(client, lead, visit.get_absolute_url())


def test_the_leader_is_told_on_the_page_of_the_case(client: Client) -> None:
    visit = VisitFactory(onsite=True)
    send(client, lead_of(visit), reverse("case_stop", args=[visit.pk]), act="疑似毒品", receiver="禁毒大队")
    case, leader = CaseFiling.objects.get(), somebody(Role.LEADER)

    assert "尚未登记知悉" in page(client, leader, case.get_absolute_url())
    assert "知悉" in send(client, leader, reverse("case_act", args=[case.pk, "told"]))
    assert CaseFiling.objects.get().told_by == leader


def test_a_case_is_handed_over_from_the_record(client: Client) -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    url = reverse("case_new", args=[inspection.pk])
    send(client, head_of(inspection.visit), url, act="未登记住宿", receiver="治安大队")

    case = CaseFiling.objects.get()
    assert "登记立案" in page(client, head_of(inspection.visit), case.get_absolute_url())


def test_somebody_outside_the_case_reads_the_record_and_answers(client: Client) -> None:
    dispute = disputed()
    by = hearer(dispute)
    assert "视频监控全覆盖" in page(client, by, dispute.get_absolute_url())
    send(client, by, reverse("dispute_act", args=[dispute.pk, "take"]))
    heard = {"heard_on": today(), "heard_how": "到店当面听取", "more": ""}
    send(client, by, reverse("dispute_act", args=[dispute.pk, "hear"]), **heard)
    url = reverse("dispute_act", args=[dispute.pk, "answer"])

    assert "请选择答复。" in send(client, by, url, reasons="有依据")
    assert "已答复" in send(client, by, url, answer="PARTLY", reasons="部分属实")
    assert Dispute.objects.get().answer == "PARTLY"


def test_a_stranger_does_not_see_the_dispute(client: Client) -> None:
    dispute = disputed()
    hearer(dispute)
    client.force_login(UserFactory(inspector=True))

    assert client.get(dispute.get_absolute_url()).status_code == 404


def test_the_approver_is_told_why_it_cannot_be_published_yet(client: Client) -> None:
    dispute = disputed(checked=True, submitted=False)
    inspection = dispute.visit.inspections.get()

    assert "陈述申辩还没有答复" in page(client, somebody(Role.LEADER), reverse("review", args=[inspection.pk]))


@pytest.mark.parametrize("tab", ["orders", "referrals", "cases", "disputes"])
@pytest.mark.parametrize("state", ["running", "late", "all"])
def test_every_list_opens(client: Client, tab: str, state: str) -> None:
    order = ordered()

    shown = page(client, head_of(order.inspection.visit), reverse("follow_up") + f"?tab={tab}&state={state}&q=阳城")
    assert "整改" in shown


def test_the_list_shows_the_cases_of_whoever_asks(client: Client) -> None:
    order = ordered()

    assert order.number in page(client, lead_of(order.inspection.visit), reverse("follow_up"))
    assert order.number not in page(client, UserFactory(inspector=True), reverse("follow_up"))
    assert order.number in page(client, UserFactory(office=True), reverse("office_follow_up"))


def test_after_the_stop_the_record_is_only_read(client: Client) -> None:
    visit = VisitFactory(onsite=True)
    lead = lead_of(visit)
    send(client, lead, reverse("case_stop", args=[visit.pk]), act="疑似毒品", receiver="禁毒大队")

    shown = page(client, lead, visit.inspections.get().get_absolute_url())
    assert "下一步" not in shown
    assert "立案处理" in shown


def test_the_recheck_leads_back_to_its_order(client: Client) -> None:
    order = ordered()
    call = Call([InspectorFactory(), InspectorFactory()], today() + timedelta(days=10))
    visit = rechecks.order(rectification=order, call=call, by=lead_of(order.inspection.visit))

    assert order.number in page(client, lead_of(visit), visit.get_absolute_url())
    assert visit.number in page(client, lead_of(visit), order.get_absolute_url())
