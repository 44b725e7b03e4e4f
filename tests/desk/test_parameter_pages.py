"""参数 on the office's desk: value and source, the effect before it is sent, the leader's decision (ux.md G14)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from publicity.models import Publication
from publicity.services import periods
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.parameters import ParameterValueFactory
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import parameter_effect, todo
from yangcheng_inspect.parameters import services
from yangcheng_inspect.parameters.definitions import BY_KEY
from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.workdays import calendar

pytestmark = pytest.mark.django_db
KEY = "publish_clean_days"
CLEAN = BY_KEY[KEY]


def asked(**changes: object) -> dict[str, object]:
    return {"value": 3, "from_on": today().isoformat(), "source": "阳公办〔2026〕9号"} | changes


def running() -> Publication:
    publication: Publication = InspectionFactory(submitted=True).publication
    return publication


def test_the_list_shows_value_source_and_what_waits(client: Client) -> None:
    ParameterValueFactory(key="recheck_days", value=2, source="阳公办〔2026〕1号", in_force=True)
    ParameterValueFactory(value=3)
    client.force_login(UserFactory(leader=True))

    shown = client.get(reverse("parameters")).content.decode()

    assert "方案三(二)4：5个工作日内" in shown
    assert "阳公办〔2026〕1号" in shown
    assert "待审批：改为 3 个工作日" in shown


def test_the_effect_is_shown_before_anything_is_sent(client: Client) -> None:
    running()
    client.force_login(UserFactory(office=True))

    shown = client.post(reverse("parameter_change", args=[KEY]), asked(from_on=today() - timedelta(days=40)))

    assert "将改变 1 件公示时限" in shown.content.decode()
    assert not ParameterValue.objects.exists()


def test_a_checked_change_goes_to_the_leader_who_approves_it(client: Client) -> None:
    client.force_login(UserFactory(office=True))
    client.post(reverse("parameter_change", args=[KEY]), asked(checked="on"))
    change, leader = ParameterValue.objects.get(), UserFactory(leader=True)

    rows = [row.title for row in todo.of(leader) if row.kind == "参数改动"]
    client.force_login(leader)
    client.post(reverse("parameter_approve", args=[change.pk]))
    shown = client.get(change.get_absolute_url()).content.decode()

    assert rows == [str(change)]
    assert "批准参数改动" in shown
    assert "已批准，现行" in client.get(reverse("parameter", args=[KEY])).content.decode()


def test_a_refusal_needs_its_reason_on_the_page(client: Client) -> None:
    change = ParameterValueFactory()
    client.force_login(UserFactory(leader=True))

    shown = client.post(reverse("parameter_decline", args=[change.pk]), {"decision": ""})
    client.post(reverse("parameter_decline", args=[change.pk]), {"decision": "依据不足"})

    assert "不予批准的理由" in shown.content.decode()
    assert ParameterValue.objects.get().decision == "依据不足"


def test_a_switch_is_asked_for_in_words(client: Client) -> None:
    client.force_login(UserFactory(office=True))

    client.post(reverse("parameter_change", args=["officers_public"]), asked(value="True", checked="on"))

    assert ParameterValue.objects.get().value is True


def test_an_approved_change_moves_the_clocks_that_started_since_then() -> None:
    publication = running()
    given = {"key": KEY, "value": 3, "source": "阳公办〔2026〕9号", "from_on": publication.ended_on}
    change = services.set_value(**given, by=UserFactory(office=True))

    services.approve(change=change, by=UserFactory(leader=True))
    publication.refresh_from_db()

    assert (publication.days, publication.due_on) == (3, calendar.deadline(publication.ended_on, 3).on)


def test_a_clock_that_started_before_keeps_its_value() -> None:
    publication = running()
    since = publication.ended_on + timedelta(days=1)
    ParameterValueFactory(value=3, in_force_from=since, in_force=True)

    moved = periods.follow(key=KEY, since=since, by=None)
    publication.refresh_from_db()

    assert (moved, publication.days) == (0, 5)


def test_the_effect_counts_what_would_be_late_at_once() -> None:
    publication = running()
    effect = parameter_effect.of(CLEAN, 1, publication.ended_on)

    late = calendar.deadline(publication.ended_on, 1).on < today() <= publication.due_on
    assert (effect.moved, effect.late) == (1, int(late))


def test_a_parameter_without_kept_deadlines_says_that_none_moves() -> None:
    effect = parameter_effect.of(BY_KEY["recheck_days"], 2, date(2026, 3, 2))

    assert effect.words == "不改变现有公示时限；2026-03-02 以前开始的期限不变。"
