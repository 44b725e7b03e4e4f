"""责令改正: the order, the business's proof, the extension (方案三(二)3). What came of it: `rechecks`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from inspections import images, vault
from inspections.choices import Result
from inspections.follow_up_status import ExtensionStatus, RectificationStatus
from inspections.images import Picture
from inspections.models import Extension, Inspection, Proof, ProofFile, RecheckSignature, Rectification
from inspections.models.record import LATER_THAN_SUBMITTED
from inspections.services import numbers, standing
from inspections.services.moves import move, stamp
from inspections.services.visits import own_place
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

ORDERABLE = [Result.ORDERED, Result.FIXED]
UNDER_WAY = [RectificationStatus.OPEN, RectificationStatus.PROVED]
ON_SPOT = "当场改正，检查人员已现场核实。"


@transaction.atomic
def issue(*, inspection: Inspection, facts: str, demand: str, by: User) -> Rectification:
    """出具责令改正通知书. The day is the record's own: an order may not ask for more than was written down on site."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    own_place(inspection.visit, by)
    _refuse_no_order(inspection)
    if not facts.strip() or not demand.strip():
        raise DomainError("请写明查明的问题和改正要求。")
    visit, on_spot = inspection.visit, inspection.result == Result.FIXED
    due_on = visit.ended_on if on_spot else inspection.rectify_by
    assert due_on is not None, "asked for when the record was submitted"
    made = Rectification.objects.create(
        number=numbers.document_number(today().year, visit.unit.short, "责改"),
        inspection=inspection,
        mode=Rectification.Mode.ON_SPOT if on_spot else Rectification.Mode.BY_DATE,
        facts=facts.strip(),
        demand=demand.strip(),
        first_due_on=due_on,
        due_on=due_on,
        issued_at=now(),
        issued_by=by,
    )
    record("rectification.issue", target=made, by=by, detail={"due_on": due_on.isoformat()})
    return _seen_on_site(made, by) if on_spot else made


def _refuse_no_order(inspection: Inspection) -> None:
    if inspection.result not in ORDERABLE:
        raise DomainError("检查结果为责令改正的，才能出具责令改正通知书。")
    if inspection.status not in LATER_THAN_SUBMITTED:
        raise DomainError("检查记录提交后、没有退回的，才能出具责令改正通知书。")
    if hasattr(inspection, "rectification"):
        raise AlreadyDone(f"这份记录已经出具责令改正通知书（{inspection.rectification.number}）。")


def _seen_on_site(made: Rectification, by: User) -> Rectification:
    """Put right before the officers left: their names under the record say so, and 所队长 has the last word."""
    visit = made.inspection.visit
    for place in visit.officers.filter(signed_at__isnull=False):
        RecheckSignature.objects.create(rectification=made, officer=place, signed_at=place.signed_at or made.issued_at)
    said: dict[str, Any] = {
        "outcome": Rectification.Outcome.FIXED,
        "outcome_note": made.inspection.handling or ON_SPOT,
        "rechecked_on": visit.ended_on,
    }
    move(made, RectificationStatus.SIGNING, by=by, action="rectification.judge", **said)
    return move(made, RectificationStatus.JUDGED, by=by, action="rectification.sign")


@transaction.atomic
def prove(
    *, rectification: Rectification, text: str, received_on: date, by: User, pictures: Sequence[Picture] = ()
) -> Proof:
    """企业整改材料: what it says it did, with pictures that were cleaned and stored before."""
    rectification = locked(rectification)
    require_hand(rectification, by)
    _require_under_way(rectification)
    if not text.strip():
        raise DomainError("请写明企业的整改情况。")
    if received_on > today():
        raise DomainError("收到日期不能晚于今天。")
    proof = Proof.objects.create(
        rectification=rectification, text=text.strip(), received_on=received_on, **stamp("received", by)
    )
    for one in {one.sha256: one for one in pictures}.values():
        ProofFile.objects.create(rectification=rectification, proof=proof, sha256=one.sha256, size=len(one.jpeg))
    move(rectification, RectificationStatus.PROVED, by=by, action="rectification.prove")
    return proof


@transaction.atomic
def ask_extension(*, rectification: Rectification, until: date, reason: str, by: User) -> Extension:
    """Once, with a reason, before the term is over."""
    rectification = locked(rectification)
    require_hand(rectification, by)
    _require_under_way(rectification)
    if today() > rectification.due_on:
        raise DomainError("改正期限已过，不能再延期。请安排复查。")
    if until <= rectification.due_on:
        raise DomainError("延长后的期限须晚于现在的改正期限。")
    if not reason.strip():
        raise DomainError("延期须写明理由。")
    if rectification.extensions.exclude(status=ExtensionStatus.DECLINED).exists():
        raise AlreadyDone("改正期限只能延长一次，已有一件延期申请。")
    made = Extension.objects.create(
        rectification=rectification, until=until, reason=reason.strip(), **stamp("asked", by)
    )
    record("rectification.ask_extension", target=rectification, by=by, reason=reason)
    return made


@transaction.atomic
def decide_extension(*, extension: Extension, agree: bool, decision: str, by: User) -> Extension:
    """所队长; granted, the new day counts at once."""
    rectification = locked(extension.rectification)
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    require_decider(rectification, by, asked_by=extension.asked_by_id)
    if agree:
        _require_under_way(rectification)
    if not agree and not decision.strip():
        raise DomainError("请写明不同意延期的理由。")
    to = ExtensionStatus.APPROVED if agree else ExtensionStatus.DECLINED
    move(extension, to, by=by, action="rectification.decide_extension", decision=decision, **stamp("decided", by))
    if agree:
        rectification.due_on = extension.until
        rectification.save(update_fields=["due_on"])
    return extension


def locked(rectification: Rectification) -> Rectification:
    return Rectification.objects.select_for_update().get(pk=rectification.pk)


def _require_under_way(rectification: Rectification) -> None:
    if rectification.status not in UNDER_WAY:
        raise DomainError(f"当前状态是“{rectification.get_status_display()}”，不能办理。")


def is_hand(rectification: Rectification, user: User) -> bool:
    """Who moves it on: the officers of the check and of the re-inspection, and the heads of the unit."""
    visit = rectification.inspection.visit
    places = {user.pk} & (standing.team(visit) | _recheckers(rectification))
    return bool(places) or standing.holders(Role.UNIT_HEAD, visit.unit.code).filter(pk=user.pk).exists()


def require_hand(rectification: Rectification, by: User) -> None:
    if not is_hand(rectification, by):
        raise NotPermitted("整改由检查组、复查人员和责任单位负责人办理。")


def _recheckers(rectification: Rectification) -> frozenset[int]:
    return standing.team(rectification.recheck) if rectification.recheck else frozenset()


def deciders(rectification: Rectification, asked_by: int | None = None) -> QuerySet[User]:
    """所队长 of the unit outside the case, else 双随机办, else 分管局领导."""
    barred = standing.team(rectification.inspection.visit) | _recheckers(rectification)
    barred |= {pk for pk in (asked_by, rectification.issued_by_id) if pk}
    return standing.first_free(Role.UNIT_HEAD, rectification.inspection.visit.unit.code, barred)


def require_decider(rectification: Rectification, by: User, *, asked_by: int | None = None) -> None:
    if not deciders(rectification, asked_by).filter(pk=by.pk).exists():
        raise NotPermitted("此件由责任单位的所队长办理；本人是检查、复查人员或申请人的，由他人办理。")


def hand_in(
    *, rectification: Rectification, text: str, received_on: date, by: User, raws: Sequence[bytes] = ()
) -> Proof:
    """`prove` with pictures as they came: each is cleaned and kept before anything is locked."""
    pictures = [images.clean(raw, longest=images.LONGEST_SCAN) for raw in raws]
    for picture in pictures:
        vault.keep(picture)
    return prove(rectification=rectification, text=text, received_on=received_on, by=by, pictures=pictures)
