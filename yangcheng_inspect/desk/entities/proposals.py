"""申变更 on the officer site: propose, see what became of it, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.history import of as history_of
from registry.models import EntityProposal, MarketEntity
from registry.services import proposals
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.desk.entities.forms import NewFirmForm, ProposalForm
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out
from yangcheng_inspect.paging import paginate


@permission_required("registry.view_entities")
@require_safe
def proposal_list(request: Request) -> HttpResponse:
    rows = EntityProposal.objects.visible_to(request.user).for_page()
    return render(request, "desk/entities/proposals.html", {"page": paginate(request, rows)})


@permission_required("registry.view_entities")
@require_safe
def proposal(request: Request, pk: int) -> HttpResponse:
    found = _or_404(request, pk)
    mine = found.proposed_by_id == request.user.pk
    context = {
        "proposal": found,
        "may_withdraw": mine and found.is_pending,
        "may_note": mine and bool(found.decided_at) and not found.noted_at,
        "history": history_of(found),
    }
    return render(request, "desk/entities/proposal.html", context)


def _or_404(request: Request, pk: int) -> EntityProposal:
    return get_object_or_404(EntityProposal.objects.visible_to(request.user).for_page(), pk=pk)


@permission_required("registry.propose_change")
@require_http_methods(["GET", "POST"])
def proposal_change(request: Request, pk: int) -> HttpResponse:
    """Of a firm within his sight; a refusal is shown on the form, what was typed stays."""
    entity = get_object_or_404(MarketEntity.objects.visible_to(request.user).standing(), pk=pk)
    return _propose(request, entity, ProposalForm(entity, request.POST or None))


@permission_required("registry.propose_change")
@require_http_methods(["GET", "POST"])
def proposal_new(request: Request) -> HttpResponse:
    return _propose(request, None, NewFirmForm(request.POST or None))


def _propose(request: Request, entity: MarketEntity | None, form: ProposalForm) -> HttpResponse:
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("reason", "evidence")}
        made = carried_out(
            form, lambda: proposals.propose(entity=entity, values=form.values(), by=request.user, **said)
        )
        if made:
            messages.success(request, "已报双随机办。采纳后才写入名录库，办理结果会列入您的待办。")
            return redirect(made)
    context: dict[str, Any] = {"entity": entity, "form": form}
    return render(request, "desk/entities/propose.html", context)


@permission_required("registry.propose_change")
@post_only("proposal")
def proposal_withdraw(request: Request, pk: int) -> HttpResponse:
    return _own(request, pk, proposals.withdraw, "已撤回。")


@permission_required("registry.propose_change")
@post_only("proposal")
def proposal_note(request: Request, pk: int) -> HttpResponse:
    return _own(request, pk, proposals.note, "已登记知悉，不再列入待办。")


def _own(request: Request, pk: int, act: Any, done: str) -> HttpResponse:
    found = _or_404(request, pk)
    try:
        act(proposal=found, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(found)
