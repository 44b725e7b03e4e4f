"""The record page: one question per check-point, then the result. Nothing is selected for anybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from inspections import album, sheet
from inspections.choices import AnswerChoice, Result
from inspections.models import Evidence, Inspection
from inspections.services.records import Findings, Given
from registry.models import CheckPoint
from yangcheng_inspect.forms import DateInput, FieldsOnly


@dataclass(frozen=True)
class Question:
    """One check-point with its two fields."""

    point: CheckPoint
    answer: BoundField
    finding: BoundField
    photos: Sequence[Evidence] = ()
    new_key: str = ""

    @property
    def loaded(self) -> SafeString:
        """Hidden fields with what the page showed when it was opened (see `FindingsForm`)."""
        return SafeString(self.answer.as_hidden(only_initial=True) + self.finding.as_hidden(only_initial=True))


def _offered(inspection: Inspection) -> list[tuple[str, str]]:
    return [(name, name) for name in inspection.version.handlings]


class FindingsForm(forms.Form):
    """Saves whatever is there; completeness is asked at submission only.

    Both officers may have the page open: only what this page changed is taken from it, the rest stays as stored,
    so that neither wipes out what the other wrote.
    """

    result = forms.ChoiceField(
        label="检查结果",
        required=False,
        choices=[("", "请选择检查结果"), *Result.choices],
        show_hidden_initial=True,
    )
    result_reason = forms.CharField(
        label="与建议不同的理由",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        show_hidden_initial=True,
        help_text="检查结果与逐项检查得出的建议不同的，写明理由。",
    )
    rectify_by = forms.DateField(
        label="改正期限",
        required=False,
        widget=DateInput,
        show_hidden_initial=True,
        error_messages={"invalid": "改正期限应写成 2026-04-23 这样的日期。"},
    )
    note = forms.CharField(
        label="情况说明",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        show_hidden_initial=True,
        help_text="检查的经过和发现；无法检查的，写明原因。",
    )
    handlings = forms.MultipleChoiceField(
        label="采取的处理",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        show_hidden_initial=True,
        help_text="本事项可采取的处理；没有发现问题的不选。",
    )
    other_handling = forms.CharField(label="清单以外的处理", required=False, max_length=100, show_hidden_initial=True)
    handling_reason = forms.CharField(
        label="采取清单以外处理的理由",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        show_hidden_initial=True,
        help_text="填写了清单以外的处理的，须写明理由，审核时逐件核对。",
    )
    handling = forms.CharField(
        label="处理措施",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        show_hidden_initial=True,
        help_text="当场改正、责令改正的内容，或移送、立案的去向。",
    )
    helper = FieldsOnly()

    def __init__(self, inspection: Inspection, data: Any = None) -> None:
        self.inspection = inspection
        self.points = list(inspection.version.check_points.all())
        stored = inspection.answers.all() if inspection.pk else ()
        self.album = album.of(inspection)
        self.given = {answer.check_point_id: answer for answer in stored}
        super().__init__(data, initial={name: getattr(inspection, name) for name in sheet.RESULT_FIELDS})
        self.fields["handlings"].choices = _offered(inspection)  # type: ignore[attr-defined]
        for point in self.points:
            self._ask(point)

    @classmethod
    def of_values(cls, inspection: Inspection, values: Mapping[str, Any]) -> "FindingsForm":
        """The form as a page would send it that holds these values (`sheet.Values`)."""
        shown = {f"initial-{name}": value for name, value in sheet.values(inspection).items()}
        return cls(inspection, shown | dict(values))

    def _ask(self, point: CheckPoint) -> None:
        answer = self.given.get(point.pk)
        self.fields[f"answer_{point.pk}"] = forms.ChoiceField(
            label=f"第 {point.order} 项",
            required=False,
            choices=AnswerChoice.choices,
            widget=forms.RadioSelect,
            initial=answer.choice if answer else None,
            show_hidden_initial=True,
        )
        self.fields[f"finding_{point.pk}"] = forms.CharField(
            label=f"第 {point.order} 项发现的问题",
            required=False,
            max_length=500,
            widget=forms.Textarea({"rows": 2, "class": "form-control"}),
            initial=answer.finding if answer else "",
            show_hidden_initial=True,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("other_handling") and not cleaned.get("handling_reason"):
            self.add_error("handling_reason", "清单以外的处理，请写明采取它的理由。")
        return cleaned

    @property
    def questions(self) -> Iterator[Question]:
        for point in self.points:
            shown = self[f"answer_{point.pk}"], self[f"finding_{point.pk}"]
            yield Question(point, *shown, self.album.at(point.pk), self.album.new_key)

    @property
    def loaded(self) -> SafeString:
        """Hidden fields with the result as the page showed it when it was opened."""
        return SafeString("".join(self[name].as_hidden(only_initial=True) for name in sheet.RESULT_FIELDS))

    @property
    def findings(self) -> Findings:
        """What the page changed, over what is stored now."""
        changed = set(self.changed_data)
        merged = {
            name: self.cleaned_data[name] if name in changed else getattr(self.inspection, name)
            for name in sheet.RESULT_FIELDS
        }
        return Findings(answers=dict(self._answers(changed)), **merged)

    def _answers(self, changed: set[str]) -> Iterator[tuple[int, Given]]:
        for point in self.points:
            names = f"answer_{point.pk}", f"finding_{point.pk}"
            if changed.intersection(names):
                choice, finding = (self.cleaned_data[name] for name in names)
                yield point.pk, Given(choice, finding)
