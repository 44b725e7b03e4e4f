"""Risk in 我的待办: a matrix that waits for 分管局领导."""

from collections.abc import Iterator

from registry.models import RiskMatrix
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    """Versions sent for approval by somebody else."""
    if not user.has_perm("registry.approve_risk_matrix"):
        return
    for matrix in RiskMatrix.objects.waiting().exclude(submitted_by=user):
        note = "批准后，计划的建议比例和名录的签数按新矩阵"
        yield Todo("风险矩阵", "violet", "grid-3x3", str(matrix), note, matrix.get_absolute_url(), "审批矩阵")
