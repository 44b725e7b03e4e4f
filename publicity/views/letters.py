"""One 企业说明 and one 来件: what it says, and what the office may do with it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from inspections import history
from inspections.services.disputes import concerned
from inspections.services.standing import on_team
from inspections.views.offers import Offer, Page
from publicity.models import Letter, Objection, Statement
from publicity.objection_forms import ReasonForm, RefuseStatementForm, ResultForm
from publicity.objection_status import LetterStatus, StatementStatus
from publicity.services import letters, statements
from publicity.services.objections import HANDLE
from publicity.views.sent_in import READ
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import office_page
from yangcheng_inspect.personal import personal


def _while(*statuses: Any, kinds: tuple[str, ...] = ()) -> Any:
    """The office, while the row stands at one of these, and is of one of these kinds."""

    def may(row: Any, user: User) -> bool:
        fits = row.status in statuses and (not kinds or row.kind in kinds)
        return fits and user.has_perm(HANDLE)

    return may


def _outside(*statuses: StatementStatus) -> Any:
    """The office, but for whoever did the check or passed its record."""
    return lambda row, user: _while(*statuses)(row, user) and user.pk not in concerned(row.publication.inspection.visit)


def _statement(service: Any) -> Any:
    return lambda row, **given: service(statement=row, **given)


def _letter(service: Any) -> Any:
    return lambda row, **given: service(letter=row, **given)


def _file(row: Letter, *, number: str, by: User) -> Letter:
    form = ResultForm({"number": number})
    if not form.is_valid():
        raise DomainError(" ".join(str(text) for texts in form.errors.values() for text in texts))
    return letters.file(letter=row, publication=form.about, by=by)


SHOWN, WAITING = StatementStatus.SHOWN, StatementStatus.WAITING
STATEMENT_OFFERS = (
    Offer(
        *("show", "公开说明", "公开原文", "已公开，公示页面上显示原文。"),
        *(_statement(statements.show), _while(WAITING)),
        hint="原文一字不改，显示在检查结果旁边，注明“原文公开，公安机关未作修改”。旁边已有说明的，由这一份替换，旧的保留。",
    ),
    Offer(
        *("refuse", "不予公开", "不予公开", "已登记。请把理由告知企业。"),
        *(_statement(statements.refuse), _outside(WAITING), RefuseStatementForm),
        hint="只有含个人信息或者法律法规禁止公开的内容时，才能不予公开。内容不同意、语气不好，都不是理由。",
        folded=True,
    ),
    Offer(
        *("withdraw", "企业撤回说明", "登记撤回", "已登记，公示页面不再显示。"),
        *(_statement(statements.withdraw), _outside(WAITING, SHOWN), ReasonForm),
        folded=True,
    ),
)
FOLLOWED = tuple(kind.value for kind in letters.FOLLOWED)
LETTER_OFFERS = (
    Offer(
        *("file", "登记到公示结果", "登记", "已登记。"),
        *(_file, _while(LetterStatus.WAITING, kinds=FOLLOWED), ResultForm),
        hint="找到来件说的是哪一条公示后，按公示编号登记，受理期限从收到之日起算。",
    ),
    Offer(
        *("done", "办理情况", "登记已处理", "已登记。"),
        *(_letter(letters.note_done), _while(LetterStatus.WAITING, kinds=("fault", "rating")), ReasonForm),
    ),
    Offer(
        *("set_aside", "不作处理", "不作处理", "已登记，来件保留备查。"),
        *(_letter(letters.set_aside), _while(LetterStatus.WAITING), ReasonForm),
        hint="广告、与公示无关的来件，写明理由。来件不删除，可以重新核对。",
        folded=True,
    ),
    Offer(
        *("take_up", "重新核对", "重新核对", "已改为待核对。"),
        *(_letter(letters.take_up), _while(LetterStatus.SET_ASIDE)),
    ),
)


@dataclass(frozen=True)
class OfficePage(Page):
    """A page with offers in the frame of the office."""

    def draw(self, request: Request, row: Any, context: dict[str, Any]) -> HttpResponse:
        return office_page(request, self.template, str(row), **context)


def _of_statement(request: Request, row: Statement) -> dict[str, Any]:
    shown = Statement.objects.shown().filter(publication=row.publication).exclude(pk=row.pk).first()
    return {
        "publication": row.publication,
        "found": personal(row.text),
        "shown": shown,
        "knows_applicant": _knows(row, request.user),
        "history": history.of(row),
    }


def _of_letter(request: Request, row: Letter) -> dict[str, Any]:
    about = getattr(row, "objection", None) or getattr(row, "statement", None)
    return {"knows_applicant": about is None or _knows(about, request.user), "history": history.of(row)}


def _knows(row: Objection | Statement, user: User) -> bool:
    """Who did the check answers to what was said, not to who said it."""
    return not on_team(row.publication.inspection.visit, user)


STATEMENT_PAGE = OfficePage("publicity/statement.html", "statement_act", STATEMENT_OFFERS, _of_statement)
LETTER_PAGE = OfficePage("publicity/letter.html", "letter_act", LETTER_OFFERS, _of_letter)


@permission_required(*READ)
@require_safe
def statement(request: Request, pk: int) -> HttpResponse:
    return STATEMENT_PAGE.show(request, get_object_or_404(Statement.objects.for_page(), pk=pk))


@permission_required(HANDLE)
@post_only("statement", keep=("pk",))
def statement_act(request: Request, pk: int, slug: str) -> HttpResponse:
    return STATEMENT_PAGE.act(request, get_object_or_404(Statement.objects.for_page(), pk=pk), slug)


@permission_required(*READ)
@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    return LETTER_PAGE.show(request, get_object_or_404(Letter, pk=pk))


@permission_required(HANDLE)
@post_only("letter", keep=("pk",))
def letter_act(request: Request, pk: int, slug: str) -> HttpResponse:
    return LETTER_PAGE.act(request, get_object_or_404(Letter, pk=pk), slug)
