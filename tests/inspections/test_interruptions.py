"""现场情况: paused means nobody goes on; nobody there means coming again; a refusal is warned of, then left."""

from datetime import timedelta

import pytest
import time_machine

from inspections import checks
from inspections.choices import Opinion, Result
from inspections.models import Excuse, Visit
from inspections.services import excuses, interruptions, records, visits
from inspections.status import ExcuseStatus, VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    SAID,
    InspectorFactory,
    VisitFactory,
    arrive,
    head_of,
    lead_of,
    somebody,
    team_of,
)
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def paused(**kwargs: bool) -> Visit:
    visit = VisitFactory(**kwargs)
    interruptions.pause(visit=visit, kind="AWAY", note="协办民警接警离开", by=lead_of(visit))
    return Visit.objects.get(pk=visit.pk)


def test_a_paused_check_is_not_submitted() -> None:
    visit = paused(signed=True)

    with pytest.raises(DomainError, match="检查已暂停"):
        records.submit(visit=visit, by=lead_of(visit))
    assert any("已暂停" in sentence for sentence in checks.missing(visit))


def test_nobody_writes_signs_or_confirms_in_a_pause() -> None:
    visit = paused(confirmed=True)

    with pytest.raises(DomainError, match="恢复后才能继续"):
        records.sign(visit=visit, by=lead_of(visit))


def test_a_pause_says_why() -> None:
    visit = VisitFactory(onsite=True)

    with pytest.raises(DomainError, match="写明经过"):
        interruptions.pause(visit=visit, kind="AWAY", note=" ", by=lead_of(visit))


def test_after_the_pause_the_check_goes_on() -> None:
    visit = paused(signed=True)

    interruptions.resume(visit=visit, by=team_of(visit)[1])

    assert records.submit(visit=visit, by=lead_of(visit)).status == VisitStatus.SUBMITTED


def test_a_check_is_paused_once_at_a_time() -> None:
    visit = paused(onsite=True)

    with pytest.raises(DomainError, match="检查已暂停"):
        interruptions.pause(visit=visit, kind="EMERGENCY", note="突发警情", by=lead_of(visit))


def test_what_is_not_paused_is_not_resumed() -> None:
    visit = VisitFactory(onsite=True)

    with pytest.raises(AlreadyDone):
        interruptions.resume(visit=visit, by=lead_of(visit))


def test_a_stranger_does_not_pause() -> None:
    with pytest.raises(NotPermitted):
        interruptions.pause(visit=VisitFactory(onsite=True), kind="AWAY", note="离开", by=UserFactory(inspector=True))


def test_a_team_that_must_go_checks_in_anew() -> None:
    visit = paused(onsite=True)

    again = interruptions.leave(visit=visit, next_on=today() + timedelta(days=1), by=lead_of(visit))

    assert again.status == VisitStatus.READY
    assert not again.officers.filter(arrived_at__isnull=False).exists()


def came(visit: Visit) -> Visit:
    for user in team_of(visit):
        visits.arrive(visit=visit, by=user)
    return Visit.objects.get(pk=visit.pk)


def unreachable(visit: Visit) -> None:
    """The result, and what there is to say about it."""
    found = records.Findings(answers={}, result=Result.UNREACHABLE, note="两次上门均无人")
    records.fill(inspection=visit.inspections.get(), findings=found, by=lead_of(visit))


def nobody(visit: Visit, days: int = 2) -> None:
    interruptions.nobody(
        visit=visit,
        note="大门上锁",
        witness="邻铺李某：上周起未开门",
        next_on=today() + timedelta(days=days),
        by=lead_of(visit),
    )


def test_the_first_closed_door_is_not_a_result() -> None:
    visit = came(VisitFactory(ready=True))
    unreachable(visit)

    with pytest.raises(DomainError, match="安排再次上门"):
        records.confirm(visit=visit, said=records.Said(Opinion.ABSENT, **SAID[Opinion.ABSENT]), by=lead_of(visit))


def test_after_a_closed_door_the_second_visit_is_planned() -> None:
    visit = came(VisitFactory(ready=True))

    nobody(visit)

    visit.refresh_from_db()
    assert visit.status == VisitStatus.READY
    assert visit.planned_on == today() + timedelta(days=2)


def test_the_second_closed_door_is_a_result() -> None:
    visit = came(VisitFactory(ready=True))
    nobody(visit)

    with time_machine.travel(today() + timedelta(days=2), tick=False):
        visit = came(Visit.objects.get(pk=visit.pk))
        unreachable(visit)
        given = records.confirm(
            visit=visit, said=records.Said(Opinion.ABSENT, **SAID[Opinion.ABSENT]), by=lead_of(visit)
        )
    assert given.opinion == Opinion.ABSENT


def test_coming_again_lies_within_the_time_given() -> None:
    visit = came(VisitFactory(ready=True))

    with pytest.raises(DomainError, match="再次上门须在今天以后"):
        nobody(visit, days=60)


def test_who_refuses_is_told_what_it_means() -> None:
    visit = VisitFactory(onsite=True)

    with pytest.raises(DomainError, match="告知拒绝检查的后果"):
        interruptions.refused(visit=visit, note="店长阻止入内", warned=False, by=lead_of(visit))


def test_obstruction_rests_on_a_refusal_that_was_written_down() -> None:
    visit = VisitFactory(onsite=True)
    found = records.Findings(answers={}, result=Result.OBSTRUCTED, note="店长阻止入内")
    inspection = records.fill(inspection=visit.inspections.get(), findings=found, by=lead_of(visit))
    assert any("须先登记“拒绝检查”" in sentence for sentence in checks.result(inspection))

    interruptions.refused(visit=visit, note="店长阻止入内", warned=True, by=lead_of(visit))

    assert list(checks.result(inspection)) == []


def asked(visit: Visit) -> Excuse:
    return excuses.ask_for_business(
        visit=visit,
        inspector=visit.officers.get(leads=False).inspector,
        reason="INTEREST",
        note="其妻在同街经营旅馆",
        applicant="李青",
        by=lead_of(visit),
    )


def test_a_recusal_asked_for_on_arrival_stops_the_check() -> None:
    visit = VisitFactory(onsite=True)
    asked(visit)

    with pytest.raises(DomainError, match="检查对象申请回避"):
        visits.inform(visit=visit, attendee="李青", attendee_role="店长", by=lead_of(visit))
    with pytest.raises(DomainError, match="决定后自动恢复"):
        interruptions.resume(visit=visit, by=lead_of(visit))


def test_the_officer_who_wrote_it_down_cannot_drop_what_the_business_asked_for() -> None:
    visit = VisitFactory(onsite=True)
    excuse = asked(visit)

    with pytest.raises(NotPermitted, match="不能撤回"):
        excuses.withdraw(excuse=excuse, by=lead_of(visit))


def test_a_recusal_not_granted_lets_the_check_go_on() -> None:
    visit = VisitFactory(signed=False, onsite=True)
    excuse = asked(visit)

    excuses.decline(excuse=excuse, decision="查无此关系", by=head_of(visit))

    assert visits.inform(visit=visit, attendee="李青", attendee_role="店长", by=lead_of(visit)).attendee == "李青"


def test_at_an_ordered_visit_the_head_names_who_steps_in() -> None:
    visit = VisitFactory(onsite=True)
    excuse, newcomer = asked(visit), InspectorFactory()

    excuses.approve(excuse=excuse, incoming=newcomer, by=head_of(visit))

    place = visit.officers.get(leads=False)
    assert place.inspector == newcomer
    assert place.arrived_at is None
    assert Excuse.objects.get(pk=excuse.pk).status == ExcuseStatus.APPROVED


def test_who_steps_in_is_certified_and_free() -> None:
    visit = VisitFactory(onsite=True)

    with pytest.raises(DomainError, match="请选择接替的检查人员"):
        excuses.approve(excuse=asked(visit), incoming=InspectorFactory(certified=False), by=head_of(visit))


def test_the_newcomer_shows_the_certificate_himself() -> None:
    visit = VisitFactory(onsite=True)
    excuses.approve(excuse=asked(visit), incoming=InspectorFactory(), by=somebody(Role.UNIT_HEAD))
    visit = Visit.objects.get(pk=visit.pk)
    assert any("尚未到场亮证" in sentence for sentence in checks.missing(visit))

    arrive(visit)

    assert not list(checks.two_officers_arrived(visit))
