"""市场主体: the list of firms within a person's sight, its export, and 一企一档."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.models import MarketEntity
from registry.models.entity import GONE, MarketEntityQuerySet
from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.entities import fields, listing, risk, timeline, year
from yangcheng_inspect.desk.entities.sight import firm_or_404
from yangcheng_inspect.paging import paginate
from yangcheng_inspect.trail.disclosure import note_export, note_view

PER_PAGE = 30


def _asked(request: Request) -> tuple[listing.ListForm, MarketEntityQuerySet]:
    form = listing.ListForm(request.GET)
    seen = listing.with_checks(MarketEntity.objects.visible_to(request.user).standing(), request.user)
    return form, form.narrow(seen)


@permission_required("registry.view_entities")
@require_safe
def entity_list(request: Request) -> HttpResponse:
    form, found = _asked(request)
    page = paginate(request, found.for_page(), per_page=PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, listing.flags(row)) for row in page.object_list],
        "total": page.paginator.count,
        "counts": listing.counts(found, request.GET),
        "chips": form.chips(request.GET),
        "export": f"?{request.GET.urlencode()}",
    }
    return render(request, "desk/entities/list.html", context)


@permission_required("registry.view_entities")
@require_safe
def entity_export(request: Request) -> HttpResponse:
    """Exactly the rows of the list, without its pages."""
    form, found = _asked(request)
    asked = "；".join(words for words, _ in form.chips(request.GET)) or "全部"
    rows = listing.cells(found[: workbook.MAX_ROWS])
    made = workbook.sheet("市场主体名录", listing.COLUMNS, rows, by=request.user.name, conditions=asked)
    note_export(title="市场主体名录", conditions=asked, rows=min(found.count(), workbook.MAX_ROWS), by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="entities-{today():%Y%m%d}.xlsx"'}
    return HttpResponse(made, content_type=workbook.CONTENT_TYPE, headers=headers)


@permission_required("registry.view_entities")
@require_safe
def entity_file(request: Request, pk: int) -> HttpResponse:
    """一企一档."""
    entity, user, day = firm_or_404(request.user, pk), request.user, today()
    note_view(target=entity, by=user)
    found, complaints = risk.versions(entity, day), risk.complaints(entity)
    material = timeline.gather(entity, user, complaints)
    context = {
        "entity": entity,
        "fields": fields.of(entity, material.facts, user),
        "former_names": fields.former_names(entity, material.facts),
        "flags": entity.flags.select_related("raised_by", "lifted_by").order_by("ended_on", "-started_on"),
        "risk": risk.sentences(entity, found, day),
        "year": year.of(entity, found, material.visits, day.year, user),
        "complaints": complaints,
        "moments": timeline.of(material),
        "pending": entity.proposals.pending().for_page(),
        "gone": entity.registration_status in GONE,
        "today": day,
        "may_propose": _may_propose(request, entity),
    }
    return render(request, "desk/entities/file.html", context)


def _may_propose(request: Request, entity: MarketEntity) -> bool:
    """Of firms within his sight today, not of those he only visited once."""
    own = MarketEntity.objects.visible_to(request.user).standing().filter(pk=entity.pk)
    return request.user.has_perm("registry.propose_change") and own.exists()
