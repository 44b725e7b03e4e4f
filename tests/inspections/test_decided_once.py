"""Two people at the same moment: one decides, the other learns that the first was faster (security.md F-2)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from inspections.models import Inspection, Visit
from inspections.services import record_voids, records, review
from inspections.status import RecordStatus, VisitStatus
from publicity.public_site.models import PublicResult
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, VisitFactory, head_of, lead_of, somebody, team_of
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = "此件已被他人处理"


def at_once(inspection: Inspection, acts: list[tuple[Callable[..., object], User]]) -> list[str]:
    """What each gets who acts on the record as all of them saw it; in order of the words."""
    barrier = Barrier(len(acts))

    def press(act: Callable[..., object], by: User) -> str:
        try:
            seen = Inspection.objects.get(pk=inspection.pk)
            barrier.wait()
            act(inspection=seen, by=by)
            return "done"
        except DomainError as refusal:
            return str(refusal)[: len(TOLD)]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(lambda one: press(*one), acts))


def events(act: str, row: Inspection | Visit) -> int:
    kind = "visit" if isinstance(row, Visit) else "inspection"
    return Event.objects.filter(act=act, obj=f"{kind}/{row.pk}").count()


def send_back(*, inspection: Inspection, by: User) -> object:
    return review.send_back(inspection=inspection, reason="第 1 项写得太简。", by=by)


def submit(*, inspection: Inspection, by: User) -> object:
    return records.submit(visit=inspection.visit, by=by)


def test_two_leaders_approve_at_once_and_one_does() -> None:
    inspection = InspectionFactory(checked=True)

    answers = at_once(inspection, [(review.approve, somebody(Role.LEADER)), (review.approve, UserFactory(leader=True))])

    assert answers == ["done", TOLD]
    assert events("record.approve", inspection) == PublicResult.objects.count() == 1


def test_two_clerks_pass_on_at_once_and_one_does() -> None:
    inspection = InspectionFactory(reviewed=True)

    answers = at_once(inspection, [(review.pass_on, somebody(Role.OFFICE)), (review.pass_on, UserFactory(office=True))])

    assert answers == ["done", TOLD]
    assert events("record.check", inspection) == 1


def test_a_return_and_an_approval_at_once_give_one_of_them() -> None:
    inspection = InspectionFactory(checked=True)

    answers = at_once(inspection, [(review.approve, somebody(Role.LEADER)), (send_back, UserFactory(leader=True))])

    assert answers == ["done", TOLD]
    inspection.refresh_from_db()
    approved = inspection.status == RecordStatus.APPROVED
    assert PublicResult.objects.exists() is approved


def test_two_officers_submit_at_once_and_the_record_is_handed_in_once() -> None:
    visit = VisitFactory(signed=True)
    inspection = visit.inspections.get()

    answers = at_once(inspection, [(submit, user) for user in team_of(visit)])

    assert answers == ["done", "done"], "the second finds it handed in, as after a double click"
    assert (events("visit.submit", visit), events("record.seal", inspection)) == (1, 1)


def test_a_void_and_an_approval_at_once_never_leave_a_void_record_public() -> None:
    inspection = InspectionFactory(checked=True)
    said = {"found": "阳城县悦来旅馆", "reason": "走错了门。"}
    request = record_voids.ask(visit=inspection.visit, by=lead_of(inspection.visit), **said)

    def void(*, inspection: Inspection, by: User) -> object:
        return record_voids.approve(request=request, by=by)

    answers = at_once(inspection, [(review.approve, somebody(Role.LEADER)), (void, UserFactory(leader=True))])

    assert answers.count("done") == 1
    inspection.refresh_from_db()
    assert PublicResult.objects.exists() is (inspection.visit.status == VisitStatus.SUBMITTED)


def test_the_head_who_comes_second_reads_who_was_faster() -> None:
    inspection = InspectionFactory(submitted=True)
    stale = Inspection.objects.get(pk=inspection.pk)
    send_back(inspection=inspection, by=head_of(inspection.visit))

    with pytest.raises(DomainError, match=f"{TOLD}，现在是“退回补正”"):
        review.pass_on(inspection=stale, by=head_of(inspection.visit))
