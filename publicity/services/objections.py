"""异议: registered, accepted or not, supplemented once, withdrawn (方案四(二) 畅通检查对象的申诉渠道).

An objection stops no clock of a publication; its own clock of acceptance starts anew with the supplement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from inspections import images, vault
from inspections.services import numbers
from publicity import objection_clocks as clocks
from publicity.models import Letter, Objection, ObjectionFile, Publication
from publicity.objection_status import OPEN, ObjectionStatus
from publicity.public_site.letter_words import Capacity
from publicity.services import objection_people as people
from publicity.services import progress, remarks
from publicity.status import MOVES
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import moves
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

OFFICE = "双随机办"
HANDLE = "publicity.handle_objection"
LONGEST_WAIT = timedelta(days=30)
"""For a supplement: no clock of ours runs meanwhile, so nobody waits for ever."""


@dataclass(frozen=True)
class Said:
    """What the applicant said and who he is, as it was written or taken down."""

    ground: str
    text: str
    way: str
    received_on: date
    applicant: str
    capacity: str = Capacity.FIRM
    phone: str = ""
    address: str = ""


@transaction.atomic
def register(*, publication: Publication, said: Said, by: User | None, letter: Letter | None = None) -> Objection:
    """Give it a number and start the clock of acceptance. `by=None`: it came through the website, nobody's hand."""
    demand(by, HANDLE, OFFICE)
    if said.received_on > today():
        raise DomainError("收到日期不能晚于今天。")
    objection = save(
        Objection(
            number=numbers.objection_number(said.received_on.year),
            publication=publication,
            letter=letter,
            accept_by=clocks.accept_by(said.received_on),
            registered_at=now(),
            registered_by=by,
            **vars(said),
        )
    )
    record("objection.register", target=objection, by=by, detail={"accept_by": objection.accept_by.isoformat()})
    progress.tell_objection(objection)
    return objection


def add_files(*, objection: Objection, raws: Sequence[bytes], by: User) -> int:
    """Scans and photographs, cleaned and kept before anything is locked. Returns how many are new."""
    pictures = [images.clean(raw, longest=images.LONGEST_SCAN) for raw in raws]
    for picture in pictures:
        vault.keep(picture)
    return _add({picture.sha256: len(picture.jpeg) for picture in pictures}, objection, by)


@transaction.atomic
def _add(sizes: dict[str, int], objection: Objection, by: User) -> int:
    objection = locked(objection)
    if not (by.has_perm(HANDLE) or by.pk == objection.handler_id):
        demand(by, HANDLE, f"{OFFICE}和承办人")
    known = set(objection.files.values_list("sha256", flat=True))
    new = {sha256: size for sha256, size in sizes.items() if sha256 not in known}
    for sha256, size in new.items():
        ObjectionFile.objects.create(objection=objection, sha256=sha256, size=size, added_at=now(), added_by=by)
    if new:
        record("objection.add_files", target=objection, by=by, detail={"files": len(new)})
    return len(new)


@transaction.atomic
def accept(*, objection: Objection, by: User) -> Objection:
    """受理: the clock of the answer starts today, and the public page says 异议办理中."""
    objection = _office(objection, by)
    stamps = {"accepted_at": now(), "accepted_by": by, "answer_by": clocks.answer_by(today())}
    _move(objection, ObjectionStatus.CHECKING, "accept", by, **stamps)
    remarks.show(publication=objection.publication, reason="受理异议", by=by)
    return _told(objection)


@transaction.atomic
def ask_supplement(*, objection: Objection, note: str, until: date, by: User) -> Objection:
    """补正: what is missing, once and all of it, by a day of its own; until it comes no clock runs.

    Within the term of acceptance, for the supplement starts that term anew and would make a late one timely.
    """
    objection = _office(objection, by)
    if objection.supplement_asked_at:
        raise AlreadyDone("已经通知补正过一次。请按现有材料决定是否受理。")
    if today() > objection.accept_by:
        raise DomainError("受理期限已过，不能再通知补正。请按现有材料决定是否受理。")
    if not today() < until <= today() + LONGEST_WAIT:
        raise DomainError(f"补正期限须晚于今天，最长 {LONGEST_WAIT.days} 日。")
    if not note.strip():
        raise DomainError("请写明需要补正的全部内容。")
    stamps = {"supplement_asked_at": now(), "supplement_asked_by": by, "supplement_by": until}
    _move(objection, ObjectionStatus.SUPPLEMENT, "ask_supplement", by, supplement_note=note.strip(), **stamps)
    return _told(objection)


@transaction.atomic
def supplement(*, objection: Objection, text: str, received_on: date, by: User) -> Objection:
    """The supplement has come; the clock of acceptance starts on that day."""
    objection = _office(objection, by)
    if received_on > today() or received_on < objection.received_on:
        raise DomainError("补正日期应在收到异议之后，不能晚于今天。")
    if not text.strip():
        raise DomainError("请写明申请人补正的内容。")
    given = {"supplement": text.strip(), "supplemented_on": received_on, "accept_by": clocks.accept_by(received_on)}
    _move(objection, ObjectionStatus.RECEIVED, "supplement", by, **given)
    return _told(objection)


@transaction.atomic
def refuse(*, objection: Objection, reason: str, by: User) -> Objection:
    """不予受理: by somebody of the office outside the case, with a reason that the applicant is told."""
    objection = locked(objection)
    people.require_proposer(objection, by)
    waits = objection.status == ObjectionStatus.SUPPLEMENT and objection.supplement_by
    if waits and today() <= waits:
        raise DomainError(f"补正期限到 {waits:%Y-%m-%d}，期限届满前不能不予受理。")
    _move(objection, ObjectionStatus.REFUSED, "refuse", by, refused_reason=demand_reason(reason))
    return _told(objection)


@transaction.atomic
def withdraw(*, objection: Objection, reason: str, by: User) -> Objection:
    """The applicant takes it back, in whatever way; what he said stays in the file.

    Written down by somebody outside the case: it ends the objection without an answer.
    """
    objection = _outside(objection, by)
    said = {"withdrawn_on": today(), "withdrawn_reason": demand_reason(reason)}
    _move(objection, ObjectionStatus.WITHDRAWN, "withdraw", by, **said)
    remarks.show(publication=objection.publication, reason="申请人撤回异议", by=by)
    return _told(objection)


def _office(objection: Objection, by: User) -> Objection:
    demand(by, HANDLE, OFFICE)
    return locked(objection)


def _outside(objection: Objection, by: User) -> Objection:
    """What ends an objection is not for whoever it is about."""
    objection = _office(objection, by)
    people.require_outside(objection, by)
    return objection


def _move(objection: Objection, to: ObjectionStatus, verb: str, by: User, **stamps: Any) -> Objection:
    return moves.move(objection, to, table=MOVES, by=by, action=f"objection.{verb}", **stamps)


def _told(objection: Objection) -> Objection:
    progress.tell_objection(objection)
    return objection


def refuse_closed(objection: Objection) -> None:
    if objection.status not in OPEN:
        raise DomainError(f"这件异议{objection.get_status_display()}，已经办结。")
