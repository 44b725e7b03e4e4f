"""延期: the clock of the answer is lengthened once, with a reason, by 分管局领导 (decisions, 时限)."""

from django.db import transaction

from publicity import objection_clocks as clocks
from publicity.models import Objection
from publicity.objection_status import ObjectionStatus
from publicity.services import objection_people as people
from publicity.services import progress
from registry.services.rights import demand_reason, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

ASKED = ["extension_reason", "extension_asked_at", "extension_asked_by"]


@transaction.atomic
def ask(*, objection: Objection, reason: str, by: User) -> Objection:
    """By the handler or the office, before the clock has run out."""
    objection = _running(objection)
    people.require_outside(objection, by)
    if by.pk != objection.handler_id and not people.proposers(objection).filter(pk=by.pk).exists():
        raise NotPermitted("延长答复期限由承办人或双随机办申请。")
    if objection.extended_at or objection.extension_asked_at:
        raise AlreadyDone("答复期限只能延长一次，已有一件延期申请。")
    _refuse_over(objection)
    objection.extension_reason, objection.extension_asked_at = demand_reason(reason), now()
    objection.extension_asked_by = by
    objection.save(update_fields=ASKED)
    record("objection.ask_extension", target=objection, by=by, reason=objection.extension_reason)
    return objection


@transaction.atomic
def decide(*, objection: Objection, agree: bool, by: User, decision: str = "") -> Objection:
    """Agreed, the further days follow on the first; not agreed, the old day stays."""
    objection = _running(objection)
    if objection.extension_asked_at is None or objection.extended_at:
        raise AlreadyDone("没有待决定的延期申请，或者已被他人处理。")
    people.require_approver(objection, by)
    if agree:
        _refuse_over(objection)
    if objection.extension_asked_by_id == by.pk:
        raise NotPermitted("延期不能由申请人本人批准。")
    return _extended(objection, by) if agree else _declined(objection, demand_reason(decision), by)


def _refuse_over(objection: Objection) -> None:
    """Asked for and agreed within the term: afterwards it would make a late answer timely."""
    if objection.answer_by is None or today() > objection.answer_by:
        raise DomainError("答复期限已过，不能再延期。请尽快答复。")


def _extended(objection: Objection, by: User) -> Objection:
    before = objection.answer_by
    assert before is not None, "accepted, so it has a day"
    objection.answer_by = clocks.extended(before, today())
    objection.extended_at, objection.extended_by = now(), by
    objection.save(update_fields=["answer_by", "extended_at", "extended_by"])
    days = [before.isoformat(), objection.answer_by.isoformat()]
    record("objection.extend", target=objection, by=by, detail={"answer_by": days})
    progress.tell_objection(objection)
    return objection


def _declined(objection: Objection, decision: str, by: User) -> Objection:
    """What was asked stays in the trail; another reason may be brought forward."""
    objection.extension_reason, objection.extension_asked_at, objection.extension_asked_by = "", None, None
    objection.save(update_fields=ASKED)
    record("objection.decline_extension", target=objection, by=by, reason=decision)
    return objection


def _running(objection: Objection) -> Objection:
    objection = locked(objection)
    if objection.status != ObjectionStatus.CHECKING:
        raise DomainError(f"当前状态是“{objection.get_status_display()}”，不能办理延期。")
    return objection
