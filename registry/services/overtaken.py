"""What was heard between a preview and its confirmation."""

from collections.abc import Sequence

from registry.importing.plan import GONE, NEW, DatesOf
from registry.models import ImportRow, RegistryImport
from yangcheng_inspect.errors import DomainError


def refuse(current: RegistryImport, rows: Sequence[ImportRow], gone: Sequence[ImportRow], dates_of: DatesOf) -> None:
    """Refuse where a newer list was confirmed meanwhile, although it may only have repeated what the registry holds.

    What changed meanwhile is refused by the writers, who compare values; a repetition shows in the dates alone.
    """
    known = [row for row in (*rows, *gone) if row.outcome != NEW]
    heard = dates_of(row.target_id for row in known)
    for row in known:
        dates = heard.get(row.target_id, {})
        fields = dates if row.outcome == GONE else row.changes
        if any(current.as_of and dates[field] > current.as_of for field in fields if field in dates):
            raise DomainError(f"预览之后，较新的名录又列出了“{row.name}”。请放弃本次导入，重新上传后再确认。")
