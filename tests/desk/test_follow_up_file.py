"""What follows a check stands in the file of the firm, for whoever sees the case."""

import pytest

from inspections.models import Rectification
from inspections.services import cases, referrals
from registry.models import MarketEntity
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import answered, closed, disputed, letter, ordered
from tests.factories.inspections import head_of, lead_of, somebody
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.entities import timeline

pytestmark = pytest.mark.django_db


def told(entity: MarketEntity, user: User) -> str:
    return "\n".join(moment.words for moment in timeline.of(timeline.gather(entity, user, [])))


def firm(order: Rectification) -> MarketEntity:
    return order.inspection.visit.entity


def test_an_order_and_its_recheck() -> None:
    order = closed(ordered())
    words = told(firm(order), head_of(order.inspection.visit))

    assert "责令改正：" in words
    assert "复查：已改正" in words


def test_a_case_and_a_letter() -> None:
    inspection = ordered().inspection
    by = lead_of(inspection.visit)
    cases.hand_over(inspection=inspection, act="未登记住宿", receiver="治安大队", crime=False, by=by)
    referral = referrals.draft(inspection=inspection, letter=letter(), by=by)
    referrals.review(referral=referral, by=head_of(inspection.visit))
    referrals.approve(referral=referral, by=somebody(Role.LEADER))
    words = told(inspection.visit.entity, by)

    assert "移交立案：未登记住宿" in words
    assert "线索移送县文化和旅游局" in words


def test_an_objection_and_its_answer() -> None:
    dispute = answered(disputed())
    words = told(dispute.visit.entity, head_of(dispute.visit))

    assert "陈述申辩：第 3 项与事实不符。" in words
    assert "答复陈述申辩：不采纳" in words


def test_whoever_does_not_see_the_case_reads_nothing_of_it() -> None:
    assert "责令改正：" not in told(firm(ordered()), UserFactory(inspector=True))
