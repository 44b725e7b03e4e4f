"""Whose signatures count: a text file of verifier keys, to which a rotation adds a note signed by the key before.

    sign yangcheng-ssj+1f2e3d4c+AQ…         signs checkpoints; several lines: each must sign (Ed25519 and SM2)
    epoch sysadmin+…+AQ…                    signs, with every other of its kind, that a new epoch of the log begins
    ---
    yangcheng-ssj/2026-1                    from this origin …
    rotation 5000                           … and size on, the keys below count
    sign yangcheng-ssj-2+…+AQ…

    — yangcheng-ssj …                       by every key that signed until then

An origin is `name/year-n`; n counts the epochs of the log. Pure: no Django, no database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yangcheng_inspect.trail import notes, signatures
from yangcheng_inspect.trail.notes import Checkpoint, Note, NoteError, Verifier
from yangcheng_inspect.trail.signatures import Finding

EPOCH = re.compile(r".+/(20[0-9]{2})-([1-9][0-9]{0,3})")
ROTATION = re.compile(r"rotation (0|[1-9][0-9]{0,17})")
LINE = re.compile(r"(sign|epoch) (\S+)")
BETWEEN = "---\n"
Place = tuple[int, int, int]
Found = list[tuple[Verifier, Finding]]


class NotSigned(NoteError):
    """A note lacks a signature that counts."""


@dataclass(frozen=True)
class Period:
    """From `start` on these keys count, until the next period."""

    start: Place
    sign: tuple[Verifier, ...]
    epoch: tuple[Verifier, ...]


@dataclass(frozen=True)
class Epoch:
    """A new log name `origin` follows `last`, the last checkpoint published under the name before."""

    origin: str
    last: Checkpoint
    reason: str

    @property
    def text(self) -> str:
        """What both administrators sign."""
        return f"{self.origin}\nepoch\n{self.last.text}{self.reason}\n"


@dataclass(frozen=True)
class Keyring:
    """The keys of all periods, the first period first."""

    periods: tuple[Period, ...]

    def at(self, origin: str, size: int) -> Period:
        """The keys that count for this checkpoint."""
        place = place_of(origin, size)
        return [one for one in self.periods if one.start <= place or one is self.periods[0]][-1]

    def check(self, data: bytes) -> tuple[Checkpoint, Found]:
        """The checkpoint in a note, with what every key said. Raises `NotSigned`, `NoteError`."""
        note = notes.parsed(data)
        said = notes.checkpoint(note.text)
        return said, demand(note, self.at(said.origin, said.size).sign)

    def check_epoch(self, data: bytes) -> Epoch:
        """The statement that opens an epoch, signed by two administrators or more. Raises `NotSigned`, `NoteError`."""
        note = notes.parsed(data)
        said = epoch(note.text)
        keys = self.at(said.last.origin, said.last.size).epoch
        if len({one.key for one in keys}) < 2:
            raise NotSigned("密钥清单里没有两名管理员的密钥，不能新起日志。请先登记两名管理员的密钥。")
        demand(note, keys)
        return said


def demand(note: Note, keys: Sequence[Verifier]) -> Found:
    """What every key said. Raises `NotSigned` unless all signed rightly and one at least could be checked here."""
    found = [(one, signatures.check(note, one)) for one in keys]
    for one, finding in found:
        if finding in (Finding.BAD, Finding.MISSING):
            raise NotSigned(f"密钥“{one.name}”：{finding.value}。请核对检查点是否为原文件、是否由登记的密钥签名。")
    if all(finding != Finding.GOOD for _, finding in found):
        raise NotSigned("本机核验不了任何一个签名，不能采信。请在装有国密模块的机器上办理。")
    return found


def place_of(origin: str, size: int) -> Place:
    """Where a checkpoint stands in the life of all epochs. Raises `NoteError`."""
    matched = EPOCH.fullmatch(origin)
    if matched is None:
        raise NoteError("日志名称应以“/年份-序号”结尾，如 yangcheng-ssj/2026-1。")
    return int(matched[1]), int(matched[2]), size


def epoch(text: str) -> Epoch:
    """The statement in a note's text. Raises `NoteError`."""
    lines = text.split("\n")
    if len(lines) != 7 or lines[1] != "epoch" or not lines[5].strip() or lines[6]:
        raise NoteError("新起日志的说明应为六行。请使用 open_epoch 写出的原文件。")
    said = Epoch(lines[0], notes.checkpoint("\n".join([*lines[2:5], ""])), lines[5])
    if place_of(said.origin, 0) <= place_of(said.last.origin, said.last.size):
        raise NoteError("新日志的名称应排在原日志之后。请把序号加一。")
    return said


def read(text: str) -> Keyring:
    """The keyring in the file's text. Raises `NotSigned`, `NoteError`."""
    first, *rotations = text.split(BETWEEN)
    sign, epoch_keys = _keys([line for line in first.splitlines() if line and not line.startswith("#")])
    ring = Keyring((Period((0, 0, 0), sign, epoch_keys),))
    for rotation in rotations:
        ring = Keyring((*ring.periods, _rotated(ring.periods[-1], rotation)))
    return ring


def _rotated(before: Period, rotation: str) -> Period:
    note = notes.parsed(rotation.encode(errors="replace"))
    demand(note, before.sign)
    origin, *lines = note.text.rstrip("\n").split("\n")
    matched = ROTATION.fullmatch(lines[0]) if lines else None
    start = place_of(origin, int(matched[1])) if matched else before.start
    if start <= before.start:
        raise NoteError("密钥轮换应写明“rotation 记录数”，并且在前一次轮换之后。")
    sign, epoch_keys = _keys(lines[1:])
    return Period(start, sign, epoch_keys or before.epoch)


def _keys(lines: Sequence[str]) -> tuple[tuple[Verifier, ...], tuple[Verifier, ...]]:
    matched = [LINE.fullmatch(line.strip()) for line in lines]
    if not all(matched):
        raise NoteError("密钥清单每行应写作“sign 验证密钥”或“epoch 验证密钥”。")
    named = [(one[1], notes.verifier(one[2])) for one in matched if one]
    sign, epoch_keys = (tuple(key for role, key in named if role == wanted) for wanted in ("sign", "epoch"))
    if not sign:
        raise NoteError("密钥清单里没有签署检查点的密钥（sign 行）。")
    return sign, epoch_keys
