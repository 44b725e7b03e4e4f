"""复查: two officers, 所队长 closes, the firm is marked when the term is over (方案三(二)1、3; 四(三))."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from inspections.choices import VisitKind
from inspections.follow_up_status import RectificationStatus
from inspections.models import Rectification
from inspections.services import rechecks
from inspections.services.rechecks import Call
from registry.models import EntityFlag
from tests.factories.follow_up import closed, fresh, judged, ordered, proved
from tests.factories.inspections import STEPS, InspectorFactory, head_of, lead_of, team_of
from yangcheng_inspect import clock
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def judge(order: Rectification, outcome: str = "FIXED", note: str = "已改") -> Rectification:
    return rechecks.judge(rectification=order, outcome=outcome, note=note, by=lead_of(order.inspection.visit))


def test_one_name_is_not_enough() -> None:
    order = judge(proved(ordered()))

    assert order.status == RectificationStatus.SIGNING
    with pytest.raises(AlreadyDone, match="另一名"):
        rechecks.countersign(rectification=order, by=lead_of(order.inspection.visit))


def test_both_names_bring_it_to_the_head() -> None:
    assert judged(ordered()).status == RectificationStatus.JUDGED


def test_only_those_who_looked_again_sign() -> None:
    order = judge(proved(ordered()))

    with pytest.raises(NotPermitted, match="不是复查人员"):
        rechecks.countersign(rectification=order, by=head_of(order.inspection.visit))


def test_nothing_is_judged_in_writing_without_proof() -> None:
    with pytest.raises(DomainError, match="不能书面复查"):
        judge(ordered())


def test_no_outcome_is_chosen_for_anybody() -> None:
    with pytest.raises(DomainError, match="选择已改正或未改正"):
        judge(proved(ordered()), outcome="")


def test_the_head_closes_and_nobody_of_the_team_does() -> None:
    order = judged(ordered())
    with pytest.raises(NotPermitted):
        rechecks.close(rectification=order, by=lead_of(order.inspection.visit))

    assert rechecks.close(rectification=order, by=head_of(order.inspection.visit)).status == RectificationStatus.FIXED


def test_a_conclusion_sent_back_is_signed_anew() -> None:
    order = judged(ordered())
    rechecks.send_back(rectification=order, reason="照片看不清。", by=head_of(order.inspection.visit))
    again = fresh(order)

    assert (again.status, again.outcome) == (RectificationStatus.PROVED, "")
    assert judge(again).signatures.count() == 3


def test_the_database_knows_no_closed_order_without_a_closer() -> None:
    rows = Rectification.objects.filter(pk=ordered().pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status=RectificationStatus.FIXED, outcome="FIXED")


def recheck(order: Rectification) -> Rectification:
    call = Call([InspectorFactory(), InspectorFactory()], today() + timedelta(days=10))
    rechecks.order(rectification=order, call=call, by=lead_of(order.inspection.visit))
    return fresh(order)


def test_a_recheck_on_site_is_a_visit_of_its_own() -> None:
    order = recheck(ordered())

    assert order.recheck is not None
    assert order.recheck.kind == VisitKind.RECHECK
    assert order.number in order.recheck.reason


def test_a_recheck_is_arranged_once() -> None:
    with pytest.raises(AlreadyDone, match="已经安排复查"):
        recheck(recheck(ordered()))


def test_a_recheck_on_site_is_judged_after_the_visit_by_those_who_went() -> None:
    order = recheck(ordered())
    visit = order.recheck
    assert visit is not None
    first, second = team_of(visit)
    with pytest.raises(DomainError, match="还没有做完"):
        rechecks.judge(rectification=order, outcome="FIXED", note="已改", by=first)
    for step in ["ready", "onsite", "filled", "confirmed", "signed", "submitted"]:
        STEPS[step](type(visit).objects.get(pk=visit.pk), wrong=False, opinion="AGREED")
    rechecks.judge(rectification=fresh(order), outcome="FIXED", note="已改", by=first)

    assert rechecks.countersign(rectification=order, by=second).status == RectificationStatus.JUDGED


def flags(order: Rectification) -> int:
    return order.inspection.visit.entity.flags.filter(kind=EntityFlag.Kind.OVERDUE, ended_on__isnull=True).count()


def test_the_day_after_the_term_the_firm_is_marked_once() -> None:
    order = ordered()

    with clock.moved_to(clock.now() + timedelta(days=21)):
        assert rechecks.mark_overdue() == 1
        assert rechecks.mark_overdue() == 0
    flag = order.inspection.visit.entity.flags.get(kind=EntityFlag.Kind.OVERDUE)
    assert order.number in flag.evidence


def test_on_the_last_day_nobody_is_marked() -> None:
    order = ordered()

    with clock.moved_to(clock.now() + timedelta(days=20)):
        assert rechecks.mark_overdue() == 0
    assert flags(order) == 0


def test_the_daily_run_marks_the_firm() -> None:
    order = ordered()

    with clock.moved_to(clock.now() + timedelta(days=21)):
        call_command("mark_overdue")
    assert flags(order) == 1


def test_what_was_put_right_late_takes_the_mark_away() -> None:
    order = ordered()
    with clock.moved_to(clock.now() + timedelta(days=21)):
        rechecks.mark_overdue()
        closed(order)

    assert flags(order) == 0


def test_what_was_not_put_right_marks_the_firm() -> None:
    order = closed(ordered(), "UNFIXED")

    assert order.status == RectificationStatus.UNFIXED
    assert flags(order) == 1
