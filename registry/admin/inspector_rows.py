"""What hangs below an inspector: certificates, absences, recusals, trainings; new rows, and what ends old ones."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from registry.models import Absence, Certificate, Inspector, Recusal, Training
from registry.services import absences, inspectors, trainings
from yangcheng_inspect import clock
from yangcheng_inspect.forms import DateInput

KEPT_DAYS = 30
"""How long an absence that is over stays on the page."""


class HistoryForm(forms.ModelForm):
    """A row that stands as it was entered; only the fields of `endings` may be filled in afterwards."""

    endings: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_old = self.instance.pk is not None
        for name, field in self.fields.items():
            field.disabled = is_old != (name in self.endings) and name not in ("id", "inspector")

    def given(self) -> dict[str, Any]:
        """What was typed into a new row."""
        dropped = ("id", "inspector", "DELETE", *self.endings)
        return {name: value for name, value in self.cleaned_data.items() if name not in dropped}


class CertificateForm(HistoryForm):
    endings = ("withdrawn_on",)

    class Meta:
        model = Certificate
        fields = ["number", "valid_from", "valid_to", "issuer", "withdrawn_on"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput, "withdrawn_on": DateInput}


class AbsenceForm(HistoryForm):
    endings = ("back_on",)
    back_on = forms.DateField(label="回岗日期", required=False, widget=DateInput)

    class Meta:
        model = Absence
        fields = ["kind", "from_day", "to_day", "reason"]
        widgets = {"from_day": DateInput, "to_day": DateInput}


class RecusalForm(HistoryForm):
    endings = ("ended_on",)

    class Meta:
        model = Recusal
        fields = ["entity", "ground", "note", "started_on", "ended_on"]
        widgets = {"started_on": DateInput, "ended_on": DateInput}


class TrainingForm(forms.ModelForm):
    """A wrong record may be corrected; the reason is that of the page."""

    class Meta:
        model = Training
        fields = list(trainings.FIELDS)
        widgets = {"held_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict.fromkeys(["", Training.PASSED, Training.FAILED, self.instance.result])
        self.fields["result"] = forms.ChoiceField(
            label="考核结果", choices=[(word, word or "—") for word in words], required=False
        )

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in trainings.FIELDS}


class RowInline(admin.TabularInline):
    """Nothing is taken away."""

    extra = 0
    can_delete = False


class CertificateInline(RowInline):
    model = Certificate
    form = CertificateForm
    verbose_name_plural = "执法证（换证另起一行；收回或登记有误的填写“停用日期”）"


class AbsenceInline(RowInline):
    model = Absence
    form = AbsenceForm
    fields = ["kind", "from_day", "to_day", "reason", "back_on"]
    verbose_name_plural = "请假、值班、出差、借调、培训（提前回岗或登记有误的填写“回岗日期”）"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Absence]":
        since = clock.today().toordinal() - KEPT_DAYS
        return Absence.objects.upcoming(clock.today().fromordinal(since))


class RecusalInline(RowInline):
    model = Recusal
    form = RecusalForm
    raw_id_fields = ["entity"]
    verbose_name_plural = "回避关系（情形消失的填写“止”）"


class TrainingInline(RowInline):
    model = Training
    form = TrainingForm
    verbose_name_plural = "培训和考试"


INLINES: "list[type[admin.options.InlineModelAdmin[Any, Any]]]" = [
    CertificateInline,
    AbsenceInline,
    RecusalInline,
    TrainingInline,
]
ADD: dict[type[Any], Any] = {
    Certificate: inspectors.certify,
    Absence: absences.note,
    Recusal: inspectors.recuse,
    Training: trainings.note,
}


def save_row(inspector: Inspector, form: Any, *, reason: str, by: Any) -> None:
    """One row of one inline, through its service."""
    row = form.instance
    if row.pk is None:
        ADD[type(row)](inspector=inspector, by=by, **form.given())
    elif isinstance(row, Training):
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        trainings.amend(training=row, values=changed, reason=reason, by=by)
    elif day := form.cleaned_data[form.endings[0]]:
        _end(row, day, reason, by)


def _end(row: Any, day: Any, reason: str, by: Any) -> None:
    if isinstance(row, Certificate):
        inspectors.withdraw_certificate(certificate=row, on=day, reason=reason, by=by)
    elif isinstance(row, Recusal):
        inspectors.end_recusal(recusal=row, on=day, reason=reason, by=by)
    else:
        absences.end(absence=row, back_on=day, reason=reason, by=by)
