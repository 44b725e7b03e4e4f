"""The questions of the 公示台账; they live in the address, so that a list can be bookmarked and sent."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q

from inspections.choices import Result
from inspections.models import Task
from publicity import lateness
from publicity.models import Posting, Publication
from publicity.models.publication import PublicationQuerySet
from registry.models import InspectionItem, Unit
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput
from yangcheng_inspect.workdays import calendar

POSTED = {"no": "未录入", "late": "逾期未录入", "yes": "已录入"}
"""The second stamp of what is public here."""


def _posted(state: str) -> Q:
    rows = Publication.objects.order_by()
    if state == "yes":
        return Q(pk__in=Posting.objects.order_by().values("publication"))
    if state == "late":
        return Q(pk__in=lateness.posting_overdue(rows, today(), calendar.load()).values("pk"))
    return Q(pk__in=lateness.unposted(rows).values("pk"))


class BoardForm(forms.Form):
    """Every filter is optional; one that cannot be understood is left out."""

    q = forms.CharField(
        label="检查对象",
        required=False,
        widget=forms.TextInput({"placeholder": "企业名称或统一社会信用代码"}),
    )
    task = forms.ModelChoiceField(
        label="抽查任务", required=False, empty_label="全部任务", queryset=Task.objects.none()
    )
    line = forms.ChoiceField(label="业务条线", required=False)
    result = forms.ChoiceField(label="检查结果", required=False, choices=[("", "全部结果"), *Result.choices])
    from_on = forms.DateField(label="检查结束日期从", required=False, widget=DateInput())
    to_on = forms.DateField(label="至", required=False, widget=DateInput())
    unit = forms.ModelChoiceField(
        label="责任单位", required=False, empty_label="全部单位", queryset=Unit.objects.none()
    )
    posted = forms.ChoiceField(label="录入公示系统", required=False, choices=[("", "全部"), *POSTED.items()])

    def __init__(self, data: Any, rows: PublicationQuerySet) -> None:
        """Tasks and units are those of `rows`: nobody is offered what he may not see."""
        super().__init__(data, prefix=None, use_required_attribute=False)
        seen = rows.order_by()
        tasks = Task.objects.filter(pk__in=seen.values("inspection__visit__task"))
        for name, offered in {"task": tasks, "unit": Unit.objects.filter(pk__in=seen.values("unit"))}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = offered
        lines = InspectionItem.objects.filter(pk__in=seen.values("inspection__version__item")).exclude(category="")
        line = self.fields["line"]
        assert isinstance(line, forms.ChoiceField)
        known = lines.order_by("category").values_list("category", flat=True).distinct()
        line.choices = [("", "全部条线"), *((one, one) for one in known)]
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that were filled in and understood."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: PublicationQuerySet) -> PublicationQuerySet:
        """The rows that fit every question asked."""
        for name, value in self.asked.items():
            rows = rows.filter(CONDITIONS[name](value))
        return rows

    def words(self) -> list[str]:
        """What was asked, for the line over an export or an empty list."""
        results = {**dict(Result.choices), **POSTED}
        return [f"{self.fields[name].label}：{results.get(str(value), value)}" for name, value in self.asked.items()]


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "q": lambda text: Q(inspection__visit__name__icontains=text) | Q(inspection__visit__code__icontains=text.upper()),
    "task": lambda task: Q(inspection__visit__task=task),
    "unit": lambda unit: Q(unit=unit),
    "line": lambda line: Q(inspection__version__item__category=line),
    "posted": lambda state: _posted(state),
    "result": lambda result: Q(inspection__result=result),
    "from_on": lambda day: Q(ended_on__gte=day),
    "to_on": lambda day: Q(ended_on__lte=day),
}
