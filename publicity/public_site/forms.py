"""The query of the front page: one box, four groups of ticks, and the order."""

import re

from django import forms

from publicity.public_site.finding import SORTS, Asked
from publicity.public_site.tally import RECENT


class Ticks(forms.MultipleChoiceField):
    """Any values: an old link with a tick nobody offers any more finds nothing instead of failing."""

    def valid_value(self, value: str) -> bool:
        return True


class QueryForm(forms.Form):
    """Everything the address may ask for."""

    q = forms.CharField(
        label="关键词",
        required=False,
        max_length=60,
        error_messages={"max_length": "关键词最多 %(limit_value)d 个字，现为 %(show_value)d 个字。请缩短后再查。"},
    )
    result = Ticks(label="检查结果", required=False)
    item = Ticks(label="检查事项", required=False)
    town = Ticks(label="乡镇", required=False)
    year = Ticks(label="检查时间", required=False)
    sort = forms.CharField(label="排序", required=False)

    def clean_year(self) -> list[int | str]:
        asked = self.cleaned_data["year"]
        years = [int(year) for year in asked if re.fullmatch(r"20[0-9]{2}", year)]
        return [*years, *([RECENT] if RECENT in asked else [])]

    def clean_sort(self) -> str:
        asked = self.cleaned_data["sort"]
        return asked if asked in SORTS else next(iter(SORTS))

    def asked(self) -> Asked:
        """What `finding.find` takes; empty where the form refused."""
        nothing: Asked = {"q": "", "result": [], "item": [], "town": [], "year": [], "sort": next(iter(SORTS))}
        return nothing | self.cleaned_data if self.is_valid() else nothing


class ItemQueryForm(forms.Form):
    """The box over the list of items."""

    q = QueryForm.base_fields["q"]

    def asked(self) -> str:
        """The words; empty where the form refused."""
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class CertificateForm(forms.Form):
    """The box of 检查人员查证: one whole number."""

    card = forms.CharField(
        label="执法证号",
        required=False,
        max_length=30,
        error_messages={"max_length": "执法证号最多 %(limit_value)d 位，现为 %(show_value)d 位。请照证件输入。"},
    )

    def asked(self) -> str:
        """The number; empty where the form refused."""
        return str(self.cleaned_data["card"]) if self.is_valid() else ""
