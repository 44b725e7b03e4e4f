"""The signer signs what replays and goes on from its last note, or nothing."""

import fcntl
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.factories.accounts import UserFactory
from tests.factories.trail import ORIGIN, as_role, desk, ring, signer
from tests.factories.trail import note as sign_note
from yangcheng_inspect.clock import now
from yangcheng_inspect.trail import checkpoints, log, notes, signing
from yangcheng_inspect.trail.checkpoints import NotSealed
from yangcheng_inspect.trail.models import Checkpoint, Event
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db


def tamper(*statements: str) -> None:
    """As the owner, with the triggers of the log off."""
    tables = ("trail_event", "trail_detail", "trail_head", "trail_checkpoint")
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(";".join(["RESET ROLE", *off, *statements, "SET ROLE yangcheng_app"]))


def happen(times: int = 1) -> None:
    for _ in range(times):
        with transaction.atomic():
            record("login.ok", target="login/unknown", by=None)


def seal(folder: Path, **changes: Any) -> notes.Checkpoint | None:
    with as_role("signer"):
        note = checkpoints.seal(desk(folder, **changes))
    return ring().check(note.encode())[0] if note else None


def rewrite(seq: int) -> None:
    """What an insider does who recomputes everything: another payload, and every leaf, root and the head after it."""
    payloads = list(Event.objects.order_by("seq").values_list("payload", flat=True))
    payloads[seq] = payloads[seq].replace('"ts":"20', '"ts":"19')
    peaks: list[bytes] = []
    changes = [f"UPDATE trail_event SET payload = '{payloads[seq]}', ts = ts - interval '100 years' WHERE seq = {seq}"]
    for size, payload in enumerate(payloads):
        peaks = log.append(peaks, size, log.leaf(payload))
        values = f"leaf = '{log.leaf(payload).hex()}', root = '{log.fold(peaks).hex()}'"
        changes.append(f"UPDATE trail_event SET {values} WHERE seq = {size}")
    tamper(*changes, f"UPDATE trail_head SET frontier = '{','.join(peak.hex() for peak in peaks)}'")


@pytest.fixture(autouse=True)
def some_events() -> None:
    UserFactory()
    happen(3)


def test_the_log_as_it_stands_is_signed_and_kept(tmp_path: Path) -> None:
    said = seal(tmp_path)

    last = Event.objects.order_by("-seq")[0]
    assert said == notes.Checkpoint(ORIGIN, last.seq + 1, bytes.fromhex(last.root))
    assert Checkpoint.objects.get().note == (tmp_path / "last").read_text()


def test_nothing_new_is_not_signed_again(tmp_path: Path) -> None:
    seal(tmp_path)

    assert seal(tmp_path) is None
    assert Checkpoint.objects.count() == 1


def test_what_happened_since_is_signed_next(tmp_path: Path) -> None:
    first = seal(tmp_path)
    happen(2)
    second = seal(tmp_path)

    assert first is not None
    assert second is not None
    assert second.size == first.size + 2


def test_a_log_that_does_not_replay_is_not_signed(tmp_path: Path) -> None:
    tamper("UPDATE trail_event SET payload = replace(payload, 'login.ok', 'login.no') WHERE act = 'login.ok'")

    with pytest.raises(NotSealed, match="没有通过重放核对"):
        seal(tmp_path)
    assert not Checkpoint.objects.exists()


def test_a_rewritten_log_is_not_signed_though_it_replays(tmp_path: Path) -> None:
    seal(tmp_path)
    rewrite(1)
    happen()

    with pytest.raises(NotSealed, match="历史被改写"):
        seal(tmp_path)


def test_a_root_put_back_after_the_replay_does_not_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was signed last is held against the replay itself, not against a row that can change meanwhile."""
    first = seal(tmp_path)
    assert first is not None
    rewrite(1)
    happen()
    replayed = checkpoints.verify

    def verify_then_put_back(*args: Any, **options: Any) -> Any:
        report = replayed(*args, **options)
        tamper(f"UPDATE trail_event SET root = '{first.root.hex()}' WHERE seq = {first.size - 1}")
        return report

    monkeypatch.setattr(checkpoints, "verify", verify_then_put_back)

    with pytest.raises(NotSealed, match="历史被改写"):
        seal(tmp_path)


def test_what_was_signed_is_remembered_though_the_database_would_not_keep_it(tmp_path: Path) -> None:
    """Whoever runs the database may read the note and refuse the row; he gets no second note about another log."""
    tamper(
        "CREATE FUNCTION held_up() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''held up''; END'",
        "CREATE TRIGGER held_up BEFORE INSERT ON trail_checkpoint FOR EACH ROW EXECUTE FUNCTION held_up()",
    )
    with as_role("signer"), pytest.raises(DatabaseError, match="held up"), transaction.atomic():
        checkpoints.seal(desk(tmp_path))
    tamper("DROP TRIGGER held_up ON trail_checkpoint")

    taken_up = seal(tmp_path)
    assert taken_up == ring().check((tmp_path / "last").read_bytes())[0]
    assert Checkpoint.objects.get().note == (tmp_path / "last").read_text()


def test_there_is_one_signer_at_a_time(tmp_path: Path) -> None:
    with (tmp_path / "last.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(NotSealed, match="另一个签署正在进行"):
            seal(tmp_path)


def test_a_shortened_log_is_not_signed_though_it_replays(tmp_path: Path) -> None:
    seal(tmp_path)
    keep = Event.objects.count() - 2
    peaks: list[bytes] = []
    for size, payload in enumerate(Event.objects.order_by("seq").values_list("payload", flat=True)[:keep]):
        peaks = log.append(peaks, size, log.leaf(payload))
    cut = [f"DELETE FROM {table} WHERE seq >= {keep}" for table in ("trail_event", "trail_detail")]
    head = ",".join(peak.hex() for peak in peaks)
    tamper(*cut, "DELETE FROM trail_checkpoint", f"UPDATE trail_head SET size = {keep}, frontier = '{head}'")

    with pytest.raises(NotSealed, match="日志变短了"):
        seal(tmp_path)


def test_a_signer_that_lost_its_memory_does_not_begin_anew(tmp_path: Path) -> None:
    seal(tmp_path)
    (tmp_path / "last").unlink()

    with pytest.raises(NotSealed, match="不见了"):
        seal(tmp_path)


def test_a_signer_believes_only_a_memory_that_was_signed(tmp_path: Path) -> None:
    seal(tmp_path)
    state = tmp_path / "last"
    state.write_text(state.read_text().replace("\n— ", "\n— x"))

    with pytest.raises(notes.NoteError):
        seal(tmp_path)


def test_a_run_that_was_cut_off_is_taken_up(tmp_path: Path) -> None:
    said = seal(tmp_path)
    happen()
    (tmp_path / "earlier").write_text((tmp_path / "last").read_text())
    later = seal(tmp_path)
    (tmp_path / "earlier").rename(tmp_path / "last")

    assert seal(tmp_path) == later != said


def test_another_note_at_this_size_is_not_overlooked(tmp_path: Path) -> None:
    size = Event.objects.count()
    said = notes.Checkpoint(ORIGIN, size, bytes(32))
    seal(tmp_path)
    tamper("DELETE FROM trail_checkpoint")
    happen()
    with as_role("signer"):
        note = notes.written(signing.signed(f"{ORIGIN}\n{size + 1}\n{notes.encoded(said.root)}\n", [signer()]))
        Checkpoint.objects.create(size=size + 1, note=note, made_at=now())

    with pytest.raises(NotSealed, match="另一个检查点"):
        seal(tmp_path)


def test_a_key_that_nobody_lists_does_not_sign(tmp_path: Path) -> None:
    with pytest.raises(notes.NoteError):
        seal(tmp_path, signers=[signer("stranger")])
    assert not Checkpoint.objects.exists()


def test_after_a_rotation_the_new_key_signs_and_the_old_one_does_not(tmp_path: Path) -> None:
    first = seal(tmp_path)
    assert first is not None
    second = signer("second")
    text = f"{ORIGIN}\nrotation {first.size + 1}\nsign {second.verifier}\n"
    rotated = ring(sign_note(text).decode())
    happen()

    with as_role("signer"), pytest.raises(notes.NoteError):
        checkpoints.seal(desk(tmp_path, ring=rotated))
    with as_role("signer"):
        note = checkpoints.seal(desk(tmp_path, ring=rotated, signers=[second]))
    assert note is not None
    assert rotated.check(note.encode())[0].size == first.size + 1


def test_a_log_of_another_name_needs_both_administrators(tmp_path: Path, settings: Any) -> None:
    seal(tmp_path)
    settings.TRAIL_ORIGIN = "yangcheng-ssj/2026-2"

    with pytest.raises(NotSealed, match="两名管理员"):
        seal(tmp_path)


@pytest.mark.parametrize("role", ["app", "owner", "auditor"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE trail_checkpoint SET note = ''", "DELETE FROM trail_checkpoint", "TRUNCATE trail_checkpoint"],
)
def test_a_checkpoint_stays(role: str, statement: str) -> None:
    with as_role(role), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["trail_event", "trail_detail", "trail_head"])
def test_the_signer_changes_nothing_of_the_log(table: str) -> None:
    with as_role("signer"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.fixture
def at_work(tmp_path: Path, settings: Any) -> list[str]:
    """The command's arguments, with a key and a list of keys in files."""
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    verifier = signing.make_key(tmp_path / "key", "yangcheng-ssj")
    settings.TRAIL_KEYS.write_text(f"sign {verifier}\n")
    return [f"--key={tmp_path / 'key'}", f"--state={tmp_path / 'last'}", f"--to={tmp_path / 'out'}"]


def test_the_command_signs_and_writes_a_file(at_work: list[str], tmp_path: Path, capsys: Any) -> None:
    with as_role("signer"):
        call_command("sign_checkpoint", *at_work)

    (file,) = (tmp_path / "out").iterdir()
    assert file.name == f"2026-1-{Event.objects.count():09d}.txt"
    assert file.read_text() in capsys.readouterr().out


def test_the_command_is_quiet_when_nothing_is_new(at_work: list[str], capsys: Any) -> None:
    with as_role("signer"):
        call_command("sign_checkpoint", *at_work)
        call_command("sign_checkpoint", *at_work)

    assert "没有新的留痕记录" in capsys.readouterr().out


@pytest.mark.parametrize("spoil", ["keys.txt", "key"])
def test_the_command_says_what_is_missing(at_work: list[str], tmp_path: Path, spoil: str) -> None:
    (tmp_path / spoil).unlink()

    with as_role("signer"), pytest.raises(CommandError, match="读不到"):
        call_command("sign_checkpoint", *at_work)


def test_a_folder_that_is_not_there_is_said_in_words(at_work: list[str], tmp_path: Path) -> None:
    with as_role("signer"), pytest.raises(CommandError, match="读不到或写不了"):
        call_command("sign_checkpoint", *at_work[:1], f"--state={tmp_path / 'nowhere' / 'last'}")


def test_another_role_is_told_that_it_may_not_sign(at_work: list[str]) -> None:
    with pytest.raises(CommandError, match="没有签名角色的权限"), transaction.atomic():
        call_command("sign_checkpoint", *at_work)


def test_a_program_needs_its_verifier_key(at_work: list[str]) -> None:
    with as_role("signer"), pytest.raises(CommandError, match="一起填写"):
        call_command("sign_checkpoint", *at_work, "--sm2-command=true")
