"""The page on which 双随机办 proposes another value: the effect is shown first, then it is sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import parameter_effect
from yangcheng_inspect.forms import DateInput, FieldsOnly
from yangcheng_inspect.parameters.definitions import Definition


def _asked(definition: Definition, value: Any) -> forms.Field:
    """The field for a value of this kind, filled with the one in force."""
    if definition.kind is bool:
        choices = [("True", "是"), ("False", "否")]
        given: dict[str, Any] = {"choices": choices, "coerce": lambda word: word == "True", "initial": str(value)}
        return forms.TypedChoiceField(label=definition.label, **given)
    if definition.kind is str:
        return forms.CharField(label=definition.label, max_length=200, initial=value)
    within = f"{definition.least} 至 {definition.most} {definition.unit}"
    hint = f"{within}。{definition.why}。" if definition.why else f"{within}。"
    return forms.IntegerField(label=f"{definition.label}（{definition.unit}）", initial=value, help_text=hint)


class ChangeForm(forms.Form):
    """A value, the day from which it counts, its source; `checked` is ticked once the effect has been read."""

    from_on = forms.DateField(
        label="施行日期", widget=DateInput, initial=today, help_text="这一天及以后开始的期限按新值计算。"
    )
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称和文号、条款，或本局会议纪要。")
    checked = forms.BooleanField(label="已核对影响", required=False)
    helper = FieldsOnly()

    def __init__(self, *args: Any, definition: Definition, current: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields = {"value": _asked(definition, current), **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = "value" in cleaned and "from_on" in cleaned
        if given and self.definition.allows(cleaned["value"]) and not cleaned.get("checked"):
            effect = parameter_effect.of(self.definition, cleaned["value"], cleaned["from_on"])
            raise ValidationError(f"预览影响：{effect.words}核对无误后，勾选“已核对影响”再送批。")
        return cleaned

    @property
    def proposed(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("value", "from_on", "source")}


class RefusalForm(forms.Form):
    """Why a proposal is not approved."""

    decision = forms.CharField(label="不予批准的理由", max_length=300)
    helper = FieldsOnly()
