"""检查对象当场申请回避: pause, decision by 所队长, the next officer by the rule (程序规定第17、21条)."""

from django.db import transaction

from inspections.models import Excuse, Interruption, Visit
from inspections.services import interruptions, officers
from inspections.services.visits import locked, own_place, refuse_paused
from inspections.status import ExcuseStatus, VisitStatus
from registry.models import Inspector, Recusal
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.workdays.calendar import deadline

GROUNDS = [Excuse.Reason.PARTY, Excuse.Reason.INTEREST, Excuse.Reason.FAIRNESS]


@transaction.atomic
def ask(*, visit: Visit, inspector: Inspector, reason: str, note: str, applicant: str, by: User, days: int) -> Excuse:
    """Write down what the business asks for; the check stands still until somebody else has decided."""
    visit = locked(visit)
    own_place(visit, by)
    refuse_paused(visit)
    _refuse(visit, inspector, reason)
    if not note.strip() or not applicant.strip():
        raise DomainError("请写明申请回避的人和理由。")
    excuse = Excuse.objects.create(
        visit=visit,
        inspector=inspector,
        reason=reason,
        note=note.strip(),
        by_business=True,
        applicant=applicant.strip(),
        asked_at=now(),
        asked_by=by,
        due_on=deadline(today(), days).on,
    )
    record("visit.ask_recusal", target=visit, by=by, detail={"inspector": inspector.pk, "reason": reason})
    interruptions.begin(visit, Interruption.Kind.RECUSAL, f"{applicant.strip()}申请{inspector.name}回避", by)
    return excuse


def _refuse(visit: Visit, inspector: Inspector, reason: str) -> None:
    if visit.status != VisitStatus.ONSITE or visit.said is not None:
        raise DomainError("检查对象的回避申请在到场之后、签字确认之前登记。")
    if reason not in GROUNDS:
        raise DomainError("请选择申请回避的法定事由。")
    if not visit.officers.filter(inspector=inspector).exists():
        raise DomainError(f"{inspector.name}不在这次检查的检查组内。")


def candidates(visit: Visit) -> list[Inspector]:
    """Who could step in at a visit that no draw ordered: certified through its last day, not concerned."""
    recused = Recusal.objects.standing(today()).filter(entity=visit.entity).values("inspector_id")
    waiting = visit.excuses.filter(status=ExcuseStatus.PENDING).values("inspector_id")
    fit = Inspector.objects.eligible(today(), visit.due_on).filter(user__is_active=True)
    free = fit.exclude(pk__in=recused).exclude(pk__in=waiting).exclude(visits__visit=visit)
    return list(free.select_related("unit").order_by("unit__code", "police_no", "pk"))


def seat(visit: Visit, excuse: Excuse, incoming: Inspector | None, by: User) -> None:
    """An ordered visit has no frozen list: whoever decides names the officer, who takes the very place."""
    place = visit.officers.select_for_update().get(inspector=excuse.inspector_id)
    if incoming is None or incoming not in candidates(visit):
        raise DomainError("请选择接替的检查人员：须在岗、持有效执法证、与检查对象没有回避关系。")
    if place.leads and not incoming.can_lead:
        raise DomainError(f"{incoming.name}没有主办资格，不能接替主办民警。")
    certificate = incoming.certificate_on(today())
    assert certificate is not None, "candidates hold one"
    officers.change(place, incoming, certificate.number)
    record("visit.change_officer", target=visit, by=by, detail={"out": excuse.inspector_id, "in": incoming.pk})
