"""Forms of the registries' pages. Rules live in services; forms turn what was typed into values."""

import re
from typing import Any

from django import forms

from registry.models import EntityFlag, Industry, Inspector, MarketEntity
from registry.services.entity_values import COMPARED, PLAIN
from yangcheng_inspect import clock
from yangcheng_inspect.forms import DateInput, FieldsOnly


class WordsField(forms.CharField):
    """A list of words in one line: 治安管理大队、治安大队."""

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False, "help_text": "多个词用“、”分开。"})

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [word for word in re.split(r"[、，,;；\s]+", value or "") if word]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class ReasonForm(forms.Form):
    """One reason, for whatever goes back or is dropped."""

    reason = forms.CharField(label="理由", max_length=300)
    helper = FieldsOnly()


class ApprovalForm(forms.Form):
    """The day a version begins."""

    effective_from = forms.DateField(label="生效日期", widget=DateInput, initial=clock.today)
    helper = FieldsOnly()


class MarksForm(forms.Form):
    """敏感, 事件驱动, 部门联合 of an item, and why they are changed."""

    sensitive = forms.BooleanField(label="敏感", required=False, help_text="抽查结果只向社会公开类别。")
    event_driven = forms.BooleanField(label="事件驱动", required=False, help_text="登记活动后检查，不参加抽签。")
    joint = forms.BooleanField(label="部门联合", required=False)
    reason = forms.CharField(label="更改理由", max_length=300)
    helper = FieldsOnly()


class EntityForm(forms.ModelForm):
    """A firm's fields, its trades, and why they are changed."""

    chosen_trades = forms.ModelMultipleChoiceField(
        label="监管行业",
        queryset=Industry.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不属于公安监管行业的，一项也不选；保存后即为已确认。",
    )
    reason = forms.CharField(label="变更理由", max_length=300, help_text="例如：企业来函更正电话。")

    class Meta:
        model = MarketEntity
        fields = [*PLAIN, "established_on", "town"]
        widgets = {"established_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["chosen_trades"] = list(self.instance.industries.all())

    def values(self) -> dict[str, str]:
        """field → text of what was changed, as services take it."""
        names = [name for name in self.changed_data if name in COMPARED]
        return {name: _as_text(self.cleaned_data[name]) for name in names}


def _as_text(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


class InspectorForm(forms.ModelForm):
    """An inspector's fields, and why they are changed."""

    business_lines = WordsField(label="业务条线")
    reason = forms.CharField(label="变更理由", max_length=300)

    class Meta:
        model = Inspector
        fields = [
            "name",
            "gender",
            "unit",
            "position",
            "police_no",
            "kind",
            "status",
            "can_lead",
            "business_lines",
        ]


class FlagForm(forms.ModelForm):
    """A new mark, or the end of one."""

    class Meta:
        model = EntityFlag
        fields = ["kind", "reason", "evidence", "started_on", "ended_on", "end_reason"]
        widgets = {"started_on": DateInput, "ended_on": DateInput}
