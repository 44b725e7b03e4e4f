"""公示: when it is due, what is frozen, what stays out (方案三(二)4)."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from inspections.choices import Opinion, Result
from inspections.models import Inspection, Visit
from inspections.services import records, review
from publicity.clocks import days_for
from publicity.models import Publication
from publicity.public_record import _selection, build
from publicity.public_site import schema
from publicity.public_site.models import PublicItem, PublicResult
from publicity.services import item_notices, publications
from publicity.status import PublicationStatus
from tests.factories.inspections import (
    EntityFactory,
    InspectionFactory,
    VersionFactory,
    VisitFactory,
    lead_of,
    somebody,
)
from tests.factories.plans import amend
from tests.factories.registry import FactFactory
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.parameters.reading import Values
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.workdays import services as calendar_services
from yangcheng_inspect.workdays.reading import Day

pytestmark = pytest.mark.django_db


def on(day: date, hour: int = 10) -> Any:
    return time_machine.travel(
        datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone()), tick=False
    )


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        (date(2026, 11, 13), date(2026, 11, 20)),  # an ordinary week
        (date(2026, 4, 2), date(2026, 4, 10)),  # over 清明节, 4–6 April
        (date(2026, 9, 24), date(2026, 10, 9)),  # over 中秋节 and 国庆节
        (date(2026, 9, 30), date(2026, 10, 13)),  # over 国庆节, with 10 October worked
    ],
)
def test_a_clean_result_is_due_on_the_fifth_working_day(ended: date, due: date) -> None:
    with on(ended):
        inspection = InspectionFactory(submitted=True)

    assert inspection.publication.due_on == due


def test_the_clock_starts_when_the_business_confirmed_not_when_the_record_was_sent() -> None:
    with on(date(2026, 11, 12)):
        visit = VisitFactory(confirmed=True)

    assert visit.inspections.get().publication.ended_on == date(2026, 11, 12)


def test_a_problem_has_twenty_working_days() -> None:
    assert days_for(Result.ORDERED, date(2026, 11, 12), Values({})) == 20


def test_a_return_for_correction_never_moves_the_day_the_clock_started_from() -> None:
    with on(date(2026, 11, 12)):
        inspection = InspectionFactory(submitted=True)
    with on(date(2026, 11, 16)):
        review.send_back(inspection=inspection, reason="第 2 项写得太简。", by=somebody(Role.UNIT_HEAD))

    assert Publication.objects.get().ended_on == date(2026, 11, 12)


def test_a_deadline_in_a_year_nobody_entered_is_provisional() -> None:
    with on(date(2026, 12, 30)):
        inspection = InspectionFactory(submitted=True, due_on=date(2026, 12, 31))

    assert inspection.publication.provisional


def test_entering_the_year_settles_open_deadlines() -> None:
    with on(date(2026, 12, 30)):
        InspectionFactory(submitted=True, due_on=date(2026, 12, 31))
        calendar_services.enter_year(
            year=2027, source="国办发明电〔2026〕1号", days=[Day(date(2027, 1, 1), False, "元旦")], by=None
        )

    assert [(p.due_on, p.provisional) for p in Publication.objects.all()] == [(date(2027, 1, 7), False)]


def test_approval_publishes_and_freezes_the_exact_record() -> None:
    inspection = InspectionFactory(approved=True)

    publication = inspection.publication
    shown = PublicResult.objects.get(publication_id=publication.pk)
    assert publication.status == PublicationStatus.PUBLISHED
    assert shown.record == publication.record
    assert shown.record_hash == publication.record_hash == schema.digest(publication.record)


def test_the_trail_carries_the_hash_of_what_was_published() -> None:
    publication = InspectionFactory(approved=True).publication

    event = Event.objects.get(act="publication.publish", obj=f"publication/{publication.pk}")
    assert publication.record_hash in event.payload


@pytest.mark.parametrize("private", ["0356-4220001", "李青", "凤城镇新阳街"])
def test_nothing_private_reaches_the_public_record(private: str) -> None:
    publication = InspectionFactory(approved=True).publication

    assert private not in schema.canonical(publication.record).encode().decode("unicode_escape")


def test_the_seat_of_a_company_is_public() -> None:
    publication = InspectionFactory(approved=True, entity=EntityFactory(entity_type="有限责任公司")).publication

    assert publication.record["entity"]["address"] == "凤城镇新阳街 18 号"


def test_a_seat_with_a_telephone_in_it_stays_out() -> None:
    """The firm was copied at the draw: nobody could put it right any more, and nothing would ever be published."""
    entity = EntityFactory(entity_type="有限责任公司", address="新阳街 18 号（电话 0356-4220001）")

    assert "address" not in InspectionFactory(approved=True, entity=entity).publication.record["entity"]


def test_a_record_that_lost_its_result_on_the_way_back_can_be_read() -> None:
    inspection = InspectionFactory(submitted=True)
    review.send_back(inspection=inspection, reason="结果填错。", by=somebody(Role.UNIT_HEAD))
    records.fill(inspection=inspection, findings=records.Findings({}), by=lead_of(inspection.visit))
    inspection.refresh_from_db()

    assert build(inspection.publication, date(2026, 11, 20))["result"]["word"] == "尚未填写"


def test_a_deadline_that_was_kept_stays_when_the_visit_goes_on() -> None:
    """One record is published, the other comes back, and meanwhile the calendar changed."""
    visit = VisitFactory(checked=True, versions=[VersionFactory(), VersionFactory()])
    first = review.approve(inspection=visit.inspections.first(), by=somebody(Role.LEADER))
    due = first.publication.due_on
    amend(first.publication, due_on=due + timedelta(days=1))

    publications.expect(inspection=first, by=None)

    assert Publication.objects.get(inspection=first).due_on == due + timedelta(days=1)


@pytest.mark.parametrize(("stratum", "words"), [("C", "一般户，随机抽取"), ("AK", "重点户，随机抽取")])
def test_the_way_of_selection_never_tells_the_credit_class(stratum: str, words: str) -> None:
    visit = SimpleNamespace(drawn=SimpleNamespace(pooled=SimpleNamespace(stratum=stratum)))

    assert _selection(cast(Visit, visit)) == words


def test_a_sensitive_item_shows_its_category_only() -> None:
    version = VersionFactory()
    amend(version.item, sensitive=True)
    publication = InspectionFactory(approved=True, wrong=True, versions=[version]).publication

    assert publication.record["points"] == []
    assert "summary" not in publication.record["result"]


def test_a_refusal_to_sign_is_said_and_published() -> None:
    publication = InspectionFactory(approved=True, opinion=Opinion.REFUSED).publication

    assert publication.record["confirmation"] == "检查对象拒绝签字，检查人员已注明情况"


def test_a_phone_number_in_a_finding_stops_the_approval_and_nothing_is_published() -> None:
    inspection = InspectionFactory(checked=True, wrong="店长电话 13800001234，录像不足。")

    with pytest.raises(DomainError, match="手机号码"):
        review.approve(inspection=inspection, by=somebody(Role.LEADER))

    assert not PublicResult.objects.exists()
    assert Inspection.objects.get().status == "CHECKED"


def test_a_publication_is_never_written_twice() -> None:
    inspection = InspectionFactory(approved=True)

    with pytest.raises(DomainError, match="已公示"):
        publications.publish(inspection=inspection, by=somebody(Role.LEADER))


def test_the_database_refuses_a_published_row_without_its_frozen_copy() -> None:
    publication = InspectionFactory(submitted=True).publication

    with pytest.raises(IntegrityError, match="publicity_publication"), transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(status=PublicationStatus.PUBLISHED)


def test_a_version_approved_before_breakfast_was_approved_that_day() -> None:
    """Seven in the morning here is still yesterday in UTC."""
    version = VersionFactory(approved_at=datetime(2026, 11, 1, 23, tzinfo=UTC))

    with transaction.atomic():
        item_notices.release(version=version, by=version.approved_by)

    assert PublicItem.objects.get(version_id=version.pk).approved_on == date(2026, 11, 2)


def test_a_firm_is_found_by_the_name_it_had_when_the_bureau_of_markets_listed_it() -> None:
    entity = EntityFactory(name="阳城县新名旅馆")
    said = [("阳城县旧名旅馆", "MARKET_BUREAU"), ("随手写的旅馆", "OFFICER"), ("阳城县新名旅馆", "MARKET_BUREAU")]
    for day, (name, source) in enumerate(said, 1):
        FactFactory(entity=entity, values={"name": name}, source=source, as_of=date(2026, 1, day))

    InspectionFactory(approved=True, entity=entity)

    [found] = PublicResult.objects.matching("旧名旅馆")
    assert found.record["entity"]["former_names"] == ["阳城县旧名旅馆"]
    assert not PublicResult.objects.matching("随手写")
