"""The door into the inbox: a letter in, its number and code out (`inbox_schema`: `SSJ-INBOX/1`).

The public process writes here as the role `inbox`, which may INSERT into `inbox_*` and nothing else: whoever took the
website over could add letters, and could read, change or delete none. So nothing here asks the database anything:
keys are made before the row is, and the same form sent twice is found out because its key is taken.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction

from publicity.public_site import inbox_schema, letter_number
from publicity.public_site.letter_words import LetterKind
from publicity.public_site.models import InboxFile, InboxLetter
from yangcheng_inspect.clock import now

FOLLOWED = (LetterKind.OBJECTION, LetterKind.STATEMENT)
"""Letters that are answered; a rating is anonymous, and a fault is mended without an answer."""
TAKEN = "inbox_letter_pkey"


@dataclass(frozen=True)
class Receipt:
    """What the writer is told. `code` stands here this once; it is empty where nobody answers, and the second time."""

    number: str
    code: str = ""
    again: bool = False


def put(
    *, kind: str, key: UUID, opened_on: date, body: Mapping[str, Any], files: Sequence[tuple[str, bytes]]
) -> Receipt:
    """Keep a letter; `key` names the form it was written on. Raises `LetterRefused`."""
    number = letter_number.number(kind, opened_on, key)
    code = letter_number.new_code() if kind in FOLLOWED else ""
    letter = {
        "format": inbox_schema.FORMAT,
        "kind": str(kind),
        "number": number,
        "received_at": now().isoformat(),
        "body": dict(body),
        "files": [_described(name, content) for name, content in files],
    } | ({"code_sha256": letter_number.code_hash(number, code)} if code else {})
    inbox_schema.validate(letter)
    try:
        _insert(key, letter, [content for _, content in files])
    except IntegrityError as error:
        if _constraint(error) != TAKEN:
            raise
        return Receipt(number, again=True)
    return Receipt(number, code)


def alias() -> str:
    """The connection that may only add; where there is but one connection, that one."""
    return "inbox" if "inbox" in connections.databases else DEFAULT_DB_ALIAS


def _described(name: str, content: bytes) -> dict[str, Any]:
    return {
        "name": name[-inbox_schema.LONGEST_NAME :],
        "type": inbox_schema.picture_type(content[:16]),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _insert(key: UUID, letter: dict[str, Any], contents: Sequence[bytes]) -> None:
    """`force_insert`, or Django would look whether the key is there; no row makes a value that must be read back."""
    using = alias()
    row = InboxLetter(
        id=key, number=letter["number"], kind=letter["kind"], received_at=letter["received_at"], letter=letter
    )
    with transaction.atomic(using=using):
        row.save(force_insert=True, using=using)
        for position, content in enumerate(contents, 1):
            InboxFile(letter=row, position=position, content=content).save(force_insert=True, using=using)


def _constraint(error: IntegrityError) -> str:
    found = getattr(error.__cause__, "diag", None)
    return getattr(found, "constraint_name", None) or ""
