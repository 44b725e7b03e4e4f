"""企业说明: shown beside the result word for word, or refused for one of two reasons and no other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from inspections.services import numbers
from inspections.services.disputes import concerned
from publicity.models import Letter, Publication, Statement
from publicity.objection_status import StatementStatus
from publicity.public_site import schema
from publicity.services import progress, remarks
from publicity.services.objections import HANDLE, OFFICE
from publicity.status import MOVES
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

CONCERNED = "您参加过这次检查或者它的审核审批，不能决定不公开企业说明，也不能登记撤回。请由没有参加的人办理。"
NOTE = "原文公开，公安机关未作修改。"


@dataclass(frozen=True)
class Words:
    """What the business says, as it wrote it, and who handed it in."""

    text: str
    submitted_on: date
    way: str
    applicant: str
    phone: str = ""


@transaction.atomic
def register(*, publication: Publication, words: Words, by: User | None, letter: Letter | None = None) -> Statement:
    """Keep it as it is. `by=None`: it came through the website."""
    demand(by, HANDLE, OFFICE)
    if words.submitted_on > today():
        raise DomainError("提交日期不能晚于今天。")
    number = numbers.statement_number(words.submitted_on.year)
    statement = save(Statement(number=number, publication=publication, letter=letter, **vars(words)))
    record("statement.register", target=statement, by=by)
    progress.tell_statement(statement)
    return statement


@transaction.atomic
def show(*, statement: Statement, by: User) -> Statement:
    """Beside the result, not a character changed; what stood there is kept. Raises `NotPublic` for personal data."""
    demand(by, HANDLE, OFFICE)
    statement = locked(statement)
    schema.refuse_personal(statement.text, "企业说明")
    for before in Statement.objects.shown().select_for_update().filter(publication=statement.publication_id):
        _move(before, StatementStatus.REPLACED, "replace", by)
    _move(statement, StatementStatus.SHOWN, "show", by, decided_at=now(), decided_by=by)
    remarks.show(publication=statement.publication, reason="公开企业说明", by=by)
    return statement


@transaction.atomic
def refuse(*, statement: Statement, refusal: str, reason: str, by: User) -> Statement:
    """Only for personal data or what the law forbids to publish: that it is disagreeable is no reason."""
    statement = _outside(statement, by)
    if refusal not in Statement.Refusal.values:
        raise DomainError("企业说明只有含个人信息，或者含法律法规禁止公开的内容时，才能不予公开。请选择原因。")
    stamps = {"decided_at": now(), "decided_by": by}
    return _move(statement, StatementStatus.REFUSED, "refuse", by, refusal=refusal, note=_said(reason), **stamps)


@transaction.atomic
def withdraw(*, statement: Statement, reason: str, by: User) -> Statement:
    """The business does not want it to stand there any longer."""
    statement = _outside(statement, by)
    _move(statement, StatementStatus.WITHDRAWN, "withdraw", by, note=_said(reason))
    remarks.show(publication=statement.publication, reason="企业撤回说明", by=by)
    return statement


def _outside(statement: Statement, by: User) -> Statement:
    """What a business says of a check is not kept from the public by one who did or passed it."""
    demand(by, HANDLE, OFFICE)
    if by.pk in concerned(statement.publication.inspection.visit):
        raise SameHands(CONCERNED)
    return locked(statement)


def _said(reason: str) -> str:
    return demand_reason(reason)


def _move(statement: Statement, to: StatementStatus, verb: str, by: User, **stamps: Any) -> Statement:
    move(statement, to, table=MOVES, by=by, action=f"statement.{verb}", **stamps)
    progress.tell_statement(statement)
    return statement
