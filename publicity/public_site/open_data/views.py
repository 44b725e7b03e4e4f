"""开放数据 (W8): a page that lists the files, and the files at addresses that stay."""

import json
from collections.abc import Iterator
from typing import TypeVar

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from publicity.public_site import tally
from publicity.public_site.decorators import download, public_page
from publicity.public_site.finding import find
from publicity.public_site.forms import QueryForm
from publicity.public_site.item_data import LICENCE
from publicity.public_site.models import PublicDraw, PublicResult
from publicity.public_site.models.result import PublicResultQuerySet
from publicity.public_site.open_data import dictionary, files, rows
from publicity.public_site.open_data.rows import Mark
from yangcheng_inspect.clock import today

R = TypeVar("R", bound=HttpResponseBase)


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """Every file with its rows and the moment it changed."""
    context = {
        "years": [(year, count, tally.said(changed)) for year, count, changed in rows.years(today())],
        "most": files.MOST_IN_A_WORKBOOK,
        "draws": PublicDraw.objects.count(),
        "fields": dictionary.fields(),
        "updated_at": tally.said(tally.updated_at()),
        "licence": LICENCE.replace("本清单", "本数据"),
    }
    return render(request, "public/data.html", context)


@download
def results_of_year(request: HttpRequest, year: str, form: str) -> HttpResponseBase:
    """Everything published in a year. A year without results has no file."""
    found = rows.of_year(int(year))
    mark = rows.mark(found, form)
    if not mark.count:
        raise Http404
    if form == "xlsx" and mark.count > files.MOST_IN_A_WORKBOOK:
        return _too_long(request, mark.count, f"results-{year}")
    return _sent(request, found, mark, form, f"results-{year}.{form}", f"{year} 年公示")


@download
def results_found(request: HttpRequest, form: str) -> HttpResponseBase:
    """What the list's query finds; where that is too many to count, the page of whole files."""
    asked = QueryForm(request.GET).asked()
    window = find(asked, today()).window
    if window.many:
        return HttpResponseRedirect(reverse("data"))
    keys = [row.pk for row in window[0 : window.count()]]
    found = PublicResult.objects.filter(pk__in=keys)
    return _sent(request, found, rows.mark(found, form), form, f"results.{form}", asked["q"] or "按所选条件")


@download
def draws_file(request: HttpRequest, form: str) -> HttpResponse:
    """Every draw with its commitment, numbers and result."""
    text = files.draws_csv() if form == "csv" else files.draws_json()
    return _named(HttpResponse(text, content_type=files.KINDS[form]), f"draws.{form}")


@download
def results_schema(request: HttpRequest) -> HttpResponse:
    """The dictionary for machines: a Table Schema."""
    text = json.dumps(dictionary.table_schema(), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type=files.KINDS["json"])


def _sent(
    request: HttpRequest, found: PublicResultQuerySet, mark: Mark, form: str, name: str, conditions: str
) -> HttpResponseBase:
    """The file, or 304 to whoever has it already; nothing of it is read before that is known."""
    seconds = int(mark.changed_at.timestamp()) if mark.changed_at else None
    if kept := get_conditional_response(request, etag=mark.etag, last_modified=seconds):
        return kept
    response: HttpResponseBase
    if form == "xlsx":
        content = files.as_workbook(rows.portions(found), conditions)
        response = HttpResponse(content, content_type=files.KINDS[form])
    else:
        response = StreamingHttpResponse(_text(found, mark, form), content_type=files.KINDS[form])
    response.headers["ETag"] = mark.etag
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    return _named(response, name)


def _text(found: PublicResultQuerySet, mark: Mark, form: str) -> Iterator[str]:
    every = rows.portions(found)
    return files.as_csv(every) if form == "csv" else files.as_json(every, mark)


def _too_long(request: HttpRequest, count: int, name: str) -> HttpResponse:
    context = {"count": count, "most": files.MOST_IN_A_WORKBOOK, "name": name}
    return render(request, "public/too_long.html", context, status=413)


def _named(response: R, name: str) -> R:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
