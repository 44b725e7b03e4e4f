"""The file from inside to the public machine: verified before parsed, whole or not at all (security §2.8, PB-8)."""

import json
import random
from typing import Any

import pytest
from django.db import transaction

from publicity.models import Bundle, Publication
from publicity.public_site import transfer_file
from publicity.public_site.models import PublicCheckpoint, PublicImport, PublicProof, PublicResult
from publicity.public_site.transfer_file import Refused
from publicity.services import bundles
from publicity.status import MOVES
from publicity.transfer_status import TransferStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.public_draws import bundle_of, hotels, opened_draw
from tests.factories.public_site import PublicItemFactory
from tests.factories.trail import signer
from tests.publicity import networks
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.moves import move

pytestmark = pytest.mark.django_db
NEXT = "yangcheng-ssj/2026-2"


@pytest.fixture
def first(settings: Any) -> bytes:
    """One result, one item and an opened draw, on their way."""
    settings.PUBLIC_SITE_APART = True
    networks.build_public_machine()
    InspectionFactory(approved=True)
    PublicItemFactory()
    opened_draw(hotels(firms=10, drawn=2), bundle_of(hotels(firms=10, drawn=2)))
    networks.sealed()
    return networks.exported()


def values_of(data: bytes) -> dict[str, Any]:
    return transfer_file.opened(data, networks.KEYS)


def test_the_public_machine_shows_what_was_sent(first: bytes) -> None:
    row = networks.taken(first)

    assert networks.shown() == dict(PublicResult.objects.values_list("number", "entity_name"))
    with networks.outside():
        assert PublicProof.objects.count() == 1
    assert (row.no, sum(row.counts.values())) == (1, len(values_of(first)["items"]))
    assert {"公示结果", "公开的抽查事项", "抽取公示", "证据包"} <= row.counts.keys()


def test_what_has_not_changed_is_not_sent_again(first: bytes) -> None:
    assert bundles.export(signer=networks.SENDER, by=None) is None


def test_a_result_without_proof_waits(first: bytes) -> None:
    InspectionFactory(approved=True)
    PublicItemFactory()

    made = bundles.export(signer=networks.SENDER, by=None)

    assert made is not None
    assert [row["kind"] for row in values_of(made.data)["items"]] == ["item"]
    assert made.waiting == 1


def test_the_next_file_goes_on_from_the_first(first: bytes) -> None:
    networks.taken(first)
    InspectionFactory(approved=True)
    networks.sealed()
    second = networks.taken(networks.exported())

    assert (second.no, len(networks.shown())) == (2, 2)


def test_what_the_public_machine_refused_is_made_anew(first: bytes) -> None:
    """Nobody took number 1 or what came behind it: the chain begins again where the receipts end."""
    PublicItemFactory()
    networks.exported()

    again = networks.exported(after=bundles.Standing())
    PublicItemFactory()

    assert [networks.taken(data).no for data in (again, networks.exported())] == [1, 2]
    assert Bundle.objects.get(no=1).sha256 == transfer_file.digest(again)


def test_what_has_its_receipt_is_not_made_anew(first: bytes) -> None:
    when, by = now(), UserFactory(office=True)
    stamps = {"imported_at": when, "acknowledged_at": when, "acknowledged_by": by}
    bundle = Bundle.objects.get()
    with transaction.atomic():
        move(bundle, TransferStatus.ACKNOWLEDGED, table=MOVES, by=by, action="bundle.acknowledge", **stamps)

    with pytest.raises(DomainError, match="不能重新导出"):
        networks.exported(after=bundles.Standing())


def test_after_an_epoch_only_the_new_log_is_told(first: bytes) -> None:
    """The public machine has the old log, also what a restore has taken from this one."""
    row = networks.taken(first)
    PublicCheckpoint.objects.create(origin=NEXT, size=3, root="00" * 32, note="", epoch="said by both", kept_at=now())

    lost = bundles.Standing(1, row.sha256, row.origin, row.size + 40)
    told = values_of(networks.exported(after=lost))["checkpoints"]

    assert [(one["epoch"], one["consistency"]) for one in told] == [("said by both", [])]


def test_nothing_leaves_before_a_checkpoint(settings: Any) -> None:
    PublicItemFactory()

    with pytest.raises(DomainError, match="sign_checkpoint"):
        bundles.export(signer=networks.SENDER, by=None)


def test_5000_corruptions_none_accepted_none_raises(first: bytes) -> None:
    dice, refused = random.Random(8), 0
    for _ in range(5000):
        damaged = corrupted(first, dice)
        if damaged == first:
            continue
        try:
            transfer_file.opened(damaged, networks.KEYS)
        except Refused:
            refused += 1
    assert refused >= 4990
    with pytest.raises(Refused):
        networks.taken(damaged)
    assert networks.shown() == {}


def corrupted(data: bytes, dice: random.Random) -> bytes:
    """One of: a bit flipped, cut off, a piece gone, a piece doubled, two pieces exchanged, noise put in."""
    at, end = sorted(dice.sample(range(len(data) + 1), 2))
    if dice.random() < 0.3:  # where the signature is, as often as elsewhere
        at, end = sorted(dice.sample(range(90), 2))
    flipped = bytes([data[at % len(data)] ^ 1 << dice.randrange(8)])
    kinds = [
        data[:at] + flipped + data[at + 1 :],
        data[:at],
        data[:at] + data[end:],
        data[:end] + data[at:end] + data[end:],
        data[end:] + data[:end],
        data[:at] + dice.randbytes(dice.randrange(1, 40)) + data[at:],
    ]
    return dice.choice(kinds)


def test_a_replay_is_refused(first: bytes) -> None:
    networks.taken(first)

    with pytest.raises(Refused, match="第 1 号传输包已经导入过"):
        networks.taken(first)


def test_a_skip_is_refused(first: bytes) -> None:
    PublicItemFactory()
    second = networks.exported()

    with pytest.raises(Refused, match="缺少第 1 号传输包"):
        networks.taken(second)
    assert networks.shown() == {}


def test_a_fork_is_refused(first: bytes) -> None:
    networks.taken(networks.forged(first, made_at="2026-04-02T10:00:00+08:00"))
    PublicItemFactory()

    with pytest.raises(Refused, match="没有接着已导入的第 1 号"):
        networks.taken(networks.exported())


def with_row(data: bytes, kind: str, change: Any) -> bytes:
    """The file with one row of a kind changed by `change(value)`, rightly signed."""
    values = json.loads(data[89:])
    for row in values["items"]:
        if row["kind"] == kind:
            change(row["value"])
    return transfer_file.sealed(values, networks.SENDER)


def rename(value: dict[str, Any], name: str) -> None:
    value["record"]["entity"]["name"] = name


REFUSED: dict[str, tuple[str, Any, str]] = {
    "an extra field in a record": ("result", lambda v: v["record"].update(phone="x"), "不在公开范围内的字段：phone"),
    "an extra field beside it": ("item", lambda v: v.update(note="x"), "不在公开范围内的字段：note"),
    "a phone in a name": ("result", lambda v: rename(v, "君悦酒店13800138000"), "手机号码"),
    "an identity number": ("draw", lambda v: v.update(task_name="140522198001011234"), "身份证号"),
    "a field of another type": ("item", lambda v: v.update(version_id="1"), "类型不对"),
    "a record that was not logged": ("result", lambda v: rename(v, "另一家酒店"), "留痕证明与公布的内容或检查点不符"),
    "a path that leads nowhere": ("result", lambda v: v["proof"].update(path=["00" * 32]), "留痕证明"),
    "a path of no hashes": ("result", lambda v: v["proof"].update(path=["xx"]), "对不上"),
    "an unpublished checkpoint": ("result", lambda v: v["proof"].update(size=1), "检查点没有公布过"),
    "another row's number": ("result", lambda v: v.update(publication_id=9), "编号不符"),
    "an unknown status": ("draw", lambda v: v.update(status="GONE"), "状态不认识"),
}


def refusal_of(data: bytes) -> str:
    """What the public machine says; it has taken nothing."""
    with pytest.raises(DomainError) as refusal:
        networks.taken(data)
    with networks.outside():
        assert not PublicImport.objects.exists()
        assert not PublicResult.objects.exists()
    return str(refusal.value)


def test_signed_rows_are_refused_for_what_they_say(first: bytes) -> None:
    for name, (kind, change, words) in REFUSED.items():
        said = refusal_of(with_row(first, kind, change))

        assert words in said, f"{name}: {said}"
        assert "\n" not in said


HEADS: dict[str, tuple[dict[str, Any], str]] = {
    "another format": ({"format": "SSJ-TRANSFER/9"}, "不认识"),
    "an extra head": ({"extra": 1}, "不在公开范围内的字段：extra"),
    "no checkpoint": ({"checkpoints": [], "items": []}, "没有检查点"),
    "an unknown kind": ({"items": [{"kind": "user", "key": "1", "value": {}}]}, "不认识的种类"),
    "a negative number": ({"no": -1}, "已经导入过"),
    "a list for a head": ({"no": [1]}, "类型不对"),
}


def test_signed_heads_are_refused_for_what_they_say(first: bytes) -> None:
    for name, (head, words) in HEADS.items():
        said = refusal_of(networks.forged(first, **head))

        assert words in said, f"{name}: {said}"


def test_another_key_is_refused(first: bytes) -> None:
    with pytest.raises(Refused, match="签名无效"):
        networks.taken(transfer_file.sealed(values_of(first), signer("stranger")))


def test_a_rewritten_history_is_refused(first: bytes) -> None:
    networks.taken(first)
    head = values_of(first)["checkpoints"][0]
    note = networks.note(networks.Checkpoint(networks.ORIGIN, 99999, bytes(32)).text).decode()
    forged = networks.forged(
        first, no=2, prev=transfer_file.digest(first), checkpoints=[head | {"note": note}], items=[]
    )

    with pytest.raises(DomainError, match="WITNESS"):
        networks.taken(forged)


def test_publications_wait_for_the_receipt(first: bytes) -> None:
    assert [row.status for row in Publication.objects.all()] == ["SENT"]
