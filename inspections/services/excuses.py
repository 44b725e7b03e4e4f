"""签收、回避和请假: each officer of a drawn team accepts, or says why he cannot go; somebody else decides.

方案四(三) and 程序规定第17、21条: three legal grounds, decided within two days. Who steps in is computed, never chosen.
"""

from django.db import transaction

from inspections.models import Draw, DrawSession, Excuse, Replacement, Visit
from inspections.services import interruptions, replacements, site_recusal, standing
from inspections.services.moves import stamp
from inspections.services.visits import locked, own_place
from inspections.status import ExcuseStatus, SessionStatus, VisitStatus
from registry.models import Inspector
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.workdays.calendar import deadline

DAYS_TO_DECIDE = 2
"""公安机关办理行政案件程序规定第21条."""
NOT_BEGUN = [VisitStatus.PENDING, VisitStatus.READY]


@transaction.atomic
def accept(*, visit: Visit, by: User) -> Visit:
    """签收: the officer has read the assignment and knows no ground for recusal."""
    visit = _waiting(visit)
    place = own_place(visit, by)
    if _open(visit, place.inspector):
        raise DomainError("您的换人申请还没有决定。要签收的，请先撤回申请。")
    if place.accepted_at is not None:
        raise AlreadyDone("您已经签收。")
    place.accepted_at = now()
    place.save(update_fields=["accepted_at"])
    record("visit.accept", target=visit, by=by)
    return visit


@transaction.atomic
def ask(*, visit: Visit, reason: str, note: str, by: User, inspector: Inspector | None = None) -> Excuse:
    """Say that an officer cannot go. The officer speaks for himself; the office for one whose login is closed."""
    visit = _waiting(visit)
    if visit.drawn is None:
        raise DomainError("这次检查不是抽取产生的。请联系登记这次检查的单位另行安排人员。")
    who = _whom(visit, inspector, by)
    if _open(visit, who):
        raise AlreadyDone("已有一件申请待决定。")
    kind = Excuse.Reason(reason)
    if kind in (Excuse.Reason.FAIRNESS, Excuse.Reason.ABSENCE) and not note.strip():
        raise DomainError("请写明具体情况，只有办理的人能看到。")
    excuse = Excuse.objects.create(
        visit=visit,
        inspector=who,
        reason=kind,
        note=note.strip(),
        asked_at=now(),
        asked_by=by,
        due_on=deadline(today(), DAYS_TO_DECIDE).on,
    )
    record("visit.ask_excuse", target=visit, by=by, detail={"inspector": who.pk, "reason": kind})
    return excuse


@transaction.atomic
def withdraw(*, excuse: Excuse, by: User) -> Excuse:
    """Whoever asked thinks better of it."""
    visit, excuse = _locked(excuse)
    if excuse.asked_by_id != by.pk:
        raise NotPermitted("只有申请人本人可以撤回申请。")
    if excuse.by_business:
        raise NotPermitted("检查对象提出的回避申请由所队长决定，检查人员不能撤回。")
    _refuse_frozen(visit)
    return _settle(visit, excuse, ExcuseStatus.WITHDRAWN, by, "")


@transaction.atomic
def approve(*, excuse: Excuse, by: User, incoming: Inspector | None = None) -> Replacement | None:
    """Agree; the next officer by the rule steps in at once, and the record joins the draw's bundle.

    Only at a visit that no draw ordered is there an `incoming` to name, and no rule to ask.
    """
    visit, excuse = _locked(excuse)
    _refuse_concerned(visit, excuse, by)
    if not (excuse.by_business and visit.status == VisitStatus.ONSITE):
        _waiting(visit)
    if visit.drawn is None:
        site_recusal.seat(visit, excuse, incoming, by)
        excuse = _settle(visit, excuse, ExcuseStatus.APPROVED, by, "")
        if excuse.is_recusal:
            replacements.remember(excuse)
        return None
    excuse = _settle(visit, excuse, ExcuseStatus.APPROVED, by, "")
    return replacements.step_in(excuse=excuse, by=by)


@transaction.atomic
def ask_for_business(*, visit: Visit, inspector: Inspector, reason: str, note: str, applicant: str, by: User) -> Excuse:
    """检查对象当场申请: an officer of the team writes it down and the check stands still."""
    return site_recusal.ask(
        visit=visit,
        inspector=inspector,
        reason=reason,
        note=note,
        applicant=applicant,
        by=by,
        days=DAYS_TO_DECIDE,
    )


@transaction.atomic
def decline(*, excuse: Excuse, decision: str, by: User) -> Excuse:
    """The officer goes after all."""
    if not decision.strip():
        raise DomainError("请写明不同意的理由。")
    visit, excuse = _locked(excuse)
    _refuse_concerned(visit, excuse, by)
    _refuse_frozen(visit)
    return _settle(visit, excuse, ExcuseStatus.DECLINED, by, decision.strip())


def may_decide(excuse: Excuse, user: User) -> bool:
    """所队长 of the officer's unit or a deputy; concerned himself, 双随机办 (architecture, 谁决定什么)."""
    if user.pk == excuse.asked_by_id or standing.on_team(excuse.visit, user):
        return False
    heads = standing.holders(Role.UNIT_HEAD, excuse.inspector.unit.code)
    return user.has_role(Role.OFFICE) or heads.filter(pk=user.pk).exists()


def _refuse_concerned(visit: Visit, excuse: Excuse, by: User) -> None:
    if excuse.asked_by_id == by.pk:
        raise SameHands("不能决定自己提出的申请。")
    standing.require_not_on_team(visit, by)
    if not may_decide(excuse, by):
        raise NotPermitted("此事由该民警的所队长决定；所队长本人需要回避的，由双随机办决定。")


def _refuse_frozen(visit: Visit) -> None:
    """A supplementary draw of this team is frozen: the application stands until it is drawn."""
    frozen = DrawSession.objects.filter(status=SessionStatus.FROZEN, supplement_codes__contains=[visit.code])
    if visit.drawn is not None and frozen.filter(supplement_to=visit.drawn.draw_id).exists():
        raise DomainError("这一户的检查组已经封存，等待补充抽取，申请不能再撤回或者否决。")


def _waiting(visit: Visit) -> Visit:
    visit = locked(visit)
    if visit.status not in NOT_BEGUN:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，不能再签收或者换人。")
    return visit


def _locked(excuse: Excuse) -> tuple[Visit, Excuse]:
    """Draw, visit, application: the order in which a void takes them."""
    if excuse.visit.drawn is not None:
        Draw.objects.select_for_update().get(pk=excuse.visit.drawn.draw_id)
    visit = locked(excuse.visit)
    return visit, Excuse.objects.select_for_update().get(pk=excuse.pk)


def _whom(visit: Visit, inspector: Inspector | None, by: User) -> Inspector:
    if inspector is None:
        return own_place(visit, by).inspector
    if not by.has_role(Role.OFFICE):
        raise NotPermitted("只能为自己申请。")
    if not visit.officers.filter(inspector=inspector).exists():
        raise DomainError(f"{inspector.name}不在这次检查的检查组内。")
    return inspector


def _open(visit: Visit, inspector: Inspector) -> bool:
    return visit.excuses.filter(inspector=inspector, status=ExcuseStatus.PENDING).exists()


def _settle(visit: Visit, excuse: Excuse, to: ExcuseStatus, by: User, decision: str) -> Excuse:
    if excuse.status != ExcuseStatus.PENDING:
        raise AlreadyDone(f"这件申请{excuse.get_status_display()}。")
    excuse.status, excuse.decision = to, decision
    fields = ["status", "decision"]
    if to != ExcuseStatus.WITHDRAWN:
        for field, value in stamp("decided", by).items():
            setattr(excuse, field, value)
        fields += ["decided_at", "decided_by"]
    excuse.save(update_fields=fields)
    if excuse.by_business:
        interruptions.end(visit, by)
    record("visit.settle_excuse", target=visit, by=by, detail={"decision": to}, reason=decision)
    return excuse
