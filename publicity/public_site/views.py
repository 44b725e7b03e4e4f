"""The public pages. They read the public tables and nothing else."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from publicity.public_site import evidence, listing, schema, tombstone, trail_views
from publicity.public_site.decorators import public_page
from publicity.public_site.finding import find
from publicity.public_site.forms import QueryForm
from publicity.public_site.models import PublicDraw, PublicPlan, PublicResult, PublicTask, PublicVersion
from publicity.public_site.words import MEANINGS, RESULTS
from yangcheng_inspect.clock import today
from yangcheng_inspect.paging import paginate


@public_page
def results(request: HttpRequest) -> HttpResponse:
    """The newest results, or those the query finds."""
    form = QueryForm(request.GET)
    asked = form.asked()
    found = find(asked, today())
    groups = listing.facets(request.GET, found, asked)
    context = {
        "form": form,
        "asked": asked,
        "finding": found,
        "groups": groups,
        "chips": [tick for group in groups for tick in group.ticks if tick.checked],
        "sorts": listing.sorts(request.GET, asked),
        "page": paginate(request, found.window),
        "meanings": listing.legend(groups[0]),
        "gone": listing.gone(asked["q"]),
        "downloads": listing.downloads(request.GET),
    }
    return render(request, "public/results.html", context)


@public_page
def result(request: HttpRequest, number: str) -> HttpResponse:
    """One result; where it was taken down, 410 with the reason."""
    row = get_object_or_404(PublicResult, number=number)
    if row.is_withdrawn:
        return render(request, "public/withdrawn.html", {"row": row}, status=410)
    versions = PublicVersion.objects.filter(publication_id=row.publication_id)
    context: dict[str, Any] = {"row": row, "record": row.record, "proof": evidence.of(row), "versions": versions}
    context |= _drawn(row) | {"address": _address(row)}
    return render(request, "public/result.html", context)


def _drawn(row: PublicResult) -> dict[str, Any]:
    """Of a result that a draw led to: the draw, and whether its task and plan have pages of their own."""
    if not row.task_number:
        return {"draw": None, "task_shown": False, "plan_shown": False}
    draws = PublicDraw.objects.filter(task_number=row.task_number)
    return {
        "draw": draws.exclude(status=PublicDraw.Status.VOID).first(),
        "task_shown": PublicTask.objects.filter(number=row.task_number).exists(),
        "plan_shown": PublicPlan.objects.filter(number=row.record.get("plan", {}).get("number", "")).exists(),
    }


def _address(row: PublicResult) -> str:
    """Where the page stands, for the foot of its print."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('result', args=[row.number])}"


@public_page
def record(request: HttpRequest, number: str) -> HttpResponse:
    """What is published, in the bytes whose SHA-256 is the 内容校验码; of what came down the tombstone, with 410."""
    row = get_object_or_404(PublicResult, number=number)
    if row.is_withdrawn:
        return HttpResponse(schema.canonical(tombstone.of(row)), content_type="application/json", status=410)
    return HttpResponse(schema.canonical(row.record), content_type="application/json")


@public_page
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """`SSJ-PROOF/1`; 404 until a checkpoint covers what is shown."""
    found = evidence.of(_shown(number))
    if found is None:
        raise Http404
    return JsonResponse(evidence.written(found, trail_views.key_list()), json_dumps_params={"indent": 1})


def _shown(number: str) -> PublicResult:
    """A result that was taken down has no content to prove."""
    return get_object_or_404(PublicResult.objects.listed(), number=number)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """How to read a result, how to object."""
    meanings = [(RESULTS[code], meaning) for code, meaning in MEANINGS.items()]
    return render(request, "public/about.html", {"meanings": meanings, "phone": settings.CONTACT_PHONE})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the clothes of the site."""
    return render(request, "public/not_found.html", status=404)
