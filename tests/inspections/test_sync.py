"""A phone after a dead zone: saved once, merged field by field, told when two changed the same thing."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from inspections import checks, sheet
from inspections.models import Inspection, SyncKey, Visit
from tests.factories.inspections import InspectionFactory, VisitFactory, team_of
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


def post(client: Client, url: str, user: User, **body: Any) -> tuple[int, dict[str, Any]]:
    client.force_login(user)
    response = client.post(url, json.dumps({"key": str(uuid4()), **body}), content_type="application/json")
    return response.status_code, response.json()


@pytest.fixture
def record() -> Inspection:
    return InspectionFactory(onsite=True)


def fill(client: Client, record: Inspection, user: User, **body: Any) -> tuple[int, dict[str, Any]]:
    return post(client, reverse("record_sync", args=[record.pk]), user, **body)


def act(client: Client, visit: Visit, user: User, name: str, **body: Any) -> tuple[int, dict[str, Any]]:
    return post(client, reverse("visit_act", args=[visit.pk]), user, act=name, **body)


def seen(visit: Visit) -> dict[str, Any]:
    return {str(one.pk): sheet.values(one) for one in Visit.objects.get(pk=visit.pk).inspections.all()}


def events(act: str) -> int:
    return Event.objects.filter(act=act).count()


def first_answer(record: Inspection) -> str:
    return f"answer_{record.version.check_points.first().pk}"


def test_what_a_phone_changed_is_saved_and_counted(client: Client, record: Inspection) -> None:
    name = first_answer(record)

    status, said = fill(client, record, team_of(record.visit)[0], values={name: "YES"}, was={name: ""})

    record.refresh_from_db()
    assert (status, said["revision"], record.revision) == (200, 1, 1)
    assert record.answers.get().choice == "YES"


def test_the_same_key_is_answered_the_same_and_saved_once(client: Client, record: Inspection) -> None:
    user, key = team_of(record.visit)[0], str(uuid4())
    body = {"key": key, "values": {"note": "前台无人。"}, "was": {"note": ""}}

    assert fill(client, record, user, **body) == fill(client, record, user, **body)
    assert (events("record.fill"), SyncKey.objects.count()) == (1, 1)


def test_nobody_uses_the_key_of_somebody_else(client: Client, record: Inspection) -> None:
    key, (lead, second) = str(uuid4()), team_of(record.visit)
    fill(client, record, lead, key=key, values={"note": "一"}, was={"note": ""})

    status, said = fill(client, record, second, key=key, values={"note": "一"}, was={"note": ""})

    assert (status, "另一件事" in said["message"]) == (422, True)


def test_fields_that_one_side_changed_are_merged(client: Client, record: Inspection) -> None:
    lead, second = team_of(record.visit)
    fill(client, record, lead, values={"note": "前台无人。"}, was={"note": ""})

    status, said = fill(client, record, second, values={"handling": "当场改正"}, was={"handling": ""})

    assert status == 200
    assert (said["values"]["note"], said["values"]["handling"]) == ("前台无人。", "当场改正")


def test_a_field_that_both_changed_shows_both_values_and_saves_nothing(client: Client, record: Inspection) -> None:
    (lead, second), name = team_of(record.visit), first_answer(record)
    fill(client, record, lead, values={name: "YES"}, was={name: ""})

    status, said = fill(client, record, second, values={name: "NO", "note": "二"}, was={name: "", "note": ""})

    clash = said["conflicts"][0]
    assert (status, clash["label"], clash["mine_words"], clash["theirs_words"]) == (409, "第 1 项", "不符合", "符合")
    assert clash["by"] == lead.name
    assert Inspection.objects.get(pk=record.pk).note == ""


def test_a_chosen_value_is_saved_over_the_one_that_was_seen(client: Client, record: Inspection) -> None:
    (lead, second), name = team_of(record.visit), first_answer(record)
    fill(client, record, lead, values={name: "YES"}, was={name: ""})

    status, said = fill(client, record, second, values={name: "NO"}, was={name: "YES"})

    assert (status, said["values"][name]) == (200, "NO")


@pytest.mark.parametrize("values", [{"result": "WONDERFUL"}, {"rectify_by": "soon"}, {"status": "APPROVED"}])
def test_a_value_the_form_does_not_know_is_refused(client: Client, record: Inspection, values: dict[str, str]) -> None:
    status, said = fill(client, record, team_of(record.visit)[0], values=values, was={})

    assert (status, bool(said["message"]), SyncKey.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("body", ["", "[]", '{"key": "x"}', '{"key": "\\u0000"}'])
def test_a_broken_request_gets_a_sentence(client: Client, record: Inspection, body: str) -> None:
    client.force_login(team_of(record.visit)[0])

    response = client.post(reverse("record_sync", args=[record.pk]), body, content_type="application/json")

    assert (response.status_code, bool(response.json()["message"])) == (422, True)


def test_an_expired_login_is_sent_to_the_login_page(client: Client, record: Inspection) -> None:
    response = client.post(reverse("record_sync", args=[record.pk]), "{}", content_type="application/json")

    assert response.headers["Location"].startswith(reverse("login"))


def test_a_stranger_to_the_visit_gets_no_sheet(client: Client, record: Inspection) -> None:
    client.force_login(team_of(VisitFactory(onsite=True))[0])

    assert client.get(reverse("visit_sheet", args=[record.visit.pk])).status_code == 404


def test_the_sheet_holds_the_record_as_stored(client: Client, record: Inspection) -> None:
    client.force_login(team_of(record.visit)[0])

    response = client.get(reverse("visit_sheet", args=[record.visit.pk]))

    assert response.json()["records"][0]["values"] == sheet.values(record)
    assert response.headers["Cache-Control"] == "no-store"


def test_submitting_twice_with_one_key_leaves_one_event(client: Client) -> None:
    visit = VisitFactory(signed=True)
    user, key = team_of(visit)[0], str(uuid4())

    first, second = (act(client, visit, user, "submit", key=key) for _ in range(2))

    assert first == second == (200, {"status": "SUBMITTED", "words": "已提交"})
    assert events("visit.submit") == 1


def test_submitting_twice_with_two_keys_leaves_one_event(client: Client) -> None:
    visit = VisitFactory(signed=True)

    assert [act(client, visit, user, "submit")[0] for user in team_of(visit)] == [200, 200]
    assert events("visit.submit") == 1


def test_what_the_business_signs_is_what_the_phone_showed(client: Client) -> None:
    visit = VisitFactory(filled=True)
    said = {"opinion": "AGREED", "signer": "李青", "strokes": "[[[1, 2], [3, 4]]]"}
    shown = seen(visit)
    visit.inspections.get()
    record = visit.inspections.get()
    fill(client, record, team_of(visit)[1], values={"note": "补记"}, was={"note": ""})

    stale = act(client, visit, team_of(visit)[0], "confirm", values=said, seen=shown)
    fresh = act(client, visit, team_of(visit)[0], "confirm", values=said, seen=seen(visit))

    assert (stale[0], "情况说明" in stale[1]["message"], fresh[0]) == (422, True, 200)


def test_an_unknown_act_is_refused(client: Client, record: Inspection) -> None:
    assert act(client, record.visit, team_of(record.visit)[0], "approve")[0] == 422


def test_submit_waits_for_the_colleague(client: Client) -> None:
    visit = VisitFactory(confirmed=True)
    lead = team_of(visit)[0]
    act(client, visit, lead, "sign", seen=seen(visit))

    status, said = act(client, visit, lead, "submit")

    assert (status, said["waiting"]) == (422, True)
    assert list(checks.missing(visit)) != []
