"""检查人员: what a file would change, and the writing of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from registry.importing.columns import Table
from registry.importing.inspectors import locate_inspectors, parse_inspectors
from registry.importing.plan import CHANGED, DUPLICATE, ERROR, NEW, Known, Planned, Rules, plan
from registry.importing.rows import Problem
from registry.models import Certificate, ImportRow, Inspector, RegistryImport, Unit
from registry.services.rights import save
from registry.services.vocabularies import vocabulary
from registry.signals import inspector_changed
from registry.status import ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

STALE = "预览之后名录有改动。请放弃本次导入，重新上传后再确认。"
PROMOTED = "由辅警改为民警，名录不能这样改。确已录用的，请先在检查人员名录库中更正类别、写明依据，再重新上传"
PLAIN = ("name", "gender", "position", "police_no", "kind", "status")
COMPARED = (*PLAIN, "unit", "certificate", "valid_to", "issuer", "business_lines")

locate = locate_inspectors


def compare(table: Table, *, as_of: date, full: bool) -> list[Planned]:
    """What would become of each row."""
    rules = Rules(("key",), COMPARED, table.words.get("police_no", "警号"))
    parsed = parse_inspectors(table, vocabulary(), clock.today().isoformat())
    planned = plan(parsed, _known(), rules=rules, as_of=as_of, full=full, dates_of=dates_of)
    _refuse_shared_certificates(planned, table.words.get("certificate", "执法证号"))
    _refuse_promotions(planned, table.words["kind"])
    return planned


def _refuse_promotions(planned: Sequence[Planned], column: str) -> None:
    """No list makes an officer of an auxiliary (国办发〔2024〕54号: only officers inspect); a namesake is named."""
    auxiliaries = Inspector.objects.filter(kind=Inspector.Kind.AUXILIARY).select_related("unit")
    names = {(person.name, person.unit.name) for person in auxiliaries}
    for row in planned:
        police = row.values.get("kind") == Inspector.Kind.POLICE
        if row.outcome == CHANGED and police and "kind" in row.changes:
            row.outcome, row.problems = ERROR, [Problem(column, PROMOTED)]
        elif row.outcome == NEW and police and (row.name, row.values.get("unit", "")) in names:
            reason = f"为民警，而名录库中该单位有同名的辅警“{row.name}”，请核对是否同一人"
            row.warnings.append(Problem(column, reason))


def _refuse_shared_certificates(planned: Sequence[Planned], column: str) -> None:
    """A certificate has one holder: what somebody else holds, or two rows name, is a mistake of the list."""
    cards = Certificate.objects.filter(inspector__withdrawn_on__isnull=True).select_related("inspector")
    holders = {card.number: card.inspector for card in cards}
    named = Counter(row.values.get("certificate") for row in planned if row.outcome not in (ERROR, DUPLICATE))
    for row in planned:
        number = row.values.get("certificate", "")
        holder = holders.get(number)
        if number and row.outcome in (NEW, CHANGED) and (named[number] > 1 or (holder and holder.pk != row.pk)):
            who = f"已登记在{holder.name}名下" if holder and holder.pk != row.pk else "在文件中不止一人"
            row.outcome, row.problems = ERROR, [Problem(column, f"“{number}”{who}，请核对")]


def _known() -> list[Known]:
    people = Inspector.objects.filter(withdrawn_on__isnull=True).select_related("unit").prefetch_related("certificates")
    return [
        Known(
            person.pk,
            frozenset({person.police_no or f"{person.unit.name} {person.name}"}),
            person.name,
            held(person),
            can_be_gone=person.status != Inspector.Status.LEFT,
        )
        for person in people
    ]


def held(person: Inspector) -> dict[str, str]:
    """field → text, as files state it; the certificate that ends last."""
    standing = [card for card in person.certificates.all() if card.withdrawn_on is None]
    card = max(standing, key=lambda card: card.valid_to, default=None)
    return {
        **{field: getattr(person, field) for field in PLAIN},
        "unit": person.unit.name,
        "business_lines": "、".join(person.business_lines),
        "certificate": card.number if card else "",
        "valid_to": card.valid_to.isoformat() if card else "",
        "issuer": card.issuer if card else "",
    }


def dates_of(pks: Iterable[int]) -> dict[int, dict[str, date]]:
    """For each inspector, field → the newest day a confirmed list stated it."""
    found: dict[int, dict[str, date]] = {}
    rows = ImportRow.objects.filter(inspector_id__in=list(pks), registry_import__status=ImportStatus.CONFIRMED)
    found_rows: list[tuple[Any, ...]] = list(
        rows.order_by().values_list("inspector_id", "values", "registry_import__as_of")
    )
    for pk, values, as_of in found_rows:
        days = found.setdefault(pk, {})
        for field in values:
            days[field] = max(as_of, days.get(field, date.min))
    return found


def write(current: RegistryImport, rows: Sequence[ImportRow], gone: Sequence[ImportRow], *, by: User | None) -> None:
    """Write new and changed inspectors, and retire the ticked ones. All or nothing."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    for row in rows:
        if row.outcome == NEW:
            _add(current, row, units, by)
        else:
            _change(current, row, row.changes, units, by)
    for row in gone:
        person = Inspector.objects.get(pk=row.target_id)
        row.changes = {"status": [person.status, Inspector.Status.LEFT.value]}
        _change(current, row, row.changes, units, by)


def _add(current: RegistryImport, row: ImportRow, units: Mapping[str, Unit], by: User | None) -> None:
    """A police officer may lead until somebody says otherwise; 辅警 never."""
    person = Inspector(can_lead=row.values["kind"] == Inspector.Kind.POLICE)
    put(person, row.values, units)
    row.inspector = save(person)
    _certify(person, row.values, current)
    detail = {"values": row.values, "import": current.pk, "row": row.row_no}
    record("inspector.add", target=person, by=by, detail=detail, reason=current.source_note)
    inspector_changed.send(Inspector, inspector=person, by=by)


def _change(
    current: RegistryImport,
    row: ImportRow,
    changes: Mapping[str, list[str]],
    units: Mapping[str, Unit],
    by: User | None,
) -> None:
    person = Inspector.objects.select_for_update(of=("self",)).get(pk=row.target_id)
    now = held(person)
    if any(now[field] != old for field, (old, _) in changes.items()):
        raise DomainError(STALE)
    put(person, {field: new for field, (_, new) in changes.items()}, units)
    if person.kind == Inspector.Kind.AUXILIARY:
        person.can_lead = False
    save(person)
    if {"certificate", "valid_to", "issuer"} & set(changes):
        _certify(person, {**now, **row.values}, current)
    detail = {"changes": dict(changes), "import": current.pk, "row": row.row_no}
    record("inspector.amend", target=person, by=by, detail=detail, reason=current.source_note)
    inspector_changed.send(Inspector, inspector=person, by=by)


def put(person: Inspector, values: Mapping[str, str], units: Mapping[str, Unit]) -> None:
    """Put a person's own fields; the caller saves."""
    for field in PLAIN:
        if field in values:
            setattr(person, field, values[field])
    if "unit" in values:
        person.unit = units[values["unit"]]
    if "business_lines" in values:
        person.business_lines = [line for line in values["business_lines"].split("、") if line]


def _certify(person: Inspector, values: Mapping[str, str], current: RegistryImport) -> None:
    """A certificate is a new row. One that ends later than the list says was a mistake and is withdrawn."""
    if not values.get("certificate"):
        return
    valid_to = date.fromisoformat(values["valid_to"])
    person.certificates.filter(valid_to__gt=valid_to, withdrawn_on__isnull=True).update(withdrawn_on=current.as_of)
    card, is_new = Certificate.objects.get_or_create(
        inspector=person,
        number=values["certificate"],
        valid_to=valid_to,
        defaults={"issuer": values.get("issuer", "")},
    )
    if not is_new:
        card.issuer, card.withdrawn_on = values.get("issuer", ""), None
        card.save(update_fields=["issuer", "withdrawn_on"])
