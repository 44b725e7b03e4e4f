"""One signed file between the two networks (security §2.8). Pure: no database, no Django model.

88 characters of base64 (an Ed25519 signature over everything behind the first line break), a line break, canonical
JSON. The bytes are verified before anything is parsed: what was not signed is not looked at.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publicity.public_site import schema
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import notes, signatures
from yangcheng_inspect.trail.notes import NoteError, Verifier
from yangcheng_inspect.trail.signing import Signer

LONGEST = 256 * 1024 * 1024  # bytes; a county's whole public site is a hundredth of it
HEAD = 88
FIRST = ""  # what `prev` says in the first file


class Refused(DomainError):
    """The file is not taken. Nothing of it was."""


def sealed(values: dict[str, Any], signer: Signer) -> bytes:
    """The file of these values."""
    body = schema.canonical(values).encode()
    return notes.encoded(signer.sign(body)).encode() + b"\n" + body


def opened(data: bytes, keys: Sequence[Verifier]) -> dict[str, Any]:
    """The values of a file that one of `keys` signed. Raises `Refused`, and nothing else whatever the bytes are."""
    body = _verified(data, keys)
    try:
        values = json.loads(body)
        if not isinstance(values, dict) or schema.canonical(values).encode() != body:
            raise ValueError
    except (ValueError, RecursionError) as error:
        raise Refused("文件签名有效，但内容不是规定的写法，没有导入。请在内网重新导出。") from error
    return values


def _verified(data: bytes, keys: Sequence[Verifier]) -> bytes:
    head, body = data[:HEAD], data[HEAD + 1 :]
    if len(data) > LONGEST or data[HEAD : HEAD + 1] != b"\n" or not head.isascii():
        raise Refused("这不是完整的传输文件，没有导入。请重新复制，仍然不行的在内网重新导出。")
    try:
        value = notes.decoded(head.decode())
    except NoteError as error:
        raise Refused("文件的签名读不出来，没有导入。请重新复制，仍然不行的在内网重新导出。") from error
    if not any(signatures.right(body, value, key) for key in keys):
        raise Refused("文件签名无效，没有导入：文件在路上损坏、被改动，或者不是由登记的密钥签名。请重新复制并核对。")
    return body


def digest(data: bytes) -> str:
    """What the next file's `prev` says of this one: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def follow(values: dict[str, Any], last: tuple[int, str], what: str) -> None:
    """Number and chain: exactly the file after `last` (number, SHA-256). Raises `Refused`."""
    no, prev = values["no"], values["prev"]
    if no <= last[0]:
        raise Refused(f"第 {no} 号{what}已经导入过，不能重复导入。上次导入到第 {last[0]} 号。")
    if no != last[0] + 1:
        raise Refused(f"缺少第 {last[0] + 1} 号{what}，不能跳过。请先导入第 {last[0] + 1} 号。")
    if prev != last[1]:
        raise Refused(f"第 {no} 号{what}没有接着已导入的第 {last[0]} 号，没有导入。请报告审计管理员。")


def keys(path: Path, role: str) -> list[Verifier]:
    """The keys of `role` (`bundle`, `inbox`) in the list of transfer keys, whose lines say `role verifier`."""
    try:
        lines = [line.split() for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
        found = [notes.verifier(line[1]) for line in lines if len(line) == 2 and line[0] == role]
    except (OSError, UnicodeDecodeError, NoteError) as error:
        raise Refused(f"传输密钥清单 {path} 读不到或者写法不对（TRANSFER_KEYS）。请由审计管理员放好清单。") from error
    if not found:
        raise Refused(f"传输密钥清单 {path} 里没有“{role}”的验证密钥。请由审计管理员登记后再办理。")
    return found


def read(path: Path) -> bytes:
    """The bytes of a file, not more than may be. Raises `Refused`."""
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1)
    except OSError as error:
        raise Refused(f"文件 {path} 读不到。请核对文件名、文件夹和权限。") from error


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file whole or not at all. Raises `Refused` where one of that name stands."""
    path = folder / name
    if path.exists():
        raise Refused(f"文件 {path} 已经存在，没有导出。请换一个文件夹。")
    fresh = folder / f".{name}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.rename(path)
    except OSError as error:
        raise Refused(f"文件 {path} 写不了。请核对文件夹、权限和剩余空间。") from error
    return path
