"""The public side keeps the last checkpoint and takes none that does not go on from it (AU-7; tamper matrix W1, W2)."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from publicity.public_site import witness
from publicity.public_site.models import PublicCheckpoint
from publicity.services import checkpoints as publishing
from tests.factories.trail import ADMINS, ORIGIN, as_role, keys, note, ring, signer
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import log, proofs
from yangcheng_inspect.trail.keyring import Epoch
from yangcheng_inspect.trail.models import Checkpoint as Kept
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.notes import Checkpoint
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db

NEXT = "yangcheng-ssj/2026-2"
SHRANK = "WITNESS: 日志变短了"
FORKED = "WITNESS: 新的检查点没有延续已公布的检查点"
LEAVES = [log.leaf(str(number)) for number in range(40)]
OTHERS = [*LEAVES[:5], *(log.leaf(f"rewritten {number}") for number in range(35))]


def said(size: int, leaves: list[bytes] = LEAVES, origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, log.root_of(leaves[:size]))


def take(size: int, leaves: list[bytes] = LEAVES, *, after: int = 0, **given: Any) -> PublicCheckpoint:
    """The log of the first `size` leaves, with a proof from `after` on."""
    proof = proofs.consistency(leaves[:size], after) if 0 < after < size else []
    data = given.pop("data", None) or note(said(size, leaves, given.pop("origin", ORIGIN)).text)
    return witness.take(data, **({"ring": ring(), "proof": proof} | given))


def epoch(last: Checkpoint, *by: Any, origin: str = NEXT) -> bytes:
    return note(Epoch(origin, last, "恢复备份").text, *(by or ADMINS))


def test_the_first_checkpoint_needs_its_signature_alone() -> None:
    row = take(20)

    assert (row.origin, row.size, row.root) == (ORIGIN, 20, said(20).root.hex())


def test_a_log_that_went_on_is_published() -> None:
    take(20)
    take(33, after=20)

    assert list(PublicCheckpoint.objects.values_list("size", flat=True)) == [33, 20]


def test_the_same_note_again_changes_nothing() -> None:
    assert take(20) == take(20)
    assert PublicCheckpoint.objects.count() == 1


def test_w1_a_rewritten_log_is_refused_though_rightly_signed() -> None:
    take(20)

    with pytest.raises(witness.Refused, match=FORKED):
        take(33, OTHERS, after=20)


def test_w2_a_shortened_log_is_refused_though_rightly_signed() -> None:
    take(20)

    with pytest.raises(witness.Refused, match=SHRANK):
        take(12)


def bad_line(data: bytes) -> bytes:
    return data[:-12] + b"AAAAAAAAAA=\n"


OTHER_KEY = signer("stranger")
NEGATIVE: dict[str, tuple[dict[str, Any], str]] = {
    "no proof": ({"size": 33}, FORKED),
    "a proof of another size": ({"size": 33, "proof": proofs.consistency(LEAVES[:33], 19)}, FORKED),
    "half a proof": ({"size": 33, "proof": proofs.consistency(LEAVES[:33], 20)[:-1]}, FORKED),
    "more than a proof": ({"size": 33, "proof": [*proofs.consistency(LEAVES[:33], 20), bytes(32)]}, FORKED),
    "a proof in another order": ({"size": 33, "proof": proofs.consistency(LEAVES[:33], 20)[::-1]}, FORKED),
    "short hashes": ({"size": 33, "proof": [b"x"] * 6}, FORKED),
    "the same size, another root": ({"size": 20, "leaves": OTHERS}, FORKED),
    "the same size with a proof": ({"size": 20, "proof": [bytes(32)]}, FORKED),
    "the empty log": ({"size": 0}, SHRANK),
    "a stranger's key": ({"size": 33, "after": 20, "data": note(said(33).text, OTHER_KEY)}, "没有此密钥的签名"),
    "a stranger under our name": (
        {"size": 33, "after": 20, "data": note(said(33).text, OTHER_KEY).replace(b"stranger", b"yangcheng-ssj")},
        "没有此密钥的签名",
    ),
    "the signature of another note": (
        {"size": 33, "after": 20, "data": note(said(20).text).replace(b"\n20\n", b"\n33\n")},
        "签名无效",
    ),
    "a damaged signature": ({"size": 33, "after": 20, "data": bad_line(note(said(33).text))}, "签名无效|编码"),
    "no signature": ({"size": 33, "after": 20, "data": said(33).text.encode()}, "没有签名行"),
    "half a note": ({"size": 33, "after": 20, "data": note(said(33).text)[:40]}, "没有签名行"),
    "not a note": ({"size": 33, "after": 20, "data": b"\x00\xff"}, "UTF-8"),
    "a statement within an epoch": ({"size": 33, "after": 20, "epoch": epoch(said(20))}, "第一个检查点不需要"),
    "another name without a word": ({"size": 33, "origin": NEXT}, "日志名称变了"),
    "another name, one administrator": (
        {"size": 33, "origin": NEXT, "epoch": epoch(said(20), ADMINS[0])},
        "没有此密钥的签名",
    ),
    "another name, after another checkpoint": (
        {"size": 33, "origin": NEXT, "epoch": epoch(said(19))},
        "与已公布的最后一个检查点不符",
    ),
    "another name, after another log of that size": (
        {"size": 33, "origin": NEXT, "epoch": epoch(said(20, OTHERS))},
        "与已公布的最后一个检查点不符",
    ),
    "another name, a statement for a third": (
        {"size": 33, "origin": NEXT, "epoch": epoch(said(20), origin="yangcheng-ssj/2026-3")},
        "与已公布的最后一个检查点不符",
    ),
    "an earlier name": ({"size": 33, "origin": "yangcheng-ssj/2025-1"}, "日志名称变了"),
}


@pytest.mark.parametrize(("given", "words"), NEGATIVE.values(), ids=NEGATIVE)
def test_the_witness_refuses(given: dict[str, Any], words: str) -> None:
    take(20)

    with pytest.raises(DomainError, match=words):
        take(**given)
    assert PublicCheckpoint.objects.count() == 1


@pytest.mark.parametrize("given", [{"size": 0}, {"size": 9, "proof": [bytes(32)]}, {"size": 9, "epoch": b"x"}])
def test_nothing_else_comes_first(given: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        take(**given)


def test_an_epoch_begins_with_both_signatures_and_goes_on_by_itself() -> None:
    take(20)
    take(15, OTHERS, origin=NEXT, epoch=epoch(said(20)))
    row = take(22, OTHERS, after=15, origin=NEXT)

    assert (row.origin, row.size, row.epoch) == (NEXT, 22, "")


def test_an_epoch_may_begin_after_a_checkpoint_that_a_restore_took_from_us() -> None:
    """One database for both sites: what was published after the backup is gone here too; the signer still has it."""
    take(20)
    row = take(15, OTHERS, origin=NEXT, epoch=epoch(said(33)))

    assert (row.origin, row.size) == (NEXT, 15)


def test_an_epoch_that_ended_does_not_come_back() -> None:
    take(20)
    take(15, OTHERS, origin=NEXT, epoch=epoch(said(20)))

    with pytest.raises(witness.Refused, match="日志名称变了"):
        take(33)


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        ({"note": note(said(25, OTHERS).text, OTHER_KEY).decode()}, "没有此密钥的签名"),
        ({"note": note(said(20).text).decode()}, "与它的签名原文不符"),
    ],
    ids=["another key", "another note"],
)
def test_a_row_that_came_past_the_witness_is_not_gone_on_from(planted: dict[str, str], words: str) -> None:
    take(20)
    forked = said(25, OTHERS)
    PublicCheckpoint.objects.create(origin=ORIGIN, size=25, root=forked.root.hex(), kept_at=now(), **planted)

    with pytest.raises(DomainError, match=words):
        take(33, OTHERS, after=25)


@pytest.mark.parametrize("role", ["app", "owner"])
@pytest.mark.parametrize("what", ["UPDATE public_checkpoint SET size = 1", "DELETE FROM public_checkpoint"])
def test_a_published_checkpoint_stays(role: str, what: str) -> None:
    with as_role(role), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what)


@pytest.fixture
def signed(tmp_path: Any, settings: Any) -> Any:
    """Two events, and what the signer does: a row about the log as it stands."""
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    settings.TRAIL_KEYS.write_text(keys())

    def sign(**changes: Any) -> int:
        for _ in range(2):
            with transaction.atomic():
                record("login.ok", target="login/unknown", by=None)
        last = Event.objects.order_by("-seq")[0]
        made = {"size": last.seq + 1, "root": bytes.fromhex(last.root)} | changes
        data = note(Checkpoint(ORIGIN, made["size"], made["root"]).text).decode()
        with as_role("signer"):
            Kept.objects.create(size=made["size"], note=data, made_at=now())
        return int(made["size"])

    return sign


def test_the_command_publishes_whatever_waits(signed: Any, capsys: Any) -> None:
    sizes = [signed(), signed()]
    call_command("publish_checkpoints")
    sizes.append(signed())
    call_command("publish_checkpoints")
    call_command("publish_checkpoints")

    assert list(PublicCheckpoint.objects.order_by("pk").values_list("size", flat=True)) == sizes
    assert capsys.readouterr().out.count("已公布") == 3


def test_the_command_repeats_what_the_witness_says(signed: Any) -> None:
    size = signed()
    call_command("publish_checkpoints")
    signed(root=sha256(b"another history").digest())

    with pytest.raises(CommandError, match=FORKED):
        call_command("publish_checkpoints")
    assert [row.size for row in PublicCheckpoint.objects.all()] == [size]


def test_the_command_shows_the_witness_a_shorter_log_too(signed: Any) -> None:
    size = signed()
    call_command("publish_checkpoints")
    signed(size=size - 1)

    with pytest.raises(CommandError, match=SHRANK):
        call_command("publish_checkpoints")


def test_of_two_publishers_at_once_the_second_finds_the_work_done(
    signed: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Both saw the same notes wait; the first published them while the second computed."""
    signed()
    call_command("publish_checkpoints")
    signed()
    signed()
    waiting = publishing._waiting()
    call_command("publish_checkpoints")
    monkeypatch.setattr(publishing, "_waiting", lambda: waiting)
    capsys.readouterr()

    call_command("publish_checkpoints")

    assert capsys.readouterr().out == ""
    assert PublicCheckpoint.objects.count() == 3
