"""纸质记录补录: opened with the paper's own times; the answers are then typed on the record's usual page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inspections.forms.paper import PaperForm
from inspections.models import Visit
from inspections.services import paper
from inspections.status import VisitStatus
from inspections.views.common import attempt, visit_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User


def may_enter(visit: Visit, user: User) -> bool:
    """A member of the team, once the form is approved and nobody has checked in on a phone."""
    return visit.status == VisitStatus.READY and place_of(visit, user) is not None


@permission_required("inspections.record_visit")
@require_http_methods(["GET", "POST"])
def visit_paper(request: Request, pk: int) -> HttpResponse:
    """Times, names and the reason; then on to the record."""
    found = visit_or_404(request, pk)
    if not may_enter(found, request.user):
        return redirect(found)
    form = PaperForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = "已按纸质记录登记时间。请逐项录入，并上传签过字的纸质记录。"
        if attempt(request, lambda: paper.enter(visit=found, sheet=form.sheet, by=request.user), done):
            return redirect(found.inspections.all()[0])
    return render(request, "inspections/visit_paper.html", {"visit": found, "form": form})
