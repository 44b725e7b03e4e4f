from datetime import date

import pytest

from registry.sample import DIRECTORY
from registry.services import imports
from tests.registry.conftest import Kind, Scope, bring_in, preview, sample_items

CHANGES = DIRECTORY / "changes_november.csv"


def numbers(current) -> list[int]:
    return list(imports.outcomes(current).values())


def test_the_whole_list_is_new_in_an_empty_registry(reference_data) -> None:
    current = preview(DIRECTORY / "entities.xlsx", Kind.ENTITIES)
    assert numbers(current) == [1012, 0, 0, 0, 0, 0]


def test_same_file_twice(whole_list) -> None:
    current = preview(DIRECTORY / "entities.xlsx", Kind.ENTITIES)
    assert numbers(current) == [0, 0, 0, 0, 0, 1012]


def test_changes(whole_list) -> None:
    current = preview(CHANGES, Kind.ENTITIES, Scope.CHANGES, date(2026, 11, 16))
    assert numbers(current) == [40, 21, 0, 6, 6, 29]
    imports.confirm(registry_import=current, by=None)
    current = preview(CHANGES, Kind.ENTITIES, Scope.CHANGES, date(2026, 11, 16))
    assert numbers(current) == [0, 0, 0, 6, 6, 90]
    for row in current.rows.filter(outcome__in=["ERROR", "DUPLICATE"]): print(row.row_no, row.outcome, row.problems)


def test_people(reference_data) -> None:
    current = bring_in(DIRECTORY / "inspectors.xlsx", Kind.INSPECTORS, as_of=date(2026, 11, 1))
    assert numbers(current) == [68, 0, 0, 0, 0, 0]
    current = bring_in(DIRECTORY / "inspectors.xlsx", Kind.INSPECTORS, as_of=date(2026, 11, 1))
    assert numbers(current) == [0, 0, 0, 0, 0, 68]


def test_items(reference_data) -> None:
    current = sample_items()
    assert numbers(current) == [26, 0, 0, 0, 0, 0]
    imports.confirm(registry_import=current, by=None)
    current = sample_items()
    print(list(current.rows.values_list("changes", flat=True))[:2])
    assert numbers(current) == [0, 0, 0, 0, 0, 26]
