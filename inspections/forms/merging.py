"""Why two visits are not made at once."""

from django import forms

from yangcheng_inspect.forms import FieldsOnly


class ApartForm(forms.Form):
    reason = forms.CharField(
        label="不合并的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="写明为什么要让企业接受两次检查。",
        error_messages={"required": "请写明不合并的理由。"},
    )
    helper = FieldsOnly()
