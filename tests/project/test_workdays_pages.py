"""The office's page of the working calendar."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.workdays.models import CalendarYear, SpecialDay

pytestmark = pytest.mark.django_db
NOTICE = "2027-01-01至2027-01-03 放假 元旦\n2027-02-14 上班 春节调休上班"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def enter(client: Client, **typed: Any) -> Any:
    given = {"year": "2027", "source": "国办发明电〔2026〕9号", "days": NOTICE, "checked": "on"}
    return client.post(reverse("admin:workdays_calendaryear_add"), given | typed)


def amend(client: Client, **typed: Any) -> Any:
    given = {"source": "更正通知", "days": "2026-01-01 放假 元旦", "checked": "on", "reason": "通知有更正"}
    return client.post(reverse("admin:workdays_calendaryear_change", args=[2026]), given | typed)


def test_a_year_is_pasted_and_entered(office: Client) -> None:
    enter(office)

    year = CalendarYear.objects.get(year=2027)
    assert list(year.days.values_list("date__day", "works")) == [(1, False), (14, True)]
    assert year.entered_by.roles == ["OFFICE"]
    assert Event.objects.about("calendar/2027")[0].act == "calendar.enter_year"


def test_the_days_are_previewed_first(office: Client) -> None:
    page = enter(office, checked="").content.decode()

    assert "预览：工作日中放假 1 天；调休上班 2月14日。" in page
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_a_line_that_cannot_be_read_is_named(office: Client) -> None:
    assert "第 1 行认不出来" in enter(office, days="元旦放假三天").content.decode()


def test_a_year_of_other_days_is_refused(office: Client) -> None:
    assert "2026-12-31 不在 2027 年" in enter(office, days="2026-12-31 放假 元旦").content.decode()


def test_a_year_is_corrected_with_its_reason(office: Client) -> None:
    amend(office)

    assert SpecialDay.objects.filter(year=2026).count() == 1
    assert Event.objects.about("calendar/2026")[0].detail.content["reason"] == "通知有更正"


def test_a_correction_without_a_reason_keeps_what_was_typed(office: Client) -> None:
    page = amend(office, reason="").content.decode()

    assert "请写明修改节假日安排的原因" in page
    assert "更正通知" in page


def test_the_page_of_a_year_shows_its_days(office: Client) -> None:
    page = office.get(reverse("admin:workdays_calendaryear_change", args=[2026])).content.decode()

    assert "2026-09-20 上班 国庆节调休上班" in page


def test_a_single_day_is_only_looked_up(office: Client) -> None:
    day = SpecialDay.objects.first()

    assert office.get(reverse("admin:workdays_specialday_changelist")).status_code == 200
    assert office.post(reverse("admin:workdays_specialday_change", args=[day.pk]), {"name": "x"}).status_code == 403
