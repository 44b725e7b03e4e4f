"""公示台账 and one publication: what is due when, and what exactly the public sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publicity import board, board_export, public_record
from publicity.board import TABS, TONES
from publicity.forms import BoardForm
from publicity.models import Publication
from publicity.models.publication import PublicationQuerySet
from publicity.public_site import schema
from publicity.status import PublicationStatus
from publicity.strip import strip
from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import office_page
from yangcheng_inspect.paging import paginate
from yangcheng_inspect.trail import receipts
from yangcheng_inspect.trail.disclosure import note_export
from yangcheng_inspect.workdays import calendar
from yangcheng_inspect.workdays.models import SpecialDay

TONE_ICONS = {"red": "exclamation-circle-fill", "amber": "hourglass-split", "green": "check-circle-fill"}


@dataclass(frozen=True)
class Asked:
    """The board as the address asks for it."""

    seen: PublicationQuerySet  # everything this person may see
    matching: PublicationQuerySet  # of those, what fits the filters, in every tab
    shown: PublicationQuerySet  # of those, the tab with its tone and stage
    form: BoardForm
    tab: str
    tone: str
    stage: str


def _asked(request: Request) -> Asked:
    tab, tone, stage = (request.GET.get(name, "") for name in ("tab", "tone", "stage"))
    tab = tab if tab in TABS else "pending"
    seen = Publication.objects.visible_to(request.user)
    form = BoardForm(request.GET, seen)
    matching = form.narrow(seen)
    shown = board.of_tab(matching, tab)
    if tone in TONES:
        shown = board.of_tone(shown, tone, today(), SpecialDay.objects.as_mapping())
    if stage in board.STAGES:
        shown = board.of_stage(shown, stage)
    return Asked(seen, matching, shown, form, tab, tone, stage)


@permission_required("publicity.view_board")
@require_safe
def publication_board(request: Request) -> HttpResponse:
    asked, days = _asked(request), calendar.load()
    page = paginate(request, asked.shown.for_page())
    due = dict(asked.seen.pending().order_by().values_list("due_on").annotate(Count("pk")))
    names = dict(SpecialDay.objects.filter(works=False).values_list("date", "name"))
    context = {
        "form": asked.form,
        "tabs": _tabs(asked, request.GET),
        "tones": _tones(asked, request.GET, days.special),
        "chips": _chips(asked, request.GET),
        "strip": strip(due, today(), days.special, names),
        "page": page,
        "rows": list(board.rows(page.object_list, today(), days)),
        "tab": asked.tab,
        "total": page.paginator.count,
        "export": f"?{request.GET.urlencode()}",
        "hint": _hint(due),
    }
    provisional = asked.seen.pending().filter(provisional=True).exists()
    return office_page(request, "publicity/board.html", "公示台账", provisional=provisional, **context)


def _hint(due: Mapping[date, int]) -> str:
    late = sum(number for day, number in due.items() if day < today())
    return f"待公示 {sum(due.values())} 件，已逾期 {late} 件，今天到期 {due.get(today(), 0)} 件。"


def _link(query: QueryDict, **changes: str) -> str:
    """This list with other choices, from its first page."""
    changed = query.copy()
    for name, value in {"page": "", **changes}.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"


def _tabs(asked: Asked, query: QueryDict) -> list[tuple[str, str, int, bool]]:
    """Address, word, number of rows, whether this is the one shown."""
    by_status = dict(asked.matching.order_by().values_list("status").annotate(Count("pk")))
    counts = {
        "pending": by_status.get(PublicationStatus.PENDING, 0),
        "published": by_status.get(PublicationStatus.PUBLISHED, 0),
        "all": sum(by_status.values()),
    }
    return [
        (_link(query, tab=tab, tone="", stage=""), word, counts[tab], tab == asked.tab) for tab, word in TABS.items()
    ]


def _tones(asked: Asked, query: QueryDict, special: Mapping[date, bool]) -> list[tuple[str, str, str, str, int]]:
    """Address, colour, icon, words, number of pending rows."""
    counts = {tone: board.of_tone(asked.matching, tone, today(), special).count() for tone in TONES}
    return [
        (_link(query, tone=tone, tab=""), tone, TONE_ICONS[tone], words, counts[tone]) for tone, words in TONES.items()
    ]


def _chips(asked: Asked, query: QueryDict) -> list[tuple[str, str]]:
    """What narrows the list, each with the address that takes it away."""
    names = [name for name in asked.form.asked]
    chips = [(words, _link(query, **{name: ""})) for words, name in zip(asked.form.words(), names, strict=True)]
    if asked.tone in TONES:
        chips.append((f"时限：{TONES[asked.tone]}", _link(query, tone="")))
    if asked.stage in board.STAGES:
        chips.append((f"环节：{board.STAGES[asked.stage][0]}", _link(query, stage="")))
    return chips


@permission_required("publicity.view_board")
@require_safe
def publication_export(request: Request) -> HttpResponse:
    """The whole selection as a workbook, with what was asked and who made it."""
    asked = _asked(request)
    rows = list(board.rows(asked.shown.for_page(), today(), calendar.load()))
    conditions = "；".join(words for words, _ in _chips(asked, request.GET)) or "全部"
    made = board_export.board_sheet(rows, tab=TABS[asked.tab], conditions=conditions, by=request.user)
    note_export(title=f"公示台账（{TABS[asked.tab]}）", conditions=conditions, rows=len(rows), by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="publication-board-{today():%Y%m%d}.xlsx"'}
    return HttpResponse(made, content_type=workbook.CONTENT_TYPE, headers=headers)


@permission_required("publicity.view_board")
@require_safe
def publication(request: Request, pk: int) -> HttpResponse:
    """The frozen record, or what it would be today."""
    rows = Publication.objects.visible_to(request.user).for_page().select_related("published_by")
    found = get_object_or_404(rows, pk=pk)
    [row] = board.rows([found], today(), calendar.load())
    receipt = receipts.of(found) if row.published else None
    context: dict[str, Any] = {"publication": found, "row": row, "receipt": receipt, **_shown(found)}
    title = found.inspection.visit.name
    return office_page(request, "publicity/publication.html", title, provisional=found.provisional, **context)


def _shown(found: Publication) -> dict[str, Any]:
    """`record` as the public sees or would see it, its canonical text, and what still stands in its way."""
    record, trouble = found.record, ""
    if record is None and found.inspection.submitted_at:
        record = public_record.build(found, today())
        try:
            schema.validate(record)
        except DomainError as refusal:
            trouble = str(refusal)
    if found.held_at:
        trouble = f"暂缓公示：{found.held_reason}。"
    return {"record": record, "text": schema.canonical(record) if record else "", "trouble": trouble}
