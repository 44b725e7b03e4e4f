"""The short form of a visit that no draw ordered: 日常、专项、复查、投诉举报核查."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.forms import EntitySearch, OrderForm
from inspections.models import Visit
from inspections.services import visits
from registry.models import MarketEntity
from registry.models.entity import GONE
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

MOST_FOUND = 20


@permission_required("inspections.add_visit")
@require_safe
def visit_order(request: Request) -> HttpResponse:
    """First the firm: any piece of its name, address or code."""
    form = EntitySearch(request.GET)
    query = form.cleaned_data["q"].strip() if form.is_valid() else ""
    known = MarketEntity.objects.visible_to(request.user).standing().for_page()
    found = list(known.search(query)[: MOST_FOUND + 1]) if query else []
    context = {"form": form, "query": query, "found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND}
    return render(request, "inspections/order_search.html", context)


@permission_required("inspections.add_visit")
@require_http_methods(["GET", "POST"])
def visit_order_for(request: Request, pk: int) -> HttpResponse:
    """Then the form. A refusal of the service is shown on it; what was typed stays."""
    entity = get_object_or_404(MarketEntity.objects.visible_to(request.user).standing().for_page(), pk=pk)
    form = OrderForm(entity, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ordered = visits.order(form=form.order(), by=request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记，审批表 {ordered.approval.number} 已报所队长审核。批准后方可到场检查。")
            return redirect(ordered.approval)
    told = Visit.objects.told_to(request.user).of_firm(entity)
    context = {
        "entity": entity,
        "gone": entity.registration_status in GONE,
        "form": form,
        "earlier": told.order_by("-pk").for_page()[:5],
        "done": told.counted(today().year).count(),
    }
    return render(request, "inspections/order.html", context)
