"""One publication: what exactly the public sees, where it stands, and what may be done to keep its term."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from inspections.views.common import attempt
from inspections.views.offers import Offer, Page
from publicity import board, holder, public_record
from publicity.desk_forms import DeclineHoldForm, ExplainForm, HoldForm, PostOneForm, ReleaseForm
from publicity.models import HoldRequest, Publication
from publicity.public_site import field_rules, schema, tombstone
from publicity.public_site.models import PublicResult
from publicity.services import explanations, holds, postings, reminders
from publicity.status import HoldStatus
from publicity.views import change_offers
from publicity.views.board import READ
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.office import office_page
from yangcheng_inspect.trail import receipts
from yangcheng_inspect.workdays import calendar


def _asked(row: Publication, status: HoldStatus) -> HoldRequest | None:
    return row.hold_requests.filter(status=status).first()


def _may_hold(status: HoldStatus) -> Any:
    """Whether this person decides on the application that has this status."""
    return lambda row, user: (request := _asked(row, status)) is not None and holds.may_decide(request, user)


def _on(status: HoldStatus, service: Any) -> Any:
    """A service that takes the application of this status instead of its publication."""

    def act(row: Publication, *, by: User, **given: Any) -> HoldRequest:
        request = _asked(row, status)
        if request is None:
            raise AlreadyDone("这份申请已经办过了。请看页面上的结果。")
        made: HoldRequest = service(request=request, by=by, **given)
        return made

    return act


def _of(service: Any) -> Any:
    return lambda row, **given: service(publication=row, **given)


ASKED, HELD = HoldStatus.PENDING, HoldStatus.APPROVED
OFFERS = (
    Offer(
        *("hold_yes", "同意暂缓公示", "同意暂缓", "已同意暂缓。公示期限照常计算，逾期的按逾期计。"),
        *(_on(ASKED, holds.approve), _may_hold(ASKED)),
        hint="暂缓期间不对外公开任何内容。期限照常计算，无论何时公示，逾期的都按逾期计，理由为暂缓的理由。",
    ),
    Offer(
        *("hold_no", "不同意暂缓公示", "不同意暂缓", "已退回申请，按审批程序公示。"),
        *(_on(ASKED, holds.decline), _may_hold(ASKED), DeclineHoldForm),
        folded=True,
    ),
    Offer(
        *("hold_end", "解除暂缓公示", "解除暂缓", "已解除暂缓，可以批准公示。"),
        *(_on(HELD, holds.release), _may_hold(HELD), ReleaseForm),
        hint="解除后，结果按审批程序公示。",
    ),
    Offer(
        *("explain", "填写逾期说明", "提交逾期说明", "已登记逾期说明。"),
        *(_of(explanations.explain), explanations.may_explain, ExplainForm),
        hint="逾期公示会一直显示逾期的天数和说明。",
    ),
    Offer(
        *("urge", "催办", "发送催办消息", "已催办，办理人会在“消息”中看到。"),
        *(_of(reminders.urge), reminders.may_urge),
        hint="同一件对同一办理人一天只催办一次。",
    ),
    Offer(
        *("post", "登记已录入公示系统", "登记录入", "已登记录入公示系统。"),
        *(_of(postings.post), postings.may_post, PostOneForm),
        folded=True,
    ),
    Offer(
        *("hold", "申请暂缓公示", "报分管局领导", "已报分管局领导决定。决定之前不会公示，公示期限照常计算。"),
        *(_of(holds.ask), holds.may_ask, HoldForm),
        hint="依法不宜公开的，写明理由，由分管局领导决定。",
        folded=True,
    ),
    *change_offers.OFFERS,
)


@dataclass(frozen=True)
class OfficePage(Page):
    """A page with offers in the frame of the office."""

    def draw(self, request: Request, row: Any, context: dict[str, Any]) -> HttpResponse:
        return office_page(request, self.template, str(row.inspection.visit.name), **context)


def _context(request: Request, row: Publication) -> dict[str, Any]:
    """Everything beside the offers."""
    days = calendar.load()
    [line] = board.rows([row], today(), days)
    return {
        "publication": row,
        "row": line,
        "holder": holder.of(row) if line.waits else None,
        "receipt": receipts.of(row) if line.published else None,
        "provisional": row.provisional,
        "stone": _stone(row),
        "may_correct": change_offers.may_correct(row, request.user),
        **_shown(row),
    }


def _stone(row: Publication) -> dict[str, Any] | None:
    """What the public reads in the place of an entry that is gone."""
    return tombstone.of(PublicResult.objects.get(publication_id=row.pk)) if row.is_gone else None


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
    lines = field_rules.explained(record) if record else []
    return {
        "record": record,
        "text": schema.canonical(record) if record else "",
        "trouble": trouble,
        "lines": lines,
        "withheld": field_rules.WITHHELD,
    }


PAGE = OfficePage("publicity/publication.html", "publication_act", OFFERS, _context)


def _or_404(request: Request, pk: int) -> Publication:
    rows = board.for_board(Publication.objects.visible_to(request.user)).select_related("published_by")
    return get_object_or_404(rows, pk=pk)


@permission_required(*READ)
@require_safe
def publication(request: Request, pk: int) -> HttpResponse:
    """The frozen record, or what it would be today."""
    return PAGE.show(request, _or_404(request, pk))


@permission_required(*READ)
@post_only("publication", keep=("pk",))
def act(request: Request, pk: int, slug: str) -> HttpResponse:
    """One of the offers of this page, asked for by whoever may do it; 催办 from the board comes back to the board."""
    row = _or_404(request, pk)
    if slug == "urge" and request.POST.get("next") == "board":
        attempt(request, lambda: reminders.urge(publication=row, by=request.user), "已催办，办理人会在“消息”中看到。")
        return redirect("publication_board")
    return PAGE.act(request, row, slug)
