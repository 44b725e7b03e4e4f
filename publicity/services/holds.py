"""暂缓公示 by application: asked for with a ground, decided and ended by 分管局领导. The clock never stops."""

from typing import Any

from django.db import transaction

from inspections.services.standing import require_not_on_team
from publicity.models import HoldRequest, Publication
from publicity.models.hold_request import OPEN
from publicity.services import amendments
from publicity.status import MOVES, HoldStatus, PublicationStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record


def may_ask(publication: Publication, user: User) -> bool:
    """Team, unit head and office, while nothing is public and nothing holds it."""
    free = publication.status == PublicationStatus.PENDING and publication.held_at is None
    seen = Publication.objects.visible_to(user).filter(pk=publication.pk)
    asked = publication.hold_requests.filter(status__in=OPEN)
    return user.has_perm("publicity.ask_hold") and free and seen.exists() and not asked.exists()


@transaction.atomic
def ask(*, publication: Publication, ground: str, reason: str, by: User) -> HoldRequest:
    """Put it before 分管局领导. Until the decision nothing of this result is published."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.status != PublicationStatus.PENDING:
        raise DomainError("已经公示的不能暂缓。确需停止公开的，请提请撤下。")
    if publication.held_at:
        raise AlreadyDone(f"此件已在暂缓：{publication.held_reason}。")
    if publication.hold_requests.filter(status__in=OPEN).exists():
        raise AlreadyDone("此件已有暂缓公示的申请，正等分管局领导决定。")
    if not reason.strip() or ground not in HoldRequest.Ground.values:
        raise DomainError("请选择理由类别，并写明具体理由。")
    if not may_ask(publication, by):
        raise NotPermitted("暂缓公示由检查组、单位负责人或者双随机办申请。")
    made = HoldRequest.objects.create(
        publication=publication, ground=ground, reason=reason.strip(), asked_at=now(), asked_by=by
    )
    record("publication.ask_hold", target=publication, by=by, reason=made.words)
    return made


def may_decide(request: HoldRequest, user: User) -> bool:
    """A leader who neither asked nor checked."""
    concerned = user.pk == request.asked_by_id or _on_team(request, user)
    return user.has_role(Role.LEADER) and user.has_perm("publicity.decide_hold") and not concerned


def _on_team(request: HoldRequest, user: User) -> bool:
    return bool(request.publication.inspection.visit.officers.filter(inspector__user=user).exists())


def _locked(request: HoldRequest, by: User) -> HoldRequest:
    """The row with its publication, ours; refused to whoever may not decide on it."""
    Publication.objects.select_for_update().get(pk=request.publication_id)
    request = HoldRequest.objects.select_for_update().select_related("publication").get(pk=request.pk)
    if not (by.has_role(Role.LEADER) and by.has_perm("publicity.decide_hold")):
        raise NotPermitted("暂缓公示由分管局领导决定。")
    if by.pk == request.asked_by_id:
        raise SameHands("暂缓公示不能由申请人自己决定。请由另一位分管局领导决定。")
    require_not_on_team(request.publication.inspection.visit, by)
    return request


@transaction.atomic
def approve(*, request: HoldRequest, by: User) -> HoldRequest:
    """Held from now on; of a clean result the five days run on, and it counts as late with this reason."""
    request = _locked(request, by)
    stamps: dict[str, Any] = {"decided_at": now(), "decided_by": by}
    move(request, HoldStatus.APPROVED, table=MOVES, by=by, action="publication.approve_hold", **stamps)
    publication = request.publication
    if publication.status == PublicationStatus.PENDING and publication.held_at is None:
        amendments.hold_one(publication, request.words, by)
    return request


@transaction.atomic
def decline(*, request: HoldRequest, decision: str, by: User) -> HoldRequest:
    """It goes its way."""
    if not decision.strip():
        raise DomainError("请写明不同意暂缓的理由。")
    request = _locked(request, by)
    stamps: dict[str, Any] = {"decision": decision.strip(), "decided_at": now(), "decided_by": by}
    move(
        request,
        HoldStatus.DECLINED,
        table=MOVES,
        by=by,
        action="publication.decline_hold",
        reason=decision.strip(),
        **stamps,
    )
    return request


@transaction.atomic
def release(*, request: HoldRequest, reason: str, by: User) -> HoldRequest:
    """The ground is gone: the approval may go on."""
    if not reason.strip():
        raise DomainError("请写明解除暂缓的理由。")
    request = _locked(request, by)
    if request.publication.inspection.visit.cases.holding().exists():
        raise DomainError("此次检查另因涉嫌犯罪暂缓公示。请先在立案页面解除。")
    stamps: dict[str, Any] = {"release_reason": reason.strip(), "released_at": now(), "released_by": by}
    move(
        request,
        HoldStatus.RELEASED,
        table=MOVES,
        by=by,
        action="publication.end_hold",
        reason=reason.strip(),
        **stamps,
    )
    if request.publication.held_at:
        amendments.release_one(request.publication, reason.strip(), by)
    return request
