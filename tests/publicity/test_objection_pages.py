"""The pages of 异议: what each hand is offered, and what it may not know (ux.md A19)."""

import pytest
from django.test import Client
from django.urls import reverse

from publicity.models import Objection, ObjectionFile, Statement
from publicity.services import objection_checks, objection_outcomes, statements
from tests.factories.accounts import UserFactory
from tests.factories.inspections import lead_of, somebody
from tests.factories.objections import (
    PHONE,
    accepted,
    assigned,
    handler_of,
    proposed,
    published,
    received,
    said_by_firm,
    verified,
    waiting_letter,
)
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import SameHands

pytestmark = pytest.mark.django_db


def opened(client: Client, user: object, path: str) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_office_registers_what_came_on_paper(client: Client) -> None:
    publication = published()
    client.force_login(UserFactory(office=True))
    given = {"number": publication.number.lower(), "ground": "ERROR", "text": "有误。", "applicant": "李青"}
    more = {"capacity": "FIRM", "way": "PAPER", "received_on": today().isoformat()}
    response = client.post(reverse("objection_new"), given | more)

    assert response.headers["Location"] == Objection.objects.get(publication=publication).get_absolute_url()


def test_an_unknown_number_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    client.force_login(UserFactory(office=True))
    page = client.post(reverse("objection_new"), {"number": "YC-GS-2026-9999", "text": "写了很多。"}).content.decode()

    assert "没有编号为" in page
    assert "写了很多。" in page


def test_the_handler_of_another_unit_sees_the_record_and_whom_to_ask(client: Client) -> None:
    objection = assigned()
    page = opened(client, handler_of(objection), objection.get_absolute_url())

    assert PHONE in page
    assert "登记核查情况" in page


def test_a_stranger_to_the_matter_sees_nothing(client: Client) -> None:
    client.force_login(UserFactory(inspector=True))

    assert client.get(accepted().get_absolute_url()).status_code == 404


def test_the_team_is_asked_without_being_told_who_wrote(client: Client) -> None:
    objection = assigned()
    objection_checks.ask_explanation(objection=objection, by=handler_of(objection))
    page = opened(client, lead_of(objection.publication.inspection.visit), objection.get_absolute_url())

    assert "检查组说明" in page
    assert PHONE not in page


def test_an_office_hand_of_the_team_opens_no_paper_of_the_applicant(client: Client) -> None:
    objection = accepted()
    team = lead_of(objection.publication.inspection.visit)
    given = {"sha256": "a" * 64, "size": 1, "added_at": clock.now(), "added_by": team}
    row = ObjectionFile.objects.create(objection=objection, **given)
    User.objects.filter(pk=team.pk).update(roles=[Role.INSPECTOR, Role.OFFICE])
    page = opened(client, User.objects.get(pk=team.pk), objection.get_absolute_url())

    assert PHONE not in page
    assert client.get(reverse("objection_file", args=[row.pk])).status_code == 404
    assert client.get(reverse("paper", args=["OBJ_NOTICE", objection.pk])).status_code == 404


def test_who_checked_the_record_keeps_no_statement_from_the_public(client: Client) -> None:
    statement, checker = said_by_firm(published()), somebody(Role.OFFICE)

    with pytest.raises(SameHands):
        statements.refuse(statement=statement, refusal="PERSONAL", reason="含电话。", by=checker)
    assert "不予公开" not in opened(client, checker, statement.get_absolute_url())


def test_only_people_outside_the_case_stand_in_the_list(client: Client) -> None:
    objection = accepted()
    page = opened(client, UserFactory(office=True), objection.get_absolute_url())
    lead = lead_of(objection.publication.inspection.visit)

    assert f'<option value="{lead.pk}"' not in page


def test_the_outcome_is_drafted_with_the_published_text_at_hand(client: Client) -> None:
    objection = verified()
    client.force_login(UserFactory(office=True))
    page = reverse("objection_propose", args=[objection.pk])
    assert "检查对象名称" in client.get(page).content.decode()

    client.post(page, {"outcome": "UPHELD", "reply": "经核查，维持。"})
    assert Objection.objects.get(pk=objection.pk).proposed


def test_the_leader_decides_on_one_page(client: Client) -> None:
    objection = proposed()
    client.force_login(UserFactory(leader=True))
    assert "批准并办结" in client.get(objection.get_absolute_url()).content.decode()

    client.post(reverse("objection_act", args=[objection.pk, "approve"]))
    assert Objection.objects.get(pk=objection.pk).status == "UPHELD"


def test_the_page_says_what_helps_when_nobody_may_approve(client: Client) -> None:
    objection = proposed()
    page = opened(client, UserFactory(office=True), objection.get_absolute_url())

    assert "指定一名没有参加" in page


def test_the_queue_says_what_is_next(client: Client) -> None:
    objection = received()
    page = opened(client, UserFactory(office=True), reverse("sent_in"))

    assert objection.number in page
    assert "决定是否受理" in page


@pytest.mark.parametrize("tab", ["statements", "letters"])
def test_the_other_tabs_have_their_rows(client: Client, tab: str) -> None:
    row = said_by_firm(published()) if tab == "statements" else waiting_letter()
    page = opened(client, UserFactory(office=True), f"{reverse('sent_in')}?tab={tab}")

    assert row.number in page
    assert row.number in opened(client, UserFactory(office=True), row.get_absolute_url())


def test_a_statement_is_shown_by_its_button(client: Client) -> None:
    statement = said_by_firm(published())
    client.force_login(UserFactory(office=True))
    client.post(reverse("statement_act", args=[statement.pk, "show"]))

    assert Statement.objects.get(pk=statement.pk).status == "SHOWN"


def test_a_letter_filed_under_a_wrong_number_stays_with_the_sentence(client: Client) -> None:
    letter = waiting_letter()
    client.force_login(UserFactory(office=True))
    page = client.post(reverse("letter_act", args=[letter.pk, "file"]), {"number": "YC-GS-2026-8888"})

    assert "没有编号为" in page.content.decode()


def test_the_answer_that_was_given_ends_it(client: Client) -> None:
    objection = proposed()
    objection_outcomes.approve(objection=objection, by=UserFactory(leader=True))
    client.force_login(UserFactory(office=True))
    given = {"replied_on": today().isoformat(), "replied_how": "当面送达"}
    client.post(reverse("objection_act", args=[objection.pk, "deliver"]), given)

    assert Objection.objects.get(pk=objection.pk).replied_on == today()
