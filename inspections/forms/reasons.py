"""Forms of one sentence."""

from django import forms

from inspections.choices import Method
from yangcheng_inspect.forms import FieldsOnly


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="退回理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="指出第几项、缺什么，办理人据此补正。",
        error_messages={"required": "请写明退回的理由。"},
    )
    helper = FieldsOnly()


class WhyOnSiteForm(forms.Form):
    method = forms.ChoiceField(
        label="检查方式",
        choices=Method.choices,
        initial=Method.ONSITE,
        required=False,
        help_text="书面、网络、远程检查不到场，由两名检查人员在单位办理。",
    )
    why_on_site = forms.CharField(
        label="能否不入企",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="能以书面、信息共享等方式代替的，不入企。须入企的，写明理由。",
        error_messages={"required": "请写明能否以书面、信息共享等方式代替入企检查。"},
    )
    helper = FieldsOnly()
