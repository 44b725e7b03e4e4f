"""Forms of the risk pages: the grid of a matrix, complaints."""

from decimal import Decimal
from typing import Any

from django import forms

from registry import risk
from registry.models import Complaint, InspectionItem, RiskMatrix
from registry.risk import Cell
from registry.services import complaints, risk_matrices
from registry.services.matrix_grid import Grid
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput, FieldsOnly

GENERAL = "all"
"""Stands for “every item” in the names of the grid's fields."""


class MatrixSettingsForm(forms.ModelForm):
    """What a version says beside its cells."""

    helper = FieldsOnly()

    class Meta:
        model = RiskMatrix
        fields = ["source", "complaint_threshold", "complaint_months", "counts_open"]

    @property
    def settings(self) -> risk_matrices.Settings:
        return risk_matrices.Settings(**{name: self.cleaned_data[name] for name in self._meta.fields or ()})


class CellForm(forms.Form):
    """One cell: multiples of the item's ratio, rounds a year, tickets. What may not differ is not asked."""

    factor = forms.DecimalField(label="倍数", min_value=Decimal("0.01"), max_value=100, max_digits=5, decimal_places=2)
    times = forms.IntegerField(label="每年批次", min_value=1, max_value=12)
    weight = forms.IntegerField(label="两项以上标记的签数", min_value=1, max_value=risk.MOST_TICKETS)

    def __init__(self, *args: Any, code: str, label: str, cell: Cell, **kwargs: Any) -> None:
        kwargs["initial"] = {"factor": f"{cell.factor / risk.ITSELF:g}", "times": cell.times, "weight": cell.weight}
        super().__init__(*args, **kwargs)
        self.code, self.label = code, label
        if code == risk.ORDINARY:
            del self.fields["factor"]
        if not code.endswith(risk.KEY):
            del self.fields["weight"]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "form-control", "aria-label": f"{label}{self.fields[name].label}"}

    @property
    def cell(self) -> Cell:
        factor = int(self.cleaned_data.get("factor", 1) * risk.ITSELF)
        return Cell(factor, self.cleaned_data["times"], self.cleaned_data.get("weight", 1))


class Scope:
    """The cells of one item, or of all items without their own."""

    def __init__(self, item: InspectionItem | None, cells: dict[str, Cell], labels: dict[str, str], data: Any) -> None:
        self.item = item
        self.key = str(item.pk) if item else GENERAL
        self.title = str(item) if item else "各事项通用"
        self.forms = [
            CellForm(data, prefix=f"{self.key}-{code}", code=code, label=labels[code], cell=cells[code])
            for code in risk.STRATA
        ]

    @property
    def dropped(self) -> bool:
        """The office ticked that the item follows the general cells again."""
        return self.item is not None and f"{self.key}-drop" in (self.forms[0].data or {})

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms])

    @property
    def cells(self) -> dict[str, Cell]:
        return {form.code: form.cell for form in self.forms}


def grid(scopes: list[Scope]) -> Grid:
    """What was typed; items that were dropped are left out."""
    return {scope.item.pk if scope.item else None: scope.cells for scope in scopes if not scope.dropped}


class ItemChoiceForm(forms.Form):
    """Which item gets cells of its own."""

    item = forms.ModelChoiceField(label="为事项单独设定", queryset=InspectionItem.objects.drawable())
    helper = FieldsOnly()


class NewMatrixForm(forms.Form):
    """Why there is to be a new version."""

    source = forms.CharField(
        label="出处和理由", max_length=300, help_text="例如：2026 年第 3 次局务会，加大对投诉多的旅馆的抽查。"
    )
    helper = FieldsOnly()


class ComplaintForm(forms.ModelForm):
    """One complaint. Who complained is not asked."""

    helper = FieldsOnly()

    class Meta:
        model = Complaint
        fields = ["received_on", "channel", "reference", "content", "outcome", "outcome_note"]
        widgets = {"received_on": DateInput, "content": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"received_on": today()})
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> complaints.Given:
        return complaints.Given(**{name: self.cleaned_data[name] for name in self._meta.fields or ()})


class SettleForm(forms.Form):
    """What came of a complaint."""

    outcome = forms.ChoiceField(
        label="核查结果",
        choices=[choice for choice in Complaint.Outcome.choices if choice[0] != Complaint.Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="核查说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    helper = FieldsOnly()
