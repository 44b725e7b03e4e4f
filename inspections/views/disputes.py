"""陈述申辩: taken, heard and answered by somebody outside the case, who reads the record here."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from inspections import history
from inspections.follow_up_status import DisputeStatus as Status
from inspections.forms.follow_up import AnswerForm, HearForm
from inspections.models import Dispute
from inspections.models.dispute import WAITING
from inspections.services import disputes
from inspections.views.common import READ
from inspections.views.offers import Offer, Page
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today


def _named(service: Any) -> Any:
    """A service that calls its row `dispute`."""
    return lambda row, **given: service(dispute=row, **given)


def _mine(row: Dispute, user: User) -> bool:
    return row.status == Status.TAKEN and row.taken_by_id == user.pk


OFFERS = (
    Offer(
        "take",
        "受理",
        "由我承办",
        "已受理，请听取检查对象的意见。",
        _named(disputes.take),
        disputes.is_offered,
        hint="受理后，您不再参加这次检查的审核审批。",
    ),
    Offer("hear", "听取意见", "登记", "已登记。", _named(disputes.hear), _mine, HearForm),
    Offer(
        "answer",
        "答复",
        "答复检查对象",
        "已答复。答复书打印后送达检查对象。",
        _named(disputes.answer),
        lambda row, user: _mine(row, user) and row.heard_on is not None,
        AnswerForm,
        hint="采纳、部分采纳的，由审核环节退回检查组补正记录。",
    ),
)


def _context(request: Request, row: Dispute) -> dict[str, Any]:
    open_one = row.status == Status.OPEN
    return {
        "visit": row.visit,
        "eligible": disputes.eligible(row) if open_one else (),
        "open": open_one,
        "overdue": row.status in WAITING and row.due_on < today(),
        "history": history.of(row),
    }


PAGE = Page("inspections/dispute.html", "dispute_act", OFFERS, _context)


@permission_required(*READ)
@require_safe
def dispute(request: Request, pk: int) -> HttpResponse:
    return PAGE.show(request, _or_404(request, pk))


@permission_required(*READ)
@post_only("dispute", keep=("pk",))
def act(request: Request, pk: int, slug: str) -> HttpResponse:
    return PAGE.act(request, _or_404(request, pk), slug)


def _or_404(request: Request, pk: int) -> Dispute:
    """Also for whoever may take it: he is outside the case, so the check itself is not his to see."""
    found = get_object_or_404(Dispute.objects.for_page(), pk=pk)
    seen = Dispute.objects.visible_to(request.user).filter(pk=pk).exists()
    if seen or disputes.is_offered(found, request.user):
        return found
    raise Http404
