"""Visits of the played weeks: from arrival to wherever the story leaves them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from inspections.choices import AnswerChoice, Opinion, RefusalReason, Result
from inspections.models import Inspection, Visit
from inspections.services import interruptions, records, review, visits
from inspections.services.records import Findings, Given, Said
from inspections.services.standing import eligible
from inspections.status import RecordStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.demo import pictures
from yangcheng_inspect.desk.demo.days import at
from yangcheng_inspect.desk.demo.trades import TRADES, person_at, trade_of

# A short flourish, as points of a pen: what a finger leaves on the glass.
STROKES = [[[20, 60], [48, 30], [70, 66], [96, 34], [128, 58]], [[60, 84], [120, 80], [170, 62]]]
AGREED = Said(opinion=Opinion.AGREED, strokes=STROKES)
DISPUTED = Said(opinion=Opinion.DISPUTED, strokes=STROKES)
REFUSED = Said(
    opinion=Opinion.REFUSED,
    refusal_reason=RefusalReason.AWAY,
    refusal_note="向在场人员宣读记录全文，其表示须待负责人返回后再定，拒绝签字。",
    recorder_no="DSJ-0417-1452",
)
ABSENT = Said(opinion=Opinion.ABSENT, refusal_note="按登记地址到达，门店已上锁，邻近商户称已搬离。")


@dataclass(frozen=True)
class Story:
    """How a visit goes; what is found and who signs depends on the trade (`trades`)."""

    result: str = Result.NONE
    said: Said = AGREED
    note: str = ""
    handling: str = ""
    ticked: str = ""
    days_to_rectify: int = 0


CLEAN = Story()
FIXED = Story(Result.FIXED, handling="当场改正，已复核。", ticked="当场改正")
ORDERED = Story(Result.ORDERED, DISPUTED, ticked="责令限期改正", days_to_rectify=15)
ORDERED_SOON = Story(Result.ORDERED, DISPUTED, ticked="责令限期改正", days_to_rectify=5)
REFUSES = Story(said=REFUSED)
GONE_AWAY = Story(Result.UNREACHABLE, said=ABSENT, note="两次到登记地址均无人，电话无人接听，已拍照留存。")


def team(visit: Visit) -> list[User]:
    """The officers' logins, the leading one first."""
    officers = visit.officers.select_related("inspector__user").order_by("-leads", "pk")
    return [officer.inspector.user for officer in officers if officer.inspector.user]


def arrive(visit: Visit, day: date, hour: int = 14) -> None:
    """Both check in."""
    with at(day, hour, 56):
        for officer in team(visit):
            visits.arrive(visit=visit, by=officer)


def inform(visit: Visit, day: date, hour: int = 15) -> None:
    """The notice is served and the rights are read, where there is anybody to hear them."""
    person = person_at(visit)
    with at(day, hour):
        visits.inform(visit=visit, attendee=person.name, attendee_role=person.role, by=team(visit)[0])


def fill(visit: Visit, day: date, story: Story, *, hour: int = 15, only: int = 0) -> None:
    """Answer the check-points (the first `only` of them, if given) and write down the result."""
    lead = team(visit)[0]
    with at(day, hour, 30):
        for inspection in visit.inspections.all():
            findings = _findings(inspection, day, story, only)
            pictures.take(records.fill(inspection=inspection, findings=findings, by=lead), by=lead)


def _findings(inspection: Inspection, day: date, story: Story, only: int) -> Findings:
    points = [] if story is GONE_AWAY else list(inspection.version.check_points.all())
    wrong = TRADES[inspection.version.item.code].wrong.get(story.result, {})
    answers = {point.pk: _given(wrong.get(point.order, "")) for point in points[: only or None]}
    if only:
        return Findings(answers=answers)
    by = day + timedelta(days=story.days_to_rectify) if story.days_to_rectify else None
    ticked = [name for name in inspection.version.handlings if name == story.ticked]
    return Findings(answers, story.result, story.note, story.handling, by, ticked)


def _given(found: str) -> Given:
    return Given(AnswerChoice.NO if found else AnswerChoice.YES, found)


def _said(visit: Visit, story: Story) -> Said:
    """What is said on site, with the name of whoever signs and the objection of the trade."""
    if not story.said.strokes:
        return story.said
    person = person_at(visit)
    statement = trade_of(visit).objection if story.said is DISPUTED else ""
    return replace(story.said, signer=person.name, signer_role=person.role, statement=statement)


def _closed_door(visit: Visit, day: date) -> None:
    """Nobody there the day before: only a second closed door may be called 无法联系."""
    before = day - timedelta(days=1)
    arrive(visit, before)
    note = "到达时大门上锁，拨打登记电话无人接听。"
    with at(before, 15, 20):
        interruptions.nobody(visit=visit, note=note, witness="邻近商户", next_on=day, by=team(visit)[0])


def finish(visit: Visit, day: date, story: Story) -> Visit:
    """The whole visit, up to its submission."""
    if story is GONE_AWAY:
        _closed_door(visit, day)
    arrive(visit, day)
    if story is not GONE_AWAY:
        inform(visit, day)
    fill(visit, day, story)
    people = team(visit)
    with at(day, 15, 40):
        records.confirm(visit=visit, said=_said(visit, story), by=people[0])
    with at(day, 15, 45):
        for officer in people:
            records.sign(visit=visit, by=officer)
    with at(day, 15, 48):
        return records.submit(visit=visit, by=people[0])


def pass_to(visit: Visit, day: date, upto: RecordStatus) -> None:
    """Along the chain, each step by somebody whose turn it is, until `upto`."""
    for hour, inspection in enumerate(visit.inspections.all(), start=9):
        while inspection.status != upto:
            with at(day, hour):
                inspection = _step(inspection)


def _step(inspection: Inspection) -> Inspection:
    person = eligible(inspection).first()
    assert person is not None, "nobody is left for this step"
    if inspection.status == RecordStatus.CHECKED:
        return review.approve(inspection=inspection, by=person)
    return review.pass_on(inspection=inspection, by=person)
