"""After a restore below a checkpoint the log goes on under a new name; the lost end is given up openly."""

from pathlib import Path

import pytest
from django.db import transaction

from tests.factories.trail import ADMINS
from tests.trail import attacker
from tests.trail.sealed import SIGNER, STRANGER, note_at, publish
from tests.trail.test_standalone import check, export
from tests.trail.test_tamper_matrix import says
from yangcheng_inspect.trail import notes, signing
from yangcheng_inspect.trail.keyring import Epoch
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.signing import Signer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]

NEXT = "yangcheng-ssj/2026-2"


def state(disc: Path, *signers: Signer) -> None:
    """The statement that opened the next epoch, as these people signed it."""
    last = notes.checkpoint(notes.parsed(max(disc.glob("0*.txt")).read_bytes()).text)
    note = signing.signed(Epoch(NEXT, last, "恢复备份").text, signers)
    (disc / "2026-2-epoch.txt").write_text(notes.written(note))


@pytest.fixture
def restored(start: int, disc: Path) -> int:
    """Checkpoints at 10 and 20; restored to 15, where the next epoch begins; the size of the log then."""
    publish(disc, start + 10, start + 20)
    attacker.cut(start + 15)
    with transaction.atomic():
        record("log.epoch", target="log/2026-2", by=None)
    return start + 16


def test_both_administrators_and_a_checkpoint_explain_the_lost_end(restored: int, disc: Path) -> None:
    state(disc, *ADMINS)
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))

    assert says("--published", disc) == ["OK"]


def test_whoever_stole_the_signing_key_explains_nothing(restored: int, disc: Path, tmp_path: Path) -> None:
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))
    export(tmp_path / "export")

    assert says("--published", disc)[0].endswith("TRUNCATED")
    assert "日志被截断" in check(tmp_path / "export", "--published", disc)[1]


@pytest.mark.parametrize("signers", [ADMINS[:1], [SIGNER], [SIGNER, ADMINS[0]]])
def test_nor_does_one_administrator(restored: int, disc: Path, tmp_path: Path, signers: list[Signer]) -> None:
    state(disc, *signers)
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))
    export(tmp_path / "export")

    assert {line.split()[0] for line in says("--published", disc)} == {"SIGNATURE", "CHECKPOINT"}
    assert "✗ 签名：2026-2-epoch.txt" in check(tmp_path / "export", "--published", disc)[1]


def test_an_event_alone_explains_nothing(restored: int, disc: Path) -> None:
    assert says("--published", disc)[0].endswith("TRUNCATED")


def test_nor_does_a_checkpoint_by_another_key(restored: int, disc: Path) -> None:
    state(disc, *ADMINS)
    (disc / "next.txt").write_text(note_at(restored, STRANGER, NEXT))

    assert {line.split()[0] for line in says("--published", disc)} == {"SIGNATURE", "CHECKPOINT"}


def test_what_the_old_epoch_kept_must_still_agree(restored: int, disc: Path) -> None:
    state(disc, *ADMINS)
    attacker.rewrite(restored - 10, who="别人")
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))

    assert [line.rpartition(": ")[2] for line in says("--published", disc)] == ["HISTORY REWRITTEN"]


def test_the_program_judges_alike(restored: int, disc: Path, tmp_path: Path) -> None:
    export(tmp_path / "export")
    assert check(tmp_path / "export", "--published", disc)[0] == 1
    state(disc, *ADMINS)
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))

    code, said = check(tmp_path / "export", "--published", disc)

    assert (code, "1 个检查点属于已经结束的日志" in said) == (0, True)
