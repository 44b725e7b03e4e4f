"""What the forms of the officer site read out of what was typed."""

import json
from typing import Any

import pytest

from inspections.forms import ConfirmationForm, FindingsForm
from inspections.forms.confirmation import MOST_POINTS, read_strokes
from inspections.services import records
from tests.factories.inspections import STROKES, InspectionFactory, findings, lead_of


def posted(form: FindingsForm, **changes: str) -> dict[str, Any]:
    """What a browser would send for this page after these changes."""
    shown = {bound.html_name: _sent(bound.value()) for bound in form}
    loaded = {f"initial-{name}": value for name, value in shown.items()}
    return {**shown, **loaded, **changes}


def _sent(value: Any) -> Any:
    if isinstance(value, list):  # boxes to tick
        return value
    return "" if value is None else str(value)


@pytest.mark.django_db
def test_nothing_is_selected_for_anybody() -> None:
    form = FindingsForm(InspectionFactory(onsite=True))

    assert "checked" not in "".join(str(question.answer) for question in form.questions)
    assert form["result"].value() == ""


@pytest.mark.django_db
def test_a_page_takes_over_only_what_it_changed() -> None:
    """Both officers have the page open; the later one does not wipe out the earlier one's result."""
    inspection = InspectionFactory(onsite=True)
    page = FindingsForm(inspection)
    point = page.points[0]
    records.fill(inspection=inspection, findings=findings(inspection), by=lead_of(inspection.visit))
    inspection.refresh_from_db()

    late = FindingsForm(inspection, posted(page, **{f"answer_{point.pk}": "NA"}))

    assert late.is_valid()
    assert late.findings.result == "NONE"
    assert late.findings.answers == {point.pk: records.Given("NA")}


@pytest.mark.django_db
def test_a_day_that_is_none_is_named() -> None:
    form = FindingsForm(InspectionFactory(onsite=True), {"rectify_by": "4月23日"})

    assert form.errors["rectify_by"] == ["改正期限应写成 2026-04-23 这样的日期。"]


@pytest.mark.parametrize("opinion", ["", "MAYBE"])
def test_an_opinion_is_chosen_from_the_list(opinion: str) -> None:
    assert "opinion" in ConfirmationForm({"opinion": opinion}).errors


@pytest.mark.parametrize(
    ("opinion", "asked"),
    [
        ("AGREED", {"signer", "strokes"}),
        ("DISPUTED", {"signer", "statement", "strokes"}),
        ("REFUSED", {"refusal_reason", "refusal_note"}),
        ("ABSENT", {"refusal_note"}),
    ],
)
def test_each_opinion_asks_for_its_own_fields(opinion: str, asked: set[str]) -> None:
    assert set(ConfirmationForm({"opinion": opinion}).errors) == asked


def test_leftovers_of_another_choice_are_dropped() -> None:
    typed = {"opinion": "ABSENT", "refusal_note": "大门上锁", "signer": "李青", "strokes": json.dumps(STROKES)}
    form = ConfirmationForm(typed)

    assert form.is_valid()
    assert (form.said.signer, form.said.strokes) == ("", None)


def test_strokes_are_kept_as_they_were_drawn() -> None:
    assert read_strokes(json.dumps(STROKES)) == STROKES


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[1]",
        "[[]]",
        "[[[1]]]",
        "[[[1, 2.5]]]",
        "[[[1, 1001]]]",
        "[[[-1, 2]]]",
        "[[[true, 2]]]",
        "not json",
        "[" * 5000,
    ],
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    form = ConfirmationForm({"opinion": "AGREED", "signer": "李青", "strokes": text})

    assert form.errors["strokes"][0] == "签名没有读到，请重签。"


def test_an_endless_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        read_strokes(json.dumps([[[1, 2]] * (MOST_POINTS + 1)]))
