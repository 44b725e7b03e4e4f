"""Both registries and the item list under /admin/: the office's screens. Every write goes through a service."""

from registry.admin import entities, imports, inspectors, items, reference, risk

__all__ = ["entities", "imports", "inspectors", "items", "reference", "risk"]
