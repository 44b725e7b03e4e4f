"""A risk matrix in force, and complaints: every step by the real service."""

from dataclasses import replace
from datetime import date, timedelta

from registry import risk
from registry.models import Complaint, MarketEntity, RiskMatrix
from registry.risk import Cell
from registry.services import complaints, risk_matrices
from tests.factories.accounts import UserFactory
from yangcheng_inspect.clock import today

SETTINGS = risk_matrices.Settings("县局 2026 年第 3 次局务会", 3, 6, False)


def cells(**changed: Cell) -> dict[str, Cell]:
    """The suggested cells, some of them changed: `cells(CK=Cell(300, 2, 4))`."""
    return {**risk.SUGGESTED, **changed}


def drafted(item: int | None = None, **changed: Cell) -> RiskMatrix:
    """A draft with these cells for every item, or for one."""
    office = UserFactory(office=True)
    matrix = risk_matrices.draft(source="年度调整", by=office)
    grid = {None: cells(), item: cells(**changed)}
    return risk_matrices.change(matrix=matrix, settings=SETTINGS, grid=grid, by=office)


def approved(item: int | None = None, on: date | None = None, **changed: Cell) -> RiskMatrix:
    matrix = risk_matrices.submit(matrix=drafted(item, **changed), by=UserFactory(office=True))
    return risk_matrices.approve(matrix=matrix, effective_from=on or today(), by=UserFactory(leader=True))


def complaint(entity: MarketEntity, days_ago: int = 1, outcome: str = "TRUE", **given: str) -> Complaint:
    received = today() - timedelta(days=days_ago)
    made = complaints.Given(received, Complaint.Channel.PHONE, "住宿登记不实", outcome=outcome)
    return complaints.register(entity=entity, given=replace(made, **given), by=UserFactory(office=True))
