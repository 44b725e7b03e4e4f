"""参数: what is in force on which day, who proposes, who decides, what a change moves."""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import UserFactory
from tests.factories.parameters import ParameterValueFactory
from yangcheng_inspect import parameters
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, NotPermitted, SameHands
from yangcheng_inspect.parameters import reading, services
from yangcheng_inspect.parameters.definitions import BY_KEY, GROUPS, TABLE
from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.parameters.reading import Values
from yangcheng_inspect.parameters.signals import parameter_changed
from yangcheng_inspect.parameters.status import ValueStatus
from yangcheng_inspect.trail.models import Event

ROOT, TABLE_FILE = Path(__file__).parents[2], "definitions.py"
ASKED = re.compile(r'(?:(?:parameters|values)\.(?:value|number|flag)\(|{% parameter )\s*"(\w+)"')
"""`parameters.number("recheck_days"`, `{% parameter "recheck_days"`."""
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def propose(by: User, **changes: Any) -> ParameterValue:
    given = {"key": "publish_clean_days", "value": 3, "source": "阳公办〔2026〕9号", "from_on": today()}
    return services.set_value(**given | changes, by=by)


# The table


def test_every_default_lies_within_its_bounds_and_names_its_source() -> None:
    wrong = [one.key for one in TABLE if not one.allows(one.default) or not one.source or one.group not in GROUPS]

    assert wrong == []
    assert len(BY_KEY) == len(TABLE)


@cache
def written() -> str:
    """Every module and every page, but the table itself and the demo."""
    folders = ["yangcheng_inspect", "registry", "inspections", "publicity", "templates"]
    files = [path for folder in folders for end in ("*.py", "*.html") for path in (ROOT / folder).rglob(end)]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if not {"demo", TABLE_FILE} & set(path.parts))


def test_every_parameter_that_code_or_a_page_asks_for_is_defined() -> None:
    asked = set(ASKED.findall(written()))

    assert {"recheck_days", "urgent_approval_days", "publish_clean_days"} <= asked
    assert sorted(asked - set(BY_KEY)) == []


def test_no_parameter_can_be_set_that_nothing_reads() -> None:
    assert [key for key in BY_KEY if f'"{key}"' not in written()] == []


# Which value counts


def test_the_newest_value_in_force_counts_and_earlier_days_keep_theirs() -> None:
    values = Values({"publish_clean_days": [(MARCH, 4), (APRIL, 3)]})

    days = [MARCH - timedelta(days=1), MARCH, APRIL - timedelta(days=1), APRIL]

    assert [values.number("publish_clean_days", day) for day in days] == [5, 4, 4, 3]


def test_a_value_that_is_tried_counts_as_if_it_were_the_last_approved() -> None:
    values = Values({"publish_clean_days": [(MARCH, 4)]}).trying("publish_clean_days", 2, MARCH)

    assert values.number("publish_clean_days", MARCH) == 2


def test_a_key_that_nobody_defined_is_an_error() -> None:
    with pytest.raises(LookupError, match="publish_cleen_days"):
        Values({}).value("publish_cleen_days", MARCH)


@pytest.mark.django_db
def test_what_is_only_proposed_does_not_count() -> None:
    ParameterValueFactory(value=3)

    assert parameters.value("publish_clean_days") == 5


@pytest.mark.django_db
def test_a_request_reads_the_table_once_and_forgets_it_at_its_end() -> None:
    reading.keep()
    with CaptureQueriesContext(connection) as asked:
        found = [parameters.number("publish_clean_days"), parameters.flag("officers_public")]
    reading.forget()
    ParameterValueFactory(value=4, in_force=True)

    assert (found, len(asked)) == ([5, False], 1)
    assert parameters.number("publish_clean_days") == 4


# Who proposes, who decides


@pytest.mark.django_db
def test_a_value_counts_once_the_leader_has_approved_it() -> None:
    heard: list[dict[str, Any]] = []
    parameter_changed.connect(hear := lambda **said: heard.append(said), weak=False)
    leader, change = UserFactory(leader=True), propose(UserFactory(office=True))
    try:
        services.approve(change=change, by=leader)
    finally:
        parameter_changed.disconnect(hear)

    assert parameters.number("publish_clean_days") == 3
    assert [(one["key"], one["since"], one["by"]) for one in heard] == [("publish_clean_days", today(), leader)]
    told = Event.objects.filter(obj=f"parameter/{change.pk}").order_by("seq")
    assert list(told.values_list("act", flat=True)) == ["parameter.propose", "parameter.approve"]


@pytest.mark.django_db
def test_nobody_else_proposes_or_decides() -> None:
    change = propose(UserFactory(office=True))

    with pytest.raises(NotPermitted, match="双随机办提出"):
        propose(UserFactory(leader=True), key="recheck_days")
    with pytest.raises(NotPermitted, match="分管局领导批准"):
        services.approve(change=change, by=UserFactory(office=True))
    with pytest.raises(NotPermitted, match="提出人本人"):
        services.withdraw(change=change, by=UserFactory(office=True))


@pytest.mark.django_db
def test_nobody_approves_their_own_change() -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])

    with pytest.raises(SameHands, match="另一位分管局领导"):
        services.approve(change=propose(both), by=both)


@pytest.mark.django_db
def test_a_decided_change_is_not_decided_again() -> None:
    leader, change = UserFactory(leader=True), propose(UserFactory(office=True))
    services.decline(change=change, decision="依据不足", by=leader)

    with pytest.raises((IllegalMove, AlreadyDone), match="未批准"):
        services.approve(change=change, by=leader)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": 6}, "应为 1 至 5 个工作日（方案三"),
        ({"value": 0}, "应为 1 至 5 个工作日"),
        ({"value": "3"}, "应填整数"),
        ({"value": True}, "应填整数"),
        ({"value": 5}, "没有改动"),
        ({"source": " "}, "请填写依据"),
        ({"key": "nothing"}, "没有这个参数"),
        ({"from_on": date(2020, 1, 1)}, "一年以内"),
        ({"key": "officers_public", "value": 1}, "应填是或否"),
    ],
)
def test_what_is_proposed_must_be_possible(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        propose(UserFactory(office=True), **changes)


@pytest.mark.django_db
def test_one_change_of_a_parameter_waits_at_a_time() -> None:
    propose(UserFactory(office=True))

    with pytest.raises(DomainError, match="已有一份待审批的改动"):
        propose(UserFactory(office=True), value=2)
    with pytest.raises(IntegrityError, match="one_pending"), transaction.atomic():
        ParameterValueFactory()


@pytest.mark.django_db
def test_a_refusal_says_why() -> None:
    change = propose(UserFactory(office=True))

    with pytest.raises(DomainError, match="请写明不予批准的理由"):
        services.decline(change=change, decision=" ", by=UserFactory(leader=True))
    assert services.withdraw(change=change, by=change.proposed_by).status == ValueStatus.WITHDRAWN
