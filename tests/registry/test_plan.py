from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from registry.importing.plan import Known, Planned, Rules, plan
from registry.importing.rows import ParsedRow, Problem

RULES = Rules(keys=("code", "number"), compared=("name", "phone", "code"), column="代码", twins=True)
NOV = date(2026, 11, 2)


def row(line: int, **values: str) -> ParsedRow:
    return ParsedRow(line, {"key": values.get("code", ""), **values})


def known(pk: int, code: str, name: str = "甲", **values: str) -> Known:
    return Known(pk, frozenset({code}), name, {"name": name, "code": code, **values}, values.get("address", ""))


def run(rows, held=(), full=False, dates=None) -> list[Planned]:
    return plan(rows, held, rules=RULES, as_of=NOV, full=full, dates_of=lambda pks: dates or {})


def outcomes(*args, **kwargs) -> list[str]:
    return [planned.outcome for planned in run(*args, **kwargs)]


def test_what_nobody_knows_is_new() -> None:
    assert outcomes([row(2, code="1", name="甲")]) == ["NEW"]


def test_a_change_shows_old_and_new() -> None:
    (planned,) = run([row(2, code="1", name="甲", phone="22")], [known(7, "1", phone="11")])

    assert (planned.outcome, planned.pk, planned.changes) == ("CHANGED", 7, {"phone": ["11", "22"]})


def test_an_empty_cell_changes_nothing() -> None:
    assert outcomes([row(2, code="1", name="甲")], [known(7, "1", phone="11")]) == ["UNCHANGED"]


def test_a_row_with_a_problem_is_never_written() -> None:
    bad = row(2, code="1", name="甲")
    bad.problems.append(Problem("名称", "为空"))

    assert outcomes([bad], [known(7, "1")]) == ["ERROR"]


def test_of_equal_rows_the_first_counts() -> None:
    first, second = run([row(2, code="1", name="甲"), row(3, code="1", name="甲")])

    assert (first.outcome, second.outcome) == ("NEW", "DUPLICATE")
    assert second.problems[0].sentence(3) == "第 3 行“代码”与第 2 行相同，只取前一行。"


def test_of_unequal_rows_with_one_code_none_counts() -> None:
    assert outcomes([row(2, code="1", name="甲"), row(3, code="1", name="乙")]) == ["DUPLICATE", "DUPLICATE"]


def test_a_row_that_fits_two_firms_is_an_error() -> None:
    held = [known(7, "1"), known(8, "2", name="乙")]

    assert outcomes([row(2, code="1", number="2", name="甲")], held) == ["ERROR"]


def test_a_new_code_for_a_known_name_and_address_is_a_duplicate() -> None:
    held = [known(7, "1", address="中街")]

    assert outcomes([row(2, code="9", name="甲", address="中街")], held) == ["DUPLICATE"]
    assert outcomes([row(2, code="9", name="甲", address="西街")], held) == ["NEW"]


def test_a_firm_known_by_its_number_keeps_its_code() -> None:
    """A mistyped number would give one firm the name and code of another."""
    held = Known(7, frozenset({"1", "77"}), "甲", {"name": "甲", "code": "1", "number": "77"})

    (planned,) = run([row(2, code="2", number="77", name="乙")], [held])

    assert planned.outcome == "ERROR"
    assert planned.problems[0].sentence(2) == "第 2 行“代码”与名录库中注册号相同的“甲”（1）不同，请核对。"


def test_a_firm_known_by_its_number_alone_gets_its_code() -> None:
    held = Known(7, frozenset({"77"}), "甲", {"name": "甲", "code": "", "number": "77"})

    assert outcomes([row(2, code="2", number="77", name="甲")], [held]) == ["CHANGED"]


def test_an_older_fact_never_replaces_a_newer_one() -> None:
    dates = {7: {"phone": date(2026, 11, 3)}}

    (planned,) = run([row(2, code="1", name="甲", phone="22")], [known(7, "1", phone="11")], dates=dates)

    assert (planned.outcome, planned.changes) == ("UNCHANGED", {})
    assert "2026-11-03 较新" in planned.warnings[0].reason


def test_only_a_whole_list_says_by_silence_that_a_firm_is_gone() -> None:
    rows, held = [row(2, code="1", name="甲")], [known(7, "1"), known(8, "2", name="乙")]

    assert outcomes(rows, held) == ["UNCHANGED"]
    assert outcomes(rows, held, full=True) == ["UNCHANGED", "GONE"]


def test_a_firm_in_a_bad_row_is_not_gone() -> None:
    bad = ParsedRow(2, {"name": "乙"}, problems=[Problem("代码", "为空")])

    assert outcomes([bad], [known(8, "2", name="乙")], full=True) == ["ERROR"]


def test_a_firm_heard_of_since_that_list_is_not_gone() -> None:
    dates = {8: {"name": date(2026, 11, 3)}}

    assert outcomes([row(2, code="1", name="甲")], [known(8, "2", name="乙")], full=True, dates=dates) == ["NEW"]


codes = st.sampled_from(["1", "2", "3", "4"])
lines = st.lists(st.tuples(codes, st.sampled_from(["甲", "乙"]), st.sampled_from(["", "11", "22"])), max_size=8)


@given(lines, lines)
def test_every_row_has_one_outcome_and_the_same_list_again_changes_nothing(first, second) -> None:
    def rows(found):
        return [row(n, code=c, name=name, **({"phone": p} if p else {})) for n, (c, name, p) in enumerate(found, 2)]

    held: dict[str, Known] = {}
    for listed in (first, second, second):
        planned = run(rows(listed), list(held.values()))
        assert len(planned) == len(listed)
        for done in planned:
            if done.outcome in ("NEW", "CHANGED"):
                before = held.get(done.key)
                values = {**(before.values if before else {}), **done.values}
                held[done.key] = Known(len(held), frozenset({done.key}), values["name"], values)
    assert {done.outcome for done in planned} <= {"UNCHANGED", "DUPLICATE"}
