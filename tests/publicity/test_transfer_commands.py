"""The commands at both machines: keys that only their user reads, files in a tray, receipts on paper."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from publicity.models import Bundle, InboxBundle
from publicity.public_site import inbox
from publicity.public_site.letter_words import LetterKind
from publicity.public_site.models import PublicImport, PublicItem
from tests.factories.public_site import PublicItemFactory
from tests.factories.trail import keys
from tests.publicity import networks
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def machines(tmp_path: Path, settings: Any, capsys: Any) -> Path:
    """Keys and lists of both machines, and an item to send."""
    networks.build_public_machine()
    listed = []
    for role in ("bundle", "inbox"):
        call_command("transfer_key", f"yangcheng-{role}", str(tmp_path / role))
        listed.append(f"{role} {capsys.readouterr().out.strip()}")
    settings.TRANSFER_KEYS, settings.TRAIL_KEYS = tmp_path / "transfer.txt", tmp_path / "trail.txt"
    settings.TRANSFER_KEYS.write_text("\n".join(listed))
    settings.TRAIL_KEYS.write_text(keys())
    settings.RECEIPT_KEY, settings.TAKES_BUNDLES = "both", True
    PublicItemFactory()
    networks.sealed()
    return tmp_path


def export(folder: Path, *more: str) -> None:
    call_command("export_bundle", str(folder / "out"), *more, key=folder / "bundle")


def imported(folder: Path) -> None:
    with networks.outside():
        call_command("import_bundle", tray=folder / "out", folder=folder / "receipts")


def test_a_file_in_the_tray_is_taken_and_its_receipt_written(machines: Path) -> None:
    export(machines)
    imported(machines)

    with networks.outside():
        assert (PublicImport.objects.get().no, PublicItem.objects.count()) == (1, 1)
    assert (machines / "out/done/bundle-000001.ssj").exists()
    assert "回执码" in (machines / "receipts/receipt-000001.txt").read_text()


def test_a_refused_file_is_put_aside(machines: Path) -> None:
    (machines / "out").mkdir()
    (machines / "out/bundle-000001.ssj").write_bytes(b"half a file")

    with pytest.raises(CommandError, match="不是完整的传输文件"):
        imported(machines)
    assert (machines / "out/refused/bundle-000001.ssj").exists()


def test_a_receipt_is_printed_again(machines: Path, capsys: Any) -> None:
    export(machines)
    imported(machines)
    capsys.readouterr()

    with networks.outside():
        call_command("import_bundle", again=1)
        with pytest.raises(CommandError, match="没有导入过第 2 号"):
            call_command("import_bundle", again=2)
    assert "传输包编号：1" in capsys.readouterr().out


def test_the_inside_takes_no_bundles_and_gives_no_letters(machines: Path, settings: Any) -> None:
    settings.TAKES_BUNDLES = False

    for command, given in [("import_bundle", ()), ("export_inbox", (str(machines),))]:
        with pytest.raises(CommandError, match="public_loader"):
            call_command(command, *given, **({"key": machines / "inbox"} if given else {}))


def test_an_unlisted_key_exports_nothing(machines: Path) -> None:
    with pytest.raises(CommandError, match="没有登记在传输密钥清单"):
        call_command("export_bundle", str(machines / "out"), key=machines / "inbox")
    assert not Bundle.objects.exists()


def test_a_file_that_cannot_be_written_is_not_counted(machines: Path) -> None:
    (machines / "out").mkdir()
    (machines / "out/bundle-000001.ssj").write_text("somebody else's")

    with pytest.raises(CommandError, match="已经存在"):
        export(machines)
    assert not Bundle.objects.exists()


def test_after_a_restore_the_export_goes_on_from_the_receipt(machines: Path) -> None:
    export(machines)
    imported(machines)
    with networks.outside():
        row = PublicImport.objects.get()
    Bundle.objects.get().rows.all().delete()
    export(machines, "--after", "1", row.sha256, str(row.size))
    imported(machines)

    with networks.outside():
        assert PublicImport.objects.count() == 2


def test_letters_cross_by_command(machines: Path) -> None:
    with networks.outside():
        body = {"page": "/items/", "text": "页面上的字太小"}
        inbox.put(kind=LetterKind.FAULT, key=uuid4(), opened_on=today(), body=body, files=[])
        call_command("export_inbox", str(machines / "letters"), key=machines / "inbox")
    call_command("import_inbox", str(machines / "letters/inbox-000001.ssj"))

    assert InboxBundle.objects.get().letters == 1
