"""更正: 双随机办 says what is wrong and why, 分管局领导 agrees; the public reads old and new (方案三(二)4, 四(二))."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from publicity import correctable
from publicity.grounds import CORRECTING, DECIDED, Ground
from publicity.models import Correction, Publication, Takedown
from publicity.public_site import schema
from publicity.services import changes as rules
from publicity.services import takedowns, versions
from publicity.status import ChangeStatus, PublicationStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

APPROVE = "publicity.approve_correction"
DECIDE = "publication.decide_correction"


@transaction.atomic
def propose(
    *,
    publication: Publication,
    changes: Mapping[str, str],
    ground: str,
    reason: str,
    by: User,
    document: str = "",
    hides_old: bool = False,
) -> Correction:
    """`changes`: path (`correctable.of`) -> the right text. Nothing is shown yet. Raises `DomainError`, `SameHands`."""
    demand(by, "publicity.propose_correction", "双随机办")
    publication = rules.locked(publication)
    _refuse_not_shown(publication)
    rules.refuse_unsaid(publication, ground, document, reason)
    rules.refuse_unfounded(publication, ground, document)
    rules.refuse_concerned(publication, ground, by)
    moved = correctable.changed(publication.record or {}, changes)
    _refuse_groundless(ground, document, moved)
    asked = Correction(
        publication=publication,
        changes=moved,
        ground=ground,
        document=document.strip(),
        reason=reason.strip(),
        hides_old=hides_old or ground == Ground.NOT_PUBLIC,
        asked_at=now(),
        asked_by=by,
    )
    schema.validate(_after(asked))  # what the public could not be shown is refused now, not on the leader's desk
    asked.save()
    record("publication.propose_correction", target=publication, by=by, reason=asked.reason, detail=_pairs(asked))
    return asked


def _pairs(correction: Correction) -> dict[str, Any]:
    """As the trail writes changes: what stood there and what is to stand there, by path."""
    return {"changes": {one["path"]: [one["was"], one["now"]] for one in correction.changes}}


def _refuse_not_shown(publication: Publication) -> None:
    if publication.status != PublicationStatus.PUBLISHED:
        raise DomainError(f"这条公示的状态是“{publication.get_status_display()}”，只有已公示的才能更正。")
    if publication.corrections.pending().exists():
        raise AlreadyDone("这条公示已有一件更正申请待决定。")


def _refuse_groundless(ground: str, document: str, moved: list[dict[str, str]]) -> None:
    """Another result is no slip of the pen: it takes a paper that says so."""
    if ground not in CORRECTING:
        raise DomainError("请选择更正的依据。")
    if any(one["path"] == correctable.RESULT for one in moved) and not document.strip():
        raise DomainError("更正检查结果，须写明依据的文书编号（核查报告、异议答复、决定或者裁判文书）。")


@transaction.atomic
def approve(*, correction: Correction, by: User) -> Correction:
    """Show the corrected text; the old one stays to be read unless it should never have been public."""
    publication = rules.locked(correction.publication)
    if publication.status != PublicationStatus.PUBLISHED:
        raise DomainError(f"这条公示的状态是“{publication.get_status_display()}”，不能再更正。请不同意此件。")
    correction = rules.decide(correction, ChangeStatus.APPROVED, permission=APPROVE, act=DECIDE, by=by)
    correction.publication = publication
    correction.replaced = versions.replace(
        publication=publication,
        after=_after(correction),
        reason=correction.reason,
        act="publication.correct",
        by=by,
        hides_old=correction.hides_old,
        detail=_pairs(correction) | {"document": correction.document},
    )
    correction.save(update_fields=["replaced"])
    if correction.ground in DECIDED:
        takedowns.settle(publication=publication, outcome=Takedown.Outcome.CORRECTED, by=by)
    return correction


def _after(correction: Correction) -> dict[str, Any]:
    """The corrected record with its line in the change history."""
    publication = correction.publication
    made = correctable.corrected(publication.record or {}, correction.changes)
    day, known = today().isoformat(), made.get("corrections", [])
    line = {
        "on": day,
        "what": f"更正{'、'.join(one['field'] for one in correction.changes)}",
        "reason": rules.public_reason(publication, correction.ground, correction.reason),
        "changes": correctable.public(correction.changes, hides_old=correction.hides_old),
    }
    if correction.hides_old:
        known = [_without_old(one) for one in known]
    made["corrections"], made["updated_on"] = [*known, line], day
    made["timeline"] = [*made["timeline"], {"on": day, "what": "更正公示内容"}]
    return made


def _without_old(line: dict[str, Any]) -> dict[str, Any]:
    kept = [correctable.without_old(one) for one in line.get("changes", [])]
    return line | ({"changes": kept} if kept else {})


@transaction.atomic
def decline(*, correction: Correction, decision: str, by: User) -> Correction:
    """What is shown stays."""
    if not decision.strip():
        raise DomainError("请写明不同意更正的理由。")
    rules.locked(correction.publication)
    to = ChangeStatus.DECLINED
    return rules.decide(correction, to, permission=APPROVE, act=DECIDE, by=by, decision=decision.strip())


@transaction.atomic
def correct(*, asked_by: User, by: User, **wanted: Any) -> Correction:
    """Both steps at once where two people have already agreed on the same paper, as on an objection.

    `wanted` is what `propose` takes; `asked_by` handled it, `by` decided.
    """
    return approve(correction=propose(by=asked_by, **wanted), by=by)


def waiting_for(user: User) -> list[Correction]:
    """Applications this person may decide, oldest first."""
    if not user.has_perm(APPROVE):
        return []
    rows = Correction.objects.pending().for_page().order_by("asked_at", "pk")
    return [one for one in rows if rules.may_decide(one, user)]
