"""Whose signatures count, from which size on, and who may say that the log begins anew."""

import pytest

from tests.factories.trail import ADMINS, ORIGIN, keys, note, ring, signer
from yangcheng_inspect.trail import keyring
from yangcheng_inspect.trail.keyring import Epoch, NotSigned
from yangcheng_inspect.trail.notes import Checkpoint, NoteError

ROOT = bytes(32)
SECOND, THIRD = signer("second"), signer("third")
NEXT = "yangcheng-ssj/2026-2"


def rotation(start: int, key: object, *, by: object = None, origin: str = ORIGIN) -> str:
    text = f"{origin}\nrotation {start}\nsign {key.verifier}\n"  # type: ignore[attr-defined]
    return note(text, by or signer()).decode()  # type: ignore[arg-type]


def checkpoint(size: int, key: object = None, origin: str = ORIGIN) -> bytes:
    return note(Checkpoint(origin, size, ROOT).text, key or signer())  # type: ignore[arg-type]


def epoch(*by: object, origin: str = NEXT, last: int = 1285) -> bytes:
    said = Epoch(origin, Checkpoint(ORIGIN, last, ROOT), "恢复备份")
    return note(said.text, *(by or ADMINS))  # type: ignore[arg-type]


def test_a_checkpoint_of_a_listed_key_counts() -> None:
    said, found = ring().check(checkpoint(7))

    assert said.size == 7
    assert [finding.value for _, finding in found] == ["签名有效"]


def test_a_checkpoint_of_a_stranger_does_not() -> None:
    with pytest.raises(NotSigned, match="没有此密钥的签名"):
        ring().check(checkpoint(7, SECOND))


def test_every_key_of_the_list_must_sign() -> None:
    both = keyring.read(f"sign {signer().verifier}\nsign {SECOND.verifier}\n")

    with pytest.raises(NotSigned, match="second"):
        both.check(checkpoint(7))
    assert both.check(note(Checkpoint(ORIGIN, 7, ROOT).text, signer(), SECOND))


@pytest.mark.parametrize(
    ("size", "origin", "key"),
    [(99, ORIGIN, signer()), (100, ORIGIN, SECOND), (50, NEXT, SECOND), (150, NEXT, THIRD)],
)
def test_a_rotation_counts_from_its_size_on_and_in_later_epochs(size: int, origin: str, key: object) -> None:
    keys = ring(rotation(100, SECOND), rotation(120, THIRD, by=SECOND, origin=NEXT))

    assert keys.check(checkpoint(size, key, origin))
    others = [one for one in (signer(), SECOND, THIRD) if one.verifier != key.verifier]  # type: ignore[attr-defined]
    for other in others:
        with pytest.raises(NotSigned):
            keys.check(checkpoint(size, other, origin))


@pytest.mark.parametrize(
    "rotations",
    [
        [rotation(100, SECOND, by=SECOND)],  # a key cannot bring in itself
        [rotation(100, SECOND), rotation(200, THIRD)],  # the first key is out
        [rotation(100, SECOND), rotation(100, THIRD, by=SECOND)],
        [rotation(0, SECOND, origin="yangcheng-ssj")],
        [note(f"{ORIGIN}\n").decode()],
        [note(f"{ORIGIN}\nrotation 5\n").decode()],
        [note(f"{ORIGIN}\nrotation x\nsign {SECOND.verifier}\n").decode()],
        ["\ud800"],
    ],
)
def test_the_key_before_signs_the_key_after(rotations: list[str]) -> None:
    with pytest.raises(NoteError):
        ring(*rotations)


@pytest.mark.parametrize("text", ["", "# nothing\n", "sign junk\n", "trust me\n", f"epoch {SECOND.verifier}\n"])
def test_a_list_without_a_right_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        keyring.read(text)


def test_remarks_may_stand_in_the_list() -> None:
    assert keyring.read("# 由审计管理员保管\n\n" + keys()).check(checkpoint(1))


def test_both_administrators_open_an_epoch() -> None:
    said = ring().check_epoch(epoch())

    assert (said.origin, said.last.size, said.reason) == (NEXT, 1285, "恢复备份")


@pytest.mark.parametrize("by", [[ADMINS[0]], [ADMINS[1]], [signer()], [ADMINS[0], signer()]])
def test_one_administrator_alone_does_not(by: list[object]) -> None:
    with pytest.raises(NotSigned):
        ring().check_epoch(epoch(*by))


def test_one_key_under_two_names_is_one_administrator() -> None:
    key = ADMINS[0].verifier
    alone = keyring.read(f"sign {signer().verifier}\nepoch {key}\nepoch {key}\n")

    with pytest.raises(NotSigned, match="两名管理员"):
        alone.check_epoch(epoch(ADMINS[0]))


@pytest.mark.parametrize("origin", [ORIGIN, "yangcheng-ssj/2025-9", "yangcheng-ssj"])
def test_an_epoch_has_a_later_name(origin: str) -> None:
    with pytest.raises(NoteError):
        ring().check_epoch(epoch(origin=origin))


@pytest.mark.parametrize("text", ["x\n", Checkpoint(ORIGIN, 1, ROOT).text, f"{NEXT}\nepoch\n{ORIGIN}\n1\nAA==\n因\n"])
def test_another_text_opens_no_epoch(text: str) -> None:
    with pytest.raises(NoteError):
        ring().check_epoch(note(text, *ADMINS))
