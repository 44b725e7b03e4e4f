"""线索移送: 所队长 → 分管局领导, receipt, reply (方案三(二)4)."""

from datetime import timedelta

import pytest

from inspections.choices import Result
from inspections.follow_up_status import ReferralStatus
from inspections.models import Referral, Visit
from inspections.services import records, referrals
from tests.factories.follow_up import drafted, letter
from tests.factories.inspections import (
    InspectionFactory,
    VisitFactory,
    confirm,
    findings,
    head_of,
    lead_of,
    sign,
    somebody,
)
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def issued(**more: object) -> Referral:
    referral = drafted(**more)
    referrals.review(referral=referral, by=head_of(referral.inspection.visit))
    return referrals.approve(referral=referral, by=somebody(Role.LEADER))


def test_inside_the_police_a_clue_goes_within_a_day() -> None:
    referral = drafted(inside=True, receiver="阳城县公安局禁毒大队", matter="CRIME")

    assert referral.due_at - referral.drafted_at == timedelta(hours=24)


def test_outside_it_has_some_working_days() -> None:
    referral = drafted()

    assert referral.due_at - referral.drafted_at > timedelta(hours=24)


@pytest.mark.parametrize("gap", ["receiver", "subject", "facts", "grounds"])
def test_a_letter_is_complete(gap: str) -> None:
    with pytest.raises(DomainError, match="请填写"):
        drafted(**{gap: " "})


def test_a_letter_lists_its_evidence() -> None:
    assert drafted().evidence.count() == 2
    with pytest.raises(DomainError, match="至少一项"):
        drafted(evidence=[])


def test_only_the_team_writes_it_and_only_after_the_check() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    with pytest.raises(NotPermitted):
        referrals.draft(inspection=inspection, letter=letter(), by=head_of(inspection.visit))
    early = InspectionFactory(signed=True, wrong=True)
    with pytest.raises(DomainError, match="提交后"):
        referrals.draft(inspection=early, letter=letter(), by=lead_of(early.visit))


def test_it_goes_out_when_the_leader_approves() -> None:
    referral = issued()

    assert referral.status == ReferralStatus.ISSUED
    assert referral.reply_due_on is not None


def test_the_leader_waits_for_the_head() -> None:
    with pytest.raises(NotPermitted, match="不由您办理"):
        referrals.approve(referral=drafted(), by=somebody(Role.LEADER))


def test_nobody_decides_on_his_own_letter() -> None:
    referral = drafted()

    with pytest.raises(NotPermitted):
        referrals.review(referral=referral, by=lead_of(referral.inspection.visit))


def test_a_letter_sent_back_is_written_anew_on_the_old_clock() -> None:
    referral = drafted()
    referrals.send_back(referral=referral, reason="缺照片。", by=head_of(referral.inspection.visit))
    again = referrals.redraft(referral=referral, letter=letter(), by=referral.drafted_by)

    assert again.status == ReferralStatus.PENDING_HEAD
    assert again.due_at == referral.due_at
    assert again.evidence.count() == 2


def test_receipt_and_reply_end_the_waiting() -> None:
    referral = issued()
    by = head_of(referral.inspection.visit)
    referrals.receipt(referral=referral, received_on=today(), receiver="王科长", accepted=True, by=by)
    assert Referral.objects.out().count() == 1
    referrals.reply(referral=referral, replied_on=today(), reply="已立案查处。", by=by)

    assert not Referral.objects.out().exists()


def test_a_receipt_names_who_took_it_and_is_not_older_than_the_letter() -> None:
    referral = issued()
    by = head_of(referral.inspection.visit)
    with pytest.raises(DomainError, match="接收人"):
        referrals.receipt(referral=referral, received_on=today(), receiver="", accepted=None, by=by)
    with pytest.raises(DomainError, match="不能早于移送"):
        referrals.reply(referral=referral, replied_on=today() - timedelta(days=1), reply="已办", by=by)


def test_what_is_not_answered_in_time_is_late() -> None:
    issued()
    assert not Referral.objects.late(now()).exists()

    with clock.moved_to(clock.now() + timedelta(days=60)):
        assert Referral.objects.late(now()).count() == 1


def test_a_letter_still_on_a_desk_after_a_day_is_late() -> None:
    drafted(inside=True)

    with clock.moved_to(clock.now() + timedelta(hours=25)):
        assert Referral.objects.late(now()).count() == 1


def test_a_letter_has_its_number_when_it_goes_out_and_leaves_no_gap() -> None:
    sent_back = drafted()
    referrals.send_back(referral=sent_back, reason="补充证据。", by=head_of(sent_back.inspection.visit))

    assert (sent_back.number, str(sent_back)) == (None, "移送函（待编号） 县文化和旅游局")
    assert (issued().number or "").endswith("1号")


def test_a_matter_known_on_site_does_not_wait_for_its_letter() -> None:
    with clock.moved_to(now() - timedelta(days=3)):
        visit = VisitFactory(onsite=True)
        record = visit.inspections.get()
        given = findings(record, wrong=True, result=Result.REFERRED)
        records.fill(inspection=record, findings=given, by=lead_of(visit))
        for step in (confirm, sign):
            step(Visit.objects.get(pk=visit.pk))
        records.submit(visit=visit, by=lead_of(visit))

    record.refresh_from_db()
    sent = referrals.draft(inspection=record, letter=letter(inside=True), by=lead_of(visit))

    assert sent.due_at == record.seals.get().sealed_at + timedelta(hours=24)
    assert Referral.objects.late(now()).get() == sent
