"""送达 of a paper, why one is issued again, who asks to read a record."""

from typing import Any

from django import forms

from inspections.choices import Applicant, ServiceWay
from inspections.services.documents import Served
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.forms import DateInput, FieldsOnly


class ServeForm(forms.Form):
    """What the 送达回证 says."""

    way = forms.ChoiceField(label="送达方式", choices=ServiceWay.choices, widget=forms.RadioSelect)
    served_at = forms.DateTimeField(
        label="送达时间",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=lambda: now().replace(second=0, microsecond=0),
    )
    place = forms.CharField(label="送达地点", max_length=200)
    servers = forms.CharField(label="送达人（两人）", max_length=100)
    receiver = forms.CharField(label="收件人", max_length=50, required=False)
    relation = forms.CharField(label="与受送达人的关系（代收时填写）", max_length=50, required=False)
    refusal = forms.CharField(label="拒收事由（留置时填写）", max_length=300, required=False)
    witness = forms.CharField(label="见证人", max_length=50, required=False)
    recorder_no = forms.CharField(label="录音录像编号", max_length=60, required=False)
    note = forms.CharField(label="备注", max_length=300, required=False)
    helper = FieldsOnly()

    @property
    def served(self) -> Served:
        return Served(**self.cleaned_data)


class ArchiveYearForm(forms.Form):
    """One year, for an assessment or the 司法局."""

    year = forms.IntegerField(label="年度", min_value=2020, max_value=2099, initial=lambda: today().year)
    helper = FieldsOnly()


class CopyForm(forms.Form):
    """申请查阅检查记录 (行政许可法第六十一条)."""

    applicant_kind = forms.ChoiceField(label="申请人", choices=Applicant.choices, widget=forms.RadioSelect)
    applicant = forms.CharField(label="申请人名称", max_length=100)
    basis = forms.CharField(
        label="查阅依据",
        max_length=300,
        initial="《中华人民共和国行政许可法》第六十一条：公众有权查阅行政机关监督检查记录",
    )
    asked_on = forms.DateField(label="申请日期", widget=DateInput(), initial=today)
    helper = FieldsOnly()

    @property
    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
