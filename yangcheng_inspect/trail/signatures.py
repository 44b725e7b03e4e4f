"""Whether a signature under a note is right. Ed25519 in this process; SM2 by the machine's `openssl`, if it can.

Tried by hand: `openssl pkeyutl -verify -pubin -inkey pub.pem -rawin -digest sm3 -pkeyopt distid:1234567812345678
-in text -sigfile signature`.
"""

import shutil
import subprocess
import tempfile
from enum import Enum
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yangcheng_inspect.trail import notes
from yangcheng_inspect.trail.notes import Note, Signature, Verifier

SM2_HEADER = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")  # of a SubjectPublicKeyInfo
SM2_OPTIONS = ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
SECONDS = 20


class Finding(Enum):
    """What became of one key's signature under a note."""

    GOOD = "签名有效"
    BAD = "签名无效"
    MISSING = "没有此密钥的签名"
    UNCHECKED = "未核验（本机没有国密模块）"


def check(note: Note, verifier: Verifier) -> Finding:
    """Every line of this key must be right; one that is wrong is not made good by another."""
    found = {_check(note.text.encode(), one, verifier) for one in note.signatures if verifier.made(one)}
    for finding in (Finding.BAD, Finding.UNCHECKED, Finding.GOOD):
        if finding in found:
            return finding
    return Finding.MISSING


def _check(text: bytes, signature: Signature, verifier: Verifier) -> Finding:
    if verifier.kind == notes.SM2:
        return _sm2(text, signature.value, verifier.key)
    return Finding.GOOD if right(text, signature.value, verifier) else Finding.BAD


def right(data: bytes, signature: bytes, verifier: Verifier) -> bool:
    """Whether an Ed25519 key made this signature over these bytes; False for a key of another kind."""
    if verifier.kind != notes.ED25519:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _sm2(text: bytes, signature: bytes, point: bytes) -> Finding:
    if not knows_sm2():
        return Finding.UNCHECKED
    with tempfile.TemporaryDirectory() as place:
        parts = {"text": text, "signature": signature, "key.pem": sm2_pem(point)}
        for name, data in parts.items():
            Path(place, name).write_bytes(data)
        files = ["-inkey", "key.pem", "-in", "text", "-sigfile", "signature"]
        command = ["openssl", "pkeyutl", "-verify", "-pubin", *SM2_OPTIONS, *files]
        try:
            done = subprocess.run(command, cwd=place, capture_output=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return Finding.UNCHECKED
    return Finding.GOOD if done.returncode == 0 else Finding.BAD


def knows_sm2() -> bool:
    """Whether this machine's `openssl` has the curve."""
    if shutil.which("openssl") is None:
        return False
    asked = ["openssl", "ecparam", "-name", "SM2", "-noout"]
    return subprocess.run(asked, capture_output=True, check=False, timeout=SECONDS).returncode == 0


def sm2_pem(point: bytes) -> bytes:
    """A public key (65 bytes, uncompressed) as `openssl` reads it."""
    body = notes.encoded(SM2_HEADER + point)
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""]).encode()
