"""The registries as the sample files fill them."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files import File

from registry.models import RegistryImport
from registry.sample import DIRECTORY
from registry.services import imports, reference

Kind, Scope = RegistryImport.Kind, RegistryImport.Scope


@pytest.fixture(autouse=True)
def _uploads_apart(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def reference_data(db) -> None:
    reference.load(directory=DIRECTORY, by=None)


def preview(path: Path, kind: str, scope: str = Scope.FULL, as_of: date | None = None, **extra) -> RegistryImport:
    with path.open("rb") as file:
        current = imports.upload(kind=kind, scope=scope, file=File(file), name=path.name, as_of=as_of, by=None, **extra)
    return imports.read(registry_import=current, by=None)


def bring_in(path: Path, kind: str, scope: str = Scope.FULL, as_of: date | None = None, **extra) -> RegistryImport:
    return imports.confirm(registry_import=preview(path, kind, scope, as_of, **extra), by=None)


def sample_items(**extra) -> RegistryImport:
    with (DIRECTORY / "item_parameters.csv").open("rb") as parameters:
        return preview(
            DIRECTORY / "items.csv", Kind.ITEMS, as_of=date(2026, 11, 1), parameters=File(parameters), **extra
        )


@pytest.fixture
def whole_list(reference_data) -> RegistryImport:
    return bring_in(DIRECTORY / "entities.xlsx", Kind.ENTITIES)
