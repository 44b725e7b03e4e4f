"""市场主体 of an import that is taken back."""

from collections.abc import Sequence

from registry.models import EntityFact, EntityFlag, EntityIndustry, ImportRow, MarketEntity, RegistryImport
from registry.services import entities
from registry.services.entity_values import FLAGS, held, with_values
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

OWN_ROWS = (EntityIndustry, EntityFlag, EntityFact, ImportRow)
"""What an import itself writes about a firm."""
END_REASON = "名录导入已撤销"
CHANGED_SINCE = "“{}”的信息在导入之后有改动，不能整批撤销。请在名录库中逐户更正。"


def take_back(current: RegistryImport, rows: Sequence[ImportRow], reason: str, *, by: User | None) -> None:
    """New firms are withdrawn, changed ones get their values back. The caller has locked them all."""
    new = [row for row in rows if row.outcome == ImportRow.Outcome.NEW]
    changed = [row for row in rows if row.outcome != ImportRow.Outcome.NEW]
    _withdraw(current, new, reason, by)
    now = _now(changed)
    firms = MarketEntity.objects.in_bulk([row.target_id for row in changed])
    for row in changed:
        if any(now[row.target_id][field] != value for field, (_, value) in row.changes.items()):
            raise DomainError(CHANGED_SINCE.format(row.name))
        _restore(current, row, firms[row.target_id], reason, by)
    _check(changed)


def _now(rows: Sequence[ImportRow]) -> dict[int, dict[str, str]]:
    firms = with_values(MarketEntity.objects.filter(pk__in=[row.target_id for row in rows]))
    return {firm.pk: held(firm) for firm in firms}


def _withdraw(current: RegistryImport, rows: Sequence[ImportRow], reason: str, by: User | None) -> None:
    """The firm stays readable; no list and no pool holds it, and its code is free."""
    firms = MarketEntity.objects.filter(pk__in=[row.target_id for row in rows])
    firms.update(withdrawn_on=clock.today())
    for firm in firms:
        record("entity.withdraw", target=firm, by=by, detail={"import": current.pk}, reason=reason)


def _restore(current: RegistryImport, row: ImportRow, firm: MarketEntity, reason: str, by: User | None) -> None:
    values = {field: old for field, (old, _) in row.changes.items()}
    plain = {field: value for field, value in values.items() if field not in FLAGS}
    entities.write_changes(firm, plain, clock.today(), END_REASON)
    if "industries" in values or "business_scope" in values:
        firm.scope_confirmed = "was_unsure" not in row.values
    firm.save()
    for field in FLAGS.keys() & values.keys():
        _restore_flag(firm, FLAGS[field], standing=values[field] == "是")
    changes = {field: [new, old] for field, (old, new) in row.changes.items()}
    record("entity.amend", target=firm, by=by, detail={"changes": changes, "undo": current.pk}, reason=reason)


def _restore_flag(firm: MarketEntity, kind: str, *, standing: bool) -> None:
    """The mark the list lifted stands again as if never lifted; the one it raised ends."""
    if standing:
        flag = firm.flags.filter(kind=kind, ended_on__isnull=False).order_by("ended_on", "pk").last()
        if flag is None:
            raise DomainError(CHANGED_SINCE.format(firm.name))
        flag.ended_on, flag.end_reason, flag.lifted_at, flag.lifted_by = None, "", None, None
        flag.save()
        return
    for flag in firm.flags.filter(kind=kind, ended_on__isnull=True):
        flag.ended_on, flag.end_reason = max(clock.today(), flag.started_on), END_REASON
        flag.save()


def _check(rows: Sequence[ImportRow]) -> None:
    """Every value is back; what could not be put back refuses the whole undo."""
    now = _now(rows)
    for row in rows:
        if any(now[row.target_id][field] != old for field, (old, _) in row.changes.items()):
            raise DomainError(CHANGED_SINCE.format(row.name))
