"""预览手机样式: the record form of a version that nobody has approved yet, to look at only (ux.md A6)."""

from inspections.forms.findings import FindingsForm
from inspections.models import Inspection
from registry.models import ItemVersion


class PreviewForm(FindingsForm):
    """Every field as the phone will show it, none of them to be filled in."""

    def __init__(self, version: ItemVersion) -> None:
        super().__init__(Inspection(version=version))
        for field in self.fields.values():
            field.disabled = True
