"""Articles of law: confirmed by the leader by name and day, ended when the law does (方案四(三))."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from registry.models import ItemVersion, LegalBasis
from registry.models.item_version import RELEASED
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.trail.services import record


@transaction.atomic
def confirm(*, version: ItemVersion, bases: Iterable[LegalBasis], by: User) -> ItemVersion:
    """The leader confirms, after the approval, further articles that were checked against the law in force."""
    demand(by, "registry.approve_item", "分管局领导")
    version = locked(version)
    if version.status not in RELEASED:
        raise DomainError("版本批准后才能补充确认依据。")
    if by.pk in (version.drafted_by_id, version.edited_by_id, version.submitted_by_id):
        raise SameHands("不得确认本人起草、修改或送批的事项版本的依据。")
    chosen = list(bases)
    if not chosen:
        raise DomainError("请先勾选已核对的依据。")
    stamp(version, chosen, clock.now(), by)
    return version


def stamp(version: ItemVersion, bases: Iterable[LegalBasis], at: datetime, by: User) -> None:
    """Name and moment on each article of a locked version; all of them or a refusal."""
    chosen = {basis.pk for basis in bases}
    rows = version.bases.filter(pk__in=chosen, confirmed_at__isnull=True)
    if rows.update(confirmed_at=at, confirmed_by=by) != len(chosen):
        raise DomainError("所选依据不属于这个版本，或已经确认。请刷新页面后重新选择。")
    record("item_version.confirm_bases", target=version, by=by, detail={"bases": sorted(chosen)})


@transaction.atomic
def end(*, basis: LegalBasis, valid_to: date, reason: str, by: User) -> LegalBasis:
    """The law has ended or will: the last day of an article of a released version, and where that is written.

    Only ever earlier than the day that stands: to live longer it is confirmed anew, in a new version.
    The text of the version stays as it was approved; without another article in force nothing may be drawn after.
    """
    demand(by, "registry.manage_items", "双随机办")
    reason = demand_reason(reason)
    version = locked(basis.version)
    basis = locked(basis)
    if version.status not in RELEASED:
        raise DomainError("草稿的依据请在草稿中修改。")
    if basis.valid_to == valid_to:
        raise AlreadyDone("失效日期没有变化，没有保存。")
    if basis.valid_to is not None and valid_to > basis.valid_to:
        raise DomainError(
            f"这条依据已登记 {basis.valid_to} 失效，不能再往后改。依据延续有效的，请起草新版本，由分管局领导重新确认。"
        )
    before, basis.valid_to = basis.valid_to, valid_to
    save(basis, ["valid_to"])
    changes = {"basis": basis.text, "valid_to": [before.isoformat() if before else "", valid_to.isoformat()]}
    record("item_version.end_basis", target=version, by=by, reason=reason, detail=changes)
    return basis
