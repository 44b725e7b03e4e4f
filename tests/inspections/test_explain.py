"""What the public page says about a verified draw: the library's outcome in words, and no bundle but the published."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspections.lottery import Bundle, Fate, compute, digest
from tests.factories.public_draws import DIGITS, NONCE, bundle_of, hotels
from tests.inspections.bundles import values, vector_bundle
from tests.inspections.test_verifiers import NODE

POOL = hotels(firms=40)
OUTCOME = compute(POOL.text(), NONCE, DIGITS)


def published(bundle: Bundle, number: str = POOL.draw) -> dict[str, Any]:
    hashed = next(line for line in bundle.frozen.splitlines() if line.startswith("hash")).split("\t")[1]
    result = digest(bundle.result, hashed)
    return {"number": number, "commit": bundle.commit, "numbers": list(bundle.public), "result": result}


def page(bundle: Bundle | str, said: dict[str, Any], *find: str, how: str = "") -> dict[str, Any]:
    text = bundle if isinstance(bundle, str) else bundle.json()
    asked = json.dumps({"text": text, "published": said, "find": find})
    program = Path(__file__).with_name("explain.node.js")
    done = subprocess.run([NODE, str(program), how], input=asked, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def refusal(bundle: Bundle | str, said: dict[str, Any]) -> str:
    answer = page(bundle, said)
    assert not answer["ok"]
    return str(answer["checks"][-1]["say"])


@pytest.mark.parametrize("how", ["", "slices"])
@pytest.mark.parametrize("name", ["v1", "v2", "v3"])
def test_the_vectors_are_explained_on_either_thread(name: str, how: str) -> None:
    bundle = vector_bundle(name)
    number = bundle.commit.split("\n")[1].split("\t")[1]
    answer = page(bundle, published(bundle, number), how=how)

    assert [check["ok"] for check in answer["checks"]] == [True] * 5
    assert answer["summary"]["seed"] in bundle.result


def test_the_list_is_the_librarys_with_names_cut_offs_and_teams() -> None:
    summary = page(bundle_of(POOL), published(bundle_of(POOL)))["summary"]
    teams = {team.entity: list(team.members) for team in OUTCOME.teams}

    assert [[row["id"], row["key"], row["team"]] for row in summary["drawn"]] == [
        [row.entity.id, row.key, teams[row.entity.id]] for row in OUTCOME.drawn
    ]
    assert {row["code"]: row["cut"] for row in summary["strata"]} == OUTCOME.cutoffs
    assert all(row["name"].startswith("阳城县第") for row in summary["drawn"])


def test_replaced_officers_stand_beside_those_who_left() -> None:
    bundle = vector_bundle("v3")
    number = bundle.commit.split("\n")[1].split("\t")[1]
    summary = page(bundle, published(bundle, number))["summary"]

    assert {row["reason"] for row in summary["replacements"]} <= {"回避", "不能参加", "证件到期"}
    assert [row for row in summary["drawn"] if row["team"] != row["first"]]


WHY = {
    Fate.DRAWN: "已抽中。",
    Fate.RESERVE: "递补。",
    Fate.DIRECTED: "必查。",
    Fate.CAPPED: "达到每年 1 次的上限，不参加抽签。",
    Fate.EXCLUDED: "不参加抽签：已注销或者停业（X1）。",
    Fate.NOT_DRAWN: "没有抽中。",
}


def test_every_firm_finds_its_fate_and_the_reason() -> None:
    codes = [row.entity.id for row in OUTCOME.standings]
    found = page(bundle_of(POOL), published(bundle_of(POOL)), *codes)["found"]

    for row, (firm,) in zip(OUTCOME.standings, found, strict=True):
        assert firm["why"].endswith(WHY[row.fate])
        assert (firm["key"], firm["place"]) == (row.key, row.place or 0)


def test_a_firm_with_three_tickets_sees_all_of_them() -> None:
    heavy = next(row.id for row in POOL.entities if row.weight == 3)
    ((firm,),) = page(bundle_of(POOL), published(bundle_of(POOL)), heavy)["found"]

    keys = [ticket["key"] for ticket in firm["tickets"]]
    assert keys == [digest(ticket["text"], "sha256") for ticket in firm["tickets"]]
    assert (len(keys), firm["key"]) == (3, min(keys))


@pytest.mark.parametrize(("text", "count"), [("0012", 1), ("００１２", 1), (" 00-12 ", 1), ("9999", 0), ("0ZZ0", 0)])
def test_the_end_of_a_code_is_enough(text: str, count: int) -> None:
    assert len(page(bundle_of(POOL), published(bundle_of(POOL)), text)["found"][0]) == count


def test_less_than_four_digits_mean_no_firm() -> None:
    assert page(bundle_of(POOL), published(bundle_of(POOL)), "012")["found"] == [None]


def test_another_draws_bundle_is_refused_even_if_it_verifies() -> None:
    other = bundle_of(hotels("YC-GA-2026-0002"))

    assert "是抽取 YC-GA-2026-0002 的证据包" in refusal(other, published(bundle_of(POOL)))


@pytest.mark.parametrize(
    ("pool", "words"),
    [(hotels(firms=41), "封存公告与本页公布的不一致"), (hotels(firms=40, reserve=2), "封存公告与本页公布的不一致")],
)
def test_a_consistent_bundle_that_was_never_published_is_refused(pool: Any, words: str) -> None:
    assert words in refusal(bundle_of(pool), published(bundle_of(POOL)))


def test_other_numbers_than_those_published_are_refused() -> None:
    digits = ["W,3=000001.070511.996004"]
    other = bundle_of(POOL, public=digits, result=compute(POOL.text(), NONCE, digits).result_text)

    assert "抽取号码与本页公布的不一致" in refusal(other, published(bundle_of(POOL)))


def test_another_result_than_the_published_is_refused() -> None:
    other = replace(bundle_of(POOL), result=bundle_of(POOL).result + "\n")

    assert "结果校验码不一致" in refusal(other, published(bundle_of(POOL)))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "{}", '{"commit": 1}', "名单"])
def test_a_file_that_is_no_bundle_is_told_so(text: str) -> None:
    assert "证据包" in refusal(text, published(bundle_of(POOL)))


@pytest.mark.parametrize("how", ["", "slices"])
def test_a_changed_bundle_stops_at_the_check_it_fails(how: str) -> None:
    changed = values(bundle_of(POOL))
    changed["nonce"] = "00" * 32
    answer = page(json.dumps(changed), published(bundle_of(POOL)), how=how)

    assert [check["ok"] for check in answer["checks"]] == [True, True, False]
    assert "封存密钥与封存时公布的承诺不一致" in answer["checks"][-1]["say"]
