"""Why what the public reads is changed or comes down, and what each ground asks for. Pure.

行政处罚法第四十八条: 公开的决定被依法变更、撤销、确认违法或者确认无效的，三日内撤回并公开说明理由.
"""

from django.db.models import TextChoices


class Ground(TextChoices):
    """依据. The label is what the public reads where the reason itself may not be told."""

    OWN = "OWN", "本机关自行核查发现"
    OBJECTION = "OBJECTION", "异议成立"
    REVOKED = "REVOKED", "原决定已撤销"
    CHANGED = "CHANGED", "原决定已变更"
    UNLAWFUL = "UNLAWFUL", "原决定被确认违法或者无效"
    NOT_PUBLIC = "NOT_PUBLIC", "不应公示"
    REPAIR = "REPAIR", "信用修复"


DECIDED = [Ground.REVOKED, Ground.CHANGED, Ground.UNLAWFUL]
"""Somebody's decision fell: three working days from that day."""

CORRECTING = [Ground.OWN, Ground.OBJECTION, *DECIDED, Ground.NOT_PUBLIC]
WITHDRAWING = CORRECTING
BY_PAPER = [*DECIDED, Ground.OBJECTION, Ground.REPAIR]
"""There is a paper with a number behind it: the decision, the judgment, the objection, the application."""
