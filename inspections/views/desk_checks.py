"""非现场办理: one page for a 书面、网络、远程 check, from the notice to the answer and both signatures."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inspections import checks, steps
from inspections.forms.desk_checks import AnswerForm, MaterialForm, NoticeForm, ReplyByForm
from inspections.forms.site import SiteForm
from inspections.models import Confirmation, Visit
from inspections.services import desk_checks, records
from inspections.status import VisitStatus
from inspections.views.common import attempt, visit_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User


def _answered(*, visit: Visit, by: User, **given: Any) -> Confirmation:
    return records.confirm(visit=visit, said=records.Said(**given), by=by)


ACTS: dict[str, tuple[str, type[SiteForm], Callable[..., Any], str]] = {
    "notice": ("送达通知书", NoticeForm, desk_checks.serve_notice, "通知书送达已登记。"),
    "material": ("收到的材料", MaterialForm, desk_checks.receive, "材料已登记。"),
    "ask": ("送请确认", ReplyByForm, desk_checks.ask_reply, "已登记送请确认。"),
    "answer": ("检查对象的答复", AnswerForm, _answered, "答复已登记。请两名检查人员各自登录签名。"),
}


@permission_required("inspections.visit_entity")
@require_http_methods(["GET", "POST"])
def desk(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    if not found.at_desk:
        return redirect(found)
    chosen = request.POST.get("act", "")
    if chosen == "begin":
        attempt(request, lambda: desk_checks.take_up(visit=found, by=request.user), "已开始办理。")
        return redirect("visit_desk", pk)
    forms = {name: act[1](found, request.POST if name == chosen else None) for name, act in ACTS.items()}
    if chosen in forms and forms[chosen].is_valid():
        _, _, service, done = ACTS[chosen]
        values = forms[chosen].cleaned_data
        if attempt(request, lambda: service(visit=found, by=request.user, **values), done):
            return redirect("visit_desk", pk)
    return _page(request, found, forms)


def _page(request: Request, visit: Visit, forms: dict[str, SiteForm]) -> HttpResponse:
    place = place_of(visit, request.user)
    going = place is not None and visit.status == VisitStatus.ONSITE
    context = {
        "visit": visit,
        "steps": steps.steps(visit),
        "place": place,
        "materials": visit.materials.all(),
        "forms": {name: (ACTS[name][0], form) for name, form in forms.items()} if going else {},
        "may_begin": place is not None and visit.status == VisitStatus.READY,
        "ready_to_ask": going and not list(checks.before_confirmation(visit)),
        "unsigned": list(checks.signatures(visit)) if visit.said else [],
        "may_sign": going and visit.said is not None,
    }
    return render(request, "inspections/desk.html", context)
