"""What a person types about a firm: a change, a new firm, the other row of the same firm."""

from typing import Any

from django import forms

from registry.importing.labels import label
from registry.models import Industry, MarketEntity, RegistrationStatus, Town
from registry.services.entity_values import held, with_values
from yangcheng_inspect.forms import FieldsOnly

WIDEST = {"name": 200, "legal_representative": 50, "phone": 40, "address": 300, "entity_type": 50}


def _text(name: str, **extra: Any) -> forms.CharField:
    return forms.CharField(label=label(name), required=False, max_length=WIDEST[name], **extra)


class ProposalForm(forms.Form):
    """The firm as the registry holds it; only what is typed over becomes part of the proposal."""

    name = _text("name")
    legal_representative = _text("legal_representative")
    phone = _text("phone")
    address = _text("address")
    town = forms.ChoiceField(label=label("town"), required=False)
    registration_status = forms.ChoiceField(
        label=label("registration_status"),
        choices=RegistrationStatus.choices,
        help_text="已关闭的选停业，搬出本县的选迁出。",
    )
    industries = forms.MultipleChoiceField(
        label=label("industries"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="怎么知道的：走访、企业来电、门头照片等。",
        error_messages={"required": "请写明理由。"},
    )
    evidence = forms.CharField(label="依据", required=False, max_length=300, help_text="材料名称或编号，没有的不填。")
    helper = FieldsOnly()

    def __init__(self, entity: MarketEntity | None, data: Any = None) -> None:
        before = held(with_values(MarketEntity.objects.filter(pk=entity.pk)).get()) if entity else {}
        trades = [name for name in before.get("industries", "").split("、") if name]
        super().__init__(data, initial={**before, "industries": trades}, use_required_attribute=False)
        towns = [(town.name, town.name) for town in Town.objects.all()]
        _offer(self.fields["town"], [("", "未填"), *towns])
        _offer(self.fields["industries"], [(trade.name, trade.name) for trade in Industry.objects.all()])

    def values(self) -> dict[str, str]:
        """field → text of what was changed."""
        changed = [name for name in self.changed_data if name not in ("reason", "evidence")]
        return {name: _as_text(self.cleaned_data[name]) for name in changed}


class NewFirmForm(ProposalForm):
    """A firm that the registry does not hold yet."""

    credit_code = forms.CharField(label=label("credit_code"), required=False, max_length=18)
    registration_no = forms.CharField(label=label("registration_no"), required=False, max_length=15)
    entity_type = _text("entity_type")
    field_order = ("name", "credit_code", "registration_no", "entity_type")

    def __init__(self, data: Any = None) -> None:
        super().__init__(None, data)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "请填写市场主体名称。"
        self.fields["registration_status"].help_text = ""

    def clean_credit_code(self) -> str:
        return str(self.cleaned_data["credit_code"]).strip().upper()


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _as_text(value: Any) -> str:
    """Trades in the order in which the registry states them."""
    return "、".join(sorted(value)) if isinstance(value, list) else str(value).strip()


class DecisionForm(forms.Form):
    """Why a proposal is not taken over; with one that is, a word is welcome."""

    decision = forms.CharField(
        label="办理意见",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="不予采纳的必须写明理由，申报人会看到。",
    )
    helper = FieldsOnly()


class RowField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}　{obj.draw_id}　{obj.address}　{obj.get_registration_status_display()}"


class MergeForm(forms.Form):
    """The row that stays, and why the two are one firm."""

    into = RowField(
        label="保留的一户",
        queryset=MarketEntity.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "请选择保留的一户。"},
    )
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="例如：换发执照后注册号改为统一社会信用代码，实为一户。",
        error_messages={"required": "请写明理由。"},
    )
    helper = FieldsOnly()

    def __init__(self, candidates: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = candidates
