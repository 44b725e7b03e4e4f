"""What differs between the three lists: their columns, who compares and writes them, which column links a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from registry.importing import columns
from registry.importing.headers import Required, Synonyms
from registry.models.registry_kind import ListKind
from registry.services import import_entities, import_inspectors, import_items

PERMISSION = "registry.import_registry"


@dataclass(frozen=True)
class ListForm:
    """`module` compares and writes; `link` is the column of an import's row that points into the registry.

    `add_new` writes the 新增 rows apart, and marks them, where there may be tens of thousands.
    """

    synonyms: Synonyms
    required: Required
    module: ModuleType
    link: str
    add_new: Callable[..., None] | None = None


FORMS: Mapping[str, ListForm] = {
    ListKind.ENTITIES: ListForm(
        columns.ENTITY_COLUMNS, columns.ENTITY_REQUIRED, import_entities, "entity_id", import_entities.add_new
    ),
    ListKind.INSPECTORS: ListForm(
        columns.INSPECTOR_COLUMNS, columns.INSPECTOR_REQUIRED, import_inspectors, "inspector_id"
    ),
    ListKind.ITEMS: ListForm(columns.ITEM_COLUMNS, columns.ITEM_REQUIRED, import_items, "item_id"),
}
