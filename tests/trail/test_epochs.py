"""After a restore below a checkpoint the log goes on under a new name; the lost end is given up openly."""

from pathlib import Path

import pytest
from django.db import transaction

from tests.trail import attacker
from tests.trail.sealed import STRANGER, note_at, publish
from tests.trail.test_standalone import check, export
from tests.trail.test_tamper_matrix import says
from yangcheng_inspect.trail.services import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]

NEXT = "yangcheng-ssj/2026-2"


@pytest.fixture
def restored(start: int, disc: Path) -> int:
    """Checkpoints at 10 and 20; restored to 15, where the next epoch begins; the size of the log then."""
    publish(disc, start + 10, start + 20)
    attacker.cut(start + 15)
    with transaction.atomic():
        record("log.epoch", target="log/2026-2", by=None)
    return start + 16


def test_a_signed_checkpoint_of_the_next_epoch_explains_the_lost_end(restored: int, disc: Path) -> None:
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))

    assert says("--published", disc) == ["OK"]


def test_an_event_alone_explains_nothing(restored: int, disc: Path) -> None:
    assert says("--published", disc)[0].endswith("TRUNCATED")


def test_nor_does_a_checkpoint_by_another_key(restored: int, disc: Path) -> None:
    (disc / "next.txt").write_text(note_at(restored, STRANGER, NEXT))

    assert {line.split()[0] for line in says("--published", disc)} == {"SIGNATURE", "CHECKPOINT"}


def test_what_the_old_epoch_kept_must_still_agree(restored: int, disc: Path) -> None:
    attacker.rewrite(restored - 10, who="别人")
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))

    assert [line.rpartition(": ")[2] for line in says("--published", disc)] == ["HISTORY REWRITTEN"]


def test_the_program_judges_alike(restored: int, disc: Path, tmp_path: Path) -> None:
    export(tmp_path / "export")
    assert check(tmp_path / "export", "--published", disc)[0] == 1
    (disc / "next.txt").write_text(note_at(restored, origin=NEXT))

    code, said = check(tmp_path / "export", "--published", disc)

    assert (code, "1 个检查点属于已经结束的日志" in said) == (0, True)
