"""双随机办's queue of what the public sends in: 异议, 企业说明, 来件; and what is registered from paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from inspections.views import offers
from inspections.views.documents import shown
from publicity import objection_papers, objection_steps
from publicity.models import Letter, Objection, Publication, Statement
from publicity.objection_forms import RegisterForm, StatementForm
from publicity.objection_status import DECIDED, OPEN, LetterStatus, StatementStatus
from publicity.services import objections, statements
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.office import carried_out, office_page
from yangcheng_inspect.paging import paginate

READ = ("publicity.handle_objection", "publicity.answer_objection")
FIRM = "publication__inspection__visit__name__icontains"


@dataclass(frozen=True)
class Tab:
    """One kind: all rows, those that still wait, and where a search looks."""

    word: str
    rows: QuerySet[Any]
    waiting: Q
    search: Mapping[str, str]


TABS = {
    "objections": Tab(
        "异议",
        Objection.objects.for_page().order_by("-received_on", "-pk"),
        Q(status__in=OPEN) | Q(status__in=DECIDED, replied_on__isnull=True),
        {"name": FIRM, "number": "number__icontains"},
    ),
    "statements": Tab(
        "企业说明",
        Statement.objects.for_page().order_by("-submitted_on", "-pk"),
        Q(status=StatementStatus.WAITING),
        {"name": FIRM, "number": "number__icontains"},
    ),
    "letters": Tab(
        "来件",
        Letter.objects.order_by("-received_at", "-pk"),
        Q(status=LetterStatus.WAITING),
        {"number": "number__icontains"},
    ),
}
STATES = {"waiting": "办理中", "late": "已逾期", "all": "全部"}


@permission_required(*READ)
@require_safe
def sent_in(request: Request) -> HttpResponse:
    """One list with three tabs; overdue is a state of objections alone, for they alone have a clock."""
    chosen, state = request.GET.get("tab", ""), request.GET.get("state", "")
    chosen = chosen if chosen in TABS else "objections"
    state = state if state in STATES and (state != "late" or chosen == "objections") else "waiting"
    tab, query = TABS[chosen], request.GET.get("q", "").strip()
    states = [name for name in STATES if name != "late" or chosen == "objections"]
    rows = _found(tab, _of_state(tab, state), query)
    page = paginate(request, rows.order_by("received_on", "pk") if _oldest_first(chosen, state) else rows)
    context: dict[str, Any] = {
        "tabs": [(name, one.word, one.rows.filter(one.waiting).count(), name == chosen) for name, one in TABS.items()],
        "states": [(name, STATES[name], _of_state(tab, name).count(), name == state) for name in states],
        "rows": [objection_steps.step(row) for row in page.object_list] if chosen == "objections" else page.object_list,
        "chosen": chosen,
        "state": state,
        "query": query,
        "page": page,
    }
    return office_page(request, "publicity/sent_in.html", "异议和企业说明", **context)


def _oldest_first(chosen: str, state: str) -> bool:
    return chosen == "objections" and state != "all"


def _of_state(tab: Tab, state: str) -> QuerySet[Any]:
    if state == "late":
        return Objection.objects.overdue(today()).for_page()
    return tab.rows.filter(tab.waiting) if state == "waiting" else tab.rows.all()


def _found(tab: Tab, rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    if not query:
        return rows
    condition = Q()
    for place in tab.search.values():
        condition |= Q(**{place: query})
    return rows.filter(condition)


def _about(request: Request) -> dict[str, Any]:
    """The number of the publication from whose page somebody came."""
    asked = request.GET.get("publication", "")
    found = Publication.objects.filter(pk=asked).first() if asked.isdecimal() else None
    return {"number": found.number} if found else {}


@permission_required(*READ)
@require_safe
def objection_blank(request: Request) -> HttpResponse:
    """异议申请表, to be filled in by hand at the counter."""
    return shown(objection_papers.blank_form(), "objection-form")


@permission_required(objections.HANDLE)
@require_http_methods(["GET", "POST"])
def objection_new(request: Request) -> HttpResponse:
    """书面、来访、电话提出的异议, with its scans."""
    form = RegisterForm(request.POST or None, offers.files(request) or None, initial=_about(request))
    if form.is_valid() and (made := carried_out(form, lambda: _registered(form, request))):
        messages.success(request, f"已登记异议 {made.number}，请在 {made.accept_by:%Y-%m-%d} 前决定是否受理。")
        return redirect(made)
    return office_page(request, "publicity/objection_new.html", "登记异议", form=form)


def _registered(form: RegisterForm, request: Request) -> Objection:
    made = objections.register(publication=form.about, said=form.said, by=request.user)
    if raws := form.cleaned_data["raws"]:
        objections.add_files(objection=made, raws=raws, by=request.user)
    return made


@permission_required(objections.HANDLE)
@require_http_methods(["GET", "POST"])
def statement_new(request: Request) -> HttpResponse:
    form = StatementForm(request.POST or None, initial=_about(request))
    register = statements.register
    if form.is_valid() and (
        made := carried_out(form, lambda: register(publication=form.about, words=form.words, by=request.user))
    ):
        messages.success(request, f"已登记企业说明 {made.number}。核对后公开。")
        return redirect(made)
    return office_page(request, "publicity/statement_new.html", "登记企业说明", form=form)
