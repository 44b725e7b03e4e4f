"""What the page of an 异议 offers, each with what it brings about; who may is asked of the services' own rules."""

from typing import Any

from inspections.views.offers import Offer
from publicity.models import Objection
from publicity.objection_forms import (
    DecisionForm,
    DeliverForm,
    ExplanationForm,
    FilesForm,
    FindingsForm,
    HandlerForm,
    ReasonForm,
    SupplementedForm,
    SupplementForm,
)
from publicity.objection_status import DECIDED, OPEN
from publicity.objection_status import ObjectionStatus as Status
from publicity.services import objection_checks as checks
from publicity.services import objection_extensions as extensions
from publicity.services import objection_outcomes as outcomes
from publicity.services import objection_people as people
from publicity.services import objections
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today


def _of(service: Any, **fixed: Any) -> Any:
    """A service that calls its row `objection`."""
    return lambda row, **given: service(objection=row, **fixed, **given)


def _office(*statuses: Status) -> Any:
    return lambda row, user: row.status in statuses and user.has_perm(objections.HANDLE)


def _outside(*statuses: Status) -> Any:
    """The office, but for whoever was in the case."""
    return lambda row, user: bool(_office(*statuses)(row, user)) and user.pk not in people.concerned(row)


def _may_ask_supplement(row: Objection, user: User) -> bool:
    in_time = row.supplement_asked_at is None and today() <= row.accept_by
    return in_time and bool(_office(Status.RECEIVED)(row, user))


def _may_refuse(row: Objection, user: User) -> bool:
    late = row.status == Status.SUPPLEMENT and row.supplement_by is not None and row.supplement_by < today()
    waiting = row.status == Status.RECEIVED or late
    return waiting and people.proposers(row).filter(pk=user.pk).exists()


def _may_assign(row: Objection, user: User) -> bool:
    return not row.proposed and bool(_outside(Status.CHECKING)(row, user))


def _handles(row: Objection, user: User) -> bool:
    return row.status == Status.CHECKING and not row.proposed and row.handler_id == user.pk


def _may_explain(row: Objection, user: User) -> bool:
    asked = row.status == Status.CHECKING and not row.proposed and row.explanation_asked_at is not None
    return asked and people.on_team(row, user)


def may_propose(row: Objection, user: User) -> bool:
    """The handler has written down what he found, and this person of the office is outside the case."""
    ready = row.status == Status.CHECKING and not row.proposed and row.found_at is not None
    return ready and people.proposers(row).filter(pk=user.pk).exists()


def may_approve(row: Objection, user: User) -> bool:
    return row.proposed and people.approvers(row).filter(pk=user.pk).exists()


def _may_ask_extension(row: Objection, user: User) -> bool:
    if row.status != Status.CHECKING or row.extension_asked_at or row.answer_by is None or row.answer_by < today():
        return False
    return row.handler_id == user.pk or people.proposers(row).filter(pk=user.pk).exists()


def may_extend(row: Objection, user: User) -> bool:
    asked = row.status == Status.CHECKING and row.extension_asked_at and not row.extended_at
    mine = row.extension_asked_by_id == user.pk
    return bool(asked) and not mine and people.approvers(row).filter(pk=user.pk).exists()


def _may_add(row: Objection, user: User) -> bool:
    return row.status in OPEN and (user.has_perm(objections.HANDLE) or row.handler_id == user.pk)


def _may_deliver(row: Objection, user: User) -> bool:
    return row.replied_on is None and bool(_office(*DECIDED)(row, user))


def _may_agree(row: Objection, user: User) -> bool:
    """A lapsed term is not lengthened; the application can only be turned down then."""
    return row.answer_by is not None and today() <= row.answer_by and may_extend(row, user)


OFFERS = (
    Offer(
        *("approve", "批准结论", "批准并办结", "已批准，公示已按结论更新。"),
        *(_of(outcomes.approve), may_approve),
        hint="批准后立即生效：维持的，公示页面注明异议办结；更正、撤销的，公示内容随即改动，原文保留。",
    ),
    Offer(
        *("back", "退回结论", "退回重新拟定", "已退回。"),
        *(_of(outcomes.send_back), may_approve, ReasonForm),
        folded=True,
    ),
    Offer(
        *("extend", "同意延长答复期限", "同意延期", "已同意，新的答复期限即时生效。"),
        *(_of(extensions.decide, agree=True), _may_agree),
        hint="答复期限只能延长一次。",
    ),
    Offer(
        *("no_extension", "不同意延期", "不同意延期", "已退回申请，答复期限不变。"),
        *(_of(extensions.decide, agree=False), may_extend, DecisionForm),
        folded=True,
    ),
    Offer(
        *("accept", "受理", "受理异议", "已受理，请指派承办人。"),
        *(_of(objections.accept), _office(Status.RECEIVED)),
        hint="受理后，公示页面显示“异议办理中”，答复期限从今天起算。公示期限不因异议停止。",
    ),
    Offer(
        *("supplemented", "登记补正", "登记收到补正", "已登记，受理期限重新计算。"),
        *(_of(objections.supplement), _office(Status.SUPPLEMENT), SupplementedForm),
    ),
    Offer(
        *("assign", "指派承办人", "指派", "已指派，承办人会在待办中看到。"),
        *(_of(checks.assign), _may_assign, HandlerForm),
        hint="承办人须没有参加过这次检查，也没有办理过它的审核审批。另行指派的，核查从头开始。",
    ),
    Offer(
        *("explain", "检查组说明", "提交说明", "已提交说明。"),
        *(_of(checks.explain), _may_explain, ExplanationForm),
        hint="承办人核查时会看到。申请人的姓名和联系方式不向检查组提供。",
    ),
    Offer(
        *("verify", "登记核查情况", "登记", "已登记，由双随机办拟定结论。"),
        *(_of(checks.verify), _handles, FindingsForm),
    ),
    Offer(
        *("ask_team", "请检查组说明", "请检查组说明", "已通知检查组。"),
        *(_of(checks.ask_explanation), lambda row, user: _handles(row, user) and not row.explanation_asked_at),
        hint="检查组会在待办中看到异议内容，看不到申请人的姓名和联系方式。",
    ),
    Offer(
        *("deliver", "登记答复送达", "登记送达", "已登记送达。"),
        *(_of(outcomes.deliver), _may_deliver, DeliverForm),
        hint="答复书印发后，按申请人留下的方式送达。",
    ),
    Offer(
        *("supplement", "通知补正", "通知补正", "已登记。请把需要补正的内容告知申请人。"),
        *(_of(objections.ask_supplement), _may_ask_supplement, SupplementForm),
        hint="只能通知一次。等待补正期间不计受理期限。",
        folded=True,
    ),
    Offer(
        *("refuse", "不予受理", "不予受理", "已登记不予受理。"),
        *(_of(objections.refuse), _may_refuse, ReasonForm),
        hint="须把理由告知申请人。不予受理后，本件办结。",
        folded=True,
    ),
    Offer(
        *("ask_extension", "申请延长答复期限", "报分管局领导", "已报分管局领导决定。"),
        *(_of(extensions.ask), _may_ask_extension, ReasonForm),
        folded=True,
    ),
    Offer(
        *("files", "加入材料", "加入", "已加入。"),
        *(lambda row, **given: objections.add_files(objection=row, **given), _may_add, FilesForm),
        folded=True,
    ),
    Offer(
        *("withdraw", "申请人撤回", "登记撤回", "已登记撤回，本件办结。"),
        *(_of(objections.withdraw), _outside(*OPEN), ReasonForm),
        hint="写明申请人以什么方式撤回。撤回后不能恢复，申请人可以重新提出。",
        folded=True,
    ),
)
