"""The one chain 所队长 → 双随机办 → 分管局领导; its last step publishes (架构“谁决定什么”)."""

import pytest

from inspections import checklist
from inspections.choices import Opinion
from inspections.models import Inspection
from inspections.services import review
from inspections.status import RecordStatus, VisitStatus
from publicity.public_site.models import PublicResult
from tests.factories.inspections import InspectionFactory, head_of, somebody
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError, SameHands

pytestmark = pytest.mark.django_db


def test_approval_publishes() -> None:
    inspection = InspectionFactory(checked=True)

    review.approve(inspection=inspection, by=somebody(Role.LEADER))

    assert PublicResult.objects.filter(number=inspection.publication.number).exists()


def test_a_refused_publication_leaves_the_record_unapproved() -> None:
    """What carries personal data must not go out, so the whole step is undone."""
    inspection = InspectionFactory(checked=True, wrong="店主手机 13812345678")

    with pytest.raises(DomainError, match="手机号码"):
        review.approve(inspection=inspection, by=somebody(Role.LEADER))
    inspection.refresh_from_db()
    assert inspection.status == RecordStatus.CHECKED


def test_nothing_is_approved_before_it_was_checked() -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(DomainError, match="还不到审批环节"):
        review.approve(inspection=inspection, by=head_of(inspection.visit))


def test_a_second_click_passes_nothing_on_twice() -> None:
    inspection = InspectionFactory(reviewed=True)

    with pytest.raises(SameHands, match="不能连办两个环节"):
        review.pass_on(inspection=inspection, by=head_of(inspection.visit))


def test_a_return_says_what_is_missing() -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(DomainError, match="指出第几项"):
        review.send_back(inspection=inspection, reason="", by=head_of(inspection.visit))


def test_a_return_opens_the_visit_again_for_its_team() -> None:
    inspection = InspectionFactory(reviewed=True)

    review.send_back(inspection=inspection, reason="第 2 项写得太简。", by=somebody(Role.OFFICE))

    inspection.refresh_from_db()
    assert inspection.status == RecordStatus.RETURNED
    assert inspection.reviewed_by is None
    assert inspection.visit.status == VisitStatus.ONSITE


def clean_list() -> list[Inspection]:
    return [InspectionFactory(checked=True), InspectionFactory(checked=True)]


def test_a_list_of_clean_results_is_approved_at_once() -> None:
    inspections = clean_list()

    assert review.approve_list(inspections=inspections, by=somebody(Role.LEADER)) == 2


@pytest.mark.parametrize("odd", [{"wrong": True}, {"opinion": Opinion.DISPUTED}])
def test_anything_else_goes_one_by_one(odd: dict[str, object]) -> None:
    inspections = [*clean_list(), InspectionFactory(checked=True, **odd)]

    with pytest.raises(DomainError, match="须单件审批"):
        review.approve_list(inspections=inspections, by=somebody(Role.LEADER))
    assert not Inspection.objects.filter(status=RecordStatus.APPROVED).exists()


def test_the_checklist_of_a_whole_record_has_nothing_wrong() -> None:
    assert all(look.ok for look in checklist.of(InspectionFactory(submitted=True)))


def test_the_checklist_names_what_is_not_there() -> None:
    wrong = [look.words for look in checklist.of(InspectionFactory(onsite=True)) if look.ok is False]

    assert "第 1 项尚未检查。第 2 项尚未检查。第 3 项尚未检查。" in wrong
    assert "检查对象尚未确认" in wrong


def test_an_objection_is_put_before_the_reviewer() -> None:
    looks = checklist.of(InspectionFactory(submitted=True, opinion=Opinion.DISPUTED))

    assert [look for look in looks if look.ok is None and "第 3 项与事实不符" in look.words]
