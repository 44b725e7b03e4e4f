"""The page on which the office enters a year."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.workdays.models import CalendarYear
from yangcheng_inspect.workdays.reading import Day, read_days, write_days
from yangcheng_inspect.workdays.services import days_of


class CalendarYearForm(forms.ModelForm):
    """A year, its notice, and its days as text; `checked` is ticked once the preview has been read."""

    days = forms.CharField(
        label="放假和调休上班",
        widget=forms.Textarea(attrs={"rows": 16, "cols": 60}),
        help_text="每行一天或一段，如“2027-01-01 放假 元旦”“2027-02-05至2027-02-11 放假 春节”"
        "“2027-02-14 上班 春节调休上班”。落在双休日的放假日可以写，也可以不写。",
    )
    reason = forms.CharField(label="修改原因", max_length=200, required=False, help_text="修改已录入的年份时必填。")
    checked = forms.BooleanField(label="已核对预览", required=False)

    class Meta:
        model = CalendarYear
        fields = ["year", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance._state.adding:
            self.fields["days"].initial = write_days(days_of(self.instance))

    def clean_days(self) -> list[Day]:
        try:
            return read_days(self.cleaned_data["days"])
        except DomainError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "days" in cleaned and not cleaned.get("checked"):
            raise ValidationError(_preview(cleaned["days"]))
        return cleaned


def _preview(days: list[Day]) -> str:
    works = "、".join(f"{day.date.month}月{day.date.day}日" for day in days if day.works) or "无"
    free = sum(not day.works for day in days)
    return f"预览：工作日中放假 {free} 天；调休上班 {works}。对照通知核对无误后，勾选“已核对预览”再保存。"
