"""抽查事项: what a list would change, and the writing of it. Every new text is a draft for the leader."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from registry.importing.columns import Table
from registry.importing.items import locate_items, locate_parameters, parse_items
from registry.importing.labels import label
from registry.importing.plan import CHANGED, ERROR, NEW, Known, Planned, Rules, plan
from registry.importing.reader import Row
from registry.importing.rows import Problem
from registry.models import ImportRow, InspectionItem, ItemVersion, RegistryImport
from registry.services import item_marks, item_texts, items
from registry.services.item_texts import ITEM_FIELDS, VERSION_FIELDS
from registry.services.vocabularies import vocabulary
from registry.status import VersionStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

STALE = "预览之后事项清单有改动。请放弃本次导入，重新上传后再确认。"

locate = locate_items


def compare(table: Table, *, as_of: date, full: bool, parameters: Sequence[Row] | None = None) -> list[Planned]:
    """What would become of each row. A text waiting for the leader blocks its row."""
    rules = Rules(("code",), (*ITEM_FIELDS, *VERSION_FIELDS), table.words["code"])
    parsed = parse_items(table, locate_parameters(parameters) if parameters else None, vocabulary())
    planned = plan(parsed, _known(), rules=rules, as_of=as_of, full=full, dates_of=dates_of)
    waiting = set(ItemVersion.objects.waiting().values_list("item_id", flat=True))
    for row in planned:
        if row.outcome == CHANGED and row.pk in waiting:
            row.outcome = ERROR
            row.problems = [Problem(table.words["code"], f"“{row.key}”有待审批的版本，请批准或退回后再导入")]
    _refuse_marks(planned, table)
    return planned


def _refuse_marks(planned: Iterable[Planned], table: Table) -> None:
    """敏感, 事件驱动, 部门联合 of an item that the leader has approved are his to change."""
    settled = set(ItemVersion.objects.filter(status__in=item_marks.SETTLED).values_list("item_id", flat=True))
    for row in planned:
        marks = [label(field) for field in item_marks.MARKS if field in row.changes]
        if row.outcome == CHANGED and marks and row.pk in settled:
            row.outcome = ERROR
            row.problems = [Problem(table.words["code"], f"“{row.key}”的{'、'.join(marks)}{item_marks.WHO}")]


def dates_of(pks: Iterable[int]) -> dict[int, dict[str, date]]:
    """A list of items has no newer source than the one at hand; every text is approved by a person."""
    return {}


def _known() -> list[Known]:
    return [
        Known(
            item.pk,
            frozenset({item.code}),
            item.title,
            item_texts.held(item),
            can_be_gone=item.enabled,
        )
        for item in item_texts.with_texts(InspectionItem.objects.all())
    ]


def write(current: RegistryImport, rows: Sequence[ImportRow], gone: Sequence[ImportRow], *, by: User | None) -> None:
    """Items first, then their drafts; joint items last, since they refer to the others. All or nothing."""
    for row in sorted(rows, key=lambda row: row.values.get("joint") == "是"):
        if row.outcome == NEW:
            row.item = items.add(values=row.values, by=by)
        else:
            _change(row, by)
    for row in gone:
        item = InspectionItem.objects.get(pk=row.target_id)
        items.disable(item=item, reason=f"{current.file_name} 未列入", by=by)


def _change(row: ImportRow, by: User | None) -> None:
    item = item_texts.with_texts(InspectionItem.objects.filter(pk=row.target_id)).get()
    now = item_texts.held(item)
    if any(now[field] != old for field, (old, _) in row.changes.items()):
        raise DomainError(STALE)
    new: Mapping[str, str] = {field: value for field, (_, value) in row.changes.items()}
    own = {field: value for field, value in new.items() if field in ITEM_FIELDS}
    if own:
        items.amend(item=item, values=own, by=by)
    if set(new) & set(VERSION_FIELDS):
        draft = item.versions.filter(status=VersionStatus.DRAFT).first()
        if draft:
            items.discard(version=draft, reason="由新导入的内容替代", by=by)
        items.draft_version(item=item, values={**now, **new}, by=by)
