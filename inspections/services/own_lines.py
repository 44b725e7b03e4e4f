"""本企业凭据: a firm's own line, salt and path: it finds itself in the pool before names are public (Draw 3)."""

from django.db import transaction

from inspections import lottery
from inspections.lottery.own_line import own_line
from inspections.models import Draw
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record


@transaction.atomic
def hand_out(*, draw: Draw, code: str, by: User) -> str:
    """The text `SSJ-LINE/1` of the firm with this code. Raises DomainError when it is not in the frozen list."""
    salts = dict(draw.pool.values_list("code", "salt"))
    wanted = code.strip().upper()
    if wanted not in salts:
        raise DomainError(f"封存的名录里没有“{wanted}”。请核对统一社会信用代码，或者确认企业属于本次抽查事项的范围。")
    proof = lottery.PoolTree(lottery.parse(draw.frozen_text), salts).membership(wanted)
    record("draw.hand_out_line", target=draw, by=by, detail={"firm": wanted})
    return own_line(draw.number, proof)
