"""现场情况: pause and resume, nobody there, refused, recusal asked for by the business."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inspections import site as facts
from inspections.forms.site import LeaveForm, NobodyForm, PauseForm, RecusalForm, RefusedForm, SiteForm
from inspections.models import Interruption, Visit
from inspections.services import excuses, interruptions
from inspections.status import VisitStatus
from inspections.views.common import attempt, visit_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request

ACTS: dict[str, tuple[str, type[SiteForm], Callable[..., Any], str]] = {
    "pause": ("暂停检查", PauseForm, interruptions.pause, "检查已暂停。恢复前不能填写、签字和提交。"),
    "nobody": ("现场无人、关门", NobodyForm, interruptions.nobody, "已登记，再次上门日期已安排。"),
    "refused": ("拒绝检查", RefusedForm, interruptions.refused, "已登记。请在检查记录中如实填写结果。"),
    "recusal": ("检查对象申请回避", RecusalForm, excuses.ask_for_business, "已登记，检查暂停，等所队长决定。"),
}
"""What can be written down on site: heading, form, service, and what is said afterwards."""
WHILE_PAUSED: dict[str, tuple[str, type[SiteForm], Callable[..., Any], str]] = {
    "leave": ("今天不能继续", LeaveForm, interruptions.leave, "已登记，改日重新到场亮证后继续。"),
}


@permission_required("inspections.visit_entity")
@require_http_methods(["GET", "POST"])
def site(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    paused = facts.pause(found)
    acts = WHILE_PAUSED if paused else ACTS
    chosen = request.POST.get("act", "")
    if chosen == "resume":
        attempt(request, lambda: interruptions.resume(visit=found, by=request.user), "检查已恢复。")
        return redirect("visit_site", pk)
    forms = {name: form(found, request.POST if name == chosen else None) for name, (_, form, _, _) in acts.items()}
    if chosen in forms and forms[chosen].is_valid() and _carried_out(request, found, acts[chosen], forms[chosen]):
        return redirect(found)
    return _page(request, found, paused, [(name, acts[name][0], form) for name, form in forms.items()])


def _carried_out(request: Request, visit: Visit, act: tuple[Any, ...], form: SiteForm) -> bool:
    service, done = act[2], act[3]
    return attempt(request, lambda: service(visit=visit, by=request.user, **form.cleaned_data), done)


def _page(request: Request, visit: Visit, paused: Interruption | None, forms: list[Any]) -> HttpResponse:
    context = {
        "visit": visit,
        "paused": paused,
        "by_decision": paused is not None and paused.kind == Interruption.Kind.RECUSAL,
        "forms": forms,
        "may_act": place_of(visit, request.user) is not None and visit.status == VisitStatus.ONSITE,
        "rows": visit.interruptions.select_related("began_by", "ended_by"),
    }
    return render(request, "inspections/site.html", context)
