"""Numbers and codes of letters: short enough to be copied by hand."""

import hashlib
import secrets
from datetime import date
from uuid import UUID

from publicity.public_site.letter_words import LetterKind
from yangcheng_inspect.short_code import ALPHABET, in_fours, plain, spell

__all__ = ["ALPHABET", "code_hash", "new_code", "number", "plain"]

PREFIX = {LetterKind.OBJECTION: "YY", LetterKind.STATEMENT: "SM", LetterKind.RATING: "PJ", LetterKind.FAULT: "ZC"}
TAIL, CODE = 8, 12


def number(kind: str, on: date, key: UUID) -> str:
    """`YY-20261123-7KQ2M9RT`: follows from the form alone, so that the same form sent twice has one number."""
    digest = int.from_bytes(hashlib.sha256(key.bytes).digest())
    return f"{PREFIX[LetterKind(kind)]}-{on:%Y%m%d}-{spell(digest, TAIL)}"


def new_code() -> str:
    """`7KQ2-M9RT-4XWE`: 59 random bits for the writer alone."""
    return in_fours("".join(secrets.choice(ALPHABET) for _ in range(CODE)))


def code_hash(of: str, code: str) -> str:
    """What is kept of a code: SHA-256 in hex over the letter's number and the code as `plain` writes both."""
    return hashlib.sha256(f"{plain(of)}/{plain(code)}".encode()).hexdigest()
