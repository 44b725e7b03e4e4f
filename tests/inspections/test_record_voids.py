"""A sealed record about the wrong firm: two people void it, it stays to be read, the right firm is visited anew."""

import pytest
from django.db import IntegrityError, transaction

from inspections.models import Inspection, RecordVoid, Visit
from inspections.services import caps, record_voids, review, visits
from inspections.status import RecordStatus, VisitStatus
from publicity.models import Publication
from publicity.status import PublicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    InspectionFactory,
    InspectorFactory,
    VersionFactory,
    VisitFactory,
    head_of,
    lead_of,
    somebody,
    team_of,
)
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db
SAID = {"found": "阳城县悦来旅馆（凤城镇西关街 3 号）", "reason": "两户招牌相近，走错了门。"}


def asked(inspection: Inspection) -> RecordVoid:
    return record_voids.ask(visit=inspection.visit, by=lead_of(inspection.visit), **SAID)


def voided(inspection: Inspection) -> Visit:
    """The new visit."""
    return record_voids.approve(request=asked(inspection), by=somebody(Role.LEADER))


def test_two_people_void_a_record_and_it_stays_to_be_read() -> None:
    inspection = InspectionFactory(submitted=True)

    voided(inspection)

    inspection.refresh_from_db()
    assert (inspection.status, inspection.visit.status) == (RecordStatus.VOIDED, VisitStatus.VOIDED)
    assert inspection.answers.count() == inspection.version.check_points.count()
    assert inspection.visit.voids.get().reason == SAID["reason"]


def test_the_right_firm_is_visited_anew_on_its_original_clock() -> None:
    inspection = InspectionFactory(checked=True)
    before = inspection.visit

    again = voided(inspection)

    assert (again.due_on, again.name, again.approval, again.replaces) == (
        before.due_on,
        before.name,
        before.approval,
        before,
    )
    assert (again.status, again.ended_on, again.inspections.get().result) == (VisitStatus.READY, None, "")


def test_the_same_team_goes_and_must_arrive_again() -> None:
    inspection = InspectionFactory(submitted=True)

    again = voided(inspection)

    assert team_of(again) == team_of(inspection.visit)
    assert not again.officers.filter(arrived_at__isnull=False).exists()
    assert visits.arrive(visit=again, by=lead_of(again)).status == VisitStatus.ONSITE


def test_every_record_of_the_visit_is_void_and_every_item_checked_anew() -> None:
    visit = VisitFactory(submitted=True, versions=[VersionFactory(), VersionFactory()])
    one, other = visit.inspections.order_by("pk")
    review.pass_on(inspection=one, by=head_of(visit))

    again = voided(other)

    assert set(visit.inspections.values_list("status", flat=True)) == {RecordStatus.VOIDED}
    assert again.inspections.count() == 2


def test_what_was_waiting_for_publication_is_dropped() -> None:
    inspection = InspectionFactory(submitted=True)

    voided(inspection)

    assert Publication.objects.get(inspection=inspection).status == PublicationStatus.DROPPED
    assert not Publication.objects.pending().filter(inspection=inspection).exists()


def test_what_is_public_must_be_withdrawn_first() -> None:
    inspection = InspectionFactory(approved=True)

    with pytest.raises(DomainError, match="请先撤下公示，再作废记录"):
        asked(inspection)


def test_what_was_published_meanwhile_is_not_voided() -> None:
    inspection = InspectionFactory(checked=True)
    request = asked(inspection)
    review.approve(inspection=inspection, by=somebody(Role.LEADER))

    with pytest.raises(DomainError, match="请先撤下公示"):
        record_voids.approve(request=request, by=somebody(Role.LEADER))


def test_a_returned_record_can_turn_out_to_be_the_wrong_firms() -> None:
    inspection = InspectionFactory(submitted=True)
    review.send_back(inspection=inspection, reason="地址与登记不符。", by=head_of(inspection.visit))

    voided(Inspection.objects.get(pk=inspection.pk))

    inspection.refresh_from_db()
    assert inspection.status == RecordStatus.VOIDED


def test_nobody_decides_on_an_application_of_his_own() -> None:
    both = UserFactory(roles=[Role.OFFICE, Role.LEADER])
    request = record_voids.ask(visit=InspectionFactory(submitted=True).visit, by=both, **SAID)

    with pytest.raises(SameHands, match="须由两人办理"):
        record_voids.approve(request=request, by=both)


def test_no_member_of_the_team_decides() -> None:
    leader = UserFactory(roles=[Role.INSPECTOR])
    visit = VisitFactory(submitted=True, officers=[InspectorFactory(), InspectorFactory(user=leader)])
    request = record_voids.ask(visit=visit, by=lead_of(visit), **SAID)
    User.objects.filter(pk=leader.pk).update(roles=[Role.INSPECTOR, Role.LEADER])

    with pytest.raises(SameHands, match="您是这次检查的检查人员"):
        record_voids.approve(request=request, by=User.objects.get(pk=leader.pk))
    assert record_voids.waiting_for(User.objects.get(pk=leader.pk)) == []


def test_the_office_alone_does_not_decide() -> None:
    request = asked(InspectionFactory(submitted=True))

    with pytest.raises(NotPermitted, match="分管局领导"):
        record_voids.approve(request=request, by=somebody(Role.OFFICE))


@pytest.mark.parametrize("lacking", ["found", "reason"])
def test_an_application_says_what_was_found_and_why(lacking: str) -> None:
    visit = InspectionFactory(submitted=True).visit

    with pytest.raises(DomainError, match="实际到达的是哪一户"):
        record_voids.ask(visit=visit, by=lead_of(visit), **(SAID | {lacking: " "}))


def test_what_is_not_sealed_cannot_be_voided() -> None:
    visit = VisitFactory(signed=True)

    with pytest.raises(DomainError, match="没有已封存的记录"):
        record_voids.ask(visit=visit, by=lead_of(visit), **SAID)


def test_a_stranger_asks_nothing() -> None:
    visit = InspectionFactory(submitted=True).visit

    with pytest.raises(NotPermitted, match="看不到这次检查"):
        record_voids.ask(visit=visit, by=UserFactory(inspector=True), **SAID)


def test_one_application_at_a_time() -> None:
    inspection = InspectionFactory(submitted=True)
    asked(inspection)

    with pytest.raises(AlreadyDone, match="已有一件作废申请"):
        asked(inspection)


def test_a_declined_application_leaves_the_record_as_it_was() -> None:
    inspection = InspectionFactory(submitted=True)
    request = asked(inspection)

    record_voids.decline(request=request, decision="照片门牌与登记一致。", by=somebody(Role.LEADER))

    inspection.refresh_from_db()
    assert inspection.status == RecordStatus.SUBMITTED
    with pytest.raises(AlreadyDone, match="已被他人处理"):
        record_voids.approve(request=request, by=somebody(Role.LEADER))


def test_declining_needs_a_reason() -> None:
    request = asked(InspectionFactory(submitted=True))

    with pytest.raises(DomainError, match="请写明不同意"):
        record_voids.decline(request=request, decision="", by=somebody(Role.LEADER))


def test_a_void_record_is_in_nobodys_chain_and_not_counted() -> None:
    inspection = InspectionFactory(submitted=True)

    again = voided(inspection)

    assert caps.of_items(again.entity, [again.inspections.get().version], again.due_on.year).done == 1
    assert not Inspection.objects.in_chain().filter(visit=inspection.visit).exists()


def test_a_void_record_stays_sealed() -> None:
    inspection = InspectionFactory(submitted=True)
    voided(inspection)

    with pytest.raises(IntegrityError, match="封存"), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(result="CLOSED")
