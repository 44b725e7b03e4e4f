"""After a restore below a published checkpoint the log goes on under another name, in the open."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from publicity.public_site.models import PublicCheckpoint
from publicity.services.checkpoints import publish
from tests.factories.accounts import UserFactory
from tests.factories.trail import ADMINS, as_role, desk, keys, ring
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import checkpoints, keyring, log, notes, signing
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db

NEXT = "yangcheng-ssj/2026-2"


def happen(times: int = 3) -> None:
    for _ in range(times):
        with transaction.atomic():
            record("login.ok", target="login/unknown", by=None)


def seal(folder: Path, statement: bytes = b"") -> str:
    with as_role("signer"):
        note = checkpoints.seal(desk(folder), epoch=statement)
    assert note is not None
    return note


def restore_to(size: int) -> None:
    """A backup of the day before: the log as it was then."""
    peaks: list[bytes] = []
    for place, payload in enumerate(Event.objects.order_by("seq").values_list("payload", flat=True)[:size]):
        peaks = log.append(peaks, place, log.leaf(payload))
    tables = ("trail_event", "trail_detail", "trail_head", "trail_checkpoint")
    statements = ["RESET ROLE", *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables)]
    statements += [f"DELETE FROM {table} WHERE seq >= {size}" for table in ("trail_event", "trail_detail")]
    statements.append(f"DELETE FROM trail_checkpoint WHERE size > {size}")
    statements.append(f"UPDATE trail_head SET size = {size}, frontier = '{','.join(peak.hex() for peak in peaks)}'")
    with connection.cursor() as cursor:
        cursor.execute(";".join([*statements, "SET ROLE yangcheng_app"]))


@pytest.fixture
def people() -> list[str]:
    return [UserFactory(sysadmin=True).username, UserFactory(auditor=True).username]


@pytest.fixture
def restored(people: list[str], tmp_path: Path, settings: Any) -> Path:
    """Published, restored to a day before, and the name of the next log set; the folder with the last public note."""
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    settings.TRAIL_KEYS.write_text(keys())
    happen()
    earlier = Event.objects.count()
    happen()
    (tmp_path / "public").write_text(seal(tmp_path))
    publish()
    restore_to(earlier)
    settings.TRAIL_ORIGIN = NEXT
    return tmp_path


def begin(folder: Path, people: list[str], reason: str = "磁盘损坏，恢复到前一日备份") -> Path:
    out = folder / "epoch.txt"
    call_command("open_epoch", last=folder / "public", reason=reason, by=people, out=out)
    return out


def sign(out: Path, folder: Path, count: int = 2) -> bytes:
    for number, one in enumerate(ADMINS[:count]):
        key = folder / f"admin{number}"
        seed = one._key.private_bytes_raw()
        spelled = notes.encoded(notes.ED25519 + seed)
        key.write_text(f"{signing.PRIVATE}{one.verifier.name}+{one.verifier.keyid.hex()}+{spelled}\n")
        key.chmod(0o400)
        call_command("sign_note", out, key=key)
    return out.read_bytes()


def test_with_both_signatures_the_new_log_is_signed_and_published(restored: Path, people: list[str]) -> None:
    statement = sign(begin(restored, people), restored)
    happen()

    seal(restored, statement)
    publish(epoch=statement)

    row = PublicCheckpoint.objects.all()[0]
    assert (row.origin, row.epoch_reason) == (NEXT, "磁盘损坏，恢复到前一日备份")


def test_whoever_verifies_needs_the_statement_beside_the_checkpoints(restored: Path, people: list[str]) -> None:
    statement = sign(begin(restored, people), restored)
    published = restored / "published"
    for note in ((restored / "public").read_text(), seal(restored, statement)):
        checkpoints.put_file(published, note)
    with pytest.raises(SystemExit):
        call_command("verify_trail", published=published, stdout=StringIO())

    assert checkpoints.put_statement(published, statement).name == "2026-2-epoch.txt"
    call_command("verify_trail", published=published, stdout=StringIO())


def test_it_goes_on_without_a_further_word(restored: Path, people: list[str]) -> None:
    statement = sign(begin(restored, people), restored)
    seal(restored, statement)
    publish(epoch=statement)
    happen()

    seal(restored)
    assert [row.origin for row in publish()] == [NEXT]


def test_the_log_itself_says_what_was_lost_and_who_decided(restored: Path, people: list[str]) -> None:
    begin(restored, people)

    event = Event.objects.get(act="log.epoch", obj="log/2026-2")
    said = event.detail.content
    last = ring().check((restored / "public").read_bytes())[0]
    assert said["values"]["after"] == {"origin": last.origin, "size": last.size, "root": last.root.hex()}
    assert len(said["values"]["administrators"]) == 2
    assert said["reason"] == "磁盘损坏，恢复到前一日备份"


def test_one_signature_opens_nothing(restored: Path, people: list[str]) -> None:
    statement = sign(begin(restored, people), restored, count=1)

    with pytest.raises(keyring.NotSigned):
        seal(restored, statement)


def test_a_statement_that_the_log_does_not_know_opens_nothing(restored: Path, people: list[str]) -> None:
    statement = sign(begin(restored, people), restored)
    restore_to(Event.objects.count() - 1)

    with pytest.raises(DomainError, match="对不上"):
        seal(restored, statement)


def test_without_a_statement_the_restored_log_is_refused(restored: Path) -> None:
    with pytest.raises(DomainError, match="两名管理员"):
        seal(restored)


@pytest.mark.parametrize("who", [["sysadmin"], ["sysadmin", "sysadmin"], ["office", "auditor"]])
def test_one_of_each_kind_begins_it(restored: Path, who: list[str]) -> None:
    names = [UserFactory(**{kind: True}).username for kind in who]

    with pytest.raises(CommandError, match="共同办理"):
        begin(restored, (names * 2)[:2])


@pytest.mark.parametrize("reason", ["", " \n ", "a\x01b"])
def test_a_reason_is_a_line_of_text(restored: Path, people: list[str], reason: str) -> None:
    with pytest.raises(CommandError):
        begin(restored, people, reason)
    assert not Event.objects.filter(act="log.epoch").exists()


def test_a_name_begins_once(restored: Path, people: list[str]) -> None:
    begin(restored, people).unlink()

    with pytest.raises(CommandError, match="已经起用"):
        begin(restored, people)


def test_nobody_signs_twice(restored: Path, people: list[str]) -> None:
    out = begin(restored, people)
    sign(out, restored, count=1)

    with pytest.raises(CommandError, match="没有签名"):
        call_command("sign_note", out, key=restored / "admin0")
