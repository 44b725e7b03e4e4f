"""来件: what the public sent in is taken in once, kept whatever it is about, and becomes an 异议 or a 企业说明.

The same door for both ways: `fetch_inbox` on one network, the signed file on two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspections import images, vault
from inspections.images import Picture
from publicity.models import Letter, LetterFile, Publication
from publicity.models.objection import Way
from publicity.objection_status import LetterStatus
from publicity.public_site import inbox_schema
from publicity.public_site.letter_words import LetterKind
from publicity.services import objections, progress, statements
from publicity.services.objections import HANDLE, OFFICE
from publicity.status import MOVES
from registry.services.rights import demand, demand_reason, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

FOLLOWED = [LetterKind.OBJECTION, LetterKind.STATEMENT]
OTHER_BYTES = "与来件写明的校验码不符"


@dataclass(frozen=True)
class Taker:
    """Who takes letters of a kind that do not become a row here: `take(letter, files)`; the numbers it has."""

    take: Callable[[Mapping[str, Any], Sequence[bytes]], object]
    known: Callable[[], Iterable[str]]


_takers: dict[LetterKind, Taker] = {}


def hand_to(kind: LetterKind, taker: Taker) -> None:
    """Called once by the module that keeps such letters; taking one twice must change nothing."""
    _takers[kind] = taker


def known_numbers() -> frozenset[str]:
    """Every letter that was taken in, whoever keeps it."""
    others = (number for taker in _takers.values() for number in taker.known())
    return frozenset(Letter.objects.values_list("number", flat=True)) | frozenset(others)


def take_in(letter: Mapping[str, Any], files: Sequence[bytes] = ()) -> Letter | None:
    """Take one letter in. `letter` is `SSJ-INBOX/1`, `files` the bytes in its order; None where another module has it.

    A second time changes nothing. A picture that cannot be opened does not hold the letter up: what was wrong with
    it is kept. Raises `LetterRefused` for what is no letter at all.
    """
    inbox_schema.validate(letter)
    kind = LetterKind(letter["kind"])
    if kind in _takers:
        _takers[kind].take(letter, files)
        return None
    if known := Letter.objects.filter(number=letter["number"]).first():
        return known
    pictures, trouble = _cleaned(letter["files"], files)
    for picture in pictures:
        vault.keep(picture)
    return _kept(letter, {picture.sha256: len(picture.jpeg) for picture in pictures}, trouble)


def _cleaned(said: Sequence[Mapping[str, Any]], files: Sequence[bytes]) -> tuple[list[Picture], str]:
    """The pixels of what came, and what was wrong with the rest."""
    pictures, trouble = [], []
    for place, one in enumerate(said):
        raw = files[place] if place < len(files) else b""
        try:
            if sha256(raw).hexdigest() != one["sha256"]:
                raise DomainError(OTHER_BYTES)
            pictures.append(images.clean(raw, longest=images.LONGEST_SCAN))
        except DomainError as refusal:
            trouble.append(f"第 {place + 1} 个附件没有收下：{refusal}")
    return pictures, "".join(trouble)[:300]


@transaction.atomic
def _kept(letter: Mapping[str, Any], sizes: Mapping[str, int], trouble: str) -> Letter:
    row, new = Letter.objects.get_or_create(
        number=letter["number"],
        defaults={
            "kind": letter["kind"],
            "received_at": datetime.fromisoformat(letter["received_at"]),
            "code_sha256": letter.get("code_sha256", ""),
            "content": dict(letter),
            "trouble": trouble,
        },
    )
    if not new:
        return row
    for digest, size in sizes.items():
        LetterFile.objects.create(letter=row, sha256=digest, size=size)
    record("letter.take_in", target=row, by=None, detail={"kind": row.kind, "files": len(sizes)})
    about = Publication.objects.filter(number=row.body.get("result", "").strip().upper()).first()
    if about is None:
        progress.tell_letter(row)
        return row
    return _filed(row, about, None)


@transaction.atomic
def file(*, letter: Letter, publication: Publication, by: User) -> Letter:
    """Somebody found out which result a letter is about."""
    letter = _waiting(letter, by)
    if letter.kind not in FOLLOWED:
        raise DomainError("只有异议和情况说明登记到公示结果。")
    return _filed(letter, publication, by)


def _filed(letter: Letter, publication: Publication, by: User | None) -> Letter:
    stamps: dict[str, Any] = {"settled_at": now(), "settled_by": by} if by else {}
    move(letter, LetterStatus.FILED, table=MOVES, by=by, action="letter.file", **stamps)
    on = min(timezone.localdate(letter.received_at), today())
    who = letter.who
    applicant = f"{who['firm']}（{who['name']}）"[:200] if who.get("firm") else who["name"]
    given: dict[str, Any] = {"text": letter.body["text"], "applicant": applicant, "phone": who["phone"][:60]}
    if letter.kind == LetterKind.STATEMENT:
        words = statements.Words(submitted_on=on, way=Way.ONLINE, **given)
        statements.register(publication=publication, words=words, by=by, letter=letter)
        return letter
    more = {"capacity": who["capacity"], "address": who.get("address", ""), "ground": letter.body["wrong"]}
    said = objections.Said(received_on=on, way=Way.ONLINE, **given, **more)
    objections.register(publication=publication, said=said, by=by, letter=letter)
    return letter


@transaction.atomic
def set_aside(*, letter: Letter, reason: str, by: User) -> Letter:
    """Advertising, nonsense, or about something else: kept with the reason."""
    return _settled(_waiting(letter, by), LetterStatus.SET_ASIDE, "set_aside", reason, by)


@transaction.atomic
def note_done(*, letter: Letter, reason: str, by: User) -> Letter:
    """A fault of a page that was found: what was done about it."""
    letter = _waiting(letter, by)
    if letter.kind in FOLLOWED:
        raise DomainError("异议和情况说明须登记到公示结果，或者写明理由后不作处理。")
    return _settled(letter, LetterStatus.FILED, "file", reason, by)


@transaction.atomic
def take_up(*, letter: Letter, by: User) -> Letter:
    """It was set aside by mistake."""
    demand(by, HANDLE, OFFICE)
    letter = locked(letter)
    fields: dict[str, Any] = {"note": "", "settled_at": None, "settled_by": None}
    move(letter, LetterStatus.WAITING, table=MOVES, by=by, action="letter.take_up", **fields)
    progress.tell_letter(letter)
    return letter


def _settled(letter: Letter, to: LetterStatus, verb: str, reason: str, by: User) -> Letter:
    stamps: dict[str, Any] = {"note": demand_reason(reason), "settled_at": now(), "settled_by": by}
    move(letter, to, table=MOVES, by=by, action=f"letter.{verb}", **stamps)
    progress.tell_letter(letter)
    return letter


def _waiting(letter: Letter, by: User) -> Letter:
    demand(by, HANDLE, OFFICE)
    letter = locked(letter)
    if letter.status != LetterStatus.WAITING:
        raise DomainError(f"这件来件{letter.get_status_display()}，已经办理。请刷新页面。")
    return letter
