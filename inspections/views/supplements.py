"""补充抽取 on the office's desk: arrange a sitting for firms whose team is missing (decisions, Draw 5)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from inspections.forms.office import SupplementForm
from inspections.models import Draw, DrawSession
from inspections.services import supplements
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out, office_page


def to_supplement(session: DrawSession) -> list[dict[str, Any]]:
    """Draws of this sitting with firms that lack a team, and the sitting under way for them, if there is one."""
    found = [(draw, len(supplements.lacking(draw))) for draw in session.draws.select_related("task").order_by("number")]
    return [{"draw": draw, "firms": firms, "going": supplements.going(draw)} for draw, firms in found if firms]


@permission_required("inspections.prepare_task")
@require_http_methods(["GET", "POST"])
def supplement_new(request: Request, pk: int) -> HttpResponse:
    draw = get_object_or_404(Draw.objects.select_related("task", "session"), pk=pk)
    form = SupplementForm(request.POST or None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("held_on", "place", "lottery_at")}
        made = carried_out(
            form, lambda: supplements.open_session(draw=draw, **given, sources=form.sources, by=request.user)
        )
        if made:
            return redirect(made)
    context: dict[str, Any] = {"form": form, "back": draw.get_absolute_url(), "draw": draw}
    context["firms"] = len(supplements.lacking(draw))
    return office_page(request, "inspections/office/supplement_new.html", "安排补充抽取", **context)
