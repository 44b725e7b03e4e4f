"""The keys that `verify_trail.py` counts: SM2 beside Ed25519, and a rotation signed by the key before."""

import os
from pathlib import Path

import pytest

from tests.project.test_trail_signing import sm2, sm2_signer, with_sm2  # noqa: F401  a fixture and its helpers
from tests.trail.sealed import ORIGIN, SIGNER, STRANGER, note_at, root_at
from tests.trail.test_standalone import check, export
from yangcheng_inspect.trail import notes, signing

pytestmark = pytest.mark.django_db

SUCCESSOR = signing.Ed25519Signer("yangcheng-ssj-2", b"n" * 32)


@pytest.fixture
def exported(start: int, keys: Path, tmp_path: Path) -> Path:
    export(tmp_path / "export")
    return tmp_path / "export"


@pytest.fixture
def national(sm2: Path) -> signing.CommandSigner:  # noqa: F811
    return sm2_signer(sm2)


def both(size: int, *signers: signing.Signer) -> str:
    said = notes.Checkpoint(ORIGIN, size, bytes.fromhex(root_at(size)))
    return notes.written(signing.signed(said.text, signers))


@with_sm2
def test_a_second_signature_by_sm2_is_checked(
    start: int, exported: Path, disc: Path, keys: Path, national: signing.CommandSigner
) -> None:
    keys.write_text(f"sign {SIGNER.verifier}\nsign {national.verifier}\n")
    (disc / "both.txt").write_text(both(start + 20, SIGNER, national))
    assert check(exported, "--published", disc, "--keys", keys)[0] == 0
    (disc / "one.txt").write_text(note_at(start + 20))

    code, said = check(exported, "--published", disc, "--keys", keys)

    assert (code, "✗ 签名：one.txt：密钥“yangcheng-sm2”：没有此密钥的签名" in said) == (1, True)


@with_sm2
def test_without_openssl_sm2_is_said_to_be_unchecked(
    start: int,
    exported: Path,
    disc: Path,
    keys: Path,
    national: signing.CommandSigner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys.write_text(f"sign {SIGNER.verifier}\nsign {national.verifier}\n")
    (disc / "both.txt").write_text(both(start + 20, SIGNER, national))
    monkeypatch.setitem(os.environ, "PATH", str(disc))

    code, said = check(exported, "--published", disc, "--keys", keys)

    assert (code, "1 个检查点的国密签名未核验" in said) == (0, True)


def rotated(keys: Path, size: int, by: signing.Ed25519Signer) -> None:
    """From `size` on the successor signs; `by` says so."""
    text = f"{ORIGIN}\nrotation {size}\nsign {SUCCESSOR.verifier}\n"
    keys.write_text(f"{keys.read_text()}---\n{notes.written(signing.signed(text, [by]))}")


def test_after_a_rotation_the_new_key_counts_and_the_old_one_no_longer(
    start: int, exported: Path, disc: Path, keys: Path
) -> None:
    rotated(keys, start + 15, SIGNER)
    (disc / "10.txt").write_text(note_at(start + 10))
    (disc / "20.txt").write_text(note_at(start + 20, SUCCESSOR))
    assert check(exported, "--published", disc, "--keys", keys)[0] == 0
    (disc / "20.txt").write_text(note_at(start + 20))

    assert check(exported, "--published", disc, "--keys", keys)[0] == 1


def test_a_rotation_by_a_stranger_makes_the_list_worthless(start: int, exported: Path, disc: Path, keys: Path) -> None:
    rotated(keys, start + 15, STRANGER)
    (disc / "20.txt").write_text(note_at(start + 20, SUCCESSOR))

    code, said = check(exported, "--published", disc, "--keys", keys)

    assert (code, "✗ 密钥清单：" in said) == (1, True)
