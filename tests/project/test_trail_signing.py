"""Keys lie where only their user reads them, and no signature is ever taken on trust."""

import os
import pwd
import shlex
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from yangcheng_inspect.trail import notes, signatures, signing
from yangcheng_inspect.trail.signatures import Finding
from yangcheng_inspect.trail.signing import CommandSigner, Ed25519Signer, KeyRefused

TEXT = "yangcheng-ssj/2026-1\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
with_sm2 = pytest.mark.skipif(not signatures.knows_sm2(), reason="this machine's openssl has no SM2")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    signing.make_key(path, "yangcheng-ssj")
    return path


def test_what_a_key_signs_its_verifier_key_accepts(key: Path) -> None:
    signer = signing.read_key(key)

    note = signing.signed(TEXT, [signer])

    assert signatures.check(note, notes.verifier(str(signer.verifier))) == Finding.GOOD


def test_another_text_is_not_what_was_signed(key: Path) -> None:
    signer = signing.read_key(key)
    note = signing.signed(TEXT, [signer])

    other = notes.Note(TEXT.replace("\n1\n", "\n2\n"), note.signatures)

    assert signatures.check(other, signer.verifier) == Finding.BAD


def test_a_note_without_a_line_of_the_key_is_not_signed_by_it(key: Path) -> None:
    note = signing.signed(TEXT, [signing.read_key(key)])

    assert signatures.check(note, Ed25519Signer("yangcheng-ssj", bytes(32)).verifier) == Finding.MISSING


def test_a_right_line_does_not_excuse_a_wrong_one(key: Path) -> None:
    signer = signing.read_key(key)
    line = signing.signed(TEXT, [signer]).signatures[0]
    wrong = notes.Signature(line.name, line.keyid, bytes(64))

    assert signatures.check(notes.Note(TEXT, (line, wrong)), signer.verifier) == Finding.BAD


@pytest.mark.parametrize("mode", [0o600, 0o440, 0o404, 0o500])
def test_a_key_that_others_could_read_or_change_is_refused(key: Path, mode: int) -> None:
    key.chmod(mode)

    with pytest.raises(KeyRefused, match="0400"):
        signing.read_key(key)


def test_a_key_behind_a_link_is_refused(key: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(key)

    with pytest.raises(KeyRefused, match="读不到"):
        signing.read_key(tmp_path / "link")


def test_the_sites_user_may_hold_no_key(key: Path) -> None:
    with pytest.raises(KeyRefused, match="网站不得接触密钥"):
        signing.read_key(key, never=pwd.getpwuid(os.geteuid()).pw_name)


@pytest.mark.parametrize("change", ["", "junk", "PRIVATE+KEY+a+b+c", None])
def test_a_damaged_key_is_refused(key: Path, change: str | None) -> None:
    text = key.read_text().replace("+KEY+yangcheng", "+KEY+yangchenj") if change is None else change
    key.chmod(0o600)
    key.write_text(text)
    key.chmod(0o400)

    with pytest.raises((KeyRefused, notes.NoteError)):
        signing.read_key(key)


def test_a_new_key_never_replaces_an_old_one(key: Path) -> None:
    before = key.read_bytes()

    with pytest.raises(KeyRefused, match="已存在"):
        signing.make_key(key, "other")
    assert key.read_bytes() == before


def test_the_command_prints_the_verifier_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("trail_key", "yangcheng-ssj", str(tmp_path / "new"))

    printed = notes.verifier(capsys.readouterr().out.strip())
    assert printed == signing.read_key(tmp_path / "new").verifier


def test_the_command_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="请写明"):
        call_command("trail_key", "yangcheng-ssj")


@pytest.mark.parametrize("command", ["/nowhere/at-all", "false", "true", "echo nonsense"])
def test_a_program_that_does_not_sign_is_refused(key: Path, command: str) -> None:
    signer = CommandSigner(signing.read_key(key).verifier, shlex.split(command))

    with pytest.raises(KeyRefused):
        signing.signed(TEXT, [signer])


@pytest.fixture(scope="module")
def sm2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a throw-away SM2 key and its public half."""
    place = tmp_path_factory.mktemp("sm2")
    make = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "key.pem"]
    for arguments in (make, ["pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem"]):
        subprocess.run(["openssl", *arguments], cwd=place, check=True, capture_output=True)
    return place


def sm2_signer(place: Path) -> CommandSigner:
    verifier = notes.Verifier("yangcheng-sm2", notes.SM2, signing.sm2_point((place / "pub.pem").read_text()))
    key = ["-inkey", str(place / "key.pem"), "-in", "/dev/stdin"]
    return CommandSigner(verifier, ["openssl", "pkeyutl", "-sign", *signatures.SM2_OPTIONS, *key])


@with_sm2
def test_sm2_signs_and_is_checked_by_openssl(sm2: Path) -> None:
    signer = sm2_signer(sm2)

    note = signing.signed(TEXT, [signer])

    assert signatures.check(note, notes.verifier(str(signer.verifier))) == Finding.GOOD
    other = notes.Note(TEXT.replace("\n1\n", "\n2\n"), note.signatures)
    assert signatures.check(other, signer.verifier) == Finding.BAD


@with_sm2
def test_without_a_module_sm2_is_said_to_be_unchecked(sm2: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signer = sm2_signer(sm2)
    note = signing.signed(TEXT, [signer])
    monkeypatch.setattr(signatures, "knows_sm2", lambda: False)

    assert signatures.check(note, signer.verifier).value == "未核验（本机没有国密模块）"


@with_sm2
def test_a_module_that_does_not_answer_leaves_the_signature_unchecked(
    sm2: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = sm2_signer(sm2)
    note = signing.signed(TEXT, [signer])
    monkeypatch.setattr(signatures, "knows_sm2", lambda: True)
    monkeypatch.setattr(signatures, "SECONDS", 0)

    assert signatures.check(note, signer.verifier) == signatures.Finding.UNCHECKED


@with_sm2
def test_the_command_reads_an_sm2_public_key(sm2: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("trail_key", "yangcheng-sm2", sm2=sm2 / "pub.pem")

    assert notes.verifier(capsys.readouterr().out.strip()).kind == notes.SM2
