"""The life of a change to a parameter: 双随机办 proposes, 分管局领导 decides."""

from django.db.models import TextChoices

from yangcheng_inspect.moves import Table


class ValueStatus(TextChoices):
    PENDING = "PENDING", "待审批"
    APPROVED = "APPROVED", "已批准"
    DECLINED = "DECLINED", "未批准"
    WITHDRAWN = "WITHDRAWN", "已撤回"


MOVES: Table = {
    ValueStatus: {
        ValueStatus.PENDING: (ValueStatus.APPROVED, ValueStatus.DECLINED, ValueStatus.WITHDRAWN),
        ValueStatus.APPROVED: (),
        ValueStatus.DECLINED: (),
        ValueStatus.WITHDRAWN: (),
    }
}
