"""`SSJ-INBOX/1`: what a letter from the public may hold, and how much of it.

A letter is one plain JSON object; the bytes of its pictures stand beside it, in the order of `files`. The same check
runs where the letter is written and again where it is taken in, because between the two lies a network.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from publicity.public_site import schema
from publicity.public_site.letter_words import Capacity, Content, LetterKind, Said, Wrong
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.rating_words import BARRED, DUE

FORMAT = "SSJ-INBOX/1"
MOST_FILES = 5
MOST_BYTES = 5 * 1024 * 1024
LONGEST_TEXT = 2000
LONGEST_STATEMENT = 500
LONGEST_LINE = 200
LONGEST_NAME = 100
# By their first bytes. Outside nothing is opened; inside only the pixels are kept (`inspections.images`).
MAGIC = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff", re.DOTALL),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n", re.DOTALL),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}

WHO = {"capacity": str, "firm": str, "code": str, "name": str, "phone": str, "address?": str}
BODIES: dict[str, Any] = {
    LetterKind.OBJECTION: {"result": str, "wrong": str, "text": str, "who": WHO},
    LetterKind.STATEMENT: {"result": str, "text": str, "who": WHO},
    LetterKind.RATING: {
        "code": str,
        "due": dict.fromkeys(DUE, str),
        "barred": dict.fromkeys(BARRED, str),
        "content": str,
        "text": str,
    },
    LetterKind.FAULT: {"page": str, "text": str, "contact?": str},
}
# `code_sha256` is `letter_number.code_hash`; letters that nobody follows up (rating, fault) have none.
LETTER = {"format": str, "kind": str, "number": str, "received_at": str, "code_sha256?": str}
FILE = {"name": str, "type": str, "size": int, "sha256": str}
WORDS: dict[str, Any] = {"wrong": Wrong, "capacity": Capacity, "content": Content, "due": Said, "barred": Said}
LONG = {LetterKind.OBJECTION: LONGEST_TEXT, LetterKind.STATEMENT: LONGEST_STATEMENT}


class LetterRefused(DomainError):
    """The letter is not written as `SSJ-INBOX/1` asks; the sentence says where."""


def validate(letter: Mapping[str, Any]) -> None:
    """Raises `LetterRefused` for unknown, missing or wrongly typed fields, unknown words and too much of anything."""
    kind = letter.get("kind")
    if letter.get("format") != FORMAT or kind not in LetterKind.values:
        raise LetterRefused("来信的格式或种类不认识，没有收下。")
    try:
        schema.check(letter, {**LETTER, "body": BODIES[LetterKind(kind)], "files": [FILE]}, "来信")
    except schema.NotPublic as error:
        raise LetterRefused(f"来信不合格式，没有收下：{error}") from error
    _check_moment(letter["received_at"])
    _check_words(letter["body"])
    _check_lengths(letter["body"], LONG.get(LetterKind(kind), LONGEST_TEXT))
    _check_files(letter["files"])


def _check_moment(text: str) -> None:
    try:
        aware = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise LetterRefused("来信的收到时间不合格式，没有收下。")


def _check_words(body: Mapping[str, Any]) -> None:
    """Every choice is one of its words, wherever it stands."""
    said = {**body, **body.get("who", {})}
    for name, choices in WORDS.items():
        value = said.get(name, [])
        values = list(value.values()) if isinstance(value, Mapping) else [value] if isinstance(value, str) else []
        if unknown := [one for one in values if one not in choices.values]:
            raise LetterRefused(f"来信里的选项“{unknown[0][:20]}”不认识，没有收下。")


def _check_lengths(body: Mapping[str, Any], longest: int) -> None:
    for name, text in schema.texts(body):
        limit = longest if name == "“text”" else LONGEST_LINE
        if len(text) > limit:
            raise LetterRefused(f"来信的{name}有 {len(text)} 个字，最多 {limit} 个字。")


def _check_files(files: list[Mapping[str, Any]]) -> None:
    if len(files) > MOST_FILES:
        raise LetterRefused(f"来信附了 {len(files)} 个文件，最多 {MOST_FILES} 个。")
    for file in files:
        if not 0 < file["size"] <= MOST_BYTES or file["type"] not in MAGIC or len(file["name"]) > LONGEST_NAME:
            raise LetterRefused("来信的附件不是 5 MB 以内的 JPG、PNG 或 WEBP 图片，没有收下。")


def picture_type(start: bytes) -> str:
    """`image/jpeg`, `image/png` or `image/webp` by the first 16 bytes; empty for anything else."""
    return next((name for name, magic in MAGIC.items() if magic.match(start)), "")
