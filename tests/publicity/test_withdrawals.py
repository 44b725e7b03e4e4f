"""撤下: two people, a tombstone outside, the proof inside, and the clock of a revoked decision (行政处罚法48)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from inspections.models import Inspection
from inspections.services import record_voids
from inspections.status import RecordStatus
from publicity.grounds import Ground
from publicity.models import Publication, Takedown, Withdrawal
from publicity.public_site import schema, store_versions
from publicity.public_site.models import PublicResult, PublicVersion
from publicity.services import corrections, takedowns, withdrawals
from publicity.status import PublicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, VersionFactory, lead_of, somebody
from tests.factories.plans import amend
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.workdays import calendar

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"ground": Ground.OWN, "reason": "检查对象登记错误。"}


def asked(inspection: Inspection, **more: Any) -> Withdrawal:
    return withdrawals.propose(publication=inspection.publication, **({"by": somebody(Role.OFFICE)} | SAID | more))


def down(inspection: Inspection, **more: Any) -> PublicResult:
    """The tombstone."""
    withdrawals.approve(withdrawal=asked(inspection, **more), by=UserFactory(leader=True))
    return PublicResult.objects.get(publication_id=inspection.publication.pk)


def test_two_people_take_an_entry_down_and_a_tombstone_says_why() -> None:
    inspection = InspectionFactory(approved=True)
    row = down(inspection)

    assert (row.is_withdrawn, row.withdrawn_reason, row.entity_name, row.record) == (True, SAID["reason"], "", {})
    assert not PublicResult.objects.listed().exists()


def test_inside_everything_stays() -> None:
    inspection = InspectionFactory(approved=True)
    before = inspection.publication.record
    down(inspection)

    kept = Publication.objects.get(inspection=inspection)
    assert (kept.status, kept.record, kept.record_hash) == (
        PublicationStatus.WITHDRAWN,
        before,
        schema.digest(before),
    )


def test_the_trail_knows_the_hash_of_the_tombstone() -> None:
    down(InspectionFactory(approved=True))
    withdrawal = Withdrawal.objects.get()

    assert withdrawal.tombstone_hash == schema.digest(withdrawal.tombstone or {})
    assert withdrawal.tombstone_hash in Event.objects.get(act="publication.tombstone").payload


def test_earlier_versions_come_down_too() -> None:
    inspection = InspectionFactory(approved=True)
    office, leader = UserFactory(office=True), UserFactory(leader=True)
    wanted = {"changes": {"entity.town": "润城镇"}, "ground": Ground.OWN, "reason": "选错。"}
    corrections.correct(publication=inspection.publication, asked_by=office, by=leader, **wanted)
    down(inspection)

    assert PublicVersion.objects.get().record == {}
    assert not PublicVersion.objects.readable().exists()


def test_an_old_copy_brings_no_version_back() -> None:
    """After a restore of the inside an old file may still hold the words of what came down."""
    inspection = InspectionFactory(approved=True)
    record = inspection.publication.record or {}
    down(inspection)

    old = {"format": store_versions.FORMAT, "number": record["number"], "version": 1, "record": record}
    old |= {"shown_until": "2026-11-20", "record_hash": schema.digest(record)}
    assert store_versions.put_version(old, publication_id=inspection.publication.pk).record == {}


def test_nobody_decides_on_an_application_of_his_own() -> None:
    inspection = InspectionFactory(approved=True)
    both = UserFactory(roles=[Role.OFFICE, Role.LEADER])
    withdrawal = asked(inspection, by=both)

    with pytest.raises(SameHands, match="两人办理"):
        withdrawals.approve(withdrawal=withdrawal, by=both)


def test_the_database_knows_the_two_people_too() -> None:
    withdrawal = asked(InspectionFactory(approved=True))

    with pytest.raises(IntegrityError, match="two_hands"), transaction.atomic():
        amend(withdrawal, status="APPROVED", decided_at=withdrawal.asked_at, decided_by=withdrawal.asked_by)


def test_the_office_alone_takes_nothing_down() -> None:
    withdrawal = asked(InspectionFactory(approved=True))

    with pytest.raises(NotPermitted, match="分管局领导"):
        withdrawals.approve(withdrawal=withdrawal, by=UserFactory(office=True))


def test_a_declined_application_leaves_the_entry() -> None:
    withdrawal = asked(InspectionFactory(approved=True))
    leader = somebody(Role.LEADER)

    withdrawals.decline(withdrawal=withdrawal, decision="登记无误。", by=leader)

    assert PublicResult.objects.listed().exists()
    with pytest.raises(AlreadyDone):
        withdrawals.approve(withdrawal=withdrawal, by=leader)


def test_declining_needs_a_reason() -> None:
    with pytest.raises(DomainError, match="请写明不同意"):
        withdrawals.decline(withdrawal=asked(InspectionFactory(approved=True)), decision=" ", by=somebody(Role.LEADER))


def test_only_what_is_public_can_be_taken_down() -> None:
    with pytest.raises(DomainError, match="待公示"):
        asked(InspectionFactory(checked=True))


def test_what_is_on_its_way_out_is_stopped_by_the_same_two_people(settings: Any) -> None:
    settings.PUBLIC_SITE_APART = True
    inspection = InspectionFactory(approved=True)
    row = down(inspection)

    assert Publication.objects.get(inspection=inspection).status == PublicationStatus.DROPPED
    assert row.is_withdrawn


def test_the_reason_of_a_sensitive_item_stays_inside() -> None:
    version = VersionFactory()
    amend(version.item, sensitive=True)

    row = down(InspectionFactory(approved=True, versions=[version]), reason="库房位于别处。")

    assert row.withdrawn_reason == "本机关自行核查发现"


def test_a_record_is_voided_once_its_entry_is_down() -> None:
    inspection = InspectionFactory(approved=True)
    said = {"found": "隔壁的旅馆", "reason": "走错了门。"}
    with pytest.raises(DomainError, match="请先撤下公示"):
        record_voids.ask(visit=inspection.visit, by=lead_of(inspection.visit), **said)

    down(inspection)
    request = record_voids.ask(visit=inspection.visit, by=lead_of(inspection.visit), **said)
    record_voids.approve(request=request, by=somebody(Role.LEADER))

    inspection.refresh_from_db()
    assert inspection.status == RecordStatus.VOIDED
    assert Publication.objects.get(inspection=inspection).status == PublicationStatus.WITHDRAWN


def started(inspection: Inspection, **more: Any) -> Takedown:
    said = {"ground": Ground.REVOKED, "document": "晋复决〔2026〕1号", "decided_on": today() - timedelta(days=1)}
    return takedowns.register(publication=inspection.publication, by=somebody(Role.OFFICE), **(said | more))


def test_a_revoked_decision_comes_down_within_three_working_days_of_that_day() -> None:
    clock = started(InspectionFactory(approved=True))

    assert (clock.days, clock.due_on) == (3, calendar.deadline(clock.decided_on, 3).on)


def test_the_clock_stops_when_the_entry_is_down() -> None:
    inspection = InspectionFactory(approved=True)
    started(inspection)
    down(inspection, ground=Ground.REVOKED, document="晋复决〔2026〕1号")

    assert Takedown.objects.get().outcome == Takedown.Outcome.WITHDRAWN
    assert not Takedown.objects.running().exists()


def test_a_slip_of_the_pen_put_right_does_not_stop_the_clock() -> None:
    inspection = InspectionFactory(approved=True)
    started(inspection)
    wanted = {"changes": {"entity.town": "润城镇"}, "ground": Ground.OWN, "reason": "选错。"}
    office, leader = UserFactory(office=True), UserFactory(leader=True)
    corrections.correct(publication=inspection.publication, asked_by=office, by=leader, **wanted)

    assert Takedown.objects.running().exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [({"document": ""}, "文书编号"), ({"ground": Ground.OWN}, "撤销"), ({"decided_on": date(2100, 1, 1)}, "晚于今天")],
)
def test_a_clock_starts_from_a_paper_and_a_day(more: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        started(InspectionFactory(approved=True), **more)
