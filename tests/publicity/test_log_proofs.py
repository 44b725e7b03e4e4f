"""Each published record has a proof that it stands in the log of a signed checkpoint (decisions, Trail 4)."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from inspections.models import Inspection
from publicity.public_site import evidence, witness
from publicity.public_site.models import PublicCheckpoint, PublicProof, PublicResult
from publicity.public_site.schema import NotPublic
from publicity.services import log_proofs
from tests.factories.inspections import InspectionFactory
from tests.factories.trail import ORIGIN, keys, note, ring
from yangcheng_inspect.trail import log, proofs
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.notes import Checkpoint

pytestmark = pytest.mark.django_db


def checkpoint() -> PublicCheckpoint:
    """The log as it stands, signed and published."""
    leaves = [bytes.fromhex(leaf) for leaf in Event.objects.order_by("seq").values_list("leaf", flat=True)]
    last = PublicCheckpoint.objects.first()
    proof = proofs.consistency(leaves, last.size) if last else []
    said = Checkpoint(ORIGIN, len(leaves), log.root_of(leaves))
    return witness.take(note(said.text), ring=ring(), proof=proof)


@pytest.fixture
def row() -> PublicResult:
    inspection: Inspection = InspectionFactory(approved=True)
    return PublicResult.objects.get(publication_id=inspection.publication.pk)


def test_a_published_record_is_proved_by_the_next_checkpoint(row: PublicResult) -> None:
    assert log_proofs.prove_new() == []

    under = checkpoint()
    (proof,) = log_proofs.prove_new()

    path = [bytes.fromhex(one) for one in proof.path]
    assert proofs.includes(bytes.fromhex(under.root), under.size, log.leaf(proof.payload), proof.index, path)
    assert json.loads(proof.payload)["public"] == row.record_hash


def test_nothing_is_proved_twice(row: PublicResult) -> None:
    checkpoint()
    log_proofs.prove_new()
    InspectionFactory(approved=True)
    checkpoint()

    (proof,) = log_proofs.prove_new()
    assert proof.publication_id != row.publication_id


def test_a_record_newer_than_the_checkpoint_waits(row: PublicResult) -> None:
    checkpoint()
    InspectionFactory(approved=True)

    assert [proof.publication_id for proof in log_proofs.prove_new()] == [row.publication_id]


def test_the_log_is_not_read_for_records_that_only_wait(row: PublicResult, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint()
    log_proofs.prove_new()
    InspectionFactory(approved=True)
    monkeypatch.setattr(proofs, "Tree", None)

    assert log_proofs.prove_new() == []


def test_a_record_exchanged_behind_the_log_gets_no_proof(row: PublicResult) -> None:
    row.record_hash = "0" * 64
    checkpoint()
    event = Event.objects.get(act="publication.publish")

    with pytest.raises(NotPublic, match="没有公布"):
        evidence.put(row, payload=event.payload, index=event.seq, path=[], under=PublicCheckpoint.objects.get())


def test_a_way_that_leads_elsewhere_is_not_shown(row: PublicResult) -> None:
    under = checkpoint()
    event = Event.objects.get(act="publication.publish")

    with pytest.raises(NotPublic, match="verify_trail"):
        evidence.put(row, payload=event.payload, index=event.seq, path=[log.EMPTY], under=under)
    assert not PublicProof.objects.exists()


def test_the_record_is_served_in_the_bytes_of_its_hash(public: Client, row: PublicResult) -> None:
    served = public.get(f"/results/{row.number}/record.json")

    assert sha256(served.content).hexdigest() == row.record_hash
    assert served.headers["Content-Type"] == "application/json"


def test_the_proof_carries_all_a_stranger_needs(
    public: Client, row: PublicResult, tmp_path: Path, settings: Any
) -> None:
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    settings.TRAIL_KEYS.write_text(keys())
    assert public.get(f"/results/{row.number}/proof.json").status_code == 404
    under = checkpoint()
    log_proofs.prove_new()

    proof = public.get(f"/results/{row.number}/proof.json").json()
    assert (proof["size"], proof["root"], proof["note"], proof["keys"]) == (under.size, under.root, under.note, keys())
    assert {"format", "payload", "index", "path"} <= proof.keys()


def test_nothing_personal_is_in_a_proof(public: Client, row: PublicResult) -> None:
    checkpoint()
    log_proofs.prove_new()

    payload = json.loads(public.get(f"/results/{row.number}/proof.json").json()["payload"])
    assert payload.keys() == {"act", "detail", "obj", "public", "seq", "state", "ts", "v", "who"}
    assert {len(payload[name]) for name in ("detail", "public", "state", "who")} == {64}


def test_the_page_offers_the_check_once_there_is_a_proof(public: Client, row: PublicResult) -> None:
    assert "随下一个检查点公布" in public.get(f"/results/{row.number}/").content.decode()
    checkpoint()
    log_proofs.prove_new()

    assert "data-proof=" in public.get(f"/results/{row.number}/").content.decode()


def test_publishing_checkpoints_proves_what_they_cover(
    row: PublicResult, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    settings.TRAIL_KEYS.write_text(keys())
    checkpoint()

    call_command("publish_checkpoints")
    assert "1 条公示有了留痕证明" in capsys.readouterr().out
