"""检查人员 on the officer site: a unit head sees the own people with their certificates, and notes who is away."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from registry.inspector_state import State, last_certificate, state
from registry.models import Absence, Certificate, Inspector
from registry.models.inspector import InspectorQuerySet
from registry.services import absences
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.forms import DateInput, FieldsOnly
from yangcheng_inspect.office import carried_out
from yangcheng_inspect.plain_text import key
from yangcheng_inspect.trail.disclosure import note_view

KINDS = [(kind.value, kind.label) for kind in Absence.Kind if kind != Absence.Kind.DUTY]


@dataclass(frozen=True)
class Person:
    """One line of the page."""

    inspector: Inspector
    state: State
    certificate: Certificate | None


class AbsenceForm(forms.Form):
    """Who notes an absence says what kind, from when to when, and why."""

    kind = forms.ChoiceField(label="种类", choices=KINDS, initial=Absence.Kind.LEAVE)
    from_day = forms.DateField(label="第一天", widget=DateInput)
    to_day = forms.DateField(label="最后一天", widget=DateInput)
    reason = forms.CharField(label="事由", max_length=100)
    helper = FieldsOnly()


class BackForm(forms.Form):
    """Back before the end, or entered by mistake."""

    back_on = forms.DateField(label="回岗日期", widget=DateInput)
    reason = forms.CharField(label="理由", max_length=100)


@permission_required("registry.view_people")
def people(request: Request) -> HttpResponse:
    """The people of the own unit; 分管局领导 sees all."""
    day = today()
    rows = [Person(one, state(one, day), last_certificate(one)) for one in _seen(request)]
    return render(request, "registry/people.html", {"people": rows, "today": day})


@permission_required("registry.view_people")
def person(request: Request, pk: int) -> HttpResponse:
    """One person: certificates, who is away when, trainings; the form for an absence."""
    found = get_object_or_404(_seen(request), pk=pk)
    note_view(target=found, by=request.user)
    return _person(request, found, AbsenceForm())


@permission_required("registry.note_absence")
@post_only("person")
def person_absence(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(_seen(request), pk=pk)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _person(request, found, form)
    noted = carried_out(form, lambda: absences.note(inspector=found, by=request.user, **form.cleaned_data))
    if noted is None:
        return _person(request, found, form)
    messages.success(request, f"已登记{found.name} {noted}。")
    return redirect("person", pk)


@permission_required("registry.note_absence")
@post_only("person")
def person_back(request: Request, pk: int) -> HttpResponse:
    """销假, or an entry made by mistake."""
    found = get_object_or_404(_seen(request), pk=pk)
    absence = get_object_or_404(found.absences, pk=key(request.POST.get("absence", "")))
    form = BackForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError("请填写回岗日期和理由。")
        absences.end(absence=absence, by=request.user, **form.cleaned_data)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已登记{found.name}回岗。")
    return redirect("person", pk)


def _seen(request: Request) -> InspectorQuerySet:
    away = Prefetch("absences", Absence.objects.upcoming(today()), to_attr="upcoming")
    seen = Inspector.objects.visible_to(request.user).exclude(status=Inspector.Status.LEFT)
    return seen.for_page().prefetch_related(away)


def _person(request: Request, found: Inspector, form: AbsenceForm) -> HttpResponse:
    context: dict[str, Any] = {
        "inspector": found,
        "state": state(found, today()),
        "form": form,
        "trainings": found.trainings.order_by("-held_on"),
    }
    return render(request, "registry/person.html", context)
