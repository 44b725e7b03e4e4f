"""What is settled before a visit: who comes along, the code of the visit, why it cannot wait."""

from django import forms

from inspections.models import Companion
from yangcheng_inspect.forms import FieldsOnly


class CompanionForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=50, error_messages={"required": "请填写协助人员的姓名。"})
    unit_name = forms.CharField(label="单位", max_length=100, error_messages={"required": "请填写单位。"})
    role = forms.ChoiceField(
        label="协助身份",
        choices=[("", "请选择"), *Companion.Role.choices],
        error_messages={"required": "请选择协助身份。"},
    )
    helper = FieldsOnly()


class ScanForm(forms.Form):
    code = forms.CharField(
        label="入企扫码编号",
        max_length=60,
        help_text="扫描企业检查码后显示的编号。",
        error_messages={"required": "请填写入企扫码编号。"},
    )
    helper = FieldsOnly()


class UrgentForm(forms.Form):
    ground = forms.CharField(
        label="紧急事由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="写明为什么来不及先批准。两个工作日内须由分管局领导补批，补批前检查结果不能公示。",
        error_messages={"required": "请写明必须先行检查的紧急事由。"},
    )
    helper = FieldsOnly()
