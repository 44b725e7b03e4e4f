"""检查评价: some businesses of the first round rate their visit; one tells of something forbidden."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from inspections import rating_code
from inspections.models import DrawSession, Visit
from publicity.public_site import inbox_schema, letter_number
from publicity.public_site.letter_words import LetterKind
from publicity.services import letters
from yangcheng_inspect import short_code
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.rating_words import BARRED, DUE

BAD = {"agents": "YES"}
SAID: list[tuple[str, dict[str, str]]] = [
    ("讲得清楚，没有耽误营业。", {}),
    ("", {}),
    ("来之前没有打电话，希望提前说一声。", {}),
    ("", {}),
    ("检查很快，指出的问题已经改了。", {}),
    ("检查结束以后，要求我店到指定的一家公司维修监控。", BAD),
]


def play(session: DrawSession) -> None:
    """Six by the website, the last one bad: a to-do for the supervisor."""
    visits = Visit.objects.filter(task__session=session, inspections__isnull=False).distinct().order_by("pk")
    for hour, (visit, (text, barred)) in enumerate(zip(visits, SAID, strict=False), 9):
        with at(workday(3), hour):
            letters.take_in(_letter(visit, workday(3), text, barred))


def _letter(visit: Visit, on: date, text: str, barred: Mapping[str, str]) -> dict[str, Any]:
    """As the website would have written it."""
    body = {
        "code": short_code.plain(rating_code.of(visit)),
        "due": dict.fromkeys(DUE, "YES"),
        "barred": dict.fromkeys(BARRED, "NO") | dict(barred),
        "content": "POOR" if barred else "GOOD",
        "text": text,
    }
    kind = LetterKind.RATING
    return {
        "format": inbox_schema.FORMAT,
        "kind": str(kind),
        "number": letter_number.number(kind, on, uuid5(NAMESPACE_OID, visit.number)),
        "received_at": now().isoformat(),
        "body": body,
        "files": [],
    }
