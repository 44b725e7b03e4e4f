"""公开: when the checks are over, frozen list, nonce and result may be read by everybody (decisions, Draw 8).

Sensitive items are opened to 纪检、法制、司法局 only; each firm is given its own line.
"""

from django.db import transaction

from inspections import lottery, signals
from inspections.choices import Disclosure
from inspections.models import Draw
from inspections.services import envelope
from inspections.services.moves import move
from inspections.status import CALLED_OFF, CorrectionStatus, DrawStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError

DONE = [VisitStatus.SUBMITTED, *CALLED_OFF]


def due(draw: Draw) -> bool:
    """Every visit is over, the task's last day has passed, or the task said 立即."""
    if draw.status != DrawStatus.COMPUTED or not draw.drawn.exists():
        return False
    if draw.session.corrections.filter(status=CorrectionStatus.PENDING).exists():
        return False
    going = draw.drawn.exclude(visit__status__in=DONE).exists()
    return not going or draw.task.to_on < today() or draw.task.disclosure == Disclosure.AT_ONCE


@transaction.atomic
def open_if_due(*, draw: Draw, by: User | None) -> bool:
    """Open it if it is time; nobody decides whether. Returns whether it was opened now."""
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    if not due(draw):
        return False
    move(draw, DrawStatus.OPENED, by=by, action="draw.open", opened_at=now())
    signals.draw_opened.send(Draw, draw=draw)
    return True


def open_all_due() -> list[Draw]:
    """What the daily command opens: draws whose checks are over."""
    rows = Draw.objects.filter(status=DrawStatus.COMPUTED).order_by("number")
    return [draw for draw in rows if open_if_due(draw=draw, by=None)]


def restricted(draw: Draw) -> bool:
    """民爆、剧毒、易制爆、枪支、内保: only those who supervise may read the bundle. As it stood at the freeze."""
    return draw.task.line.item.sensitive if draw.restricted is None else draw.restricted


def bundle(draw: Draw) -> lottery.Bundle:
    """Everything published about an opened draw. Raises DomainError before it is open: the nonce is in it."""
    if draw.status != DrawStatus.OPENED:
        raise DomainError("检查结束、名单公开以后才有证据包。现在可以下载封存公告。")
    return lottery.Bundle(
        commit=draw.commit_text,
        frozen=draw.frozen_text,
        names=draw.names_text,
        nonce=envelope.unseal(draw),
        public=draw.public_lines,
        result=draw.result_text,
        replacements=replacements(draw),
    )


def replacements(draw: Draw) -> list[str]:
    """The draw's SSJ-REPLACE/1 records in order, verbatim."""
    return list(draw.replacements.order_by("seq").values_list("text", flat=True))
