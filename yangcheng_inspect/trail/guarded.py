"""The one list of tables whose rows may not change without a trail event for their object.

Owners add their rows under their app's heading. A child row answers to its root's event.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guarded:
    """One guarded table: the object kind it answers to, its model, and the column that names the object."""

    kind: str
    model: str
    column: str = ""  # empty: the primary key


def root(kind: str, model: str) -> Guarded:
    """A table whose rows are objects themselves: object name `<kind>/<pk>`."""
    return Guarded(kind, model)


def child(kind: str, model: str, *, column: str) -> Guarded:
    """A table whose rows belong to an object; `column` holds that object's primary key."""
    return Guarded(kind, model, column)


GUARDED: tuple[Guarded, ...] = (
    # accounts
    root("user", "accounts.User"),
    child("user", "accounts.Deputy", column="principal_id"),
    # workdays
    root("calendar", "workdays.CalendarYear"),
    child("calendar", "workdays.SpecialDay", column="year_id"),
    # registry
    root("unit", "registry.Unit"),
    root("town", "registry.Town"),
    root("industry", "registry.Industry"),
    root("entity", "registry.MarketEntity"),
    child("entity", "registry.EntityIndustry", column="entity_id"),
    child("entity", "registry.EntityFlag", column="entity_id"),
    child("entity", "registry.EntityFact", column="entity_id"),
    root("import", "registry.RegistryImport"),
    child("import", "registry.ImportRow", column="registry_import_id"),
    root("inspector", "registry.Inspector"),
    child("inspector", "registry.Certificate", column="inspector_id"),
    child("inspector", "registry.Absence", column="inspector_id"),
    child("inspector", "registry.Recusal", column="inspector_id"),
    child("inspector", "registry.Training", column="inspector_id"),
    root("item", "registry.InspectionItem"),
    child("item", "registry.ItemIndustry", column="item_id"),
    child("item", "registry.JointPart", column="joint_id"),
    root("item_version", "registry.ItemVersion"),
    child("item_version", "registry.LegalBasis", column="version_id"),
    child("item_version", "registry.CheckPoint", column="version_id"),
    # inspections
    # publicity
)

# Tables outside the trail, each with the reason.
EXEMPT: dict[str, str] = {
    "trail.Event": "the trail itself: guarded by its own triggers",
    "trail.EventDetail": "the trail itself: guarded by its own triggers",
    "trail.Head": "the trail itself: guarded by its own triggers",
    "registry.ImportProgress": "counts rows while a file is read; says nothing afterwards",
    "sessions.Session": "a login is an event; the session row is its working memory",
    "contenttypes.ContentType": "written by migrate only",
    "auth.Permission": "written by migrate only",
    "auth.Group": "unused: roles stand in code",
    "auth.Group_permissions": "unused: roles stand in code",
    "admin.LogEntry": "the admin's own diary, repeated in the trail",
}
