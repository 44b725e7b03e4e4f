"""抽查事项 of an import that is taken back."""

from collections.abc import Sequence

from registry.models import ImportRow, InspectionItem, ItemIndustry, ItemVersion, JointPart, RegistryImport
from registry.services import item_texts, items
from registry.services.item_texts import ITEM_FIELDS, VERSION_FIELDS
from registry.status import VersionStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

OWN_ROWS = (ItemVersion, ItemIndustry, JointPart, ImportRow)
"""What an import itself writes about an item."""


def take_back(current: RegistryImport, rows: Sequence[ImportRow], reason: str, *, by: User | None) -> None:
    """Drafts of this import are discarded, fields of items get their values back, new items are switched off."""
    for row in rows:
        item = InspectionItem.objects.get(pk=row.target_id)
        if row.outcome == ImportRow.Outcome.GONE:
            items.enable(item=item, reason=reason, by=by)
        elif row.outcome == ImportRow.Outcome.NEW:
            _discard_draft(item, reason, by)
            if item.enabled:
                items.disable(item=item, reason=reason, by=by)
        else:
            _restore(row, item, reason, by)


def _restore(row: ImportRow, item: InspectionItem, reason: str, by: User | None) -> None:
    old = {field: before for field, (before, _) in row.changes.items()}
    own = {field: value for field, value in old.items() if field in ITEM_FIELDS}
    if own:
        items.amend(item=item, values=own, by=by)
    texts = {field: value for field, value in old.items() if field in VERSION_FIELDS}
    if not texts:
        return
    _discard_draft(item, reason, by)
    now = _held(item)
    if any(now[field] != value for field, value in texts.items()):
        # The import had replaced a draft of the office: its text comes back as a new draft.
        items.draft_version(item=item, values={**now, **texts}, by=by)


def _discard_draft(item: InspectionItem, reason: str, by: User | None) -> None:
    version = item.versions.exclude(status=VersionStatus.DISCARDED).order_by("-number").first()
    if version is None or version.status != VersionStatus.DRAFT:
        raise DomainError(f"“{item.title}”的版本已经送批，不能整批撤销。请先退回该版本。")
    items.discard(version=version, reason=reason, by=by)


def _held(item: InspectionItem) -> dict[str, str]:
    return item_texts.held(item_texts.with_texts(InspectionItem.objects.filter(pk=item.pk)).get())
