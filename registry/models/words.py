"""Stored values of facts and previews in the words a person reads."""

from registry.models.entity import RegistrationStatus
from registry.models.inspector import Inspector
from registry.models.item_version import ItemVersion

CODES: dict[str, dict[str, str]] = {
    "registration_status": dict(RegistrationStatus.choices),
    "status": dict(Inspector.Status.choices),
    "kind": {**dict(Inspector.Kind.choices), **dict(ItemVersion.Kind.choices)},
}


def in_words(field: str, value: str) -> str:
    """存续 for ACTIVE; everything else stands as it is, and nothing as （空）."""
    return CODES.get(field, {}).get(value, value) or "（空）"
