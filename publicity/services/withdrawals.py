"""撤下: two people, one of them 分管局领导; a tombstone stays outside, everything stays inside (架构“谁决定什么”)."""

from typing import Any

from django.db import transaction

from publicity.grounds import WITHDRAWING, Ground
from publicity.models import Publication, Takedown, Withdrawal
from publicity.public_site import schema, store, tombstone
from publicity.services import changes as rules
from publicity.services import takedowns
from publicity.status import MOVES, ChangeStatus, PublicationStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

APPROVE = "publicity.approve_withdrawal"
DECIDE = "publication.decide_withdrawal"
SHOWN = [PublicationStatus.PUBLISHED, PublicationStatus.SENT]
Kind = Withdrawal.Kind


@transaction.atomic
def propose(
    *, publication: Publication, ground: str, reason: str, by: User, document: str = "", kind: str = Kind.DOWN
) -> Withdrawal:
    """Ask for it. `kind` END is 信用修复: over before its time, not wrong. Raises `DomainError`, `SameHands`."""
    demand(by, "publicity.propose_withdrawal", "双随机办")
    publication = rules.locked(publication)
    _refuse_not_shown(publication, kind)
    if ground not in ([Ground.REPAIR] if kind == Kind.END else WITHDRAWING):
        raise DomainError("请选择撤下的依据。")
    rules.refuse_unsaid(publication, ground, document, reason)
    rules.refuse_unfounded(publication, ground, document)
    rules.refuse_concerned(publication, ground, by)
    asked = Withdrawal.objects.create(
        publication=publication,
        kind=kind,
        ground=ground,
        document=document.strip(),
        reason=reason.strip(),
        asked_at=now(),
        asked_by=by,
    )
    act = "publication.propose_end" if kind == Kind.END else "publication.propose_withdrawal"
    record(act, target=publication, by=by, reason=asked.reason, detail={"ground": ground, "document": asked.document})
    return asked


def _refuse_not_shown(publication: Publication, kind: str) -> None:
    """What is on its way to the public machine can still be stopped; there is nothing to end yet."""
    if publication.status not in (SHOWN if kind == Kind.DOWN else SHOWN[:1]):
        raise DomainError(f"这条公示的状态是“{publication.get_status_display()}”，只有已公示的才能撤下。")
    if publication.withdrawals.pending().exists():
        raise AlreadyDone("这条公示已有一件撤下申请待决定。")


@transaction.atomic
def approve(*, withdrawal: Withdrawal, by: User) -> Withdrawal:
    """Take it down now: the public reads the tombstone from this moment."""
    publication = rules.locked(withdrawal.publication)
    if publication.corrections.pending().exists():
        raise DomainError("这条公示还有一件更正申请待决定。请先决定更正申请。")
    withdrawal = rules.decide(withdrawal, ChangeStatus.APPROVED, permission=APPROVE, act=DECIDE, by=by)
    ends = withdrawal.kind == Kind.END
    reason = rules.public_reason(publication, withdrawal.ground, withdrawal.reason)
    withdrawal.tombstone = take_down(publication=publication, ends=ends, reason=reason, by=by)
    withdrawal.tombstone_hash = schema.digest(withdrawal.tombstone)
    withdrawal.save(update_fields=["tombstone", "tombstone_hash"])
    return withdrawal


@transaction.atomic
def take_down(*, publication: Publication, ends: bool, reason: str, by: User | None) -> dict[str, Any]:
    """Put the tombstone (`tombstone.SHAPE`) in the entry's place. The caller has locked it and settled who may."""
    to = PublicationStatus.ENDED if ends else PublicationStatus.WITHDRAWN
    if publication.status == PublicationStatus.SENT:
        to = PublicationStatus.DROPPED  # it never was public; a file that holds it is followed by the tombstone
    shown = publication.record or {}
    stone = {
        "format": tombstone.FORMAT,
        "number": publication.number,
        "kind": tombstone.ENDED if ends else tombstone.WITHDRAWN,
        "published_on": shown["published_on"],
        "ended_on": today().isoformat(),
        "reason": reason,
        "record_hash": publication.record_hash,
    }
    act = "publication.end" if ends else "publication.withdraw"
    move(publication, to, table=MOVES, by=by, action=act, reason=reason)
    store.withdraw_result(stone, publication_id=publication.pk)
    outcome = Takedown.Outcome.ENDED if ends else Takedown.Outcome.WITHDRAWN
    takedowns.settle(publication=publication, outcome=outcome, by=by)
    record("publication.tombstone", target=publication, by=by, reason=reason, public=schema.digest(stone))
    return stone


@transaction.atomic
def decline(*, withdrawal: Withdrawal, decision: str, by: User) -> Withdrawal:
    """It stays to be read."""
    if not decision.strip():
        raise DomainError("请写明不同意撤下的理由。")
    rules.locked(withdrawal.publication)
    to = ChangeStatus.DECLINED
    return rules.decide(withdrawal, to, permission=APPROVE, act=DECIDE, by=by, decision=decision.strip())


@transaction.atomic
def withdraw(*, asked_by: User, by: User, **wanted: Any) -> Withdrawal:
    """Both steps at once where two people have already agreed on the same paper, as on an objection.

    `wanted` is what `propose` takes; `asked_by` handled it, `by` decided.
    """
    return approve(withdrawal=propose(by=asked_by, **wanted), by=by)


def waiting_for(user: User) -> list[Withdrawal]:
    """Applications this person may decide, oldest first."""
    if not user.has_perm(APPROVE):
        return []
    rows = Withdrawal.objects.pending().for_page().order_by("asked_at", "pk")
    return [one for one in rows if rules.may_decide(one, user)]
