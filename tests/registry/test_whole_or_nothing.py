"""No bytes make an import raise, and no import ever writes half, whatever statement fails."""

import random
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.models import EntityFact, EntityFlag, EntityIndustry, ImportRow, MarketEntity, RegistryImport
from registry.sample import DIRECTORY
from registry.services import imports
from registry.status import ImportStatus
from tests.factories.market_export import write_csv, write_xlsx
from tests.registry.conftest import Kind, Scope, preview
from tests.registry.files import OLD_FORMAT
from yangcheng_inspect.trail.models import Event

DAY = date(2026, 11, 2)
ENDED = {ImportStatus.READY, ImportStatus.REFUSED}
FILES = {name: (DIRECTORY / name).read_bytes() for name in ("inspectors.xlsx", "changes_november.csv")}
FILES |= {"old_format.xls": OLD_FORMAT.read_bytes()}
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def brought(content: bytes, kind: str = Kind.ENTITIES) -> RegistryImport:
    """Through the public service, in a savepoint that is rolled back."""
    with transaction.atomic():
        file = ContentFile(content, name="any")
        current = imports.upload(kind=kind, scope=Scope.CHANGES, file=file, name="any", as_of=DAY, by=None)
        current = imports.read(registry_import=current, by=None)
        transaction.set_rollback(True)
    return current


@quick
@given(start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe"]), rest=st.binary(max_size=300))
def test_any_bytes_become_a_preview_or_a_sentence(reference_data, start: bytes, rest: bytes) -> None:
    current = brought(start + rest)

    assert current.status in ENDED
    assert current.status == ImportStatus.READY or current.refusal.endswith("。")


@quick
@given(name=st.sampled_from(sorted(FILES)), seed=st.integers(0, 10_000), kind=st.sampled_from(Kind.values))
def test_a_damaged_file_becomes_a_preview_or_a_sentence(reference_data, name: str, seed: int, kind: str) -> None:
    content, chance = bytearray(FILES[name]), random.Random(seed)
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)

    assert brought(bytes(content), kind).status in ENDED


@quick
@given(cells=st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_words_below_a_header_become_a_preview_or_a_sentence(reference_data, cells: list[list[str]]) -> None:
    lines = [["企业名称", "统一社会信用代码", "成立日期"], *cells]
    text = "\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in line) for line in lines)

    assert brought(text.encode("utf-8", "replace")).status in ENDED


class Torn(OperationalError):
    """The line to the server broke."""


@contextmanager
def torn_at(number: int):
    """The statement of that number fails; gives the count of statements."""
    seen = [0]

    def wrapper(execute, sql, params, many, context):
        seen[0] += 1
        if seen[0] == number:
            raise Torn(sql[:60])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


def everything() -> list[int]:
    tables = (MarketEntity, EntityFact, EntityFlag, EntityIndustry, Event)
    return [model.objects.count() for model in tables] + [ImportRow.objects.filter(applied=True).count()]


@pytest.fixture
def waiting(reference_data, tmp_path: Path) -> RegistryImport:
    return preview(write_xlsx(tmp_path / "export.xlsx", 60), Kind.ENTITIES, Scope.CHANGES, DAY)


def statements(current: RegistryImport) -> int:
    with transaction.atomic(), torn_at(-1) as seen:
        imports.confirm(registry_import=current, by=None)
        transaction.set_rollback(True)
    return seen[0]


def test_whatever_statement_fails_a_confirmation_leaves_nothing(waiting) -> None:
    total, before = statements(waiting), everything()
    for number in range(1, total + 1):
        with pytest.raises(OperationalError), transaction.atomic(), torn_at(number):
            imports.confirm(registry_import=waiting, by=None)

        waiting.refresh_from_db()
        assert (waiting.status, everything()) == (ImportStatus.READY, before)


def test_whatever_statement_fails_a_preview_leaves_no_row(reference_data, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "export.csv", 30)
    with path.open("rb") as file:
        content = ContentFile(file.read(), name="any")
    current = imports.upload(kind=Kind.ENTITIES, scope=Scope.CHANGES, file=content, name="any", as_of=DAY, by=None)
    for number in range(1, 200):
        with transaction.atomic(), torn_at(number) as seen:
            try:
                imports.read(registry_import=current, by=None)
            except Torn:
                transaction.set_rollback(True)
        if seen[0] < number:
            break
        assert not ImportRow.objects.exists()
    assert ImportRow.objects.count() == 30
