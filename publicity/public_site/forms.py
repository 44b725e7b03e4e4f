"""The query of the front page: one box and three groups of ticks."""

import re
from typing import Any

from django import forms


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
    year = Ticks(label="检查时间", required=False)

    def clean_year(self) -> list[int]:
        return [int(year) for year in self.cleaned_data["year"] if re.fullmatch(r"20[0-9]{2}", year)]

    def asked(self) -> dict[str, Any]:
        """`{"q": str, "result": [str], "item": [str], "year": [int]}`; empty where the form refused."""
        nothing: dict[str, Any] = {"q": "", "result": [], "item": [], "year": []}
        return nothing | self.cleaned_data if self.is_valid() else nothing


class ItemQueryForm(forms.Form):
    """The box over the list of items."""

    q = QueryForm.base_fields["q"]

    def asked(self) -> str:
        """The words; empty where the form refused."""
        return str(self.cleaned_data["q"]) if self.is_valid() else ""
