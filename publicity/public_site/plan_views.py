"""抽查计划 and 抽查任务 for the public: to read, to print, to take away (ux.md W3)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from publicity.public_site import plan_data, plan_page
from publicity.public_site.decorators import public_page
from publicity.public_site.models import PublicPlan, PublicTask
from yangcheng_inspect import workbook
from yangcheng_inspect.clock import today
from yangcheng_inspect.paging import paginate

CSV, JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"


@public_page
def plans(request: HttpRequest) -> HttpResponse:
    """The newest plan, and the way to those before."""
    newest = PublicPlan.objects.first()
    if newest is None:
        return render(request, "public/plans_none.html")
    return _page(request, newest, newest.version)


@public_page
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The plan of one year as it stands."""
    found = get_object_or_404(PublicPlan, number=number)
    return _page(request, found, found.version)


@public_page
def plan_version(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """One version of a plan; what was adjusted stays readable."""
    found = get_object_or_404(PublicPlan, number=number)
    if not 1 <= version <= found.version:
        raise Http404
    return _page(request, found, version)


def _page(request: HttpRequest, found: PublicPlan, version: int) -> HttpResponse:
    context = plan_page.context(found, version) | {"years": PublicPlan.objects.exclude(pk=found.pk)}
    return render(request, "public/plan.html", context)


@public_page
def task(request: HttpRequest, number: str) -> HttpResponse:
    """One task notice, its draw and its results."""
    context = plan_page.task_context(get_object_or_404(PublicTask, number=number))
    return render(request, "public/task.html", context | {"page": paginate(request, context["results"])})


@public_page
def plans_json(request: HttpRequest) -> HttpResponse:
    return _file(plan_data.as_json("plans"), JSON, "plans.json")


@public_page
def plans_csv(request: HttpRequest) -> HttpResponse:
    return _file(plan_data.as_csv(plan_data.PLAN_COLUMNS, plan_data.plan_rows()), CSV, "plans.csv")


@public_page
def plans_xlsx(request: HttpRequest) -> HttpResponse:
    """Of one name, so that it can be asked for by a program year after year."""
    said = f"{today().isoformat()} 各年度计划的现行版本"
    book = plan_data.as_workbook(plan_data.PLAN_TITLE, plan_data.PLAN_COLUMNS, plan_data.plan_rows(), said)
    return _file(book, workbook.CONTENT_TYPE, "plans.xlsx")


@public_page
def tasks_json(request: HttpRequest) -> HttpResponse:
    return _file(plan_data.as_json("tasks"), JSON, "tasks.json")


@public_page
def tasks_csv(request: HttpRequest) -> HttpResponse:
    return _file(plan_data.as_csv(plan_data.TASK_COLUMNS, plan_data.task_rows()), CSV, "tasks.csv")


@public_page
def tasks_xlsx(request: HttpRequest) -> HttpResponse:
    said = f"{today().isoformat()} 已公布的全部任务"
    book = plan_data.as_workbook(plan_data.TASK_TITLE, plan_data.TASK_COLUMNS, plan_data.task_rows(), said)
    return _file(book, workbook.CONTENT_TYPE, "tasks.xlsx")


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
