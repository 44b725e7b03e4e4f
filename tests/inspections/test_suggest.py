"""The result that the answers propose: shown, taken or left with a reason, never filled in."""

from dataclasses import replace
from typing import Any

import pytest

from inspections import checks, suggest
from inspections.models import Inspection
from inspections.services import records
from tests.factories.inspections import InspectionFactory, findings, lead_of

pytestmark = pytest.mark.django_db

AGAINST = "检查结果与建议“责令改正中”不同，请写明理由。"


@pytest.fixture
def inspection() -> Inspection:
    return InspectionFactory(onsite=True)


def save(inspection: Inspection, *, wrong: bool = False, **changes: Any) -> Inspection:
    given = replace(findings(inspection, wrong=wrong), **changes)
    records.fill(inspection=inspection, findings=given, by=lead_of(inspection.visit))
    return Inspection.objects.get(pk=inspection.pk)


def test_nothing_is_proposed_while_a_point_is_open(inspection: Inspection) -> None:
    answers = dict(list(findings(inspection).answers.items())[:2])

    assert suggest.proposed(save(inspection, answers=answers)) == ""


def test_no_problem_is_proposed_when_all_is_right(inspection: Inspection) -> None:
    assert suggest.proposed(save(inspection, result="")) == "NONE"
    assert Inspection.objects.get(pk=inspection.pk).result == "", "proposed, not filled in"


@pytest.mark.parametrize(
    ("done", "proposed"),
    [("", "ORDERED"), ("当场改正，已复核。", "FIXED"), ("移送市场监管局", "REFERRED"), ("立案调查", "CASE")],
)
def test_what_is_done_about_a_problem_decides_which_it_is(inspection: Inspection, done: str, proposed: str) -> None:
    assert suggest.proposed(save(inspection, wrong=True, handling=done)) == proposed


def test_another_result_needs_a_reason(inspection: Inspection) -> None:
    assert AGAINST in checks.missing(save(inspection, wrong=True, result="FIXED").visit)
    assert AGAINST not in checks.missing(
        save(inspection, wrong=True, result="FIXED", result_reason="离开前已补登。").visit
    )


def test_the_proposed_result_needs_none(inspection: Inspection) -> None:
    assert not any("建议" in sentence for sentence in checks.missing(save(inspection, wrong=True).visit))
