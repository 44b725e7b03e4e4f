"""Colours and shapes of what the public sends in; the word is the label of the status itself (ux.md §5.4)."""

from django.db.models import Model, TextChoices

from inspections.look import Tag
from publicity.models import Letter, Objection, Statement
from publicity.objection_status import LetterStatus, ObjectionStatus, StatementStatus

LOOKS: tuple[tuple[TextChoices, str, str], ...] = (
    (ObjectionStatus.RECEIVED, "violet", "chat-left-text"),
    (ObjectionStatus.SUPPLEMENT, "amber", "hourglass-split"),
    (ObjectionStatus.CHECKING, "blue", "search"),
    (ObjectionStatus.UPHELD, "green", "check-circle"),
    (ObjectionStatus.CORRECTED, "green", "pencil-square"),
    (ObjectionStatus.REVOKED, "grey", "slash-circle"),
    (ObjectionStatus.REFUSED, "grey", "x-circle"),
    (ObjectionStatus.WITHDRAWN, "grey", "arrow-return-left"),
    (StatementStatus.WAITING, "violet", "chat-left-text"),
    (StatementStatus.SHOWN, "green", "check-circle"),
    (StatementStatus.REFUSED, "grey", "x-circle"),
    (StatementStatus.REPLACED, "grey", "arrow-repeat"),
    (StatementStatus.WITHDRAWN, "grey", "arrow-return-left"),
    (LetterStatus.WAITING, "violet", "envelope"),
    (LetterStatus.FILED, "green", "envelope-check"),
    (LetterStatus.SET_ASIDE, "grey", "envelope-x"),
)
_KNOWN = {(type(status), status.value): (colour, icon) for status, colour, icon in LOOKS}
STATUSES: dict[type[Model], type[TextChoices]] = {
    Objection: ObjectionStatus,
    Statement: StatementStatus,
    Letter: LetterStatus,
}


def sent_in_tag(row: Objection | Statement | Letter) -> Tag:
    """The tag of an objection, a statement or a letter as it stands."""
    kind = STATUSES[type(row)]
    colour, icon = _KNOWN[kind, row.status]
    return Tag(colour, icon, str(kind(row.status).label))
