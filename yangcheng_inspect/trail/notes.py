"""Signed notes and checkpoints as C2SP writes them (signed-note, tlog-checkpoint). Pure: no Django, no database.

A note is `text`, an empty line, and signature lines `— name base64(keyid ‖ signature)`. A checkpoint's text is three
lines: origin, size, base64 root. Whatever bytes come in, parsing raises `NoteError` or succeeds.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256

from yangcheng_inspect.errors import DomainError

LONGEST = 16_384  # bytes of a note
MOST_SIGNATURES = 16
DASH = "— "
NAME = re.compile(r"[!-*,-~]{1,100}")  # visible ASCII without the plus that divides a verifier key
SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
ORIGIN = re.compile(r"[!-*,-~]{1,200}")
ED25519 = b"\x01"
SM2 = b"\xffSM2-SM3"
LENGTHS = {ED25519: 32, SM2: 65}  # bytes of a public key; SM2: an uncompressed point


class NoteError(DomainError):
    """These bytes are no note, no checkpoint or no key."""


@dataclass(frozen=True)
class Signature:
    """One line under a note; `keyid` is 4 bytes."""

    name: str
    keyid: bytes
    value: bytes


@dataclass(frozen=True)
class Note:
    """`text` ends with a line break; the signatures cover exactly its UTF-8 bytes."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Checkpoint:
    """The log `origin` had `size` events and this root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    @property
    def receipt(self) -> str:
        """`size:root`, as it is printed on papers."""
        return f"{self.size}:{self.root.hex()}"


@dataclass(frozen=True)
class Verifier:
    """A public key under its name. `kind` is `ED25519` or `SM2`, `key` the raw bytes."""

    name: str
    kind: bytes
    key: bytes

    @property
    def keyid(self) -> bytes:
        return sha256(f"{self.name}\n".encode() + self.kind + self.key).digest()[:4]

    def __str__(self) -> str:
        """The verifier key: `name+keyid+base64(kind ‖ key)`."""
        return f"{self.name}+{self.keyid.hex()}+{encoded(self.kind + self.key)}"

    def made(self, signature: Signature) -> bool:
        """Whether the line claims to be of this key; says nothing about its being right."""
        return (signature.name, signature.keyid) == (self.name, self.keyid)


def encoded(data: bytes) -> str:
    """Base64 with padding."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """The bytes of the one right base64 spelling. Raises `NoteError`."""
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("检查点里有无法识别的编码。请重新下载原文件。") from error
    if encoded(data) != text:
        raise NoteError("检查点里的编码写法不唯一。请重新下载原文件。")
    return data


def written(note: Note) -> str:
    """The note as it is kept and sent."""
    lines = [f"{DASH}{one.name} {encoded(one.keyid + one.value)}\n" for one in note.signatures]
    return f"{note.text}\n{''.join(lines)}"


def parsed(data: bytes) -> Note:
    """The note in these bytes. Raises `NoteError`."""
    text, _, below = plain(data).rpartition("\n\n")
    lines = below.split("\n")
    if not text or lines.pop() != "" or not 1 <= len(lines) <= MOST_SIGNATURES:
        raise NoteError("检查点没有签名行，或者格式不完整。请重新下载原文件。")
    return Note(f"{text}\n", tuple(_signature(line) for line in lines))


def plain(data: bytes) -> str:
    """Text that may stand in a note: UTF-8, no control character but the line break. Raises `NoteError`."""
    if len(data) > LONGEST:
        raise NoteError(f"检查点超过 {LONGEST} 字节，不是有效的检查点。")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError("检查点不是 UTF-8 文本。请重新下载原文件。") from error
    if any(ord(character) < 32 and character != "\n" for character in text):
        raise NoteError("检查点里有控制字符。请重新下载原文件，不要另存。")
    return text


def _signature(line: str) -> Signature:
    name, blank, value = line.removeprefix(DASH).partition(" ")
    data = decoded(value)
    if not line.startswith(DASH) or not blank or not NAME.fullmatch(name) or len(data) < 5:
        raise NoteError("检查点的签名行格式不对。请重新下载原文件。")
    return Signature(name, data[:4], data[4:])


def checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text: exactly three lines. Raises `NoteError`."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not ORIGIN.fullmatch(lines[0]) or not SIZE.fullmatch(lines[1]):
        raise NoteError("检查点应为三行：日志名称、记录数、总校验码。请重新下载原文件。")
    root = decoded(lines[2])
    if len(root) != 32:
        raise NoteError("检查点的总校验码应为 32 字节。请重新下载原文件。")
    return Checkpoint(lines[0], int(lines[1]), root)


def receipt(text: str) -> tuple[int, bytes]:
    """Size and root of `size:root`. Raises `NoteError`."""
    size, _, root = text.strip().partition(":")
    if not SIZE.fullmatch(size) or not re.fullmatch("[0-9a-f]{64}", root):
        raise NoteError("回执应写作“记录数:总校验码”，总校验码为 64 位小写十六进制。")
    return int(size), bytes.fromhex(root)


def verifier(text: str) -> Verifier:
    """The key in `name+keyid+base64`. Raises `NoteError`."""
    name, _, rest = text.partition("+")
    keyid, _, value = rest.partition("+")
    data = decoded(value)
    kind = next((kind for kind in LENGTHS if data.startswith(kind)), b"")
    key = data[len(kind) :]
    if not kind or len(key) != LENGTHS[kind] or not NAME.fullmatch(name):
        raise NoteError("验证密钥的格式不对。请向审计管理员核对原文。")
    made = Verifier(name, kind, key)
    if made.keyid.hex() != keyid:
        raise NoteError("验证密钥的编号与内容不符。请向审计管理员核对原文。")
    return made
