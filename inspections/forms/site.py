"""现场情况 as an officer writes it down: one short form for each thing that can happen."""

from typing import Any

from django import forms

from inspections.models import Visit
from inspections.services.interruptions import PAUSES
from inspections.services.site_recusal import GROUNDS
from registry.models import Inspector
from yangcheng_inspect.forms import DateInput, FieldsOnly

NOTE = {"required": "请如实写明经过。"}
A_DAY = {"required": "请选择日期。", "invalid": "请写成 2026-04-23 这样的日期。"}


def _note(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=500, widget=area, help_text=hint, error_messages=NOTE)


class SiteForm(forms.Form):
    """The base: fields get a name of their own on the page, where several of these forms stand."""

    helper = FieldsOnly()

    def __init__(self, visit: Visit, data: Any = None) -> None:
        super().__init__(data, prefix=type(self).__name__.lower())
        self.visit = visit


class PauseForm(SiteForm):
    kind = forms.ChoiceField(
        label="暂停原因",
        choices=[(kind.value, kind.label) for kind in PAUSES],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择暂停的原因。"},
    )
    note = _note("经过", "谁离开、因为什么、预计多久。")


class NobodyForm(SiteForm):
    note = _note("经过", "门上情况、打过哪些电话，并在检查记录里拍照。")
    witness = forms.CharField(label="邻居或见证人的说法", max_length=100, required=False)
    next_on = forms.DateField(label="再次上门日期", widget=DateInput, error_messages=A_DAY)


class RefusedForm(SiteForm):
    note = _note("经过", "谁拒绝、说了什么、做了什么。")
    warned = forms.BooleanField(
        label="已当场告知：拒绝、阻碍检查的，依法承担法律责任，检查结果将公示为“不配合检查情节严重”",
        error_messages={"required": "请先告知拒绝检查的后果，再登记离开。"},
    )


class OfficerChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}　{obj.unit.name}"


class RecusalForm(SiteForm):
    inspector = OfficerChoice(
        label="请谁回避",
        queryset=Inspector.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择被申请回避的检查人员。"},
    )
    reason = forms.ChoiceField(
        label="事由",
        choices=[(ground.value, ground.label) for ground in GROUNDS],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择事由。"},
    )
    applicant = forms.CharField(label="申请人", max_length=50, error_messages={"required": "请填写申请回避的人。"})
    note = _note("理由", "按申请人的原话写，只有决定的人能看到。")

    def __init__(self, visit: Visit, data: Any = None) -> None:
        super().__init__(visit, data)
        people = Inspector.objects.filter(visits__visit=visit).select_related("unit")
        self.fields["inspector"].queryset = people  # type: ignore[attr-defined]


class LeaveForm(SiteForm):
    next_on = forms.DateField(label="改在哪一天继续", widget=DateInput, error_messages=A_DAY)
