"""陈述申辩: somebody outside the case answers, before the publication is approved (方案四(二))."""

import pytest

from inspections.choices import Opinion
from inspections.follow_up_status import DisputeStatus
from inspections.models import Dispute, Visit
from inspections.services import disputes, records, review, standing
from inspections.status import RecordStatus
from publicity.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import answered, disputed, hearer
from tests.factories.inspections import VisitFactory, confirm, head_of, lead_of, sign, somebody
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


def test_an_objection_under_the_signature_opens_a_dispute() -> None:
    dispute = disputed()

    assert dispute.status == DisputeStatus.OPEN
    assert dispute.statement == dispute.visit.confirmation.statement


def test_a_signature_without_objection_opens_none() -> None:
    VisitFactory(submitted=True)

    assert not Dispute.objects.exists()


def test_nobody_of_the_team_hears_the_business() -> None:
    dispute = disputed()

    with pytest.raises(SameHands):
        disputes.take(dispute=dispute, by=lead_of(dispute.visit))


def test_nobody_of_the_chain_hears_the_business() -> None:
    dispute = disputed(reviewed=True, submitted=False)

    with pytest.raises(SameHands):
        disputes.take(dispute=dispute, by=head_of(dispute.visit))


def test_whoever_hears_the_business_stays_out_of_the_chain() -> None:
    dispute = disputed(reviewed=True, submitted=False)
    by = hearer(dispute)
    disputes.take(dispute=dispute, by=by)
    inspection = dispute.visit.inspections.get()

    assert not standing.eligible(inspection).filter(pk=by.pk).exists()
    with pytest.raises(NotPermitted):
        review.pass_on(inspection=inspection, by=by)


def test_the_last_person_of_the_office_is_left_to_the_chain() -> None:
    dispute = disputed()
    office = UserFactory(office=True)
    type(office).objects.with_role(Role.OFFICE).exclude(pk=office.pk).update(is_active=False)
    other = UserFactory(unit_head=True, unit_code="140522-77")

    assert list(disputes.eligible(dispute)) == [other]


def test_the_business_is_heard_before_it_is_answered() -> None:
    dispute = disputed()
    by = hearer(dispute)
    disputes.take(dispute=dispute, by=by)

    with pytest.raises(DomainError, match="先登记听取"):
        disputes.answer(dispute=dispute, answer="DECLINED", reasons="无依据", by=by)


def test_an_answer_has_reasons() -> None:
    dispute = disputed()
    by = hearer(dispute)
    disputes.take(dispute=dispute, by=by)
    disputes.hear(dispute=dispute, heard_on=today(), heard_how="电话", more="", by=by)

    with pytest.raises(DomainError, match="写明理由"):
        disputes.answer(dispute=dispute, answer="DECLINED", reasons=" ", by=by)


def test_only_who_took_it_answers() -> None:
    dispute = disputed()
    disputes.take(dispute=dispute, by=hearer(dispute))

    with pytest.raises(NotPermitted, match="由受理人办理"):
        disputes.hear(dispute=dispute, heard_on=today(), heard_how="电话", more="", by=somebody(Role.LEADER))


def test_an_answer_has_a_number() -> None:
    assert (answered(disputed()).number or "").startswith("阳公")


def test_nothing_is_published_before_the_answer() -> None:
    dispute = disputed(checked=True, submitted=False)
    inspection = dispute.visit.inspections.get()
    with pytest.raises(DomainError, match="还没有答复"):
        review.approve(inspection=inspection, by=somebody(Role.LEADER))
    answered(dispute)

    assert review.approve(inspection=inspection, by=somebody(Role.LEADER)).status == RecordStatus.APPROVED


def test_the_clock_of_publication_does_not_stop() -> None:
    dispute = disputed()
    before = Publication.objects.get(inspection__visit=dispute.visit).due_on
    answered(dispute)

    assert Publication.objects.get(inspection__visit=dispute.visit).due_on == before


def resubmit(visit: Visit, opinion: Opinion) -> None:
    review.send_back(inspection=visit.inspections.get(), reason="第 3 项重写。", by=head_of(visit))
    visit = Visit.objects.get(pk=visit.pk)
    confirm(visit, opinion=opinion)
    sign(visit)
    records.submit(visit=visit, by=lead_of(visit))


def test_a_new_confirmation_without_objection_ends_the_dispute() -> None:
    dispute = disputed()
    resubmit(dispute.visit, Opinion.AGREED)

    assert Dispute.objects.get(pk=dispute.pk).status == DisputeStatus.WITHDRAWN


def test_a_new_objection_after_the_answer_opens_another() -> None:
    dispute = answered(disputed())
    resubmit(dispute.visit, Opinion.DISPUTED)

    assert dispute.visit.disputes.count() == 2


def test_an_answered_objection_is_not_opened_again_by_a_resubmission() -> None:
    dispute = answered(disputed())
    review.send_back(inspection=dispute.visit.inspections.get(), reason="签名看不清。", by=head_of(dispute.visit))
    visit = Visit.objects.get(pk=dispute.visit_id)
    records.submit(visit=visit, by=lead_of(visit))

    assert visit.disputes.count() == 1
