"""出勤日历: a month of planned visits and absences; on a phone the days stand one below the other."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inspections import attendance as month_of
from inspections.models import Visit
from inspections.services.planning import NOT_BEGUN
from inspections.views.common import READ
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today


def _first(text: str) -> date:
    """`2026-11`, or this month for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


@permission_required(*READ)
@require_safe
def attendance(request: Request) -> HttpResponse:
    first = _first(request.GET.get("month", ""))
    units = month_of.units_of(request.user)
    unit = request.GET.get("unit", "")
    chosen = unit if unit in dict(units) else ""
    open_ones = Visit.objects.visible_to(request.user).filter(status__in=NOT_BEGUN, planned_on__isnull=True)
    context = {
        "first": first,
        "before": first - timedelta(days=1),
        "after": (first + timedelta(days=32)).replace(day=1),
        "today": today(),
        "weeks": month_of.month(request.user, first, unit=chosen),
        "units": units,
        "unit": chosen,
        "unplanned": open_ones.for_page(),
    }
    return render(request, "inspections/attendance.html", context)
