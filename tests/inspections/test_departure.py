"""出发包: one PDF with everything a team takes along."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import Visit
from inspections.papers.notice import NOTICE
from inspections.services import departure, documents, merging, planning
from tests.factories.inspections import EntityFactory, InspectorFactory, VisitFactory, lead_of
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


def titles(visit: Visit) -> list[str]:
    return [str(values["paper_title"]) for _, values in departure.parts(visit)]


def test_it_holds_every_paper_of_a_visit() -> None:
    assert titles(VisitFactory(ready=True)) == [
        "出发单",
        "行政检查审批表",
        "行政检查通知书",
        "检查记录表",
        "权利告知和检查人员名单",
        "检查评价卡",
        "送达回证",
    ]


def test_the_receipt_names_the_notice_as_it_was_issued() -> None:
    visit = VisitFactory(ready=True)
    issued = documents.issue(kind=NOTICE, source=visit, by=lead_of(visit))

    receipt = next(values for _, values in departure.parts(visit) if values["paper_title"] == "送达回证")
    assert receipt["document"] == issued
    assert receipt["delivery"].place == visit.address


def test_a_merged_visit_takes_one_notice_and_every_record() -> None:
    entity = EntityFactory()
    first, second = VisitFactory(entity=entity, ready=True), VisitFactory(entity=entity, ready=True)
    merging.accept(visit=first, other=second, by=lead_of(first))

    found = titles(Visit.objects.get(pk=first.pk))

    assert found.count("行政检查通知书") == 1
    assert found.count("检查记录表") == found.count("行政检查审批表") == 2


def test_nothing_is_taken_along_before_the_approval() -> None:
    visit = VisitFactory()

    with pytest.raises(DomainError, match="还不能打印出发包"):
        departure.pack(visits=[visit], by=lead_of(visit))


def test_the_page_answers_with_one_pdf_and_the_trail_knows(client: Client) -> None:
    visit = VisitFactory(ready=True)
    client.force_login(lead_of(visit))

    answer = client.post(reverse("visit_pack", args=[visit.pk]))

    assert answer.content.startswith(b"%PDF")
    assert Event.objects.filter(act="visit.print_pack", obj=f"visit/{visit.pk}").exists()


def test_a_day_without_visits_says_so(client: Client) -> None:
    client.force_login(InspectorFactory().user)

    shown = client.post(reverse("day_pack"), {"on": today().isoformat()}, follow=True).content.decode()

    assert "这一天没有可以出发的检查" in shown


def test_a_day_in_one_file(client: Client) -> None:
    visit = VisitFactory(ready=True)
    day = today() + timedelta(days=1)
    planning.plan(visit=visit, on=day, by=lead_of(visit))
    client.force_login(lead_of(visit))

    assert client.post(reverse("day_pack"), {"on": day.isoformat()}).content.startswith(b"%PDF")
