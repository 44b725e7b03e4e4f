"""Where a phone brings its drafts and acts, and takes the sheet it works from in a dead zone."""

from functools import partial
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from inspections import phone_sheet
from inspections.forms import FindingsForm
from inspections.forms.phone import ACTS, require_valid
from inspections.models import Inspection
from inspections.services import phone, sync
from inspections.services.records import Findings
from inspections.sheet import Values
from inspections.views import wire
from inspections.views.common import record_or_404, visit_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import NotPermitted


@permission_required("inspections.record_visit")
@post_only("record")
def record_sync(request: Request, pk: int) -> HttpResponse:
    """Save what a phone changed: `{key, values, was}`; 200 `{revision, saved_at, values}`, 409 `{conflicts}`."""
    found = record_or_404(request, pk)

    def act() -> dict[str, Any]:
        given = wire.body(request)
        mine, was = wire.part(given, "values"), wire.part(given, "was")
        return sync.fill(inspection=found, key=wire.key_of(given), mine=mine, was=was, read=_findings, by=request.user)

    return wire.answered(act)


def _findings(inspection: Inspection, values: Values) -> Findings:
    form = FindingsForm.of_values(inspection, values)
    require_valid(form)
    return form.findings


@permission_required("inspections.record_visit")
@require_safe
def visit_sheet(request: Request, pk: int) -> HttpResponse:
    """Everything an officer of the team needs to go on without a network; the phone keeps it encrypted."""
    found = visit_or_404(request, pk)
    place = place_of(found, request.user)
    if place is None:
        return JsonResponse({"message": "您不是本次检查的检查人员。"}, status=422)
    return JsonResponse(phone_sheet.of(found, place))


@permission_required("inspections.record_visit")
@post_only("visit")
def visit_act(request: Request, pk: int) -> HttpResponse:
    """One act of the phone's queue: `{key, act, …}`; what belongs to which act stands in `forms.phone`."""
    found = visit_or_404(request, pk)

    def act() -> dict[str, Any]:
        given = wire.body(request)
        name = str(given.get("act", ""))
        if name not in ACTS:
            raise NotPermitted("手机上没有这项办理。请刷新页面。")
        read = ACTS[name](wire.part(given, "values"))
        do = partial(phone.ACTS[name], visit=found, given=read, seen=wire.part(given, "seen"), by=request.user)
        return sync.once(key=wire.key_of(given), act=name, about=f"visit/{found.pk}", do=do, by=request.user)

    return wire.answered(act)
