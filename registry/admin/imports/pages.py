"""What the pages of an import show."""

from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest

from registry.models import ImportRow, ImportSource, MarketEntity, RegistryImport
from registry.services import import_start, import_undo, imports
from registry.services.import_entities import GONE_ALREADY
from registry.status import ImportStatus
from yangcheng_inspect.paging import paginate

Outcome = ImportRow.Outcome
# The tab a person should look at first: what is wrong, then what changes.
FIRST = (Outcome.ERROR, Outcome.DUPLICATE, Outcome.GONE, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED)
DECIDED = (ImportStatus.CONFIRMED, ImportStatus.UNDONE)
WRITTEN = {Outcome.NEW: "新增", Outcome.CHANGED: "变更", Outcome.GONE: "登记为注销或停用"}

NAMED_BY = (("entity", "pk"), ("key", "credit_code"), ("key", "registration_no"))
"""By which column a row of the preview names which field of a firm."""


def known_sources() -> list[str]:
    """Names of sources for the upload page, each once."""
    return list(ImportSource.objects.order_by("name").values_list("name", flat=True).distinct())


def reading(current: RegistryImport) -> dict[str, Any]:
    """The waiting page."""
    return {"current": current, "silent": import_start.is_silent(current), **progress(current)}


def progress(current: RegistryImport) -> dict[str, Any]:
    """line: a sentence; done of total rows; settled: the page should be opened anew."""
    now = current.progress
    settled = current.status != ImportStatus.READING or import_start.is_silent(current)
    line = str(now) if now.rows_total else "正在打开文件……"
    return {"line": line, "done": now.rows_read, "total": now.rows_total, "settled": settled}


def preview(request: HttpRequest, current: RegistryImport) -> dict[str, Any]:
    """Tabs with counts, the rows of one of them, and what can be decided."""
    counts = imports.outcomes(current)
    tab = request.GET.get("tab", "")
    if tab not in Outcome.values:
        tab = next((outcome.value for outcome in FIRST if counts[outcome]), Outcome.UNCHANGED.value)
    waiting = current.status == ImportStatus.READY
    return {
        "current": current,
        "tabs": [(outcome, counts[outcome]) for outcome in Outcome],
        "tab": tab,
        "page": paginate(request, current.rows.outcome(tab), per_page=50),
        "ticks": waiting and tab == Outcome.GONE,
        "ticked": current.progress.ticked if waiting else [],
        "gone": counts[Outcome.GONE],
        "good": counts[Outcome.NEW] + counts[Outcome.CHANGED],
        "bad": counts[Outcome.ERROR] + counts[Outcome.DUPLICATE],
        "waiting": waiting,
        "absent": _absent(current) if waiting else 0,
        "unused": "、".join(current.columns.get("unused", [])),
        "written": _written(current) if current.status in DECIDED else [],
        "can_undo": current.status == ImportStatus.CONFIRMED,
    }


def undoing(request: HttpRequest, current: RegistryImport) -> dict[str, Any]:
    """What taking back would do, and why it cannot be done."""
    return {
        "current": current,
        "obstacle": import_undo.obstacle(current),
        "written": _written(current),
        "page": paginate(request, current.rows.filter(applied=True), per_page=50),
    }


def _written(current: RegistryImport) -> list[tuple[str, int]]:
    """(word, number of rows written), without zeros."""
    rows = current.rows.filter(applied=True).order_by().values_list("outcome").annotate(number=Count("pk"))
    found: dict[str, int] = dict(rows)
    return [(word, found[outcome]) for outcome, word in WRITTEN.items() if found.get(outcome)]


def _absent(current: RegistryImport) -> int:
    """Firms in business that a list of changes does not name: a piece of information, never a proposal."""
    if (current.kind, current.scope) != (RegistryImport.Kind.ENTITIES, RegistryImport.Scope.CHANGES):
        return 0
    rows = current.rows.order_by()
    # Each an anti-join: with 90,000 rows on both sides NOT IN would take minutes.
    named = [Exists(rows.filter(**{on: OuterRef(field)})) for on, field in NAMED_BY]
    known = MarketEntity.objects.standing().exclude(registration_status__in=GONE_ALREADY)
    return known.filter(*(~there for there in named)).count()
