"""首页: what must I do, by when."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from inspections.models import Visit
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.desk import figures, todo, trail_todo
from yangcheng_inspect.workdays import calendar
from yangcheng_inspect.workdays.calendar import Calendar

CASES = frozenset({Role.INSPECTOR, Role.UNIT_HEAD, Role.LEADER, Role.OFFICE})
"""Roles that have cases of their own."""


@require_safe
def home(request: Request) -> HttpResponse:
    """Whoever only inspects opens on 我的检查 alone; whoever has no cases gets a page that says where to go."""
    roles = request.user.all_roles
    if roles == {Role.INSPECTOR}:
        return redirect("my_visits")
    if not roles & CASES:
        alerts = list(trail_todo.of(request.user))
        return render(request, "desk/home_other.html", {"greeting": greeting(), "alerts": alerts})
    return render(request, "desk/home.html", _context(request.user, today(), calendar.load()))


def greeting() -> str:
    hour = now().astimezone().hour
    return "上午好" if hour < 12 else "下午好" if hour < 18 else "晚上好"


def _context(user: User, day: date, known: Calendar) -> dict[str, object]:
    rows = todo.of(user)
    plan = figures.execution(day)
    to_visit = Visit.objects.of_officer(user).filter(status__in=[VisitStatus.READY, VisitStatus.ONSITE])
    return {
        "greeting": greeting(),
        "today": day,
        "groups": todo.grouped(rows, day, known.special),
        "count": len(rows),
        "due_now": sum(row.due is not None and row.due <= day for row in rows),
        "to_visit": to_visit.count(),
        "visit_today": to_visit.filter(planned_on=day).count(),
        "scope": figures.scope(user),
        "punctuality": figures.punctuality(user, day),
        "ladder": figures.ladder(user, day, known),
        "ahead": figures.ahead(user, day, known),
        "plan": plan,
        "plan_done": sum(line.done for line in plan),
        "plan_total": sum(line.total for line in plan),
        "news": figures.news(user),
    }
