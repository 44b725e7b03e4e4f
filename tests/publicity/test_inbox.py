"""The inbox: a role that adds and does nothing else, a letter that holds what `SSJ-INBOX/1` allows and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from publicity.public_site import inbox, inbox_schema, letter_number
from publicity.public_site.inbox_schema import LetterRefused
from publicity.public_site.models import InboxFile, InboxLetter
from tests.publicity.letters import JPEG
from yangcheng_inspect.embedded.roles import NAMES
from yangcheng_inspect.rating_words import BARRED, DUE

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
FAULT = {"page": "首页", "text": "错别字"}
WHO = {"capacity": "FIRM", "firm": "君悦宾馆", "code": "91140522MA0KYNL84A", "name": "王晓明", "phone": "4220110"}
OBJECTION = {"result": "GS-1", "wrong": "ERROR", "text": "摄像头已更换。", "who": WHO}


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {NAMES[role]}")
        yield
        cursor.execute(f"SET ROLE {NAMES['app']}")


def put(kind: str = "fault", body: Any = FAULT, files: Any = (), key: Any = None) -> inbox.Receipt:
    return inbox.put(kind=kind, key=key or uuid4(), opened_on=DAY, body=body, files=files)


def letter(**changes: Any) -> dict[str, Any]:
    whole = {"format": inbox_schema.FORMAT, "kind": "objection", "number": "YY-20261120-2", "body": OBJECTION}
    return {**whole, "received_at": "2026-11-20T10:30:00+08:00", "files": [], **changes}


def test_a_role_that_can_only_add_keeps_a_letter_with_its_pictures() -> None:
    with acting_as("inbox"):
        receipt = put("objection", OBJECTION, [("1.jpg", JPEG), ("2.jpg", JPEG)])

    assert InboxLetter.objects.get().number == receipt.number
    assert InboxFile.objects.count() == 2


ACTS = {
    "read": lambda model: model.objects.exists(),
    "change": lambda model: model.objects.update(id=uuid4()),
    "delete": lambda model: model.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("model", [InboxLetter, InboxFile])
@pytest.mark.parametrize("act", ACTS)
def test_that_role_reads_changes_and_deletes_nothing(model: Any, act: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), acting_as("inbox"):
        ACTS[act](model)


def test_the_inside_reads_letters_and_cannot_change_them() -> None:
    put()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        InboxLetter.objects.update(number="")


def test_the_same_key_is_the_same_letter() -> None:
    key = uuid4()
    first, second = (put("objection", OBJECTION, key=key) for _ in range(2))

    assert (second.number, second.code, second.again) == (first.number, "", True)
    assert InboxLetter.objects.count() == 1


def test_whoever_reads_a_code_aloud_gets_it_right() -> None:
    assert letter_number.code_hash("YY-1", "7kq2 m9rt 4xwe") == letter_number.code_hash("yy1", "7KQ2-M9RT-4XWE")


def test_a_whole_letter_is_valid() -> None:
    inbox_schema.validate(letter())


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "SSJ-INBOX/2"},
        {"kind": "complaint"},
        {"extra": "x"},
        {"number": 1},
        {"received_at": "2026-11-20T10:30:00"},
        {"received_at": "gestern"},
        {"body": OBJECTION | {"wrong": "BAD"}},
        {"body": OBJECTION | {"text": "长" * 2001}},
        {"body": OBJECTION | {"who": WHO | {"capacity": "POLICE"}}},
        {"body": OBJECTION | {"who": WHO | {"name": "长" * 201}}},
        {"body": OBJECTION | {"who": WHO | {"id_card": "1"}}},
        {"files": [{"name": "1.pdf", "type": "application/pdf", "size": 9, "sha256": ""}]},
        {"files": [{"name": "1.jpg", "type": "image/jpeg", "size": 6 * 1024 * 1024, "sha256": ""}]},
        {"files": [{"name": "1.jpg", "type": "image/jpeg", "size": 9, "sha256": ""}] * 6},
    ],
)
def test_anything_else_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(LetterRefused):
        inbox_schema.validate(letter(**wrong))


@pytest.mark.parametrize("answer", ["MAYBE", ""])
def test_a_rating_answers_in_its_own_words(answer: str) -> None:
    body: dict[str, Any] = {"code": "7KQ2M9RT", "content": "GOOD", "text": ""}
    body |= {"due": dict.fromkeys(DUE, "YES"), "barred": dict.fromkeys(BARRED, answer)}

    with pytest.raises(LetterRefused):
        inbox_schema.validate(letter(kind="rating", body=body))


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (JPEG, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"RIFF\x0a\0\0\0WEBPVP8 ", "image/webp"),
        (b"GIF89a", ""),
        (b"", ""),
    ],
)
def test_pictures_are_known_by_their_first_bytes(start: bytes, found: str) -> None:
    assert inbox_schema.picture_type(start[:16]) == found
