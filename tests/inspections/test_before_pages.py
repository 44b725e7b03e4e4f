"""检查准备, 现场情况, 先行检查 and 出勤日历 as people walk through them."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspections.models import Visit, VisitApproval
from inspections.services import companions, excuses, planning
from inspections.status import VisitStatus
from registry.models import Absence
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectorFactory, VisitFactory, head_of, lead_of, somebody, team_of
from tests.factories.registry import AbsenceFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


def get(client: Client, user: User, name: str, *args: Any, **query: str) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args), query).content.decode()


def post(client: Client, user: User, page: str, pk: int, **data: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(reverse(page, args=[pk]), data, follow=True)


def test_the_lead_names_who_comes_along(client: Client) -> None:
    visit = VisitFactory()

    shown = post(client, lead_of(visit), "companion_add", visit.pk, name="赵工", unit_name="县局", role="EXPERT")

    assert "赵工（县局，专业技术人员）" in shown.content.decode()


def test_what_was_typed_stays_when_a_field_is_missing(client: Client) -> None:
    visit = VisitFactory()

    shown = post(client, lead_of(visit), "companion_add", visit.pk, name="赵工", unit_name="", role="")

    assert "请填写单位" in shown.content.decode()


def test_a_companion_is_taken_off_the_list(client: Client) -> None:
    visit = VisitFactory()
    added = companions.add(visit=visit, name="赵工", unit_name="县局", role="EXPERT", by=lead_of(visit))

    post(client, lead_of(visit), "companion_remove", added.pk)

    assert not visit.companions.exists()


def test_the_code_of_the_visit_is_typed_in_at_the_door(client: Client) -> None:
    visit = VisitFactory(ready=True)

    assert "JC-77" in post(client, lead_of(visit), "visit_scan", visit.pk, code="JC-77").content.decode()


def test_the_head_lets_a_team_go_first(client: Client) -> None:
    visit = VisitFactory()
    head = head_of(visit)
    assert "情况紧急，同意先行检查" in get(client, head, "approval", visit.approval_id)

    shown = post(client, head, "approval_urgent", visit.approval_id, ground="正在违规储存").content.decode()

    assert "正在违规储存" in shown
    assert VisitApproval.objects.get(pk=visit.approval_id).urgent_by == head


def test_the_leader_finds_the_approval_afterwards_on_his_desk(client: Client) -> None:
    visit = VisitFactory()
    leader = somebody(Role.LEADER)
    post(client, head_of(visit), "approval_urgent", visit.approval_id, ground="正在违规储存")

    assert "紧急补批" in get(client, leader, "home")


def test_an_officer_pauses_and_resumes(client: Client) -> None:
    visit = VisitFactory(onsite=True)
    lead = lead_of(visit)
    data = {"act": "pause", "pauseform-kind": "AWAY", "pauseform-note": "协办接警离开"}
    assert "检查已暂停" in post(client, lead, "visit_site", visit.pk, **data).content.decode()

    assert "检查已恢复" in post(client, lead, "visit_site", visit.pk, act="resume").content.decode()


def test_a_pause_without_a_word_is_asked_for(client: Client) -> None:
    visit = VisitFactory(onsite=True)

    shown = post(client, lead_of(visit), "visit_site", visit.pk, act="pause")

    assert "请如实写明经过" in shown.content.decode()


def test_nobody_there_plans_the_second_visit(client: Client) -> None:
    visit = VisitFactory(onsite=True)
    on = today() + timedelta(days=3)
    data = {"act": "nobody", "nobodyform-note": "大门上锁", "nobodyform-next_on": on.isoformat()}

    post(client, lead_of(visit), "visit_site", visit.pk, **data)

    assert Visit.objects.get(pk=visit.pk).planned_on == on


def test_the_head_names_who_steps_in_where_no_draw_decides(client: Client) -> None:
    visit = VisitFactory(onsite=True)
    second, newcomer = team_of(visit)[1].inspector, InspectorFactory()
    excuse = excuses.ask_for_business(
        visit=visit, inspector=second, reason="FAIRNESS", note="旧怨", applicant="李青", by=lead_of(visit)
    )
    assert "检查对象 李青 当场申请" in get(client, head_of(visit), "excuses")

    post(client, head_of(visit), "excuse_approve", excuse.pk, incoming=newcomer.pk)

    assert visit.officers.get(leads=False).inspector == newcomer


def test_the_head_sets_the_day(client: Client) -> None:
    visit = VisitFactory(ready=True)
    on = today() + timedelta(days=2)

    post(client, head_of(visit), "visit_plan", visit.pk, on=on.isoformat())

    assert Visit.objects.get(pk=visit.pk).planned_on == on


def test_the_second_officer_does_not_set_the_day(client: Client) -> None:
    visit = VisitFactory(ready=True)

    post(client, team_of(visit)[1], "visit_plan", visit.pk, on=today().isoformat())

    assert Visit.objects.get(pk=visit.pk).planned_on is None


def planned(days: int = 2, **kwargs: Any) -> Visit:
    visit = VisitFactory(ready=True, **kwargs)
    return planning.plan(visit=visit, on=today() + timedelta(days=days), by=lead_of(visit))


def test_two_visits_on_one_day_are_pointed_out(client: Client) -> None:
    officers = [InspectorFactory(), InspectorFactory()]
    planned(officers=officers)
    visit = VisitFactory(ready=True, officers=officers)

    shown = post(client, lead_of(visit), "visit_plan", visit.pk, on=(today() + timedelta(days=2)).isoformat())

    assert "还安排了检查" in shown.content.decode()


def test_an_absence_entered_later_is_warned_of(client: Client) -> None:
    visit = planned()
    place = visit.officers.get(leads=True)
    day = today() + timedelta(days=2)
    AbsenceFactory(inspector=place.inspector, kind=Absence.Kind.LEAVE, from_day=day, to_day=day)

    assert f"{place.inspector.name} {day.month}月{day.day}日 请假" in get(client, lead_of(visit), "visit", visit.pk)


def test_the_calendar_shows_who_is_where(client: Client) -> None:
    visit = planned()
    day = today() + timedelta(days=2)

    shown = get(client, UserFactory(office=True), "attendance", month=f"{day:%Y-%m}")

    assert visit.name in shown
    assert team_of(visit)[1].name in shown


def test_a_colleague_does_not_read_where_others_go(client: Client) -> None:
    visit = planned()

    assert visit.name not in get(client, InspectorFactory().user, "attendance")


def test_the_calendar_shows_who_is_away_to_the_head_alone(client: Client) -> None:
    row = AbsenceFactory(kind=Absence.Kind.LEAVE, from_day=today(), to_day=today())
    line = f"{row.inspector.name} 请假"

    assert line in get(client, somebody(Role.UNIT_HEAD, row.inspector.unit.code), "attendance")
    assert line not in get(client, InspectorFactory().user, "attendance")


def test_visits_without_a_day_are_named_below(client: Client) -> None:
    visit = VisitFactory(ready=True)

    assert visit.status == VisitStatus.READY
    assert "还没有排日期" in get(client, lead_of(visit), "attendance")
