"""Why an officer cannot go."""

from django import forms

from inspections.models import Excuse
from yangcheng_inspect.forms import FieldsOnly

OWN = [Excuse.Reason.PARTY, Excuse.Reason.INTEREST, Excuse.Reason.FAIRNESS, Excuse.Reason.ABSENCE]


class ExcuseForm(forms.Form):
    """One of the legal grounds, or absence; what exactly stays between officer and whoever decides."""

    reason = forms.ChoiceField(
        label="事由",
        choices=[(value.value, value.label) for value in OWN],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择事由。"},
    )
    note = forms.CharField(
        label="具体情况",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="只有决定的人能看到，不公开。",
    )
    helper = FieldsOnly()
