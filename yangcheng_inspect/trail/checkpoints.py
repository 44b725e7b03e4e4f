"""Signs what the log says now, and never two stories: not before it replays, and only what goes on from the last time.

The last note signed lies in a file of the signer, outside the database: whoever rewrites the log and everything else in
the database cannot make it forget.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import keyring, notes, signing
from yangcheng_inspect.trail.keyring import Keyring
from yangcheng_inspect.trail.models import Checkpoint, Event
from yangcheng_inspect.trail.signing import Signer
from yangcheng_inspect.trail.verify import Report, verify


class NotSealed(DomainError):
    """The signer refuses. The text says why, and what to do."""


@dataclass(frozen=True)
class Desk:
    """Where a signer works: its database connection, its keys, its own record of the last note, who counts."""

    alias: str
    signers: Sequence[Signer]
    state: Path
    ring: Keyring


def ring() -> Keyring:
    """The keys of the settings. Raises `NotSealed` without the file, `NoteError` where it is not right."""
    try:
        return keyring.read(settings.TRAIL_KEYS.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise NotSealed(f"密钥清单 {settings.TRAIL_KEYS} 读不到。请由审计管理员放好密钥清单（TRAIL_KEYS）。") from error


def seal(desk: Desk, *, epoch: bytes = b"") -> str | None:
    """The note about the log as it stands, kept and remembered; None when nothing is new. Raises `DomainError`.

    `epoch` is the statement of both administrators where the log goes on under a new name.
    """
    with _alone(desk.state):
        last = _last(desk)
        report = verify(desk.alias, at=[last.size] if last else [], with_rows=False)
        if report.fails:
            raise NotSealed(
                f"留痕没有通过重放核对，不签署：{report.fails[0]}。请立即报告审计管理员，运行 verify_trail 查看全部。"
            )
        if last is not None:
            _refuse_another_log(desk, last, report, epoch)
        said = notes.Checkpoint(settings.TRAIL_ORIGIN, report.events, bytes.fromhex(report.root))
        return _kept(desk, said, last) if said.size else None


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """One signer at a time: of two, the slower would remember the shorter log."""
    with os.fdopen(os.open(state.with_name(f"{state.name}.lock"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotSealed("另一个签署正在进行，这次没有签署。请等它结束后再试。") from error
        yield


def _last(desk: Desk) -> notes.Checkpoint | None:
    """What was signed last time, signature included. A lost record is never taken for a first time."""
    if desk.state.exists():
        return desk.ring.check(desk.state.read_bytes())[0]
    if Checkpoint.objects.using(desk.alias).exists():
        raise NotSealed(
            f"签名记录 {desk.state} 不见了，而数据库里已有检查点，不签署。请把公示网站上最后一个检查点的原文放回去。"
        )
    return None


def _refuse_another_log(desk: Desk, last: notes.Checkpoint, report: Report, epoch: bytes) -> None:
    if last.origin != settings.TRAIL_ORIGIN:
        _refuse_unproved_epoch(desk, last, epoch)
        return
    if report.events < last.size:
        raise NotSealed(
            f"日志变短了：上次签署到 {last.size} 条，现在只有 {report.events} 条，不签署。"
            "请立即报告审计管理员；恢复过备份的，按手册新起日志。"
        )
    if report.roots[last.size] != last.root.hex():
        raise NotSealed(
            f"日志前 {last.size} 条与上次签署的不一致，历史被改写，不签署。请立即报告审计管理员，保护现场。"
        )


def _refuse_unproved_epoch(desk: Desk, last: notes.Checkpoint, epoch: bytes) -> None:
    if not epoch:
        raise NotSealed(
            f"日志名称由 {last.origin} 变为 {settings.TRAIL_ORIGIN}，没有两名管理员签署的说明（--epoch），不签署。"
        )
    said = desk.ring.check_epoch(epoch)
    opened = Event.objects.using(desk.alias).filter(act="log.epoch", obj=epoch_object(said.origin))
    if (said.origin, said.last) != (settings.TRAIL_ORIGIN, last) or not opened.exists():
        raise NotSealed("新起日志的说明与本日志、上次签署的检查点或留痕记录对不上，不签署。请核对说明原文。")


def epoch_object(origin: str) -> str:
    """The name under which the log notes that an epoch began: `log/2026-2`."""
    return f"log/{origin.rpartition('/')[2]}"


def _kept(desk: Desk, said: notes.Checkpoint, last: notes.Checkpoint | None) -> str | None:
    """The note: remembered first, then a row. Whoever holds up the row cannot have another log signed instead.

    None when it was signed and kept before. A run that was cut off in between is taken up.
    """
    known = Checkpoint.objects.using(desk.alias).filter(size=said.size).first()
    if known is not None and desk.ring.check(known.note.encode())[0] != said:
        raise NotSealed(f"数据库里已有 {said.size} 条处的另一个检查点，不签署。请立即报告审计管理员。")
    if said == last:
        note = desk.state.read_text()
    else:
        note = known.note if known else notes.written(signing.signed(said.text, desk.signers))
        desk.ring.check(note.encode())  # a key that nobody knows must not sign
        _remember(desk.state, note)
    if known is None:
        Checkpoint.objects.using(desk.alias).create(size=said.size, note=note, made_at=now())
    return None if known is not None and said == last else note


def _remember(state: Path, note: str) -> None:
    """On the disk before it counts: a torn file would stop the signer for good."""
    fresh = state.with_name(f"{state.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(state)


def put_file(folder: Path, note: str) -> Path:
    """The note as a file whose name sorts: `2026-1-000001285.txt`. A file that stands there already stays."""
    said = notes.checkpoint(notes.parsed(note.encode()).text)
    return _put(folder / f"{said.origin.rpartition('/')[2]}-{said.size:09d}.txt", note)


def put_statement(folder: Path, statement: bytes) -> Path:
    """What both administrators signed, `2026-2-epoch.txt`: beside the checkpoints, whoever verifies them needs it."""
    said = keyring.epoch(notes.parsed(statement).text)
    return _put(folder / f"{said.origin.rpartition('/')[2]}-epoch.txt", statement.decode())


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(text)
    return path


def waiting_since() -> datetime | None:
    """When the first event after the last checkpoint happened; None when none waits, or signing was never taken up."""
    last = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
    return None if last is None else Event.objects.filter(seq=last).values_list("ts", flat=True).first()


def latest() -> str:
    """The last note that was signed; empty when there is none."""
    return Checkpoint.objects.order_by("-size").values_list("note", flat=True).first() or ""
