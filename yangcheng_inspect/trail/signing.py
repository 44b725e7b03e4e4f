"""Who signs checkpoints: a key file (Ed25519), or a program in front of a certified module (SM2 over SM3).

Both stand behind `Signer`. The program gets the text on its standard input and prints the DER signature; with a key in
a file it is tried so: `openssl pkeyutl -sign -inkey sm2.pem -rawin -digest sm3 -pkeyopt distid:1234567812345678
-in /dev/stdin`. Nothing here ever invents a signature: whatever was made is verified before it is used.
"""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import notes, signatures
from yangcheng_inspect.trail.notes import Note, Signature, Verifier
from yangcheng_inspect.trail.signatures import Finding

PRIVATE = "PRIVATE+KEY+"
SECONDS = 60  # a module may ask its keeper for a PIN


class KeyRefused(DomainError):
    """A key, or the file it lies in, is not as it must be."""


class Signer(Protocol):
    """Signs under one key; the key itself never leaves it."""

    @property
    def verifier(self) -> Verifier: ...

    def sign(self, text: bytes) -> bytes:
        """The signature alone. Raises `KeyRefused`."""
        ...


class Ed25519Signer:
    """A key in this process's memory."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, notes.ED25519, self._key.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        return self._key.sign(text)


class CommandSigner:
    """A program that signs, for a public key that is known here: SM2 in a certified module."""

    def __init__(self, verifier: Verifier, command: Sequence[str]) -> None:
        self.verifier, self._command = verifier, list(command)

    def sign(self, text: bytes) -> bytes:
        try:
            done = subprocess.run(self._command, input=text, capture_output=True, check=False, timeout=SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise KeyRefused(f"签名程序“{self._command[0]}”没有运行成功。请检查配置和密码机。") from error
        if done.returncode or not done.stdout:
            raise KeyRefused(f"签名程序“{self._command[0]}”没有给出签名。请检查配置和密码机。")
        return done.stdout


def signed(text: str, signers: Sequence[Signer]) -> Note:
    """A note with one line per signer. Raises `KeyRefused` when one signs wrongly."""
    lines = [Signature(one.verifier.name, one.verifier.keyid, one.sign(text.encode())) for one in signers]
    note = Note(text, tuple(lines))
    for one in signers:
        if signatures.check(note, one.verifier) not in (Finding.GOOD, Finding.UNCHECKED):
            raise KeyRefused(
                f"密钥“{one.verifier.name}”签出的内容不能用它的验证密钥核对，没有使用。请检查签名程序与验证密钥是否成对。"
            )
    return note


def countersigned(data: bytes, signer: Signer) -> Note:
    """The note, or the bare text, with one more signature. Raises `KeyRefused`, `NoteError`."""
    below: tuple[Signature, ...] = ()
    text = notes.plain(data)
    if "\n\n" in text:
        note = notes.parsed(data)
        text, below = note.text, note.signatures
    if not text.endswith("\n") or any(signer.verifier.made(one) for one in below):
        raise KeyRefused(f"没有签名：原文应以换行结尾，且没有“{signer.verifier.name}”的签名。请核对文件。")
    return Note(text, (*below, *signed(text, [signer]).signatures))


def make_key(path: Path, name: str) -> Verifier:
    """A fresh Ed25519 key in a new file, mode 0400. Raises `KeyRefused` where one lies already."""
    if not notes.NAME.fullmatch(name):
        raise KeyRefused("密钥名称只能用英文字母、数字和符号，不含空格和加号。")
    seed = Ed25519PrivateKey.generate().private_bytes_raw()
    signer = Ed25519Signer(name, seed)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o400)
    except FileExistsError as error:
        raise KeyRefused(f"文件 {path} 已存在，没有改动。请换一个文件名，旧密钥按轮换办法处理。") from error
    with os.fdopen(handle, "w") as file:
        file.write(f"{PRIVATE}{name}+{signer.verifier.keyid.hex()}+{notes.encoded(notes.ED25519 + seed)}\n")
        file.flush()
        os.fsync(file.fileno())
    return signer.verifier


def read_key(path: Path, *, never: str = "") -> Ed25519Signer:
    """The key in a file that its own user alone can read; `never` is the site's user. Raises `KeyRefused`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise KeyRefused(f"密钥文件 {path} 读不到。请确认文件存在，并由签名用户运行本命令。") from error
    with os.fdopen(handle, errors="replace") as file:
        _refuse_open_file(os.fstat(file.fileno()), path, never)
        text = file.read(1000).strip()
    return _signer(text, path)


def _refuse_open_file(found: os.stat_result, path: Path, never: str) -> None:
    if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) != 0o400 or found.st_uid != os.geteuid():
        raise KeyRefused(f"密钥文件 {path} 应属于运行本命令的用户，权限为 0400，没有使用。请先 chown、chmod 0400。")
    if never and never in _names(found.st_uid):
        raise KeyRefused(f"密钥文件 {path} 属于网站用户 {never}，网站不得接触密钥。请改由签名用户保管。")


def _names(uid: int) -> list[str]:
    return [entry.pw_name for entry in pwd.getpwall() if entry.pw_uid == uid]


def _signer(text: str, path: Path) -> Ed25519Signer:
    name, _, rest = text.removeprefix(PRIVATE).partition("+")
    keyid, _, value = rest.partition("+")
    data = notes.decoded(value) if text.startswith(PRIVATE) else b""
    if not data.startswith(notes.ED25519) or len(data) != 33:
        raise KeyRefused(f"文件 {path} 不是本系统的签名密钥。请指定 trail_key 生成的文件。")
    signer = Ed25519Signer(name, data[1:])
    if signer.verifier.keyid.hex() != keyid:
        raise KeyRefused(f"密钥文件 {path} 的编号与内容不符，可能已损坏，没有使用。")
    return signer


def sm2_point(pem: str) -> bytes:
    """The public key (65 bytes) in a PEM file as `openssl pkey -pubout` writes it. Raises `KeyRefused`, `NoteError`."""
    data = notes.decoded("".join(line for line in pem.splitlines() if not line.startswith("-----")))
    if not data.startswith(signatures.SM2_HEADER) or len(data) != len(signatures.SM2_HEADER) + 65:
        raise KeyRefused("这不是国密 SM2 公钥。请用 openssl pkey -pubout 导出后再试。")
    return data[len(signatures.SM2_HEADER) :]
