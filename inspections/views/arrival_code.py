"""到场亮证 together: the leading officer's phone shows a code, the second officer opens it on the own phone."""

from io import BytesIO

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from inspections import arrival_code
from inspections.models import Visit
from inspections.services import visits
from inspections.views.common import attempt, visit_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request

WRONG = "验证码不对或已过 10 分钟。请看主办民警手机上现在的 6 位数字。"


@permission_required("inspections.visit_entity")
@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """Code and QR; only on the phone of a member who has checked in."""
    found = visit_or_404(request, pk)
    place = place_of(found, request.user)
    if place is None or place.arrived_at is None:
        messages.error(request, "请先到场亮证，再请同组人员扫码。")
        return redirect(found)
    digits, ends = arrival_code.of(found)
    return render(request, "inspections/arrival_code.html", {"visit": found, "digits": digits, "ends": ends})


@permission_required("inspections.visit_entity")
@require_safe
def image(request: Request, pk: int) -> HttpResponse:
    """The QR code with the address that holds the digits."""
    found = visit_or_404(request, pk)
    place = place_of(found, request.user)
    if place is None or place.arrived_at is None:
        raise Http404
    digits, _ = arrival_code.of(found)
    picture = BytesIO()
    address = request.build_absolute_uri(f"{reverse('visit_join')}?code={digits}")
    segno.make(address, error="m").save(picture, kind="svg", scale=6, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@permission_required("inspections.visit_entity")
@require_http_methods(["GET", "POST"])
def join(request: Request) -> HttpResponse:
    """The second officer, with the own login: types or scans the digits, then checks in."""
    digits = request.POST.get("code", request.GET.get("code", ""))
    if request.method == "GET":
        return render(request, "inspections/arrival_join.html", {"digits": digits})
    found = next((visit for visit in _mine(request) if arrival_code.fits(visit, digits)), None)
    if found is None:
        messages.error(request, WRONG)
        return redirect("visit_join")
    attempt(request, lambda: visits.arrive(visit=found, by=request.user), "已登记到场亮证。")
    return redirect(found)


def _mine(request: Request) -> list[Visit]:
    return list(Visit.objects.of_officer(request.user).open())
