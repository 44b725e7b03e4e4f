"""The visit itself: ordered by the short form, planned, begun on arrival (方案四(三); 国办发〔2024〕54号)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from inspections import merged, site
from inspections.choices import CAPPED_KINDS, Method, VisitKind
from inspections.models import Inspection, Visit, VisitApproval, VisitOfficer
from inspections.services import caps, notices, numbers, officers, urgent
from inspections.services.moves import move, stamp
from inspections.services.versions import for_visit
from inspections.status import CALLED_OFF, ApprovalStatus, ExcuseStatus, VisitStatus
from registry.grounds import Grounds
from registry.models import InspectionItem, Inspector, ItemVersion, MarketEntity, Recusal
from registry.models.entity import GONE
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.services import record


@dataclass(frozen=True)
class Order:
    """The short form of a visit that no draw ordered. The first officer leads."""

    entity: MarketEntity
    kind: VisitKind
    items: Sequence[InspectionItem]
    officers: Sequence[Inspector]
    reason: str
    why_on_site: str
    due_on: date
    method: Method = Method.ONSITE


@transaction.atomic
def order(*, form: Order, by: User) -> Visit:
    """日常、专项、个案, and what is counted apart: it too needs an item in force, two officers and an approval."""
    versions = [for_visit(item, form.entity) for item in form.items]
    _refuse_bad_order(form, versions)
    approval = _approval(form, by)
    visit = _visit(form, approval, caps.of_items(form.entity, versions, form.due_on.year))
    VisitOfficer.objects.bulk_create(
        officers.place(visit, officer, leads=rank == 0, certificate=_certificate(officer, form.due_on))
        for rank, officer in enumerate(form.officers)
    )
    record("visit.order", target=visit, by=by, detail={"kind": form.kind, "items": [i.code for i in form.items]})
    for version in versions:
        record("record.open", target=Inspection.objects.create(visit=visit, version=version), by=by)
    return visit


def _refuse_bad_order(form: Order, versions: list[ItemVersion]) -> None:
    if form.kind == VisitKind.RANDOM:
        raise DomainError("双随机抽查只能由抽取产生，不能直接登记。")
    if not versions or not form.reason.strip():
        raise DomainError("请选择检查事项，并写明检查事由。")
    _refuse_gone(form)
    if len(set(form.officers)) < 2:
        raise DomainError("检查人员不得少于两人。")
    _refuse_recused(form)
    if not form.officers[0].can_lead:
        raise DomainError(f"{form.officers[0].name}没有主办资格，请把有主办资格的民警排在第一位。")
    if form.kind in CAPPED_KINDS:
        # Two orders at once count one after the other; keys stay free for a draw that makes visits meanwhile.
        MarketEntity.objects.select_for_update(no_key=True).get(pk=form.entity.pk)
        caps.refuse_over(form.entity, versions, form.due_on.year)


def _refuse_gone(form: Order) -> None:
    if form.kind in CAPPED_KINDS and form.entity.registration_status in GONE:
        state = form.entity.get_registration_status_display()
        raise DomainError(f"{form.entity.name}登记状态为“{state}”，不能安排日常、专项或个案检查。")


def _refuse_recused(form: Order) -> None:
    for recusal in Recusal.objects.standing(today()).filter(entity=form.entity, inspector__in=form.officers):
        raise DomainError(f"{recusal.inspector.name}与{form.entity.name}有回避关系，不能派出。请另选检查人员。")


def _certificate(officer: Inspector, day: date) -> str:
    """The number that is printed; only 民警 with a certificate valid through `day` may go."""
    if not Inspector.objects.eligible(today(), day).filter(pk=officer.pk).exists():
        raise DomainError(f"{officer.name}不能派出：须是在岗民警，且执法证在 {day.month}月{day.day}日 前有效。")
    certificate = officer.certificate_on(today())
    assert certificate is not None, "eligible officers hold one"
    return certificate.number


def _approval(form: Order, by: User) -> VisitApproval:
    unit = form.officers[0].unit
    approval = VisitApproval.objects.create(
        number=numbers.document_number(today().year, unit.short),
        unit=unit,
        source=f"{form.kind.label}：{form.reason}"[:200],
        why_on_site=form.why_on_site,
        status=ApprovalStatus.PENDING_HEAD,
        drafted_at=now(),
        drafted_by=by,
        **stamp("submitted", by),
    )
    record("approval.submit", target=approval, by=by, detail={"entity": form.entity.draw_id})
    return approval


def _visit(form: Order, approval: VisitApproval, cap: caps.Cap) -> Visit:
    """The firm as it stands today; the cap with it, for what counts against it."""
    entity, counts = form.entity, form.kind in CAPPED_KINDS
    return Visit.objects.create(
        number=numbers.visit_number(form.due_on.year),
        kind=form.kind,
        entity=entity,
        approval=approval,
        unit=approval.unit,
        reason=form.reason,
        name=entity.name,
        code=entity.draw_id,
        address=entity.address,
        town=entity.town.name if entity.town else "",
        nth_of_year=caps.nth(entity, form.kind, form.due_on.year),
        yearly_cap=cap.limit if counts else 0,
        cap_extra=cap.extra if counts and cap.limit else 0,
        cap_note=cap.note if counts else "",
        due_on=form.due_on,
        method=form.method,
    )


def locked(visit: Visit) -> Visit:
    return Visit.objects.select_for_update().get(pk=visit.pk)


def own_place(visit: Visit, by: User) -> VisitOfficer:
    """The place of this person on the team, or a refusal: nobody writes on a visit that is not his."""
    place = visit.officers.select_related("inspector").filter(inspector__user=by).first()
    if place is None:
        raise NotPermitted("您不是本次检查的检查人员，不能办理。")
    return place


@transaction.atomic
def arrive(*, visit: Visit, by: User, said_at: datetime | None = None) -> Visit:
    """到场亮证: each officer with his own login, and a certificate that is valid today.

    `said_at` is what the phone's clock said when it had no network.
    """
    visit = merged.lock(visit)
    place = own_place(visit, by)
    officers.certified(place)
    if place.arrived_at is not None:
        return visit
    refuse_half_approved(visit)
    if visit.at_desk:
        raise DomainError(f"这次是{visit.get_method_display()}，不到场。")
    if visit.status not in [VisitStatus.READY, VisitStatus.ONSITE]:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，还不能到场检查。")
    refuse_undecided(visit)
    urgent.refuse_sent_back(visit)
    refuse_without_power(visit, today())
    officers.arrive(place, said_at)
    record("visit.arrive", target=visit, by=by, detail={"certificate": place.certificate})
    if visit.status == VisitStatus.READY:
        move(visit, VisitStatus.ONSITE, by=by, action="visit.begin")
    for twin in merged.others(visit):
        if twin.officers.filter(inspector=place.inspector_id, arrived_at__isnull=True).exists():
            arrive(visit=twin, by=by, said_at=said_at)
    return visit


def refuse_half_approved(visit: Visit) -> None:
    """合并检查: nobody knocks while the other half still waits for its approval."""
    for twin in merged.others(visit):
        if twin.status == VisitStatus.PENDING:
            raise DomainError(f"合并检查的另一份审批表 {twin.approval.number} 还没有批准，不能到场检查。")


def refuse_half_there(visit: Visit) -> None:
    """合并检查: one notice and one signature, when both teams are there."""
    for twin in merged.others(visit):
        if twin.status != VisitStatus.ONSITE:
            names = "、".join(place.inspector.name for place in twin.officers.select_related("inspector"))
            raise DomainError(f"合并检查的另一组（{names}）还没有到场亮证。")


def refuse_undecided(visit: Visit) -> None:
    """Who goes must be settled before anybody goes."""
    if visit.excuses.filter(status=ExcuseStatus.PENDING).exists():
        raise DomainError("检查组有人申请换人，还没有决定，不能到场检查。请先办理换人申请。")


def refuse_without_power(visit: Visit, day: date) -> None:
    """法律法规规章没有规定的，一律不得擅自开展检查 (方案四(三)): the law may have ended before `day`."""
    found = [inspection.version for inspection in visit.inspections.select_related("version__item")]
    grounds = Grounds(day, [version.item for version in found])
    for version in found:
        if why := grounds.lacking(version):
            when = "今天" if day == today() else f" {day.month}月{day.day}日 "
            raise DomainError(
                f"事项 {version.item.code} 的检查权依据{when}已不在有效期内，不得实施检查：{why}。请报双随机办。"
            )


@transaction.atomic
def inform(*, visit: Visit, attendee: str, attendee_role: str, by: User) -> Visit:
    """送达检查通知书并告知权利, to whoever is in charge on site; nobody insists on the 法定代表人."""
    visit = merged.lock(visit)
    own_place(visit, by)
    require_on_site(visit)
    refuse_half_there(visit)
    for one in [visit, *merged.others(visit)]:
        one.attendee, one.attendee_role = attendee.strip(), attendee_role.strip()
        one.notice_served_at = one.notice_served_at or now()
        one.rights_read_at = one.rights_read_at or now()
        one.save(update_fields=["attendee", "attendee_role", "notice_served_at", "rights_read_at"])
        record("visit.inform", target=one, by=by)
        notices.handed_over(one, one.notice_served_at, by)
    return visit


def refuse_paused(visit: Visit) -> None:
    """一人临时离开、回避申请待决定: nobody goes on alone (方案四(三): 检查人员不得少于两人)."""
    paused = site.pause(visit)
    if paused is not None:
        raise DomainError(f"检查已暂停（{paused.get_kind_display()}），恢复后才能继续。")


def require_on_site(visit: Visit) -> None:
    refuse_paused(visit)
    if visit.status == VisitStatus.SUBMITTED:
        raise DomainError("检查记录已提交封存，不能再填写。需要更正的，请由审核人退回补正，或者补充说明。")
    if visit.status != VisitStatus.ONSITE:
        todo = "" if visit.status in CALLED_OFF else "请先到场亮证。"
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，不能填写。{todo}")
