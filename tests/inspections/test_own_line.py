"""A firm's own line before names are public: the browser says what the library says."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from inspections.lottery import Membership, Pool, is_member
from inspections.lottery.commitment import commit_record
from inspections.lottery.own_line import own_line
from tests.factories.public_draws import hotels, names_of, salts, tree
from tests.inspections.test_verifiers import NODE


def in_browser(pool: Pool, texts: Iterable[str]) -> list[dict[str, Any]]:
    commit = commit_record(pool, names=names_of(pool), salts=salts(pool))
    lines = "\n".join(json.dumps({"text": text, "commit": commit}) for text in texts)
    program = Path(__file__).with_name("membership.node.js")
    done = subprocess.run([NODE, str(program)], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def proofs(pool: Pool) -> list[Membership]:
    grown = tree(pool)
    return [grown.membership(row.id) for row in pool.entities]


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
@pytest.mark.parametrize("firms", [6, 7, 8, 9, 31, 33])
def test_every_firm_of_a_pool_finds_itself(firms: int, hash: str) -> None:
    pool = hotels(firms=firms, hash=hash)

    answers = in_browser(pool, [own_line(pool.draw, proof) for proof in proofs(pool)])

    assert [answer["ok"] for answer in answers] == [True] * len(pool.entities)


def wrong(proof: Membership) -> list[Membership]:
    return [
        replace(proof, line=proof.line.replace("\t1\t0\tE", "\t2\t0\tE")),
        replace(proof, salt="00" * 16),
        replace(proof, index=proof.index ^ 1),
        replace(proof, path=proof.path[:-1]),
        replace(proof, path=(*proof.path, "0" * 64)),
        replace(proof, path=proof.path[::-1]),
    ]


def test_the_browser_refuses_what_the_library_refuses() -> None:
    pool = hotels(firms=20)
    changed = wrong(proofs(pool)[9])

    answers = in_browser(pool, [own_line(pool.draw, proof) for proof in changed])

    assert not any(is_member(proof, tree(pool).root, pool.hash) for proof in changed)
    assert not any(answer["ok"] for answer in answers)


def test_json_serves_as_well_as_lines() -> None:
    pool = hotels(firms=12)
    given = {"format": "SSJ-LINE/1", "draw": pool.draw, **asdict(proofs(pool)[3])}

    assert in_browser(pool, [json.dumps(given)])[0]["ok"]


def test_tabs_lost_in_an_editor_do_not_matter() -> None:
    pool = hotels(firms=12)
    text = own_line(pool.draw, proofs(pool)[3]).replace("\t", "   ").replace("\n", "\r\n")

    assert in_browser(pool, [text])[0]["ok"]


def test_a_line_of_another_draw_is_told_by_its_number() -> None:
    pool = hotels(firms=12)
    text = own_line("YC-GA-2026-0009", proofs(pool)[3])

    assert "属于抽取 YC-GA-2026-0009" in in_browser(pool, [text])[0]["say"]


def test_a_pool_of_another_size_is_told() -> None:
    pool = hotels(firms=12)
    text = own_line(pool.draw, replace(proofs(pool)[3], size=99))

    assert "名录有 99 户" in in_browser(pool, [text])[0]["say"]


@pytest.mark.parametrize("text", ["", "{", "你好", '{"draw": 1}', "[]", "SSJ-LINE/1\nsalt\tzz\n"])
def test_anything_else_is_answered_with_what_to_do(text: str) -> None:
    (answer,) = in_browser(hotels(firms=12), [text])

    assert (answer["ok"], answer["say"].endswith("原样粘贴全文。")) == (False, True)
