"""The published vectors of SSJ-DRAW/1, byte for byte. Statistics come second to these."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inspections.lottery import LotteryError, compute, digest, parse
from inspections.lottery.transport import read_pool, run
from tests.inspections.pools import VECTORS, frozen, load, load_lines, vector

NAMES = ["v1", "v2", "v3"]


def command(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inspections.lottery", str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_pool_freezes_to_the_published_text(name: str) -> None:
    assert read_pool(load(f"{name}.json")).text() == frozen(name)


@pytest.mark.parametrize("name", NAMES)
def test_reading_a_frozen_text_gives_the_same_pool(name: str) -> None:
    assert parse(frozen(name)) == read_pool(load(f"{name}.json"))


@pytest.mark.parametrize("name", NAMES)
def test_the_result_text_is_the_published_one(name: str) -> None:
    assert vector(name).result_text.encode() == (VECTORS / f"{name}.result.txt").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_the_expected_object(name: str) -> None:
    done = command(VECTORS / f"{name}.json")

    assert done.stdout == (VECTORS / f"{name}.expected.json").read_text(encoding="ascii").rstrip("\n") + "\n"
    assert done.returncode == 0


def test_the_command_names_the_error_and_fails(tmp_path: Path) -> None:
    given = load("v1.json")
    given["entities"].append(given["entities"][0])
    (tmp_path / "twice.json").write_text(json.dumps(given))

    done = command(tmp_path / "twice.json")

    assert (done.stdout, done.returncode) == ('{"error":"DUP"}\n', 1)
    assert "出现了 2 次" in done.stderr


def test_the_command_refuses_what_is_not_json(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("SSJ-DRAW/1")

    assert command(tmp_path / "no.json").stdout == '{"error":"INPUT"}\n'


@pytest.mark.parametrize("case", load_lines("cross.jsonl"))
def test_the_cross_cases_come_out_the_same(case: dict[str, Any]) -> None:
    try:
        answer = run(case["input"])
    except LotteryError as error:
        answer = {"error": error.code}

    assert {key: answer.get(key) for key in case["expect"]} == case["expect"]


def test_the_vectors_are_chained_by_prev() -> None:
    first, second, third = map(vector, NAMES)

    assert (second.pool.prev, third.pool.prev) == (first.result, second.result)


def test_infeasible_teams_keep_the_drawn_list() -> None:
    case = load_lines("cross.jsonl")[3]["input"]

    answer = run(case)

    assert (answer["cap"], answer["teams"], len(answer["drawn"])) == ("INFEASIBLE", {}, 10)
    assert answer["result_text"].endswith("C\tINFEASIBLE\n")


@pytest.mark.parametrize(("field", "value"), [("nonce", None), ("total", 2.0), ("team", "2 "), ("strata", 5)])
def test_json_of_another_type_is_refused(field: str, value: Any) -> None:
    with pytest.raises(LotteryError):
        run(load("v1.json") | {field: value})


def test_f_is_the_digest_of_the_file() -> None:
    assert vector("v1").frozen == digest(frozen("v1"), "sha256")


def test_the_same_numbers_in_another_order_of_sources_are_refused() -> None:
    given = load("v2.json")

    with pytest.raises(LotteryError, match="应依次为：KL8,2025301；W,3") as refused:
        compute(frozen("v2"), given["nonce"], given["public"][::-1])
    assert refused.value.code == "PUBLIC"


def test_the_draw_runs_without_django() -> None:
    check = "import sys, inspections.lottery; sys.exit('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", check], check=False, cwd=Path(__file__).parents[2])

    assert done.returncode == 0
