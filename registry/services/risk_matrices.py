"""风险矩阵 (方案三(二)1): 双随机办 drafts and sends it, 分管局领导 approves; what was sent is never changed again."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from registry import risk
from registry.models import RiskMatrix, RiskRow
from registry.risk_of import matrix_in_force
from registry.services import complaint_rule
from registry.services.matrix_grid import Grid, grid_of, plain, refuse, refuse_more_than_the_cap
from registry.services.rights import demand, demand_reason, locked, save
from registry.status import MOVES, MatrixStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

OFFICE = "双随机办"
LEADER = "分管局领导"
DRAFTER = "registry.draft_risk_matrix"
APPROVER = "registry.approve_risk_matrix"
FIRST = (
    "系统起始建议：方案三(二)1 要求对重点对象加大比例和频次，未定具体倍数；"
    "C、D 类按信用风险分类（国市监信发〔2022〕6号）提高。"
)


@dataclass(frozen=True)
class Settings:
    """What a version says beside its cells."""

    source: str
    complaint_threshold: int
    complaint_months: int
    counts_open: bool


@transaction.atomic
def load_first(*, by: User | None) -> RiskMatrix | None:
    """The system's suggestion as a draft, where no version exists at all; the leader still has to approve it."""
    if RiskMatrix.objects.exists():
        return None
    return draft(source=FIRST, by=by)


@transaction.atomic
def draft(*, source: str, by: User | None) -> RiskMatrix:
    """A new version as a draft: a copy of the one in force, or the system's suggestion where there is none."""
    demand(by, DRAFTER, OFFICE)
    if RiskMatrix.objects.filter(status__in=[MatrixStatus.DRAFT, MatrixStatus.PENDING]).exists():
        raise DomainError("已有一个未批准的风险矩阵，请先办完。")
    before = matrix_in_force(clock.today())
    number = (RiskMatrix.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    matrix = RiskMatrix(number=number, source=demand_reason(source), drafted_by=by, drafted_at=clock.now())
    if before:
        matrix.complaint_threshold, matrix.complaint_months = before.complaint_threshold, before.complaint_months
        matrix.counts_open = before.counts_open
    save(matrix)
    _write(matrix, grid_of(before) if before else {None: risk.SUGGESTED})
    record("matrix.draft", target=matrix, by=by, detail={"number": number, "copy_of": before and before.number})
    return matrix


@transaction.atomic
def change(*, matrix: RiskMatrix, settings: Settings, grid: Grid, by: User) -> RiskMatrix:
    """Write a draft anew: settings and every cell. Items missing from the grid follow the general rows again."""
    demand(by, DRAFTER, OFFICE)
    matrix = _draft(matrix)
    before, said = grid_of(matrix), _settings(matrix)
    if before == grid and said == settings:
        raise AlreadyDone("内容没有变化，没有保存。")
    refuse(grid)
    for name, value in asdict(settings).items():
        setattr(matrix, name, value)
    matrix.edited_by, matrix.edited_at = by, clock.now()
    save(matrix)
    matrix.rows.all().delete()
    _write(matrix, grid)
    detail = {"settings": asdict(settings), "cells": plain(grid)}
    record("matrix.change", target=matrix, by=by, detail=detail)
    return matrix


@transaction.atomic
def submit(*, matrix: RiskMatrix, by: User) -> RiskMatrix:
    """Send a draft to the leader."""
    demand(by, DRAFTER, OFFICE)
    matrix = locked(matrix)
    grid = grid_of(matrix)
    refuse(grid)
    refuse_more_than_the_cap(grid)
    stamps: dict[str, Any] = {"submitted_at": clock.now(), "submitted_by": by, "return_reason": ""}
    return _move(matrix, MatrixStatus.PENDING, "matrix.submit", by=by, **stamps)


@transaction.atomic
def approve(*, matrix: RiskMatrix, effective_from: date, by: User) -> RiskMatrix:
    """In force from a day on, today at the earliest; the version before ends the day before.

    Raises SameHands for whoever drafted it, wrote it last or submitted it.
    Pools frozen before keep what they were frozen with.
    """
    demand(by, APPROVER, LEADER)
    matrix = locked(matrix)
    if by.pk in (matrix.drafted_by_id, matrix.edited_by_id, matrix.submitted_by_id):
        raise SameHands("不得审批本人起草、修改或送批的风险矩阵。")
    if effective_from < clock.today():
        raise DomainError("生效日期不能早于今天：已经封存的名录不受新矩阵影响。")
    _supersede(effective_from, by)
    stamps: dict[str, Any] = {"approved_at": clock.now(), "approved_by": by, "effective_from": effective_from}
    matrix = _move(matrix, MatrixStatus.APPROVED, "matrix.approve", by=by, **stamps)
    complaint_rule.follow_all(by=by)
    return matrix


@transaction.atomic
def send_back(*, matrix: RiskMatrix, reason: str, by: User) -> RiskMatrix:
    """The leader returns it to the office."""
    demand(by, APPROVER, LEADER)
    reason = demand_reason(reason)
    return _move(locked(matrix), MatrixStatus.DRAFT, "matrix.send_back", by=by, reason=reason, return_reason=reason)


@transaction.atomic
def discard(*, matrix: RiskMatrix, reason: str, by: User) -> RiskMatrix:
    """Drop a draft; it stays readable."""
    demand(by, DRAFTER, OFFICE)
    reason = demand_reason(reason)
    return _move(locked(matrix), MatrixStatus.DISCARDED, "matrix.discard", by=by, reason=reason)


def _move(
    matrix: RiskMatrix, to: MatrixStatus, action: str, *, by: User | None, reason: str = "", **stamps: Any
) -> RiskMatrix:
    """The only place a version's status changes."""
    return move(matrix, to, table=MOVES, by=by, action=action, reason=reason, **stamps)


def _supersede(effective_from: date, by: User) -> None:
    old = RiskMatrix.objects.select_for_update().filter(status=MatrixStatus.APPROVED).first()
    if old is None:
        return
    if old.effective_from is not None and effective_from <= old.effective_from:
        raise DomainError(f"新矩阵的生效日期须晚于现行矩阵的生效日期 {old.effective_from}。")
    ends = effective_from - timedelta(days=1)
    _move(old, MatrixStatus.SUPERSEDED, "matrix.supersede", by=by, effective_to=ends)


def _draft(matrix: RiskMatrix) -> RiskMatrix:
    matrix = locked(matrix)
    if not matrix.is_draft:
        raise DomainError("矩阵已送批或已批准，不能再改。需要调整的，请起草新版本。")
    return matrix


def _settings(matrix: RiskMatrix) -> Settings:
    return Settings(matrix.source, matrix.complaint_threshold, matrix.complaint_months, matrix.counts_open)


def _write(matrix: RiskMatrix, grid: Grid) -> None:
    for item, cells in grid.items():
        for code in risk.STRATA:
            save(RiskRow(matrix=matrix, item_id=item, stratum=code, **asdict(cells[code])))
