"""检查评价 on the supervisor's desk: totals of units, the words, what was found about the bad ones."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from publicity import rating_totals
from publicity.models import Rating
from publicity.rating_forms import CardForm, FindingForm
from publicity.services import ratings
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.office import carried_out
from yangcheng_inspect.paging import paginate

READ = "publicity.view_ratings"


@permission_required(READ)
@require_safe
def rating_list(request: Request) -> HttpResponse:
    """This year's totals of units, then every rating, the bad ones that nobody looked into first."""
    rows = Rating.objects.visible_to(request.user).for_page()
    context = {
        "year": today().year,
        "fewest": rating_totals.FEWEST,
        "totals": rating_totals.by_unit(rows.filter(received_on__year=today().year)),
        "open": rows.open(),
        "page": paginate(request, rows),
    }
    return render(request, "publicity/ratings.html", context)


@permission_required(READ)
@require_http_methods(["GET", "POST"])
def rating_page(request: Request, pk: int) -> HttpResponse:
    """One rating with its answers; a bad one is looked into here."""
    found = get_object_or_404(Rating.objects.visible_to(request.user).for_page(), pk=pk)
    form = FindingForm(request.POST or None, use_required_attribute=False)
    if form.is_valid():
        finding = form.cleaned_data["finding"]
        if carried_out(form, lambda: ratings.settle(rating=found, finding=finding, by=request.user)):
            messages.success(request, "已登记核查情况。")
            return redirect(found)
    others = Rating.objects.visible_to(request.user).filter(visit=found.visit).exclude(pk=found.pk)
    context = {"rating": found, "form": form, "others": others if found.visit else others.none()}
    return render(request, "publicity/rating.html", context)


@permission_required(ratings.REGISTER)
@require_http_methods(["GET", "POST"])
def rating_new(request: Request) -> HttpResponse:
    """A card that came by post."""
    form = CardForm(request.POST or None, use_required_attribute=False)
    if form.is_valid():
        code, on = form.cleaned_data["code"], form.cleaned_data["received_on"]
        made = carried_out(form, lambda: ratings.register(code=code, said=form.said(), received_on=on, by=request.user))
        if made:
            messages.success(request, "已登记评价卡。")
            return redirect(made)
    return render(request, "publicity/rating_new.html", {"form": form})
