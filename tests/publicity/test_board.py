"""公示台账: what is due when, where it stands, and what exactly the public will see (方案三(二)4)."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from inspections.choices import Result
from inspections.models import Inspection
from inspections.status import RecordStatus
from publicity import board, board_lists
from publicity.models import Publication
from publicity.public_site import schema
from publicity.strip import strip
from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory, InspectionFactory, UnitFactory, VersionFactory, lead_of
from tests.factories.plans import amend
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.workdays.calendar import Deadline
from yangcheng_inspect.workdays.meter import meter

TODAY = date(2026, 4, 2)
QINGMING = {date(2026, 4, 6): False}
BOARD = "/admin/publications/"


@pytest.fixture
def thursday() -> Iterator[None]:
    """2 April 2026, two working days before the Qingming holiday."""
    with clock.moved_to(datetime(2026, 4, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture
def office(client: Client, db: None) -> User:
    user: User = UserFactory(office=True)
    client.force_login(user)
    return user


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def ended(day: date, **kwargs: object) -> Publication:
    """A publication of a check that ended that day; its record is submitted unless told otherwise."""
    inspection: Inspection = InspectionFactory(**({"submitted": True} | kwargs))
    publication = inspection.publication
    due = {date(2026, 3, 25): 1, date(2026, 3, 26): 2, date(2026, 3, 27): 3, date(2026, 3, 30): 7, date(2026, 4, 2): 10}
    amend(publication, ended_on=day, due_on=date(2026, 4, due[day]))
    return publication


# The strip of ten days


def test_the_strip_runs_free_days_together_and_says_why_nobody_works() -> None:
    cells = strip({TODAY: 1, date(2026, 4, 7): 3}, TODAY, QINGMING, {date(2026, 4, 6): "清明节"})

    assert [(cell.head, cell.days) for cell in cells] == [
        ("今天", "4月2日"),
        ("周五", "4月3日"),
        ("周六至周一", "4月4日至6日"),
        ("周二", "4月7日"),
        ("周三", "4月8日"),
        ("周四", "4月9日"),
        ("周五", "4月10日"),
        ("周末", "4月11日至12日"),
        ("周一", "4月13日"),
        ("周二", "4月14日"),
    ]
    assert (cells[2].note, cells[2].off, cells[7].note) == ("清明节放假", True, "休息")
    assert [(cell.count, cell.tone) for cell in cells[:4]] == [(1, "red"), (0, ""), (0, ""), (3, "amber")]


def test_everything_overdue_stands_in_one_cell_before_today() -> None:
    cells = strip({date(2026, 3, 20): 2, date(2026, 4, 1): 1}, TODAY, {}, {})

    assert (cells[0].head, cells[0].count, cells[0].tone) == ("此前", 3, "red")
    assert cells[1].today
    assert len(cells) == 10


def test_on_a_free_day_the_strip_begins_with_the_holiday() -> None:
    cells = strip({}, date(2026, 4, 5), QINGMING, {date(2026, 4, 6): "清明节"})

    assert (cells[0].head, cells[0].days, cells[0].today, cells[0].off) == ("今天起", "4月5日至6日", True, True)


# Urgency and stage


@pytest.mark.django_db
@pytest.mark.usefixtures("thursday")
def test_a_list_by_colour_holds_what_the_meter_paints() -> None:
    publication = ended(date(2026, 3, 25))
    for days in range(-3, 15):
        due = TODAY + timedelta(days=days)
        amend(publication, due_on=due)
        tone = meter(publication.ended_on, TODAY, Deadline(due, False), QINGMING).tone

        assert board_lists.of_tone(Publication.objects.all(), tone, TODAY, QINGMING).exists(), (due, tone)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "dots", "words", "holder"),
    [
        ("signed", ["now", "", "", ""], "待录入", "lead"),
        ("submitted", ["done", "now", "", ""], "待所队长审核", "unit"),
        ("reviewed", ["done", "now", "", ""], "待审核", "双随机办"),
        ("checked", ["done", "done", "now", ""], "待审批", "分管局领导"),
        ("approved", ["done", "done", "done", "done"], "已公示", ""),
    ],
)
def test_four_dots_say_where_a_result_stands_and_who_holds_it(
    stage: str, dots: list[str], words: str, holder: str
) -> None:
    publication = InspectionFactory(stage=stage).publication
    names = {"lead": "主办民警甲", "unit": publication.unit.name}

    found = board.stages(publication, "主办民警甲")

    assert (found.dots, found.words, found.holder) == (dots, words, names.get(holder, holder))


def test_every_status_has_its_place_on_the_way() -> None:
    assert set(board.PLACES) == set(RecordStatus.values)


# The page


@pytest.mark.usefixtures("thursday")
def test_what_is_due_first_stands_first(client: Client, office: User) -> None:
    later, late = ended(date(2026, 3, 30)), ended(date(2026, 3, 25))

    page = text(client.get(BOARD))

    assert page.index(late.inspection.visit.name) < page.index(later.inspection.visit.name)
    assert "待公示 2 件，已逾期 1 件，今天到期 0 件。" in page
    assert "已逾期 1 个工作日" in page


@pytest.mark.usefixtures("thursday")
def test_the_tabs_count_what_waits_and_what_is_public(client: Client, office: User) -> None:
    ended(date(2026, 3, 26))
    published = InspectionFactory(approved=True).publication

    page = text(client.get(BOARD, {"tab": "published"}))

    for words in ["待公示<b>1</b>", "已公示<b>1</b>", "全部<b>2</b>", "按时"]:
        assert words in page
    assert published.inspection.visit.name in page


@pytest.mark.usefixtures("thursday")
def test_a_result_published_late_says_by_how_much(client: Client, office: User) -> None:
    publication = InspectionFactory(approved=True).publication
    amend(publication, ended_on=date(2026, 3, 20), due_on=date(2026, 3, 27))

    assert "逾期 4 个工作日" in text(client.get(BOARD, {"tab": "published"}))


@pytest.mark.usefixtures("thursday")
@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"q": "甲旅馆"}, ["甲"]),
        ({"q": "91140522ma0999"}, ["甲"]),
        ({"result": "ORDERED"}, ["乙"]),
        ({"from_on": "2026-03-27"}, ["乙"]),
        ({"to_on": "2026-03-26"}, ["甲"]),
        ({"from_on": "2026-03-26", "to_on": "2026-03-26"}, ["甲"]),
        ({"tone": "red"}, ["甲"]),
        ({"tone": "amber"}, ["乙"]),
        ({"stage": "review"}, ["甲", "乙"]),
        ({"stage": "approval"}, []),
        ({"unit": "999999", "result": "x", "from_on": "昨天", "tone": "x", "tab": "x", "page": "x"}, ["甲", "乙"]),
    ],
)
def test_the_filters_narrow_the_list_and_nonsense_is_left_out(
    client: Client, office: User, query: dict[str, str], left: list[str]
) -> None:
    ended(date(2026, 3, 26), entity=EntityFactory(name="甲旅馆", credit_code="91140522MA09990000"))
    ended(date(2026, 3, 27), entity=EntityFactory(name="乙旅馆"), wrong=True)

    page = text(client.get(BOARD, query))

    assert [name for name in ["甲", "乙"] if f'">{name}旅馆</a>' in page] == left


@pytest.mark.usefixtures("thursday")
def test_a_filter_can_be_taken_away_one_by_one(client: Client, office: User) -> None:
    ended(date(2026, 3, 26))

    page = text(client.get(BOARD, {"q": "没有这家", "tone": "red"}))

    assert 'href="?tone=red"' in page
    assert "检查对象：没有这家" in page
    assert "没有符合条件的结果。去掉上面的一些条件再查。" in page


def test_an_empty_board_says_so(client: Client, office: User) -> None:
    assert "没有待公示的结果。" in text(client.get(BOARD))


@pytest.mark.usefixtures("thursday")
def test_the_units_offered_are_those_with_a_case(client: Client, office: User) -> None:
    ended(date(2026, 3, 26))
    UnitFactory(code="140522-77", name="没有案件的单位")

    assert "没有案件的单位" not in text(client.get(BOARD))


def test_a_deadline_into_a_year_nobody_entered_is_marked_and_asked_for(client: Client, office: User) -> None:
    with clock.moved_to(datetime(2026, 12, 30, 10, tzinfo=ZoneInfo("Asia/Shanghai"))):
        InspectionFactory(submitted=True)

        page = text(client.get(BOARD))

    assert "（暂定）" in page
    assert "2027 年节假日安排尚未录入" in page


@pytest.mark.usefixtures("thursday")
def test_the_leader_sees_every_case_and_an_officer_his_own(client: Client, db: None) -> None:
    own, other = ended(date(2026, 3, 26)), ended(date(2026, 3, 27))
    client.force_login(UserFactory(leader=True))
    assert other.inspection.visit.name in text(client.get(BOARD))

    client.force_login(lead_of(own.inspection.visit))
    page = text(client.get(BOARD))
    assert own.inspection.visit.name in page
    assert other.inspection.visit.name not in page


@pytest.mark.usefixtures("thursday")
def test_a_longer_list_costs_no_more_queries(client: Client, office: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(BOARD)
        return len(queries)

    ended(date(2026, 3, 26))
    cost()
    one = cost()
    ended(date(2026, 3, 27))
    ended(date(2026, 3, 30))

    assert cost() == one


# The workbook


def sheet(response: HttpResponse) -> list[list[object]]:
    assert response.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


@pytest.mark.usefixtures("thursday")
def test_the_export_has_a_title_who_made_it_and_codes_as_text(client: Client, office: User) -> None:
    publication = ended(date(2026, 3, 26))

    rows = sheet(client.get(reverse("publication_export"), {"tone": "red"}))

    assert rows[0][0] == "阳城县公安局公示台账（待公示）"
    assert f"条件：时限：逾期或今天到期　　制表单位：阳城县公安局　　制表人：{office.name}" in str(rows[1][0])
    line = dict(zip(rows[2], rows[3], strict=True))
    assert line["统一社会信用代码/注册号"] == publication.inspection.visit.code
    assert (line["公示时限"], line["时限情况"]) == ("2026-04-02", "今天 24:00 截止")
    assert (line["责任单位"], line["逾期天数"], line["已录入公示系统"]) == (publication.unit.name, "", "")
    assert line["责任人"] == publication.inspection.submitted_by.name


@pytest.mark.usefixtures("thursday")
@pytest.mark.parametrize("name", ["=1+1", "+86", "@SUM(A1)", "-2"])
def test_no_cell_of_the_export_is_a_formula(client: Client, office: User, name: str) -> None:
    ended(date(2026, 3, 26), entity=EntityFactory(name=name))

    assert name in sheet(client.get(reverse("publication_export")))[3]


@pytest.mark.usefixtures("thursday")
def test_the_export_holds_every_page_of_the_list(client: Client, office: User) -> None:
    version = VersionFactory()
    for _ in range(3):
        ended(date(2026, 3, 26), versions=[version])

    assert len(sheet(client.get(reverse("publication_export"), {"page": "2"}))) == 3 + 3


# One publication


def test_a_published_result_is_shown_as_the_public_sees_it(client: Client, office: User) -> None:
    publication = InspectionFactory(approved=True).publication

    page = text(client.get(publication.get_absolute_url()))

    for words in [publication.record["agency"], publication.record["officers"], publication.record["confirmation"]]:
        assert words in page
    assert "公众看到的内容" in page
    assert schema.digest(publication.record)[:4] in page


def test_before_the_approval_there_is_a_preview(client: Client, office: User) -> None:
    publication = InspectionFactory(submitted=True).publication

    page = text(client.get(publication.get_absolute_url()))

    assert "尚未公示，批准后即按此公开" in page
    assert "特种行业许可证在有效期内" in page


def test_what_may_not_be_public_is_named_before_anybody_approves(client: Client, office: User) -> None:
    inspection = InspectionFactory(submitted=True, wrong="请联系 13800000000")

    page = text(client.get(inspection.publication.get_absolute_url()))

    assert "里有手机号码，不得公开。请删去后再公示。" in page


def test_nothing_is_previewed_before_the_record_is_handed_in(client: Client, office: User) -> None:
    publication = InspectionFactory(signed=True).publication

    assert "检查记录提交后，这里显示公众将看到的内容。" in text(client.get(publication.get_absolute_url()))


def test_a_result_word_is_shown_for_every_code(client: Client, office: User) -> None:
    publication = InspectionFactory(confirmed=True).publication
    for result in Result.values:
        amend(publication.inspection, result=result, rectify_by=TODAY)

        assert "未填" not in text(client.get(BOARD))
