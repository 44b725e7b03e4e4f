"""检查人员 of an import that is taken back."""

from collections.abc import Mapping, Sequence
from datetime import date

from registry.models import Certificate, ImportRow, Inspector, RegistryImport, Unit
from registry.models.inspector import CertificateQuerySet
from registry.services.import_inspectors import held, put
from registry.services.rights import save
from registry.signals import inspector_changed
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

OWN_ROWS = (Certificate, ImportRow)
"""What an import itself writes about a person."""
CERTIFICATE = {"certificate", "valid_to", "issuer"}
CHANGED_SINCE = "“{}”的信息在导入之后有改动，不能整批撤销。请在检查人员名录库中逐人更正。"


def take_back(current: RegistryImport, rows: Sequence[ImportRow], reason: str, *, by: User | None) -> None:
    """New people are withdrawn with their certificates, changed ones get their values back."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    people = Inspector.objects.select_related("unit").in_bulk([row.target_id for row in rows])
    for row in rows:
        person = people[row.target_id]
        if row.outcome == ImportRow.Outcome.NEW:
            _withdraw(current, person, reason, by)
        else:
            _restore(current, row, person, units, reason, by)


def _withdraw(current: RegistryImport, person: Inspector, reason: str, by: User | None) -> None:
    person.status, person.withdrawn_on = Inspector.Status.LEFT, clock.today()
    person.save(update_fields=["status", "withdrawn_on"])
    person.certificates.filter(withdrawn_on__isnull=True).update(withdrawn_on=clock.today())
    record("inspector.withdraw", target=person, by=by, detail={"import": current.pk}, reason=reason)
    inspector_changed.send(Inspector, inspector=person, by=by)


def _restore(
    current: RegistryImport, row: ImportRow, person: Inspector, units: dict[str, Unit], reason: str, by: User | None
) -> None:
    now = held(person)
    if any(now[field] != value for field, (_, value) in row.changes.items()):
        raise DomainError(CHANGED_SINCE.format(row.name))
    values = {field: old for field, (old, _) in row.changes.items()}
    put(person, values, units)
    save(person)
    if CERTIFICATE & values.keys():
        _restore_certificate(person, before={**now, **values}, after=now)
    if any(held(person)[field] != old for field, old in values.items()):
        raise DomainError(CHANGED_SINCE.format(row.name))
    changes = {field: [new, old] for field, (old, new) in row.changes.items()}
    record("inspector.amend", target=person, by=by, detail={"changes": changes, "undo": current.pk}, reason=reason)
    inspector_changed.send(Inspector, inspector=person, by=by)


def _restore_certificate(person: Inspector, *, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """The one the list brought is withdrawn, the one it replaced is valid again."""
    if after["certificate"]:
        _card(person, after).update(withdrawn_on=clock.today())
    if before["certificate"]:
        _card(person, before).update(withdrawn_on=None, issuer=before["issuer"])


def _card(person: Inspector, values: Mapping[str, str]) -> CertificateQuerySet:
    ends = date.fromisoformat(values["valid_to"])
    return person.certificates.filter(number=values["certificate"], valid_to=ends)
