"""Forms of a draft version: its fields, its articles, its check-points. Rules live in services."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory

from registry.models import ItemEvent, ItemVersion, LegalBasis, MarketEntity
from yangcheng_inspect.forms import DateInput, FieldsOnly

METHODS = ["现场检查", "书面检查", "网络核查", "远程检测"]
PER_CENT = 100
SPARE = 2
"""Empty rows below the filled ones; saving brings new ones, so no script is needed."""


class LinesField(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (value or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        super().validate("\n".join(value))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class DraftForm(forms.ModelForm):
    """What a version says, apart from its articles and check-points."""

    percent = forms.DecimalField(
        label="抽查比例（%）",
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text="一般户的比例，重点户按倍数提高。",
    )
    methods = forms.MultipleChoiceField(label="检查方式", widget=forms.CheckboxSelectMultiple)
    handlings = LinesField(
        label="可采取的处理",
        widget=forms.Textarea({"rows": 5}),
        help_text="一行一种，如：当场改正、责令限期改正、立案查处、移送有关部门。记录中采取其余处理的，须写明理由。",
    )
    helper = FieldsOnly()

    class Meta:
        model = ItemVersion
        fields = [
            "kind",
            "target",
            "content",
            "methods",
            "authority",
            "responsible",
            "percent",
            "floor",
            "yearly_cap",
            "frequency",
            "ratio_source",
            "handlings",
            "verification_note",
            "caution",
        ]
        widgets = {"content": forms.Textarea({"rows": 5}), "target": forms.Textarea({"rows": 2})}
        help_texts = {
            "floor": "抽取时每层至少抽取的户数。",
            "yearly_cap": "每户每年最多检查几次，0 为不限。",
            "verification_note": "只供内部核对，不向社会公布。",
            "caution": "只供内部核对，不向社会公布。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(dict.fromkeys([*METHODS, *self.instance.methods]))
        self.fields["methods"].choices = [(name, name) for name in known]  # type: ignore[attr-defined]
        self.initial["percent"] = Decimal(self.instance.ratio) / PER_CENT

    def values(self) -> dict[str, Any]:
        """What was changed, by the names of `item_drafts.FIELDS`."""
        given = {name: self.cleaned_data[name] for name in self.changed_data}
        if "percent" in given:
            given["ratio"] = int(given.pop("percent") * PER_CENT)
        return given

    def _post_clean(self) -> None:
        """The service writes and checks; the row at hand stays as it is stored."""


class BasisForm(forms.Form):
    """One article."""

    kind = forms.ChoiceField(label="种类", choices=LegalBasis.Kind.choices)
    law = forms.CharField(label="法律法规规章", max_length=200, required=False)
    text = forms.CharField(label="条文", max_length=500, help_text="如：《旅馆业治安管理办法》第十四条")
    wording = forms.CharField(label="条文原文", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    valid_from = forms.DateField(label="施行日期", required=False, widget=DateInput)
    valid_to = forms.DateField(label="失效日期", required=False, widget=DateInput)
    note = forms.CharField(label="核对提示", max_length=200, required=False, help_text="只供内部核对。")


class PointForm(forms.Form):
    """One check-point."""

    prompt = forms.CharField(label="检查内容", max_length=300, widget=forms.Textarea({"rows": 2}))
    basis = forms.CharField(label="义务依据", max_length=500, required=False)
    penalty = forms.CharField(label="处罚依据", max_length=500, required=False)
    guidance = forms.CharField(label="方法与要领", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    documents = forms.CharField(label="需查看材料", max_length=300, required=False)
    photo_required = forms.BooleanField(label="不符合时须拍照", required=False)


PLACE = forms.NumberInput({"step": "any", "class": "place"})


class Rows(BaseFormSet):
    """Rows with their place and a tick to take them out; a place may be a half: 2.5 stands between 2 and 3."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        label = "次序"
        form.fields["ORDER"] = forms.FloatField(label=label, required=False, widget=PLACE)
        if index is not None and index < self.initial_form_count():
            form.fields["ORDER"].initial = index + 1
        form.fields["DELETE"].label = "删去"

    def rows(self) -> list[dict[str, Any]]:
        """The rows that stay, in their order."""
        return [
            {name: value for name, value in form.cleaned_data.items() if name not in ("ORDER", "DELETE")}
            for form in self.ordered_forms
        ]


def _rows_of(form: type[forms.Form], most: int) -> type[Rows]:
    made = formset_factory(form, formset=Rows, extra=SPARE, can_order=True, can_delete=True, max_num=most)
    return cast("type[Rows]", made)


BasisRows = _rows_of(BasisForm, 60)
PointRows = _rows_of(PointForm, 100)


class EndForm(forms.Form):
    """The last day of an article, and where that is written."""

    valid_to = forms.DateField(label="最后有效日期", widget=DateInput)
    reason = forms.CharField(label="理由", max_length=300, help_text="写明废止、修订的文件和公布日期。")
    helper = FieldsOnly()


class EventForm(forms.ModelForm):
    """An event that starts checks."""

    organiser_code = forms.CharField(label="承办者", max_length=50, help_text="统一社会信用代码，或名录中的单位全称。")
    helper = FieldsOnly()

    class Meta:
        model = ItemEvent
        fields = ["name", "organiser_code", "place", "starts_on", "ends_on", "permit", "note"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}

    def clean_organiser_code(self) -> MarketEntity:
        words = self.cleaned_data["organiser_code"].strip()
        found = MarketEntity.objects.filter(credit_code=words.upper()) | MarketEntity.objects.filter(name=words)
        if found.count() != 1:
            raise forms.ValidationError(f"名录中没有唯一的“{words}”。请填统一社会信用代码，或先列入名录。")
        return found.get()

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        organiser = given.pop("organiser_code")
        return {**given, "organiser": organiser}

    def _post_clean(self) -> None:
        """The service checks the row as a whole."""
