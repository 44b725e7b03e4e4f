"""值班表: lines of day and person, read and confirmed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registry import roster
from registry.importing.reader import Row
from registry.models import Absence
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def read(text: str) -> roster.Roster:
    return roster.read(roster.typed(text), today=DAY)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def test_a_line_names_a_day_and_people_by_name_or_number() -> None:
    one = make.InspectorFactory(name="王海燕")
    other = make.InspectorFactory(police_no="052201")

    duties = read("2026-11-23 王海燕、052201\n\n2026年11月24日，王海燕").duties

    assert [(duty.inspector, duty.day.day) for duty in duties] == [(one, 23), (other, 23), (one, 24)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-11-23 谁也不是", "第 1 行的“谁也不是”不在检查人员名录库中，请核对姓名或警号。"),
        ("\n明天 王海燕", "第 2 行“日期”为“明天”，不是日期，请改成 2026-11-02 这样的写法。"),
        ("2026-11-22 王海燕", "第 1 行的日期 2026-11-22 已经过去。"),
        ("2026-11-23", "第 1 行“姓名或警号”为空。"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(text: str, sentence: str) -> None:
    make.InspectorFactory(name="王海燕")

    assert read(text).errors == [sentence]


def test_a_shared_name_asks_for_the_police_number() -> None:
    make.InspectorFactory(name="张伟")
    make.InspectorFactory(name="张伟")

    assert "有 2 人" in read("2026-11-23 张伟").errors[0]


def test_a_file_may_have_title_and_head_and_its_own_order_of_columns() -> None:
    officer = make.InspectorFactory(police_no="005220")
    rows = [Row(1, ("十一月值班表",)), Row(2, ("序号", "警号", "日期")), Row(3, (1, 5220, DAY))]

    assert [duty.inspector for duty in roster.read(rows, today=DAY).duties] == [officer]


def test_too_many_lines_are_refused() -> None:
    assert "最多 1000 行" in read("2026-11-23 甲\n" * 1001).errors[0]


def test_the_office_sees_what_was_read_before_it_counts(office: Client) -> None:
    make.InspectorFactory(name="王海燕")
    file = SimpleUploadedFile("值班.csv", f"日期,姓名\n{today()},王海燕\n{today()},谁\n".encode())

    page = office.post(reverse("duty_roster"), {"file": file}).content.decode()

    assert "可登记 1 人次，1 行有误" in page
    assert not Absence.objects.exists()


def test_the_confirmed_roster_counts(office: Client) -> None:
    officer = make.InspectorFactory()

    office.post(reverse("duty_roster_enter"), {"duties": f"{officer.pk} {today()}", "replace": "1"})

    assert Absence.objects.get().kind == Absence.Kind.DUTY


@pytest.mark.parametrize("duties", ["", "1", "x 2026-11-23", f"{'9' * 5000} 2026-11-23", "1 gestern"])
def test_a_garbled_confirmation_is_a_sentence(office: Client, duties: str) -> None:
    response = office.post(reverse("duty_roster_enter"), {"duties": duties}, follow=True)

    assert "没有可以登记的行" in response.content.decode()


def test_nothing_typed_and_nothing_chosen_is_said(office: Client) -> None:
    assert "请逐行填写，或选择一个文件" in office.post(reverse("duty_roster"), {}).content.decode()


def test_a_file_that_is_no_list_is_a_sentence(office: Client) -> None:
    file = SimpleUploadedFile("值班.xlsx", b"\x00\x01PK")

    assert office.post(reverse("duty_roster"), {"file": file}).status_code == 200
