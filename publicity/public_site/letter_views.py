"""What the public sends in (W6): objection, statement, rating, fault; and how far a letter is.

One address per kind. A page is a POST to the same address, so nothing that was written ever stands in an address, in a
log or in the browser's history; nothing here is kept in any cache.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from publicity.public_site import inbox, letter_sheet
from publicity.public_site.decorators import public_page
from publicity.public_site.letter_flows import FLOWS, Flow
from publicity.public_site.letter_forms import PageForm
from publicity.public_site.letter_limits import FULL, LETTERS, allowed, room
from publicity.public_site.letter_sheet import Sheet
from publicity.public_site.letter_words import ACCEPT_DAYS, ADDRESS, ANSWER_DAYS, Capacity, Wrong

TRAP = "website"
"""A field no person sees; programs fill everything."""
UNREADABLE = "这张表没有完整送到，前面填的读不出来。重新填写一次。"
STALE = "这张表打开已超过 24 小时。内容还在，核对后再按一次“提交”。"
HASTY = "提交得太快，像是程序所为，没有收下。内容还在，核对后再按一次“提交”。"
TRAPPED = "有一栏本应留空的被自动填写了，没有收下。内容还在，核对后再按一次“提交”。"

View = Callable[..., HttpResponse]


def letter_page(view: View) -> View:
    """Reads and writes; never kept by a cache, since each form is one letter."""
    return wraps(view)(require_http_methods(["GET", "HEAD", "POST"])(never_cache(view)))


@letter_page
def letter(request: HttpRequest, kind: str) -> HttpResponse:
    """The pages of one letter, from the first question to the receipt."""
    flow = FLOWS[kind]
    if request.method != "POST":
        number = request.GET.get("result", "")[:40]
        return _page(request, flow, Sheet(flow.name, data={"q": number, "result": number} if number else {}))
    try:
        sheet = letter_sheet.read(request.POST.get("sheet", ""), flow.name)
    except letter_sheet.Unreadable:
        return _page(request, flow, Sheet(flow.name), sentence=UNREADABLE)
    return _answered(request, flow, sheet)


def _answered(request: HttpRequest, flow: Flow, sheet: Sheet) -> HttpResponse:
    """One page came back: on to the next, back to the one before, or again with what is missing."""
    kind = flow.pages[sheet.page]
    sheet.data |= {name: request.POST[name] for name in kind().fields if name in request.POST}
    go = request.POST.get("go", "")
    if go == "find":
        sheet.data.pop("result", None)
        return _page(request, flow, sheet)
    if go == "back":
        sheet.page = max(sheet.page - 1, 0)
        return _page(request, flow, sheet)
    form = kind(sheet.data, request.FILES)
    if not form.is_valid():
        return _page(request, flow, sheet, form=form)
    if sheet.page + 1 < len(flow.pages):
        sheet.page += 1
        return _page(request, flow, sheet)
    return _submitted(request, flow, sheet, form)


def _submitted(request: HttpRequest, flow: Flow, sheet: Sheet, last: PageForm) -> HttpResponse:
    """Every page is asked again, since going back leaves a page unchecked."""
    said: dict[str, Any] = {}
    for number, kind in enumerate(flow.pages):
        form = last if number == sheet.page else kind(sheet.data)
        if not form.is_valid():
            sheet.page = number
            return _page(request, flow, sheet, form=form)
        said |= form.cleaned_data
    pictures = said.get("pictures", [])
    if sentence := _stopped(request, sheet, sum(file.size for file in pictures)):
        return _page(request, flow, sheet, form=last, sentence=sentence)
    receipt = inbox.put(
        kind=flow.kind,
        key=sheet.key,
        opened_on=sheet.opened_on,
        body=flow.body(said),
        files=[(file.name, file.read()) for file in pictures],
    )
    days = {"accept_days": ACCEPT_DAYS, "answer_days": ANSWER_DAYS}
    return render(
        request, "public/letter_received.html", {"flow": flow, "receipt": receipt, "address": ADDRESS, **days}
    )


def _stopped(request: HttpRequest, sheet: Sheet, size: int) -> str:
    """Why a complete letter with `size` bytes of pictures is not taken now; empty: it is."""
    if sheet.is_stale:
        sheet.renew()
        return STALE
    if request.POST.get(TRAP):
        return TRAPPED
    if sheet.is_hasty:
        return HASTY
    if not allowed(LETTERS, request):
        return LETTERS.sentence
    return "" if room(size) else FULL


def _page(
    request: HttpRequest, flow: Flow, sheet: Sheet, *, form: PageForm | None = None, sentence: str = ""
) -> HttpResponse:
    """The page at hand: with its refusals where `form` was checked, else as far as it is filled."""
    context = {
        "flow": flow,
        "sheet": sheet,
        "form": form or flow.pages[sheet.page](initial=sheet.data),
        "step": sheet.page + 1,
        "trap": TRAP,
        "sentence": sentence,
        "refiled": bool(request.FILES),
        "address": ADDRESS,
    }
    return render(request, "public/letter.html", context)


@public_page
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """The same letter as an empty form to print, fill by hand and send or bring."""
    context = {"flow": FLOWS[kind], "address": ADDRESS, "wrong": Wrong.choices, "capacities": Capacity.choices}
    return render(request, "public/letter_paper.html", context)
