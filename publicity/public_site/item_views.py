"""抽查事项清单 for the public: to search, to read with its history, to print, to take away (W4, W8)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.public_site import item_data
from publicity.public_site import items as lists
from publicity.public_site.decorators import public_page
from publicity.public_site.forms import ItemQueryForm
from publicity.public_site.models import PublicResult
from yangcheng_inspect import workbook
from yangcheng_inspect.clock import today


@public_page
def items(request: HttpRequest) -> HttpResponse:
    """What is in force today and what has been announced."""
    form = ItemQueryForm(request.GET)
    asked = form.asked()
    return render(
        request, "public/items.html", {"form": form, "asked": asked, "items": lists.listed(today(), asked), **_made()}
    )


@public_page
def items_print(request: HttpRequest) -> HttpResponse:
    """The whole list as one table, made for paper."""
    found = lists.listed(today())
    return render(request, "public/items_print.html", {"items": found, **_made()})


@public_page
def items_xlsx(request: HttpRequest) -> HttpResponse:
    day = today()
    return _file(item_data.as_workbook(lists.listed(day), day), workbook.CONTENT_TYPE, "items.xlsx")


@public_page
def items_json(request: HttpRequest) -> HttpResponse:
    return _file(item_data.as_json(lists.everything(today())), "application/json; charset=utf-8", "items.json")


def _made() -> dict[str, Any]:
    return {"licence": item_data.LICENCE, "updated_at": item_data.updated_at(lists.everything(today()))[:10]}


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@public_page
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item: the version in force, the one announced, the ones before."""
    found = _item(code)
    return _page(request, found, found.shown)


@public_page
def item_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version of an item, whatever became of it."""
    found = _item(code)
    version = next((one for one in found.versions if one.row.version == number), None)
    if version is None:
        raise Http404
    return _page(request, found, version)


def _item(code: str) -> lists.Item:
    found = lists.one(code, today())
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: lists.Item, version: lists.Version) -> HttpResponse:
    context = {
        "versions": found.versions,
        "version": version,
        "item": version.row,
        "coming": found.coming if found.coming != version else None,
        "found": PublicResult.objects.listed().filter(item_code=version.row.code).count(),
    }
    return render(request, "public/item.html", context)
