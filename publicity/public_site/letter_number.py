"""Numbers and codes of letters: short enough to be copied by hand, without 0, 1, I, L and O."""

import hashlib
import secrets
from datetime import date
from uuid import UUID

from publicity.public_site.letter_words import LetterKind

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = {LetterKind.OBJECTION: "YY", LetterKind.STATEMENT: "SM", LetterKind.RATING: "PJ", LetterKind.FAULT: "ZC"}
TAIL = 8
CODE_GROUPS = 3
GROUP = 4


def number(kind: str, on: date, key: UUID) -> str:
    """`YY-20261123-7KQ2M9RT`: follows from the form alone, so that the same form sent twice has one number."""
    digest = int.from_bytes(hashlib.sha256(key.bytes).digest())
    tail = ""
    for _ in range(TAIL):
        digest, at = divmod(digest, len(ALPHABET))
        tail += ALPHABET[at]
    return f"{PREFIX[LetterKind(kind)]}-{on:%Y%m%d}-{tail}"


def new_code() -> str:
    """`7KQ2-M9RT-4XWE`: 59 random bits for the writer alone."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(CODE_GROUPS))


def code_hash(of: str, code: str) -> str:
    """What is kept of a code: SHA-256 in hex over the letter's number and the code as `plain` writes both."""
    return hashlib.sha256(f"{plain(of)}/{plain(code)}".encode()).hexdigest()


def plain(text: str) -> str:
    """As a person may type it: small letters, blanks and hyphens make no difference."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
