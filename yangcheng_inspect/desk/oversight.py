"""责任追溯 for the supervisor: the page and its workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import responsibility as report
from yangcheng_inspect.paging import paginate
from yangcheng_inspect.trail.disclosure import note_export

PER_PAGE = 50
TITLE = "责任追溯"


@permission_required("trail.view_responsibility")
@require_safe
def responsibility(request: Request) -> HttpResponse:
    """Who decided what, when; by person, unit and days."""
    form = report.AskForm(request.GET)
    page = paginate(request, report.decisions(form), per_page=PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": report.lines(page.object_list),
        "total": page.paginator.count,
        "export": f"?{request.GET.urlencode()}",
    }
    return render(request, "desk/responsibility.html", context)


@permission_required("trail.view_responsibility")
@require_safe
def responsibility_export(request: Request) -> HttpResponse:
    """Every line of the conditions."""
    form = report.AskForm(request.GET)
    rows = report.lines(report.decisions(form)[: workbook.MAX_ROWS])
    made = workbook.sheet(
        TITLE, report.COLUMNS, (row.cells for row in rows), by=request.user.name, conditions=form.words
    )
    note_export(title=TITLE, conditions=form.words, rows=len(rows), by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="responsibility-{today():%Y%m%d}.xlsx"'}
    return HttpResponse(made, content_type=workbook.CONTENT_TYPE, headers=headers)
