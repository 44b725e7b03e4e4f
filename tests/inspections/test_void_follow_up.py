"""A voided record takes along what followed it; what already lies with others is settled first."""

from datetime import timedelta

import pytest

from inspections.choices import Opinion
from inspections.follow_up_status import DisputeStatus, ExtensionStatus, RectificationStatus, ReferralStatus
from inspections.models import Inspection, Referral, Visit
from inspections.services import cases, rechecks, record_voids, rectifications, referrals, review
from inspections.services.rechecks import Call
from tests.factories.follow_up import drafted, fresh, judged, order_for, ordered
from tests.factories.inspections import STEPS, InspectionFactory, InspectorFactory, head_of, lead_of, somebody
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import moved_to, now, today
from yangcheng_inspect.desk import follow_up_todo
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


def voided(visit: Visit) -> Visit:
    request = record_voids.ask(visit=visit, found="隔壁的旅馆", reason="走错了门。", by=lead_of(visit))
    return record_voids.approve(request=request, by=somebody(Role.LEADER))


def test_an_order_to_the_wrong_firm_ends_with_the_record() -> None:
    order = ordered()
    until = order.due_on + timedelta(days=3)
    visit = order.inspection.visit
    asked = rectifications.ask_extension(rectification=order, until=until, reason="设备未到货", by=lead_of(visit))

    voided(visit)

    asked.refresh_from_db()
    assert (fresh(order).status, asked.status) == (RectificationStatus.VOIDED, ExtensionStatus.DECLINED)
    assert [row for row in follow_up_todo.of(lead_of(visit)) if row.kind == "责令改正"] == []


def test_the_mark_of_an_order_to_the_wrong_firm_is_lifted() -> None:
    order = ordered()
    with moved_to(now() + timedelta(days=30)):
        rechecks.mark_overdue()
        voided(order.inspection.visit)

    assert not order.inspection.visit.entity.flags.filter(ended_on__isnull=True).exists()


def test_a_letter_that_was_not_sent_ends_with_the_record() -> None:
    letter = drafted()

    voided(letter.inspection.visit)

    letter.refresh_from_db()
    assert letter.status == ReferralStatus.VOIDED
    assert not Referral.objects.late(now() + timedelta(days=90)).exists()


def test_a_letter_that_is_out_is_answered_first() -> None:
    letter = drafted()
    visit = letter.inspection.visit
    referrals.review(referral=letter, by=head_of(visit))
    referrals.approve(referral=letter, by=somebody(Role.LEADER))

    with pytest.raises(DomainError, match="已经发出"):
        voided(visit)


def test_a_case_that_somebody_looks_into_is_settled_first() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    lead = lead_of(inspection.visit)
    cases.hand_over(inspection=inspection, act="未登记住宿", receiver="治安大队", crime=False, by=lead)

    with pytest.raises(DomainError, match="还没有结果"):
        voided(inspection.visit)


def test_a_dispute_about_a_record_that_is_void_waits_for_nobody() -> None:
    inspection = InspectionFactory(submitted=True, opinion=Opinion.DISPUTED)

    voided(inspection.visit)

    assert inspection.visit.disputes.get().status == DisputeStatus.WITHDRAWN


def looked_again(outcome: str = "") -> Visit:
    """The submitted re-inspection of an order."""
    order = ordered()
    call = Call([InspectorFactory(), InspectorFactory()], today() + timedelta(days=5))
    visit = rechecks.order(rectification=order, call=call, by=lead_of(order.inspection.visit))
    for step in ("ready", "onsite", "filled", "confirmed", "signed", "submitted"):
        STEPS[step](Visit.objects.get(pk=visit.pk), wrong=False, opinion=Opinion.AGREED)
    return Visit.objects.get(pk=visit.pk)


def test_an_order_waits_for_the_new_visit_of_a_voided_re_inspection() -> None:
    visit = looked_again()
    order = visit.recheck_of

    again = voided(visit)

    assert fresh(order).recheck == again
    with pytest.raises(DomainError, match="提交复查"):
        rechecks.judge(rectification=fresh(order), outcome="FIXED", note="已改", by=lead_of(again))


def test_a_re_inspection_on_which_a_verdict_rests_is_not_voided() -> None:
    visit = looked_again()
    rechecks.judge(rectification=visit.recheck_of, outcome="FIXED", note="已改", by=lead_of(visit))

    with pytest.raises(DomainError, match="退回结论"):
        voided(visit)


def test_no_extension_is_granted_on_a_judged_order() -> None:
    order = ordered()
    lead, until = lead_of(order.inspection.visit), order.due_on + timedelta(days=3)
    asked = rectifications.ask_extension(rectification=order, until=until, reason="设备未到货", by=lead)
    judged(order)

    with pytest.raises(DomainError, match="不能办理"):
        rectifications.decide_extension(extension=asked, agree=True, decision="", by=head_of(order.inspection.visit))


def test_nothing_is_ordered_on_a_record_that_was_sent_back() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)
    review.send_back(inspection=inspection, reason="第 3 项缺照片", by=head_of(inspection.visit))

    with pytest.raises(DomainError, match="没有退回"):
        order_for(Inspection.objects.get(pk=inspection.pk))
