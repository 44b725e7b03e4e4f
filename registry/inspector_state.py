"""How an inspector stands on a day, in one word (ux.md A4): 可抽取, 证件将到期, 证件过期, 请假, 停用."""

from dataclasses import dataclass
from datetime import date, timedelta

from registry.models import Certificate, Inspector

NOTICE_DAYS = 60
"""How long before its end a certificate asks for renewal."""


@dataclass(frozen=True)
class State:
    """A word with the tone and the icon of its tag."""

    word: str
    tone: str
    icon: str


READY = State("可抽取", "green", "check-circle")
ENDING = State("证件将到期", "amber", "hourglass-split")
EXPIRED = State("证件过期", "red", "x-octagon")
UNCERTIFIED = State("没有执法证", "red", "x-octagon")
AUXILIARY = State("辅警，不参加抽取", "grey", "slash-circle")
CLOSED = State("停用", "grey", "slash-circle")


def state(inspector: Inspector, day: date) -> State:
    """The first thing that keeps this person from being sent; certificates and absences are best prefetched."""
    if inspector.status == Inspector.Status.LEFT:
        return CLOSED
    if inspector.kind != Inspector.Kind.POLICE:
        return AUXILIARY
    if inspector.status != Inspector.Status.ON_DUTY:
        return State(inspector.get_status_display(), "grey", "pause-circle")
    card = last_certificate(inspector)
    if card is None or card.valid_to < day:
        return UNCERTIFIED if card is None else EXPIRED
    if absence := absence_on(inspector, day):
        return State(absence, "grey", "pause-circle")
    return ENDING if card.valid_to <= day + timedelta(days=NOTICE_DAYS) else READY


def last_certificate(inspector: Inspector) -> Certificate | None:
    """The certificate in force that ends last."""
    held = [card for card in inspector.certificates.all() if card.withdrawn_on is None]
    return max(held, key=lambda card: card.valid_to, default=None)


def absence_on(inspector: Inspector, day: date) -> str:
    """请假, 值班 … or nothing."""
    standing = [absence for absence in inspector.absences.all() if absence.cancelled_on is None]
    return next((one.get_kind_display() for one in standing if one.from_day <= day <= one.to_day), "")
