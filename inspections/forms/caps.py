"""Asking for visits above the yearly cap."""

from django import forms

from inspections.services.caps import MOST
from yangcheng_inspect.forms import FieldsOnly


class CapForm(forms.Form):
    extra = forms.IntegerField(
        label="增加次数",
        min_value=1,
        max_value=MOST,
        initial=1,
        error_messages={
            "required": "请填写增加几次。",
            "min_value": f"增加次数须在 1 至 {MOST} 次之间。",
            "max_value": f"增加次数须在 1 至 {MOST} 次之间。",
        },
    )
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="为什么不能等到明年，也不能以书面、信息共享等方式代替。",
        error_messages={"required": "请写明增加检查次数的理由。"},
    )
    evidence = forms.CharField(
        label="依据",
        max_length=300,
        help_text="文件名称和文号，如：晋公督〔2026〕1号。",
        error_messages={"required": "请写明依据的文件。"},
    )
    helper = FieldsOnly()


class CapRefusalForm(forms.Form):
    decision = forms.CharField(
        label="不予批准的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "请写明不予批准的理由。"},
    )
    helper = FieldsOnly()
