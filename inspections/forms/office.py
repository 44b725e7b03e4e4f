"""Forms of the office: plan, line, task, session. They say what was typed; services decide."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from inspections import lottery_calendar
from inspections.choices import Disclosure, DrawMode, Reach
from inspections.models import DrawSession, PlanLine, Task
from inspections.services.plans import Line
from inspections.status import SessionStatus, TaskStatus
from registry.models import InspectionItem, ItemVersion, Unit
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput, FieldsOnly

PER_CENT = 100
WITNESSES = ["W", "3"]
LOTTERIES = {kind: game.name for kind, game in lottery_calendar.GAMES.items()}


def _like_the_last() -> dict[str, str]:
    """The next number of the year, and the place where the last sitting was held."""
    year = today().year
    held = DrawSession.objects.filter(held_on__year=year).exclude(status=SessionStatus.CANCELLED)
    last = held.first()
    return {"title": f"{year} 年第 {held.count() + 1} 场抽取", "place": last.place if last else ""}


def _offer(form: forms.Form, name: str, rows: QuerySet) -> None:
    """Let a field choose among these rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class DraftForm(forms.Form):
    """A plan before it has lines."""

    helper = FieldsOnly()
    year = forms.IntegerField(label="年度", min_value=2023, max_value=2099)
    title = forms.CharField(label="计划名称", max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        year = today().year
        kwargs.setdefault("initial", {"year": year, "title": f"{year} 年度“双随机、一公开”抽查计划"})
        super().__init__(*args, **kwargs)


class AdjustForm(forms.Form):
    """Why an approved plan is opened again."""

    helper = FieldsOnly()
    reason = forms.CharField(label="调整理由", max_length=300, help_text="理由随新版本一并公开。")


class LineForm(forms.Form):
    """One line of a plan. What stays empty follows from the item in force."""

    helper = FieldsOnly()
    item = forms.ModelChoiceField(label="抽查事项", queryset=InspectionItem.objects.none())
    unit = forms.ModelChoiceField(label="责任单位", queryset=Unit.objects.all())
    from_on = forms.DateField(label="开始日期", widget=DateInput())
    to_on = forms.DateField(label="截止日期", widget=DateInput())
    mode = forms.ChoiceField(label="抽取方式", choices=DrawMode.choices)
    ratio = forms.DecimalField(
        label="抽查比例（%）",
        required=False,
        min_value=Decimal("0.01"),
        max_value=100,
        decimal_places=2,
        help_text="一般户（B 类）的比例；其他类和重点户按风险矩阵的倍数。不填则按事项的建议比例。",
    )
    total = forms.IntegerField(label="总户数", required=False, min_value=1, help_text="仅按总户数抽取时填写。")
    scope = forms.CharField(label="对象范围", required=False, max_length=300, help_text="不填则按事项的检查对象。")
    partners = forms.CharField(label="联合部门", required=False, max_length=200)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_on": date(year, 1, 1), "to_on": date(year, 12, 31)})
        super().__init__(*args, **kwargs)
        in_force = ItemVersion.objects.in_force(today()).values("item")
        _offer(self, "item", InspectionItem.objects.filter(pk__in=in_force))

    @property
    def line(self) -> Line:
        """What was decided, for the service."""
        given = dict(self.cleaned_data)
        ratio = int((given.pop("ratio") or 0) * PER_CENT)
        return Line(**given | {"ratio": ratio, "total": given["total"] or 0})


class TaskForm(forms.Form):
    """When a line is carried out, and who may be sent."""

    helper = FieldsOnly()
    from_on = forms.DateField(label="检查开始日期", widget=DateInput())
    to_on = forms.DateField(label="检查截止日期", widget=DateInput())
    reach = forms.ChoiceField(label="选派范围", choices=Reach.choices)
    disclosure = forms.ChoiceField(
        label="公开时机",
        choices=Disclosure.choices,
        help_text="检查结束后公开：抽取当时只公布校验码、号码和户数，以免走漏消息。",
    )

    @classmethod
    def for_line(cls, line: PlanLine, data: Any = None) -> "TaskForm":
        first = max(line.from_on, today())
        return cls(data, initial={"from_on": min(first, line.to_on), "to_on": line.to_on})


class AgainForm(TaskForm):
    """A line whose draw was voided after its numbers were known: why it is drawn again."""

    again_reason = forms.CharField(
        label="再次抽查的理由",
        max_length=300,
        help_text="上次抽取在号码已知后作废。理由会公开，任务须经分管局领导批准。",
    )


class SupplementForm(forms.Form):
    """When and where a sitting is held, and where its public numbers come from."""

    helper = FieldsOnly()
    held_on = forms.DateField(label="抽取日期", widget=DateInput())
    place = forms.CharField(label="地点", required=False, max_length=100)
    source = forms.ChoiceField(
        label="抽取号码来源",
        choices=[("W", "三名见证人现场出数")]
        + [(kind, f"{name}开奖号码和三名见证人出数") for kind, name in LOTTERIES.items()],
        help_text="用开奖号码的，先封存公布，开奖后再录入，结果更有公信力。",
    )
    issue = forms.CharField(
        label="开奖期号",
        required=False,
        help_text="封存时尚未开奖的期号，如 2026040。",
        validators=[RegexValidator(r"^\d{7}$", "期号应为 7 位数字，如 2026040。")],
    )
    lottery_at = forms.DateTimeField(
        label="开奖时间",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="；".join(game.hours for game in lottery_calendar.GAMES.values())
        + "。封存须在开奖之前；开奖以后，不论是否录入，号码都视为已知。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"held_on": today(), **_like_the_last()})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("source") in LOTTERIES and not given.get("issue") and "issue" not in self.errors:
            self.add_error("issue", "用开奖号码的，须写明封存时尚未开奖的期号。")
        if given.get("source") in LOTTERIES and not given.get("lottery_at") and "lottery_at" not in self.errors:
            self.add_error("lottery_at", "用开奖号码的，须写明这一期的开奖时间。")
        if given.get("source") not in LOTTERIES:
            given["lottery_at"] = None
        return given

    @property
    def sources(self) -> list[list[str]]:
        kind = self.cleaned_data["source"]
        lottery = [[kind, self.cleaned_data["issue"]]] if kind in LOTTERIES else []
        return [*lottery, WITNESSES]


class SessionForm(SupplementForm):
    """A sitting for tasks: the same, with its name and which tasks."""

    title = forms.CharField(label="场次名称", max_length=100)
    tasks = forms.ModelMultipleChoiceField(
        label="抽查任务", queryset=Task.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("title",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.free = Task.objects.filter(status=TaskStatus.READY, session__isnull=True).order_by("number")
        kwargs.setdefault("initial", {"held_on": today(), "tasks": list(self.free), **_like_the_last()})
        super().__init__(*args, **kwargs)
        _offer(self, "tasks", self.free)
