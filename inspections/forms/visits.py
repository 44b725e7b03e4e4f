"""Forms around a visit: the day, who was told, and the short form of a visit that no draw ordered."""

from typing import Any

from django import forms

from inspections.choices import CAPPED_KINDS, Method, VisitKind
from inspections.services import versions
from inspections.services.visits import Order
from registry.models import InspectionItem, Inspector, MarketEntity
from registry.models.entity import GONE
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput, FieldsOnly

A_DAY = "请写成 2026-04-23 这样的日期。"


class PlanForm(forms.Form):
    on = forms.DateField(
        label="计划日期", widget=DateInput, error_messages={"required": "请选择计划日期。", "invalid": A_DAY}
    )
    helper = FieldsOnly()


class InformForm(forms.Form):
    attendee = forms.CharField(
        label="在场负责人", max_length=50, error_messages={"required": "请填写在场负责人的姓名。"}
    )
    attendee_role = forms.CharField(
        label="身份",
        max_length=50,
        help_text="如：法定代表人、店长、前台主管。",
        error_messages={"required": "请填写身份。"},
    )
    helper = FieldsOnly()


class EntitySearch(forms.Form):
    q = forms.CharField(
        label="检查对象",
        required=False,
        max_length=60,
        help_text="名称、地址、负责人，或统一社会信用代码的一段。",
    )
    helper = FieldsOnly()


class OfficerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}　{obj.unit.name}"


class ItemsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code}　{obj.title}"


class OrderForm(forms.Form):
    """日常、专项、个案, and what is counted apart: an item in force, two certified officers, an approval."""

    kind = forms.ChoiceField(
        label="检查类型",
        help_text="日常、专项、个案检查计入年度频次上限；复查、投诉举报、移送交办、企业申请不计入。",
        choices=[("", "请选择"), *(pair for pair in VisitKind.choices if pair[0] != VisitKind.RANDOM)],
        error_messages={"required": "请选择检查类型。"},
    )
    items = ItemsField(
        label="检查事项",
        queryset=InspectionItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="只列出今天有现行依据的事项。",
        error_messages={"required": "请至少选择一个检查事项。"},
    )
    lead = OfficerField(
        label="主办民警",
        queryset=Inspector.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择主办民警。"},
    )
    second = OfficerField(
        label="协办民警",
        queryset=Inspector.objects.none(),
        empty_label="请选择",
        error_messages={"required": "检查人员不得少于两人，请选择协办民警。"},
    )
    due_on = forms.DateField(
        label="检查截止日期", widget=DateInput, error_messages={"required": "请选择检查截止日期。", "invalid": A_DAY}
    )
    reason = forms.CharField(
        label="检查事由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="投诉举报、移送交办写明来源和编号，复查写明原检查编号，企业申请写明申请日期。",
        error_messages={"required": "请写明检查事由。"},
    )
    method = forms.ChoiceField(label="检查方式", choices=Method.choices, initial=Method.ONSITE, required=False)
    why_on_site = forms.CharField(
        label="能否不入企",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="须入企的，写明不能以书面、信息共享等方式代替的理由。",
        error_messages={"required": "请写明能否不入企。"},
    )
    helper = FieldsOnly()

    def __init__(self, entity: MarketEntity, *args: Any, **kwargs: Any) -> None:
        self.entity = entity
        super().__init__(*args, **kwargs)
        if entity.registration_status in GONE:
            kinds = [pair for pair in self.fields["kind"].choices if pair[0] not in CAPPED_KINDS]  # type: ignore[attr-defined]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        people = Inspector.objects.eligible(today(), today()).select_related("unit")
        for name, rows in {
            "items": versions.offered(entity),
            "lead": people.filter(can_lead=True),
            "second": people,
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] < today():
            raise forms.ValidationError("检查截止日期不能早于今天。")
        return self.cleaned_data["due_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") and cleaned.get("lead") == cleaned.get("second"):
            self.add_error("second", "主办和协办不能是同一人。")
        return cleaned

    def order(self) -> Order:
        given = self.cleaned_data
        return Order(
            entity=self.entity,
            kind=VisitKind(given["kind"]),
            items=list(given["items"]),
            officers=[given["lead"], given["second"]],
            reason=given["reason"],
            why_on_site=given["why_on_site"],
            due_on=given["due_on"],
            method=Method(given["method"] or Method.ONSITE),
        )
