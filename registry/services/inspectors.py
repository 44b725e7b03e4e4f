"""Inspectors: amend, retire, certificates, recusals, logins. Absences and trainings have modules of their own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from registry.models import Certificate, Inspector, MarketEntity, Recusal
from registry.services.rights import demand, demand_reason, locked, save
from registry.signals import inspector_changed
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import users
from yangcheng_inspect.accounts.services.users import Slip
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

OFFICE = "双随机办"
PERMISSION = "registry.manage_registry"
FIELDS = ("name", "gender", "unit", "position", "police_no", "kind", "status", "can_lead", "business_lines")
HEADS = ("所长", "大队长", "教导员", "负责人")


@transaction.atomic
def amend(*, inspector: Inspector, values: Mapping[str, Any], reason: str, by: User | None) -> Inspector:
    """Correct fields by hand; `values` maps a field of FIELDS to its new value."""
    demand(by, PERMISSION, OFFICE)
    reason = demand_reason(reason)
    inspector = locked(inspector)
    changes = {field: [getattr(inspector, field), value] for field, value in values.items()}
    changes = {field: pair for field, pair in changes.items() if field in FIELDS and pair[0] != pair[1]}
    if not changes:
        raise AlreadyDone("内容没有变化，没有保存。")
    for field, (_, value) in changes.items():
        setattr(inspector, field, value)
    save(inspector)
    plain = {field: [_plain(old), _plain(new)] for field, (old, new) in changes.items()}
    record("inspector.amend", target=inspector, by=by, detail={"changes": plain}, reason=reason)
    inspector_changed.send(Inspector, inspector=inspector, by=by)
    return inspector


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | list) else str(value)


@transaction.atomic
def retire(*, inspector: Inspector, reason: str, by: User | None) -> Inspector:
    """停用: no pool and no order takes this person any more. Open visits stay with the team until it is changed."""
    return amend(inspector=inspector, values={"status": Inspector.Status.LEFT}, reason=reason, by=by)


@transaction.atomic
def certify(
    *, inspector: Inspector, number: str, valid_from: date | None, valid_to: date, issuer: str, by: User | None
) -> Certificate:
    """Enter a certificate; a renewal is a new row. 辅警 cannot have one."""
    demand(by, PERMISSION, OFFICE)
    inspector = locked(inspector)
    if inspector.kind != Inspector.Kind.POLICE:
        raise DomainError("辅警没有执法资格，不能登记执法证。")
    card = Certificate(inspector=inspector, number=number, valid_from=valid_from, valid_to=valid_to, issuer=issuer)
    save(card)
    detail = {"number": number, "valid_to": valid_to.isoformat()}
    record("inspector.certify", target=inspector, by=by, detail=detail)
    inspector_changed.send(Inspector, inspector=inspector, by=by)
    return card


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, on: date, reason: str, by: User | None) -> Certificate:
    """A certificate that was taken back, or entered wrongly, ends that day."""
    demand(by, PERMISSION, OFFICE)
    inspector = locked(certificate.inspector)
    certificate = locked(certificate)
    if certificate.withdrawn_on is not None:
        raise AlreadyDone("这一执法证已经停用。")
    certificate.withdrawn_on = on
    save(certificate)
    detail = {"number": certificate.number, "on": on.isoformat()}
    record("inspector.withdraw_certificate", target=inspector, by=by, detail=detail, reason=demand_reason(reason))
    inspector_changed.send(Inspector, inspector=inspector, by=by)
    return certificate


@transaction.atomic
def recuse(
    *, inspector: Inspector, entity: MarketEntity, ground: str, note: str, started_on: date, by: User | None
) -> Recusal:
    """Say that an inspector never checks this firm, on one of the three legal grounds."""
    demand(by, PERMISSION, OFFICE)
    inspector = locked(inspector)
    recusal = Recusal(inspector=inspector, entity=entity, ground=ground, note=note, started_on=started_on)
    save(recusal)
    detail = {"entity": entity.pk, "ground": ground}
    record("inspector.recuse", target=inspector, by=by, detail=detail, reason=note)
    return recusal


@transaction.atomic
def end_recusal(*, recusal: Recusal, on: date, reason: str, by: User | None) -> Recusal:
    """The ground is gone from that day on."""
    demand(by, PERMISSION, OFFICE)
    inspector = locked(recusal.inspector)
    recusal = locked(recusal)
    if recusal.ended_on is not None:
        raise AlreadyDone("这一回避关系已经解除。")
    recusal.ended_on = on
    save(recusal)
    detail = {"entity": recusal.entity_id}
    record("inspector.end_recusal", target=inspector, by=by, detail=detail, reason=demand_reason(reason))
    return recusal


@transaction.atomic
def create_logins(*, inspectors: Iterable[Inspector], by: User | None) -> list[Slip]:
    """A login for every police officer among them who has none; the slips are printed once and handed over.

    The login name is the police number. Whoever may grant roles gives unit heads theirs as well.
    """
    slips = []
    may_grant = by is None or by.has_perm("accounts.grant_roles")
    for inspector in inspectors:
        inspector = locked(inspector)
        if inspector.user_id or inspector.kind != Inspector.Kind.POLICE or not inspector.police_no:
            continue
        roles = [Role.INSPECTOR]
        if may_grant and inspector.position in HEADS:
            roles.append(Role.UNIT_HEAD)
        slip = users.create(
            username=inspector.police_no, name=inspector.name, roles=roles, unit_code=inspector.unit.code, by=by
        )
        inspector.user = slip.user
        inspector.save(update_fields=["user"])
        record("inspector.link_login", target=inspector, by=by, detail={"username": slip.user.username})
        slips.append(slip)
    return slips
