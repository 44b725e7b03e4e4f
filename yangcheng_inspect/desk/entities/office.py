"""The office's own: the queue of proposals and merging two rows of one firm. Mounted under /admin/."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.forms import ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from registry.models import EntityProposal, MarketEntity
from registry.models.entity import MarketEntityQuerySet
from registry.services import entities, proposals
from registry.status import ProposalStatus
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.desk.entities.forms import DecisionForm, MergeForm
from yangcheng_inspect.office import carried_out, office_page
from yangcheng_inspect.paging import paginate

MOST = 20


@permission_required("registry.manage_registry")
@require_safe
def proposal_queue(request: Request) -> HttpResponse:
    waiting = EntityProposal.objects.pending().for_page()
    decided = EntityProposal.objects.exclude(status=ProposalStatus.PENDING).for_page()
    context: dict[str, Any] = {"waiting": waiting, "page": paginate(request, decided)}
    return office_page(request, "desk/entities/proposal_queue.html", "申变更", **context)


@permission_required("registry.manage_registry")
@require_safe
def proposal_decide(request: Request, pk: int) -> HttpResponse:
    return _decide_page(request, _or_404(pk), DecisionForm())


def _or_404(pk: int) -> EntityProposal:
    return get_object_or_404(EntityProposal.objects.for_page(), pk=pk)


def _decide_page(request: Request, found: EntityProposal, form: DecisionForm) -> HttpResponse:
    context: dict[str, Any] = {
        "proposal": found,
        "form": form,
        "own": found.proposed_by_id == request.user.pk,
        "alike": _alike(found.firm_name, found.entity) if found.entity is None else [],
    }
    return office_page(request, "desk/entities/proposal_decide.html", f"申变更 · {found.firm_name}", **context)


@permission_required("registry.manage_registry")
@post_only("proposal_decide")
def proposal_accept(request: Request, pk: int) -> HttpResponse:
    return _decide(request, pk, proposals.accept, "已采纳并写入名录库，来源记为民警申报。")


@permission_required("registry.manage_registry")
@post_only("proposal_decide")
def proposal_decline(request: Request, pk: int) -> HttpResponse:
    return _decide(request, pk, proposals.decline, "已登记为未采纳，申报人会看到理由。")


def _decide(request: Request, pk: int, act: Any, done: str) -> HttpResponse:
    """A refusal stands on the page, what was typed stays."""
    found, form = _or_404(pk), DecisionForm(request.POST)
    if form.is_valid():
        decision = form.cleaned_data["decision"]
        if carried_out(form, lambda: act(proposal=found, decision=decision, by=request.user)):
            messages.success(request, done)
            return redirect("proposal_queue")
    return _decide_page(request, _or_404(pk), form)


@permission_required("registry.manage_registry")
@require_http_methods(["GET", "POST"])
def entity_merge(request: Request, pk: int) -> HttpResponse:
    """Rows like this one, or those searched for; one of them stays."""
    entity = get_object_or_404(MarketEntity.objects.standing().for_page(), pk=pk)
    query = request.GET.get("q", "").strip()
    found = MarketEntity.objects.standing().exclude(pk=pk)
    candidates = found.search(query) if query else _alike(entity.name, entity)
    shown = found.filter(pk__in=list(candidates.values_list("pk", flat=True)[:MOST]))
    form = MergeForm(found if request.method == "POST" else shown, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: entities.merge(entity=entity, by=request.user, **given)):
            messages.success(request, f"已并入“{given['into'].name}”。两户的检查和变更记录合在一份档案里。")
            return redirect("entity_file", given["into"].pk)
    _offer(form, shown)
    context: dict[str, Any] = {
        "entity": entity,
        "form": form,
        "query": query,
        "any": shown.exists(),
        "back": reverse("entity_file", args=[pk]),
    }
    return office_page(request, "desk/entities/merge.html", f"并入另一户 · {entity.name}", **context)


def _offer(form: MergeForm, shown: MarketEntityQuerySet) -> None:
    """Any row may be posted; only a few are drawn."""
    field = form.fields["into"]
    assert isinstance(field, ModelChoiceField)
    field.queryset = shown


def _alike(name: str, entity: MarketEntity | None) -> MarketEntityQuerySet:
    """Other rows with this name, or with the same telephone or address."""
    same = Q(name=name)
    for field in ("phone", "address"):
        value = getattr(entity, field, "")
        same |= Q(**{field: value}) if value else Q()
    rows = MarketEntity.objects.standing().filter(same)
    return rows.exclude(pk=entity.pk) if entity else rows
