"""责令改正、整改材料、延期 (方案三(二)3)."""

from datetime import timedelta

import pytest

from inspections.choices import Result
from inspections.follow_up_status import ExtensionStatus, RectificationStatus
from inspections.models import Extension, Rectification
from inspections.services import records, rectifications
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import fresh, order_for, ordered, proved
from tests.factories.inspections import InspectionFactory, VisitFactory, confirm, findings, head_of, lead_of, sign
from yangcheng_inspect import clock
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


def day(order: Rectification, number: int) -> "object":
    return order.due_on + timedelta(days=number)


def test_the_order_asks_for_the_day_that_was_written_down_on_site() -> None:
    order = ordered()

    assert order.due_on == order.inspection.rectify_by
    assert order.mode == Rectification.Mode.BY_DATE
    assert order.number.startswith("阳公")


def test_a_clean_record_gives_no_order() -> None:
    with pytest.raises(DomainError, match="检查结果为责令改正的"):
        order_for(InspectionFactory(submitted=True))


def test_no_order_before_the_record_is_handed_in() -> None:
    with pytest.raises(DomainError, match="提交后"):
        order_for(InspectionFactory(signed=True, wrong=True))


def test_one_order_per_record() -> None:
    with pytest.raises(AlreadyDone):
        order_for(ordered().inspection)


def test_nobody_outside_the_team_issues_an_order() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)

    with pytest.raises(NotPermitted):
        rectifications.issue(inspection=inspection, facts="问题", demand="改正", by=head_of(inspection.visit))


def test_an_order_says_what_was_found_and_what_to_do() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)

    with pytest.raises(DomainError, match="查明的问题和改正要求"):
        rectifications.issue(inspection=inspection, facts="问题", demand=" ", by=lead_of(inspection.visit))


def test_what_was_put_right_on_the_spot_waits_for_the_head_only() -> None:
    visit = VisitFactory(onsite=True)
    inspection = visit.inspections.get()
    given = findings(inspection, wrong=True, result=Result.FIXED)
    records.fill(inspection=inspection, findings=given, by=lead_of(visit))
    confirm(visit)
    sign(visit)
    records.submit(visit=visit, by=lead_of(visit))
    order = order_for(visit.inspections.get())

    assert order.mode == Rectification.Mode.ON_SPOT
    assert order.status == RectificationStatus.JUDGED
    assert order.signatures.count() == 2


def test_the_proof_of_the_business_asks_for_a_recheck() -> None:
    assert proved(ordered()).status == RectificationStatus.PROVED


def test_proof_does_not_come_from_tomorrow() -> None:
    order = ordered()

    with pytest.raises(DomainError, match="不能晚于今天"):
        rectifications.prove(
            rectification=order, text="改了", received_on=day(order, 0), by=lead_of(order.inspection.visit)
        )


def test_a_stranger_hands_in_no_proof() -> None:
    with pytest.raises(NotPermitted):
        rectifications.prove(rectification=ordered(), text="改了", received_on=today(), by=UserFactory(inspector=True))


def ask(order: Rectification, days: int = 10) -> Extension:
    by = lead_of(order.inspection.visit)
    return rectifications.ask_extension(rectification=order, until=day(order, days), reason="设备到货晚", by=by)


def test_a_granted_extension_moves_the_day() -> None:
    order = ordered()
    rectifications.decide_extension(extension=ask(order), agree=True, decision="", by=head_of(order.inspection.visit))

    assert fresh(order).due_on == day(order, 10)
    assert fresh(order).first_due_on == order.due_on


def test_a_refused_extension_moves_nothing_and_says_why() -> None:
    order = ordered()
    asked, head = ask(order), head_of(order.inspection.visit)
    with pytest.raises(DomainError, match="不同意延期的理由"):
        rectifications.decide_extension(extension=asked, agree=False, decision="", by=head)
    rectifications.decide_extension(extension=asked, agree=False, decision="期限已足够。", by=head)

    assert fresh(order).due_on == order.due_on
    assert order.extensions.get().status == ExtensionStatus.DECLINED


def test_the_term_is_extended_once() -> None:
    order = ordered()
    ask(order)

    with pytest.raises(AlreadyDone, match="只能延长一次"):
        ask(order, 20)


def test_no_extension_when_the_term_is_over() -> None:
    order = ordered()

    with clock.moved_to(clock.now() + timedelta(days=21)), pytest.raises(DomainError, match="期限已过"):
        ask(order)


def test_an_extension_is_later_than_the_term() -> None:
    with pytest.raises(DomainError, match="须晚于"):
        ask(ordered(), 0)


def test_whoever_asked_does_not_decide() -> None:
    order = ordered()

    with pytest.raises((NotPermitted, SameHands)):
        rectifications.decide_extension(
            extension=ask(order), agree=True, decision="", by=lead_of(order.inspection.visit)
        )
