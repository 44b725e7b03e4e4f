"""Where the parts of a check meet: papers and visit, phone and seal, marks and logins, a crime and its record."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from inspections import checks
from inspections.choices import AnswerChoice, Method, PaperKind, Result, ServiceWay
from inspections.models import Document, Inspection, Visit
from inspections.papers import kinds, rendering
from inspections.services import (
    approvals,
    cases,
    copies,
    documents,
    hand_marks,
    merging,
    paper,
    records,
    review,
    urgent,
    visits,
)
from inspections.services.documents import Served
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import order_for
from tests.factories.inspections import (
    STROKES,
    EntityFactory,
    InspectionFactory,
    InspectorFactory,
    VisitFactory,
    arrive,
    confirm,
    findings,
    head_of,
    lead_of,
    sign,
    somebody,
)
from tests.inspections.test_paper_entry import sheet_of
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands

pytestmark = pytest.mark.django_db


@pytest.fixture
def _blank(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Papers are drawn in test_papers.py."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(rendering.Paper, "pdf", lambda paper, printed="": b"%PDF")
    monkeypatch.setattr(documents, "pages", lambda content: 1)


def notice_of(visit: Visit) -> Document:
    return documents.issue(kind=kinds.of(PaperKind.NOTICE), source=visit, by=lead_of(visit))


def served(visit: Visit) -> None:
    said = Served(ServiceWay.DIRECT, now(), "凤城镇新阳街 18 号", "孙强、周敏", receiver="李青")
    documents.serve(document=notice_of(visit), served=said, by=lead_of(visit))


@pytest.mark.usefixtures("_blank")
def test_a_notice_served_beforehand_is_served_for_the_visit() -> None:
    visit = VisitFactory(ready=True)
    served(visit)
    noted = Visit.objects.get(pk=visit.pk).notice_served_at

    arrive(visit)

    visit.refresh_from_db()
    assert noted is not None
    assert (visit.notice_served_at, visit.documents.get().deliveries.count()) == (noted, 1)


@pytest.mark.usefixtures("_blank")
def test_a_notice_handed_over_on_arrival_has_its_proof_of_service() -> None:
    visit = VisitFactory(ready=True)
    notice = notice_of(visit)

    arrive(visit)
    visits.inform(visit=visit, attendee="李青", attendee_role="店长", by=lead_of(visit))

    delivery = notice.deliveries.get()
    assert (delivery.way, delivery.receiver, delivery.relation) == (ServiceWay.DIRECT, "李青", "前台主管")


@pytest.mark.usefixtures("_blank")
def test_one_notice_serves_merged_visits() -> None:
    entity = EntityFactory()
    first, second = VisitFactory(entity=entity), VisitFactory(entity=entity)
    merging.accept(visit=first, other=second, by=UserFactory(office=True))
    for visit in (first, second):
        approvals.review(approval=visit.approval, by=head_of(visit))
        approvals.approve(approval=visit.approval, by=somebody(Role.LEADER))

    served(Visit.objects.get(pk=first.pk))

    assert Visit.objects.get(pk=second.pk).notice_served_at is not None


def test_a_check_that_a_crime_stopped_passes_the_rules_of_the_database() -> None:
    visit = VisitFactory(onsite=True)
    cases.stop(visit=visit, act="客房内发现疑似毒品", receiver="禁毒大队", by=lead_of(visit))
    for step in (confirm, sign):
        step(Visit.objects.get(pk=visit.pk))
    records.submit(visit=visit, by=lead_of(visit))

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS inspections_handed_in IMMEDIATE")


def test_nobody_of_the_team_lets_a_held_text_out() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    one = InspectorFactory()
    case = cases.hand_over(
        inspection=inspection, act="疑似诈骗", receiver="刑警大队", crime=True, by=lead_of(inspection.visit)
    )
    leader = lead_of(inspection.visit)
    leader.roles = [Role.INSPECTOR, Role.LEADER]
    leader.save()

    with pytest.raises(SameHands, match="不得决定解除暂缓"):
        cases.release(case=case, reason="案件已办结", by=leader)
    assert one.user != leader


def test_a_held_check_is_copied_for_nobody() -> None:
    inspection = InspectionFactory(approved=True, wrong=True)
    cases.hand_over(
        inspection=inspection, act="疑似诈骗", receiver="刑警大队", crime=True, by=lead_of(inspection.visit)
    )

    with pytest.raises(DomainError, match="暂缓公开"):
        copies.give(
            visit=inspection.visit,
            applicant_kind="PUBLIC",
            applicant="王某",
            basis="行政许可法第六十一条",
            asked_on=today(),
            by=UserFactory(office=True),
        )


def test_an_order_holds_the_result_of_a_record_that_was_sent_back() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    order = order_for(inspection)
    review.send_back(inspection=inspection, reason="第 1 项写错", by=head_of(inspection.visit))
    inspection = Inspection.objects.get(pk=inspection.pk)

    clean = findings(inspection)
    yes = {pk: records.Given(AnswerChoice.YES) for pk in clean.answers}
    records.fill(
        inspection=inspection, findings=records.Findings(yes, result=Result.NONE), by=lead_of(inspection.visit)
    )

    assert any(order.number in said for said in checks.missing(Visit.objects.get(pk=inspection.visit_id)))


def test_a_late_mark_by_hand_does_not_lock_a_check_that_was_signed_by_login() -> None:
    visit = VisitFactory(signed=True)
    first, second = visit.officers.order_by("-leads", "pk")
    for act in ("ARRIVE", "SIGN"):
        hand_marks.mark(
            visit=visit, officer=second.pk, act=act, strokes=STROKES, written_at=now(), by=first.inspector.user
        )

    assert records.submit(visit=visit, by=first.inspector.user).submitted_at is not None


def test_going_first_is_agreed_to_once_and_its_clock_stands() -> None:
    visit = VisitFactory()
    head = somebody(Role.UNIT_HEAD)
    urgent.allow(approval=visit.approval, ground="群众举报", by=head)
    visit.approval.refresh_from_db()
    approvals.send_back(approval=visit.approval, reason="事由不清", by=somebody(Role.LEADER))
    approvals.submit(approval=visit.approval, why_on_site="须现场核对", by=UserFactory(office=True))

    with pytest.raises(AlreadyDone, match="不重新计算"):
        urgent.allow(approval=visit.approval, ground="群众举报", by=head)


def test_a_check_at_the_desk_has_no_paper_from_the_site() -> None:
    visit = VisitFactory(ready=True, method=Method.WRITTEN)

    with pytest.raises(DomainError, match="不到场"):
        paper.enter(visit=visit, sheet=sheet_of(visit), by=lead_of(visit))


def test_no_paper_is_typed_in_on_a_form_that_was_sent_back() -> None:
    visit = VisitFactory()
    urgent.allow(approval=visit.approval, ground="群众举报", by=somebody(Role.UNIT_HEAD))
    visit.approval.refresh_from_db()
    approvals.send_back(approval=visit.approval, reason="事由不清", by=somebody(Role.LEADER))
    visit = Visit.objects.get(pk=visit.pk)

    with pytest.raises(DomainError, match="不能到场检查"):
        paper.enter(visit=visit, sheet=sheet_of(visit), by=lead_of(visit))


def post(client: Client, inspection: Inspection, body: str) -> tuple[int, str]:
    client.force_login(lead_of(inspection.visit))
    url = reverse("record_sync", args=[inspection.pk])
    response = client.post(url, body, content_type="application/json")
    return response.status_code, response.json()["message"]


def test_a_phone_learns_in_a_sentence_that_the_record_is_sealed(client: Client) -> None:
    inspection = InspectionFactory(submitted=True)
    body = {"key": str(uuid4()), "values": {"result": "FIXED"}, "was": {"result": "ORDERED"}}

    status, said = post(client, inspection, json.dumps(body))

    assert (status, said) == (422, "检查记录已提交封存，不能再填写。需要更正的，请由审核人退回补正，或者补充说明。")


@pytest.mark.parametrize("note", ['"\\ud800"', "NaN", '"\\u0000"', "[" * 5000 + "]" * 5000])
def test_what_no_database_keeps_is_refused_in_a_sentence(client: Client, note: str) -> None:
    inspection = InspectionFactory(onsite=True)
    body = f'{{"key": "{uuid4()}", "values": {{"note": {note}}}, "was": {{}}}}'

    status, said = post(client, inspection, body)

    assert (status, said[:10]) == (422, "手机发来的内容不完整")
