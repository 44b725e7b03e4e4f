"""检查记录: filled item by item, confirmed by the business, signed by both, then submitted whole (方案三(二)2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from inspections import checks, desk_rules, merged, picture_checks, sheet, signals
from inspections.choices import AnswerChoice
from inspections.content import content_hash
from inspections.models import Answer, Confirmation, HandMark, Inspection, Visit
from inspections.services import cases, officers, openings, paper, reserves, seals
from inspections.services.moves import move, stamp
from inspections.services.visits import locked, own_place, refuse_half_there, require_on_site
from inspections.status import RecordStatus, VisitStatus
from registry.models import CheckPoint
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

EDITABLE = [RecordStatus.OPEN, RecordStatus.RETURNED]


@dataclass(frozen=True)
class Given:
    """The answer to one check-point; `choice` is an AnswerChoice value."""

    choice: str
    finding: str = ""


@dataclass(frozen=True)
class Findings:
    """The page as it stands when saved. Empty fields stay empty: nothing is filled in for anybody."""

    answers: Mapping[int, Given]  # by the primary key of the check-point
    result: str = ""
    note: str = ""
    handling: str = ""
    rectify_by: date | None = None
    handlings: Sequence[str] = ()  # from the version's own list
    other_handling: str = ""
    handling_reason: str = ""
    result_reason: str = ""


@transaction.atomic
def fill(*, inspection: Inspection, findings: Findings, by: User) -> Inspection:
    """Save what is there; completeness is asked at submission only."""
    visit = locked(inspection.visit)
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    own_place(visit, by)
    require_on_site(visit)
    cases.refuse_stopped(visit)
    if inspection.status not in EDITABLE:
        raise DomainError(f"记录的状态是“{inspection.get_status_display()}”，不能再改。")
    points = {point.pk: point for point in inspection.version.check_points.all()}
    before = sheet.values(inspection)
    for pk, given in findings.answers.items():
        if pk not in points:
            raise DomainError("提交的检查要点不属于本事项。请刷新页面后重填。")
        _answer(inspection, points[pk], given)
    _refuse_free_handling(inspection, findings)
    for name in sheet.RESULT_FIELDS:
        setattr(inspection, name, getattr(findings, name))
    inspection.handlings = list(findings.handlings)
    inspection.revision += 1
    inspection.save(update_fields=[*sheet.RESULT_FIELDS, "revision"])
    names = sheet.changed(before, sheet.values(Inspection.objects.get(pk=inspection.pk)))
    detail = {"answered": inspection.answers.count(), "fields": names}
    record("record.fill", target=inspection, by=by, detail=detail)
    return inspection


def _refuse_free_handling(inspection: Inspection, findings: Findings) -> None:
    """严格限制自由裁量权 (方案三(三)): what the item's version does not name is done with a reason or not at all."""
    strange = [name for name in findings.handlings if name not in inspection.version.handlings]
    if strange:
        raise DomainError(f"“{strange[0]}”不在本事项可采取的处理之内。确需采取的，请填入清单以外的处理并写明理由。")
    if findings.other_handling.strip() and not findings.handling_reason.strip():
        raise DomainError(f"“{findings.other_handling}”不在本事项可采取的处理之内，请写明采取它的理由。")


def _answer(inspection: Inspection, point: CheckPoint, given: Given) -> None:
    if not given.choice:
        return
    Answer.objects.update_or_create(
        inspection=inspection,
        check_point=point,
        defaults={"choice": given.choice, "finding": given.finding.strip() if given.choice == AnswerChoice.NO else ""},
    )


@dataclass(frozen=True)
class Said:
    """What the business said; field names are those of Confirmation."""

    opinion: str
    signer: str = ""
    signer_role: str = ""
    strokes: list[Any] | None = None
    on_paper: bool = False
    statement: str = ""
    refusal_reason: str = ""
    refusal_note: str = ""
    witness: str = ""
    recorder_no: str = ""
    channel: str = ""  # of a desk check: how the answer came, and what is kept of it
    proof: str = ""


@transaction.atomic
def confirm(*, visit: Visit, said: Said, by: User) -> Confirmation:
    """由检查对象确认 (方案四(三)): signed, disputed, or refused with the reason; bound to what was read out."""
    visit = merged.lock(visit)
    own_place(visit, by)
    refuse_half_there(visit)
    twins = merged.others(visit)
    # The clock must not start before the check is over; who signs for a merged visit signs for all of it.
    for one in [visit, *twins]:
        _refuse_unfinished(one, said)
    for twin in twins:
        _confirm(twin, said, by)
    return _confirm(visit, said, by)


def _refuse_unfinished(visit: Visit, said: Said) -> None:
    require_on_site(visit)
    unfinished = list(checks.before_confirmation(visit))
    if unfinished := unfinished + (list(picture_checks.sheets(visit)) if said.on_paper else []):
        raise DomainError("检查还没有做完，不能交检查对象确认：" + "".join(unfinished))


def _confirm(visit: Visit, said: Said, by: User) -> Confirmation:
    values = {f.name: getattr(said, f.name) for f in fields(said) if f.name not in ("strokes", "recorder_no")}
    given = Confirmation(visit=visit, strokes=said.strokes or [], **values)
    given.content_hash, given.confirmed_at, given.confirmed_by = content_hash(visit), paper.ended_at(visit), by
    earlier = Confirmation.objects.filter(visit=visit).first()
    given.pk = earlier.pk if earlier else None
    refuse_broken(given)
    if wrong := list(desk_rules.answer(visit, given)):
        raise DomainError("".join(wrong))
    given.save()
    # Officers sign what the business said as well: another word from it asks for their names anew.
    visit.officers.update(signed_at=None, signed_hash="")
    visit.recorder_no = said.recorder_no or visit.recorder_no
    # The clock starts here and is never set back (architecture: `ended_on`).
    visit.ended_on = visit.ended_on or localdate(given.confirmed_at)
    visit.save(update_fields=["recorder_no", "ended_on"])
    record("visit.confirm", target=visit, by=by, detail={"opinion": said.opinion, "hash": given.content_hash})
    signals.visit_ended.send(Visit, visit=visit, by=by)
    return given


def refuse_broken(given: Confirmation) -> None:
    """Say in Chinese which of the table's own rules the confirmation breaks."""
    for constraint in Confirmation._meta.constraints:
        try:
            constraint.validate(Confirmation, given)
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error


@transaction.atomic
def sign(*, visit: Visit, by: User) -> Visit:
    """An officer's signature, with his own login, over the record as it stands."""
    visit = locked(visit)
    place = own_place(visit, by)
    require_on_site(visit)
    if place.arrived_at is None and not visit.at_desk:
        raise DomainError(f"{place.inspector.name}尚未到场亮证，不能签名。")
    officers.certified(place)
    if not hasattr(visit, "confirmation"):
        raise DomainError("请先由检查对象确认（或登记拒绝签字），再由检查人员签名。")
    place.signed_at, place.signed_hash = now(), content_hash(visit)
    place.save(update_fields=["signed_at", "signed_hash"])
    officers.confirm_mark(place, HandMark.Act.SIGN)
    record("visit.sign", target=visit, by=by, detail={"hash": place.signed_hash})
    for twin in merged.others(visit):
        here = twin.officers.filter(inspector=place.inspector_id)
        if twin.said and here.exclude(signed_hash=content_hash(twin)).exists():
            sign(visit=twin, by=by)
    return visit


@transaction.atomic
def submit(*, visit: Visit, by: User) -> Visit:
    """Hand the whole visit in, once nothing is missing."""
    visit = locked(visit)
    own_place(visit, by)
    if visit.status == VisitStatus.SUBMITTED:
        return visit
    require_on_site(visit)
    still = checks.missing(visit)
    if still:
        raise DomainError("还不能提交：" + "".join(still))
    move(visit, VisitStatus.SUBMITTED, by=by, action="visit.submit", **stamp("submitted", by))
    for inspection in visit.inspections.select_for_update().filter(status__in=EDITABLE):
        move(
            inspection,
            RecordStatus.SUBMITTED,
            by=by,
            action="record.submit",
            facts={"result": inspection.result},
            returned_reason="",
            **stamp("submitted", by),
        )
    seals.seal_visit(visit, by)
    signals.visit_submitted.send(Visit, visit=visit, by=by)
    if visit.drawn:
        # Afterwards and apart: a draw is locked before its visits, never behind one; the daily command repeats both.
        transaction.on_commit(partial(reserves.add_if_not_there, visit=visit), robust=True)
        transaction.on_commit(partial(openings.open_if_due, draw=visit.drawn.draw, by=None), robust=True)
    return visit
