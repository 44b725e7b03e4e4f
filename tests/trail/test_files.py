"""`verify_trail --files`: every file a row speaks of has the content the row says."""

from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from registry.models import RegistryImport
from registry.services import imports
from tests.factories.accounts import UserFactory
from yangcheng_inspect.trail import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def uploaded(media: Path) -> RegistryImport:
    return imports.upload(
        kind="ITEMS",
        scope="FULL",
        file=ContentFile(b"list"),
        name="items.csv",
        parameters=ContentFile(b"parameters"),
        by=UserFactory(office=True),
    )


def found() -> tuple[int, list[str]]:
    fails: list[str] = []
    count = files.compare("default", lambda kind, text: fails.append(f"{kind} {text}"))
    return count, fails


def test_an_untouched_list_and_its_parameters_agree(uploaded: RegistryImport) -> None:
    assert found() == (2, [])


@pytest.mark.parametrize("which", ["file", "params_file"])
def test_a_file_that_was_changed_is_named(uploaded: RegistryImport, which: str) -> None:
    path = Path(getattr(uploaded, which).path)
    path.write_bytes(b"another list")

    _, [line] = found()
    assert line.startswith(
        f"FILE import/{uploaded.pk} {path.name}: has SHA-256 {sha256(b'another list').hexdigest()[:12]}"
    )


def test_a_file_that_is_gone_is_named(uploaded: RegistryImport) -> None:
    Path(uploaded.file.path).unlink()

    assert found()[1] == [f"FILE import/{uploaded.pk} {Path(uploaded.file.name).name}: the file is missing"]


def test_a_file_that_cannot_be_read_is_named(uploaded: RegistryImport) -> None:
    Path(uploaded.file.path).unlink()
    Path(uploaded.file.path).mkdir()

    assert "the file cannot be read" in found()[1][0]


def test_the_command_counts_them_and_names_what_differs(uploaded: RegistryImport) -> None:
    Path(uploaded.file.path).write_bytes(b"another list")
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("verify_trail", "--files", stdout=out)

    assert "files       2 compared with their hash\n" in out.getvalue()
    assert f"FAIL        FILE import/{uploaded.pk} " in out.getvalue()


def test_a_hash_that_says_nothing_vouches_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    monkeypatch.setattr(files, "_sources", {})
    files.register(lambda using: [("inspection/1", "", tmp_path / "photo.jpg")])

    assert len(found()[1]) == 1
