"""The three programs that compute a draw agree: the bureau's library, verify_draw.py, the browser's JavaScript."""

import json
import runpy
import subprocess
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from inspections.lottery import Bundle, LotteryError, digest, read_bundle
from tests.inspections.bundles import bundle_of, cross_bundles, random_bundles, values, vector_bundle
from tests.inspections.pools import NONCE, make_pool

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "static/verify/verify_draw.py"
NODE = str(resources.files("playwright") / "driver" / "node")
STANDALONE = runpy.run_path(str(PROGRAM))
DRAWS = 1000


def in_javascript(bundles: Sequence[Any]) -> list[dict[str, Any]]:
    lines = "\n".join(json.dumps(bundle) for bundle in bundles)
    program = Path(__file__).with_name("verify.node.js")
    done = subprocess.run([NODE, str(program)], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def in_python(bundle: Any) -> list[tuple[str, str]]:
    """(title, sentence) of every check, the last one the refusal if there is one."""
    said = []
    try:
        said.extend(STANDALONE["verify"](bundle))
    except STANDALONE["Refusal"] as refusal:
        said.append((refusal.args[1], refusal.args[0]))
    return said


def passed(said: Sequence[Sequence[str]]) -> bool:
    return said[-1][0] == "人员替换" and said[-1][1].endswith(("均按规则算出。", "没有人员替换。"))


def command(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(PROGRAM), str(path)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["v1", "v2", "v3"])
def test_the_published_vectors_verify_in_both_programs(name: str) -> None:
    bundle = values(vector_bundle(name))

    assert passed(in_python(bundle))
    assert in_javascript([bundle])[0]["ok"]


def test_the_cross_cases_verify_in_both_programs() -> None:
    bundles = [values(bundle) for bundle in cross_bundles()]

    assert all(passed(in_python(bundle)) for bundle in bundles)
    assert all(answer["ok"] for answer in in_javascript(bundles))


@pytest.fixture(scope="module")
def thousand() -> list[Bundle]:
    return random_bundles(DRAWS, seed=20261122)


def test_a_thousand_random_draws_come_out_the_same_in_all_three_programs(thousand: list[Bundle]) -> None:
    bundles = [values(bundle) for bundle in thousand]
    browser = in_javascript(bundles)

    for bundle, answer in zip(bundles, browser, strict=True):
        said = in_python(bundle)
        assert passed(said)
        assert [list(line) for line in said] == answer["said"]


def test_the_random_draws_show_every_feature(thousand: list[Bundle]) -> None:
    words = ["\nM\t", "\nV\t", "\nT\t", "INFEASIBLE"]

    assert all(sum(word in bundle.result for bundle in thousand) > 50 for word in words)
    assert sum(len(bundle.replacements) > 1 for bundle in thousand) > 20


def _line(text: str, tag: str, number: int = 0) -> str:
    return [line for line in text.splitlines(keepends=True) if line.startswith(f"{tag}\t")][number]


def _weight(bundle: dict[str, Any]) -> None:
    row = _line(bundle["frozen"], "E")
    bundle["frozen"] = bundle["frozen"].replace(row, row.replace("\t3\t0\tE", "\t4\t0\tE"))


def _one_more(bundle: dict[str, Any]) -> None:
    row = _line(bundle["frozen"], "E", -1)
    bundle["frozen"] = bundle["frozen"].replace(row, row + row.replace("TEST022", "TEST023"))


def _one_less(bundle: dict[str, Any]) -> None:
    bundle["frozen"] = bundle["frozen"].replace(_line(bundle["frozen"], "E", 9), "")


def _order(bundle: dict[str, Any]) -> None:
    first, second, third = bundle["public"][1].removeprefix("W,3=").split(".")
    bundle["public"][1] = f"W,3={second}.{first}.{third}"


def _digit(bundle: dict[str, Any]) -> None:
    bundle["public"][1] = bundle["public"][1].replace("000017", "000018")


def _nonce(bundle: dict[str, Any]) -> None:
    bundle["nonce"] = "0" * 64


def _swap(bundle: dict[str, Any], tag: str, column: int) -> None:
    """The values of one column of the first two rows change places."""
    rows = [_line(bundle["result"], tag, number).split("\t") for number in (0, 1)]
    old = ["\t".join(row) for row in rows]
    rows[0][column], rows[1][column] = rows[1][column], rows[0][column]
    bundle["result"] = bundle["result"].replace("".join(old), "".join("\t".join(row) for row in rows))


def _prev(bundle: dict[str, Any]) -> None:
    line = _line(bundle["frozen"], "prev")
    bundle["frozen"] = bundle["frozen"].replace(line, "prev\t" + "0" * 64 + "\n")


def _prev_in_both(bundle: dict[str, Any]) -> None:
    _prev(bundle)
    bundle["commit"] = bundle["commit"].replace(_line(bundle["commit"], "prev"), "prev\t" + "0" * 64 + "\n")


TAMPERED = [
    (_weight, "名录未改动", "户数没有变，但内容的校验码与封存公告不一致"),
    (_one_more, "名录未改动", "封存时公布 22 户，现有 23 户，多出 1 户"),
    (_one_less, "名录未改动", "封存时公布 22 户，现有 21 户，少了 1 户"),
    (_order, "号码未改动", "见证人数字的次序被调换"),
    (_digit, "号码未改动", "抽取号码或者结果记录被改动"),
    (_nonce, "号码未改动", "封存密钥与封存时公布的承诺不一致"),
    (lambda bundle: _swap(bundle, "D", 2), "结果由号码算出", "抽中名单（91140522MA0TEST017）"),
    (lambda bundle: _swap(bundle, "T", 3), "结果由号码算出", "检查组（91140522MA0TEST017）"),
    (_prev, "名录未改动", "“前一记录”与封存公告不一致"),
    (_prev_in_both, "名录未改动", "内容的校验码与封存公告不一致"),
]


@pytest.mark.parametrize(("tamper", "title", "sentence"), TAMPERED)
def test_a_tampered_bundle_is_refused_with_the_right_sentence(tamper: Any, title: str, sentence: str) -> None:
    bundle = values(vector_bundle("v2"))
    tamper(bundle)

    assert in_python(bundle)[-1][0] == title
    assert sentence in in_python(bundle)[-1][1]
    assert in_javascript([bundle])[0]["said"] == [list(line) for line in in_python(bundle)]


def test_a_changed_replacement_is_refused() -> None:
    bundle = values(vector_bundle("v3"))
    bundle["replacements"][-1] = bundle["replacements"][-1].replace("in\tJ005", "in\tJ003")

    assert in_python(bundle)[-1] == ("人员替换", "第 2 份人员替换记录与重新计算的不一致。请使用公布的原始记录核验。")
    assert in_javascript([bundle])[0]["code"] == "CHAIN"


def test_another_shape_is_refused_in_all_programs() -> None:
    bundle = values(vector_bundle("v1")) | {"more": ""}

    with pytest.raises(LotteryError, match="SSJ-BUNDLE/1"):
        read_bundle(json.dumps(bundle))
    assert in_python(bundle)[-1][0] == "证据包"
    assert in_javascript([bundle])[0]["code"] == "FORMAT"


def test_a_bundle_read_back_is_the_same() -> None:
    bundle = vector_bundle("v3")

    assert read_bundle(bundle.json()).json() == bundle.json()


def test_the_command_says_what_it_checked(tmp_path: Path) -> None:
    (tmp_path / "v2.json").write_text(vector_bundle("v2").json(), encoding="utf-8")

    done = command(tmp_path / "v2.json")

    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "核验通过：名单和检查组只由封存的名录和公开的号码决定。"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "SSJ-BUNDLE/1"}', "\0"])
def test_the_command_refuses_what_is_no_bundle(tmp_path: Path, content: str) -> None:
    (tmp_path / "no.json").write_text(content)

    done = command(tmp_path / "no.json")

    assert done.returncode == 1
    assert done.stdout.startswith("✗ 证据包：")
    assert "Traceback" not in done.stderr


def test_the_standalone_program_has_sm3_of_its_own() -> None:
    texts = ["", "abc", "阳城", *("a" * length for length in range(54, 66)), "b" * 519]

    assert [STANDALONE["sm3"](text.encode()) for text in texts] == [digest(text, "sm3") for text in texts]


def test_an_empty_pool_verifies() -> None:
    bundle: Bundle = bundle_of(make_pool(entities=(), mode="ratio"), NONCE, ["W,3=1.2.3"])

    assert passed(in_python(values(bundle)))
    assert in_javascript([values(bundle)])[0]["ok"]
