"""What is published at freeze: counts and digests only, and each firm can find itself."""

import hashlib
from dataclasses import replace

import pytest

from inspections.lottery import (
    Entity,
    LotteryError,
    Pool,
    PoolTree,
    commit_record,
    digest,
    is_member,
    parse,
    void_record,
)
from tests.inspections.pools import VECTORS, frozen, make_pool


def salts(pool: Pool) -> dict[str, str]:
    return {row.id: digest(f"salt {row.id}", "sha256")[:32] for row in pool.entities}


def sized(size: int) -> Pool:
    return make_pool(entities=tuple(Entity(f"E{number:02}", "A") for number in range(size)))


def rfc9162(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, as the text puts it."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0]).digest() if leaves else hashlib.sha256().digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + rfc9162(leaves[:split]) + rfc9162(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(18))
def test_the_pool_root_is_that_of_rfc_9162(size: int) -> None:
    pool = sized(size)
    secret = salts(pool)

    leaves = [bytes.fromhex(secret[row.id]) + row.line().encode() for row in pool.entities]

    assert PoolTree(pool, secret).root == rfc9162(leaves).hex()


@pytest.mark.parametrize("size", range(1, 18))
def test_every_firm_finds_itself(size: int) -> None:
    pool = sized(size)
    tree = PoolTree(pool, salts(pool))

    assert all(is_member(tree.membership(row.id), tree.root, "sha256") for row in pool.entities)


@pytest.mark.parametrize("change", [{"line": "E\tE03\tA\t9\t0\tE"}, {"index": 4}, {"path": ()}, {"salt": "00" * 16}])
def test_a_changed_proof_proves_nothing(change: dict[str, object]) -> None:
    pool = sized(11)
    tree = PoolTree(pool, salts(pool))

    proof = replace(tree.membership("E03"), **change)

    assert not is_member(proof, tree.root, "sha256")


def test_a_missing_salt_is_refused() -> None:
    with pytest.raises(LotteryError, match="缺少有效的防猜测随机值"):
        PoolTree(sized(2), {"E00": "00" * 16})


@pytest.mark.parametrize("name", ["v2", "v3"])
def test_the_commitment_is_the_stored_vector(name: str) -> None:
    pool = parse(frozen(name))

    record = commit_record(pool, names="91140522MA0TEST001\t阳城县样例企业\n", salts=salts(pool))

    assert record.encode() == (VECTORS / f"{name}.commit.txt").read_bytes()


def test_the_commitment_names_no_firm() -> None:
    pool = parse(frozen("v2"))

    assert "TEST0" not in commit_record(pool, names="", salts=salts(pool))


def test_a_void_record_keeps_the_chain() -> None:
    record = void_record(draw="YC-GA-2025-0002", prev="ab" * 32, reason="NOBULLETIN")

    assert record.splitlines()[2:] == [f"prev\t{'ab' * 32}", f"frozen\t{'0' * 64}", "reason\tNOBULLETIN"]


def test_a_void_record_has_a_reason_code() -> None:
    with pytest.raises(LotteryError) as refused:
        void_record(draw="YC-GA-2025-0002", prev="ab" * 32, reason="")
    assert refused.value.code == "GRAMMAR"
