"""C2SP signed notes and checkpoints: one spelling each, and no bytes that upset the parser."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yangcheng_inspect.trail import notes
from yangcheng_inspect.trail.notes import Checkpoint, Note, NoteError, Signature, Verifier

ROOT = bytes(range(32))
CHECKPOINT = Checkpoint("yangcheng-ssj/2026-1", 1275, ROOT)
SIGNED = Note(CHECKPOINT.text, (Signature("yangcheng-ssj", b"1234", b"s" * 64),))
# The example of the specification.
SPECIMEN = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
SPECIMEN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_note_of_the_specification_is_read_and_written() -> None:
    note = notes.parsed(SPECIMEN.encode())

    assert notes.written(note) == SPECIMEN
    assert notes.verifier(SPECIMEN_KEY).made(note.signatures[0])


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text == "yangcheng-ssj/2026-1\n1275\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert notes.checkpoint(CHECKPOINT.text) == CHECKPOINT


def test_a_receipt_is_size_and_root() -> None:
    assert notes.receipt(CHECKPOINT.receipt) == (1275, ROOT)


@given(name=st.from_regex(notes.NAME, fullmatch=True), key=st.binary(min_size=32, max_size=32))
def test_a_verifier_key_survives_its_spelling(name: str, key: bytes) -> None:
    made = Verifier(name, notes.ED25519, key)

    assert notes.verifier(str(made)) == made


@given(data=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode(errors="replace")))
def test_whatever_comes_in_is_read_or_refused(data: bytes) -> None:
    with suppress(NoteError):
        assert notes.written(notes.parsed(data)).encode() == data


@given(place=st.integers(0, len(SPECIMEN.encode()) - 1), byte=st.integers(0, 255))
def test_a_note_with_one_byte_changed_is_refused_or_another(place: int, byte: int) -> None:
    data = bytearray(SPECIMEN.encode())
    data[place] = byte
    with suppress(NoteError):
        assert notes.written(notes.parsed(bytes(data))).encode() == bytes(data)


@given(text=st.text(max_size=200))
@pytest.mark.parametrize("read", [notes.checkpoint, notes.receipt, notes.verifier])
def test_any_text_is_read_or_refused(read: object, text: str) -> None:
    with suppress(NoteError):
        read(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n1\n",
        CHECKPOINT.text.replace("1275", "01275"),
        CHECKPOINT.text.replace("1275", "-1"),
        CHECKPOINT.text.replace("1275", "٣"),
        CHECKPOINT.text.replace("ssj/", "ssj "),
        CHECKPOINT.text.replace("Hh8=", "Hh9="),  # the same bytes, another spelling
        CHECKPOINT.text.replace("Hh8=", ""),
        CHECKPOINT.text + "more\n",
        CHECKPOINT.text.rstrip(),
    ],
)
def test_another_spelling_is_no_checkpoint(text: str) -> None:
    with pytest.raises(NoteError):
        notes.checkpoint(text)


@pytest.mark.parametrize(
    "data",
    [
        notes.written(SIGNED).encode()[:-1],
        CHECKPOINT.text.encode(),
        CHECKPOINT.text.encode() + b"\n",
        notes.written(SIGNED).encode().replace("— ".encode(), b"- "),
        notes.written(SIGNED).encode().replace(b"\n", b"\r\n"),
        notes.written(SIGNED).encode() + b"x" * notes.LONGEST,
        notes.written(Note(SIGNED.text, SIGNED.signatures * 17)).encode(),
        notes.written(Note(SIGNED.text, (Signature("a", b"1234", b""),))).encode(),
        b"\xff\xfe" + notes.written(SIGNED).encode(),
    ],
)
def test_another_form_is_no_note(data: bytes) -> None:
    with pytest.raises(NoteError):
        notes.parsed(data)


@pytest.mark.parametrize(("old", "new"), [("c74f", "c74e"), ("ARpc", "AhpC"), ("y10TW", "y10TX"), ("+c", " c")])
def test_a_key_is_told_by_its_number(old: str, new: str) -> None:
    with pytest.raises(NoteError):
        notes.verifier(SPECIMEN_KEY.replace(old, new))
