"""值班表 under /admin/: enter or upload, look at what was read, confirm."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect

from registry import roster
from registry.importing import reader
from registry.models import Absence, Inspector
from registry.services import absences
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.forms import FieldsOnly
from yangcheng_inspect.office import office_page
from yangcheng_inspect.plain_text import key

TITLE = "值班表"
SHOWN_DAYS = 28


class RosterForm(forms.Form):
    """A roster as text or as a file."""

    lines = forms.CharField(
        label="逐行填写",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一天：日期和姓名（或警号），多人用“、”分开。例如：2026-11-23 王海燕、李建军",
    )
    file = forms.FileField(
        label="或上传文件", required=False, help_text="xlsx、xls 或 csv，两列：日期，姓名或警号。最多 1000 行。"
    )
    replace = forms.BooleanField(
        label="以本表为准", required=False, help_text="本表起止日期之间，原来登记而本表没有的值班，一并取消。"
    )
    helper = FieldsOnly()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("lines") and not cleaned.get("file") and not self.errors:
            raise forms.ValidationError("请逐行填写，或选择一个文件。")
        return cleaned


@permission_required("registry.manage_registry")
def duty_roster(request: Request) -> HttpResponse:
    """The coming four weeks, and a new roster with its preview."""
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    read = _read(form) if form.is_bound and form.is_valid() else None
    replace = read is not None and form.cleaned_data["replace"]
    context: dict[str, Any] = {"form": form, "read": read, "replace": replace, "days": _days(today())}
    return office_page(request, "registry/office/roster.html", TITLE, **context)


@permission_required("registry.manage_registry")
@post_only("duty_roster")
def duty_roster_enter(request: Request) -> HttpResponse:
    """What the preview showed."""
    people = {person.pk: person for person in Inspector.objects.all()}
    given = [_duty(text, people) for text in request.POST.get("duties", "").split(";")]
    replace = request.POST.get("replace") == "1"
    try:
        done = absences.enter_roster(duties=[duty for duty in given if duty], replace=replace, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("duty_roster")
    told = f"已登记值班 {done['entered']} 人次，原已登记 {done['there']} 人次，取消 {done['cancelled']} 人次。"
    messages.success(request, told)
    return redirect("duty_roster")


def _duty(text: str, people: dict[int, Inspector]) -> tuple[Inspector, date] | None:
    """`17 2026-11-23` as the preview's page sends it."""
    number, _, day = text.partition(" ")
    try:
        return people[key(number)], date.fromisoformat(day)
    except (KeyError, ValueError):
        return None


def _read(form: RosterForm) -> roster.Roster | None:
    """What the lines or the file say; a file that cannot be read is a sentence on the form."""
    file = form.cleaned_data["file"]
    try:
        rows = _rows(file) if file else roster.typed(form.cleaned_data["lines"])
    except DomainError as error:
        form.add_error("file", str(error))
        return None
    return roster.read(rows, today=today())


def _rows(file: UploadedFile) -> list[reader.Row]:
    """Through the importer's reader, which knows bombs and broken files."""
    suffix = Path(file.name or "").suffix
    with NamedTemporaryFile(suffix=suffix if suffix.isascii() else "") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return reader.read(Path(copy.name))


def _days(first: date) -> list[tuple[date, list[Absence]]]:
    """The coming days on which somebody is on duty or away, with these people."""
    last = first + timedelta(days=SHOWN_DAYS - 1)
    rows = Absence.objects.upcoming(first).filter(from_day__lte=last).select_related("inspector__unit")
    there = list(rows.order_by("inspector__unit", "inspector__police_no"))
    days = [first + timedelta(days=number) for number in range(SHOWN_DAYS)]
    away = [(day, [one for one in there if one.from_day <= day <= one.to_day]) for day in days]
    return [(day, people) for day, people in away if people]
