"""What the writer of a letter reads of it with number and code: a word and days, through the public door."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from publicity.models import Letter, Objection, Statement
from publicity.objection_status import DECIDED, LetterStatus
from publicity.public_site import store_letters
from yangcheng_inspect.clock import today


def tell_objection(objection: Objection) -> None:
    """Nothing for one that came on paper: nobody holds a code to it."""
    if objection.letter is None:
        return
    decided = objection.status in DECIDED
    word = objection.get_status_display()
    days = {
        "reply_by": objection.answer_by or objection.accept_by,
        "answered_on": objection.replied_on or _day(objection.approved_at),
    }
    _put(objection.letter, f"已答复：{word}" if decided else word, **days)


def tell_statement(statement: Statement) -> None:
    if statement.letter is not None:
        _put(statement.letter, statement.get_status_display(), answered_on=_day(statement.decided_at))


def tell_letter(letter: Letter) -> None:
    """A letter that is not, or not yet, an objection or a statement."""
    done = letter.status == LetterStatus.SET_ASIDE
    word = letter.get_status_display() if done else "已收到"
    _put(letter, word, answered_on=_day(letter.settled_at) if done else None)


def _put(letter: Letter, state: str, **days: date | None) -> None:
    """Letters that nobody follows up have no code, and no row."""
    if not letter.code_sha256:
        return
    said: dict[str, Any] = {
        "number": letter.number,
        "code_sha256": letter.code_sha256,
        "kind": letter.get_kind_display(),
        "state": state,
        "received_on": timezone.localdate(letter.received_at).isoformat(),
        "updated_on": today().isoformat(),
    }
    store_letters.put_letter(said | {name: day.isoformat() for name, day in days.items() if day})


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
