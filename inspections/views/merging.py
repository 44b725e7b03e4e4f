"""合并检查: the offer on one page that says what will happen, and the decision."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inspections.forms.merging import ApartForm
from inspections.models import Visit
from inspections.services import merging
from inspections.views.common import attempt, visit_or_404
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request


def _offered(visit: Visit, pk: int) -> Visit:
    """The other visit, if it may be made with this one: nothing else of another team is shown."""
    found = next((other for other in merging.offers(visit) if other.pk == pk), None)
    if found is None:
        raise Http404
    return Visit.objects.for_page().get(pk=found.pk)


@permission_required("inspections.submit_visits")
@require_http_methods(["GET", "POST"])
def visit_merge(request: Request, pk: int, other: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    second = _offered(found, other)
    form = ApartForm(request.POST if "apart" in request.POST else None)
    if request.method == "POST" and _decided(request, found, second, form):
        return redirect(found)
    first, last = sorted([found, second], key=lambda one: one.pk)
    context = {
        "visit": found,
        "first": first,
        "second": last,
        "both": [first, last],
        "until": min(first.due_on, last.due_on),
        "officers": _officers(first, last),
        "may_decide": merging.may_decide(first, last, request.user),
        "form": form,
    }
    return render(request, "inspections/merge.html", context)


def _decided(request: Request, visit: Visit, other: Visit, form: ApartForm) -> bool:
    if "apart" not in request.POST:
        done = "已合并：一次到场、一份通知书、一次签字，各事项各有记录。"
        return attempt(request, lambda: merging.accept(visit=visit, other=other, by=request.user), done)
    if not form.is_valid():
        return False
    reason = form.cleaned_data["reason"]
    act = lambda: merging.decline(visit=visit, other=other, reason=reason, by=request.user)  # noqa: E731
    return attempt(request, act, "已决定分别检查。")


def _officers(first: Visit, second: Visit) -> list[str]:
    """Everybody who goes, each once."""
    return list(dict.fromkeys(place.inspector.name for visit in (first, second) for place in visit.officers.all()))
