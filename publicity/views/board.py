"""公示台账: what is due when, where it stands and who has it in hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from inspections.services import standing
from publicity import board, board_export, lateness
from publicity import board_lists as lists
from publicity.board_lists import SORTS, TABS, TONES, URGENCIES
from publicity.forms import BoardForm
from publicity.models import Publication
from publicity.models.publication import PublicationQuerySet
from publicity.strip import strip
from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.office import office_page
from yangcheng_inspect.paging import paginate
from yangcheng_inspect.trail.disclosure import note_export
from yangcheng_inspect.workdays import calendar
from yangcheng_inspect.workdays.models import SpecialDay

READ = ("publicity.view_board", "publicity.view_cases")
"""All results, or those of the own cases and the own unit (`Publication.objects.visible_to`)."""

PER_PAGE, ON_PAPER = 20, 500
"""Lines of a page, and of the one that is shown to be printed whole."""

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
    sort: str


def _asked(request: Request) -> Asked:
    tab, tone, stage, sort = (request.GET.get(name, "") for name in ("tab", "tone", "stage", "sort"))
    tab = tab if tab in TABS else "pending"
    sort = sort if sort in SORTS else lists.first_sort(tab)
    seen = Publication.objects.visible_to(request.user)
    form = BoardForm(request.GET, seen)
    matching = form.narrow(seen)
    shown = lists.of_tab(matching, tab, sort)
    if tone in URGENCIES:
        shown = lists.of_tone(shown, tone, today(), SpecialDay.objects.as_mapping())
    if stage in lists.STAGES:
        shown = lists.of_stage(shown, stage)
    return Asked(seen, matching, shown, form, tab, tone, stage, sort)


@permission_required(*READ)
@require_safe
def publication_board(request: Request) -> HttpResponse:
    asked, days = _asked(request), calendar.load()
    per_page = ON_PAPER if request.GET.get("rows") == "all" else PER_PAGE
    page = paginate(request, board.for_board(asked.shown), per_page=per_page)
    waiting = lists.waiting(asked.seen)
    due = dict(waiting.order_by().values_list("due_on").annotate(Count("pk")))
    names = dict(SpecialDay.objects.filter(works=False).values_list("date", "name"))
    turns = frozenset(one.pk for one in standing.waiting_for(request.user))
    context = {
        "form": asked.form,
        "tabs": list(_tabs(asked, request.GET)),
        "tones": _tones(asked, request.GET, days.special),
        "sorts": [(_link(request.GET, sort=key), word, key == asked.sort) for key, (word, _) in SORTS.items()],
        "chips": _chips(asked, request.GET),
        "strip": strip(due, today(), days.special, names),
        "page": page,
        "rows": list(board.rows(page.object_list, today(), days, turns)),
        "tab": asked.tab,
        "total": page.paginator.count,
        "turns": len(turns),
        "export": f"?{request.GET.urlencode()}",
        "hint": _hint(due, asked.seen),
        "more": bool({"unit", "posted"} & set(asked.form.asked)),
        "last": _last(asked.seen),
    }
    provisional = waiting.filter(provisional=True).exists()
    return office_page(request, "publicity/board.html", "公示台账", provisional=provisional, **context)


def _hint(due: Mapping[date, int], seen: PublicationQuerySet) -> str:
    late = sum(number for day, number in due.items() if day < today())
    said = f"待公示 {sum(due.values())} 件，已逾期 {late} 件，今天到期 {due.get(today(), 0)} 件。"
    silent = lateness.unexplained(seen, today()).count()
    return said + (f"逾期未说明 {silent} 件。" if silent else "")


def _last(seen: PublicationQuerySet) -> str:
    """What an empty board says (ux.md §6.2)."""
    newest = seen.published().select_related("inspection__visit").order_by("-published_at").first()
    if newest is None or newest.published_at is None:
        return "没有待公示的结果。"
    day = timezone.localdate(newest.published_at)
    return f"没有待公示的结果。最近一次公示：{day.month}月{day.day}日 {newest.inspection.visit.name}。"


def _link(query: QueryDict, **changes: str) -> str:
    """This list with other choices, from its first page."""
    changed = query.copy()
    for name, value in {"page": "", **changes}.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"


def _tabs(asked: Asked, query: QueryDict) -> Iterator[tuple[str, str, int, bool]]:
    """Address, word, number of rows, whether this is the one shown."""
    for tab, (word, narrow) in TABS.items():
        count = narrow(asked.matching.order_by()).count()
        if count or tab == asked.tab or tab not in lists.SELDOM:
            yield _link(query, tab=tab, tone="", stage="", sort=""), word, count, tab == asked.tab


def _tones(asked: Asked, query: QueryDict, special: Mapping[date, bool]) -> list[tuple[str, str, str, str, int]]:
    """Address, colour, icon, words, number of waiting rows."""
    counts = {tone: lists.of_tone(asked.matching, tone, today(), special).count() for tone in TONES}
    return [
        (_link(query, tone=tone, tab=""), tone, TONE_ICONS[tone], words, counts[tone]) for tone, words in TONES.items()
    ]


def _chips(asked: Asked, query: QueryDict) -> list[tuple[str, str]]:
    """What narrows the list, each with the address that takes it away."""
    names = [name for name in asked.form.asked]
    chips = [(words, _link(query, **{name: ""})) for words, name in zip(asked.form.words(), names, strict=True)]
    if asked.tone in URGENCIES:
        chips.append((f"时限：{URGENCIES[asked.tone]}", _link(query, tone="")))
    if asked.stage in lists.STAGES:
        chips.append((f"环节：{lists.STAGES[asked.stage][0]}", _link(query, stage="")))
    return chips


@permission_required(*READ)
@require_safe
def publication_export(request: Request) -> HttpResponse:
    """The whole selection as a workbook, with what was asked and who made it."""
    asked = _asked(request)
    rows = list(board.rows(board.for_board(asked.shown), today(), calendar.load()))
    conditions = "；".join(words for words, _ in _chips(asked, request.GET)) or "全部"
    tab = TABS[asked.tab][0]
    made = board_export.board_sheet(rows, tab=tab, conditions=conditions, by=request.user)
    note_export(title=f"公示台账（{tab}）", conditions=conditions, rows=len(rows), by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="publication-board-{today():%Y%m%d}.xlsx"'}
    return HttpResponse(made, content_type=workbook.CONTENT_TYPE, headers=headers)
