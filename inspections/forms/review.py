"""逐项退回: a remark at each place that has to be put right, and one sentence over all of them if need be."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from inspections.models import Inspection, ReviewMark
from inspections.services.marks import LONGEST, Remark
from registry.models import CheckPoint
from yangcheng_inspect.forms import FieldsOnly


def _field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2, "class": "form-control"}),
    )


class ReturnForm(forms.Form):
    """`point_<pk>` and `section_<CODE>` beside `reason`; at least one of them says something."""

    reason = forms.CharField(
        label="退回理由",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text="逐项写了意见的，这里可以不写。",
    )
    helper = FieldsOnly()

    def __init__(self, inspection: Inspection, data: Any = None) -> None:
        super().__init__(data)
        self.points: list[CheckPoint] = list(inspection.version.check_points.all())
        for point in self.points:
            self.fields[f"point_{point.pk}"] = _field(f"第 {point.order} 项 {point.prompt}")
        for section in ReviewMark.Section:
            self.fields[f"section_{section.value}"] = _field(str(section.label))

    @property
    def places(self) -> Iterator[BoundField]:
        """The fields of the places, check-points first."""
        return (self[name] for name in self.fields if name != "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(str(value).strip() for value in cleaned.values()):
            self.add_error("reason", "请写明退回的理由。")
        return cleaned

    @property
    def remarks(self) -> list[Remark]:
        """What was written, place by place."""
        said = {name: words.strip() for name, words in self.cleaned_data.items() if words.strip() and name != "reason"}
        return [_remark(name, words) for name, words in said.items()]


def _remark(name: str, words: str) -> Remark:
    kind, _, which = name.partition("_")
    return Remark(words, check_point=int(which)) if kind == "point" else Remark(words, section=which)


class AddendumForm(forms.Form):
    """补充说明: what is added and why."""

    text = forms.CharField(
        label="补充的内容",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "请写明补充的内容。"},
    )
    reason = forms.CharField(
        label="补充的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "请写明补充的理由。"},
    )
    helper = FieldsOnly()


class RecordVoidForm(forms.Form):
    """申请作废: which firm was really visited, and why the record cannot stand."""

    found = forms.CharField(
        label="实际到达的单位",
        max_length=200,
        help_text="写单位名称和地址。",
        error_messages={"required": "请写明实际到达的是哪一户。"},
    )
    reason = forms.CharField(
        label="作废的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "请写明作废的理由。"},
    )
    helper = FieldsOnly()
