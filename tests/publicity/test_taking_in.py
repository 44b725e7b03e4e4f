"""来件: taken in once, never lost, and whoever wrote can follow it (security.md; 方案四(二))."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from publicity.models import Letter, Objection, Publication, Statement
from publicity.objection_status import LetterStatus
from publicity.public_site.inbox_schema import LetterRefused
from publicity.public_site.models import InboxLetter, PublicLetter
from publicity.services import letters, objections, taking
from tests.factories.accounts import UserFactory
from tests.factories.objections import PHONE, inbox_letter, published, waiting_letter
from tests.inspections.pictures import picture
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_letter_becomes_an_objection_once_however_often_it_comes() -> None:
    publication = published()
    letter = inbox_letter(publication.number)
    letters.take_in(letter)
    letters.take_in(letter)
    objection = Objection.objects.get(publication=publication)

    assert (objection.ground, objection.phone, objection.registered_by) == ("ERROR", PHONE, None)
    assert (objection.way, Letter.objects.count()) == ("ONLINE", 1)


def test_a_statement_waits_for_the_office() -> None:
    publication = published()
    letters.take_in(inbox_letter(publication.number, "statement"))

    assert Statement.objects.get(publication=publication).status == "WAITING"


def test_its_pictures_are_cleaned_again() -> None:
    raw = picture(size=(60, 40))
    row = waiting_letter(files=(raw,))

    assert row.files.get().sha256 != row.content["files"][0]["sha256"]


def test_a_picture_that_cannot_be_opened_does_not_hold_the_letter_up() -> None:
    row = waiting_letter(files=(b"\xff\xd8\xff broken",))

    assert row.trouble.startswith("第 1 个附件没有收下")
    assert not row.files.exists()


def test_a_letter_about_an_unknown_number_is_kept_until_the_office_finds_out() -> None:
    letter = waiting_letter()
    assert not Objection.objects.exists()

    publication = published()
    letters.file(letter=letter, publication=publication, by=UserFactory(office=True))
    assert Objection.objects.get().publication == publication


def test_nothing_is_set_aside_without_a_reason() -> None:
    with pytest.raises(DomainError):
        letters.set_aside(letter=waiting_letter(), reason="", by=UserFactory(office=True))


def test_what_was_set_aside_can_be_taken_up_again() -> None:
    letter, by = waiting_letter(), UserFactory(office=True)
    letters.set_aside(letter=letter, reason="广告。", by=by)

    assert letters.take_up(letter=letter, by=by).status == LetterStatus.WAITING


def test_what_is_no_letter_is_refused() -> None:
    with pytest.raises(LetterRefused):
        letters.take_in(inbox_letter("YC-GS-2026-0001") | {"admin": True})


def test_the_writer_can_follow_every_step_and_nobody_is_named() -> None:
    letters.take_in(inbox_letter(published().number))
    assert PublicLetter.objects.get().state == "已收到"

    objection = objections.accept(objection=Objection.objects.get(), by=UserFactory(office=True))
    row = PublicLetter.objects.get()
    assert (row.state, row.reply_by) == ("核查中", objection.answer_by)
    assert PHONE not in str(vars(row))


def test_the_inbox_is_emptied_and_a_second_time_changes_nothing() -> None:
    letter = inbox_letter(published().number)
    InboxLetter.objects.create(number=letter["number"], kind=letter["kind"], received_at=now(), letter=letter)

    assert "收取来件 1 件" in fetched()
    assert "收取来件 0 件" in fetched()
    assert Publication.objects.get().objections.count() == 1


def fetched() -> str:
    out = StringIO()
    call_command("fetch_inbox", stdout=out)
    return out.getvalue()


def test_a_letter_that_breaks_something_does_not_keep_the_next_one_waiting() -> None:
    """Whoever took the website over can add any row."""
    good = inbox_letter(published().number)
    rows = [{"number": "A", "letter": {**good, "number": "x" * 3000}}, {"number": good["number"], "letter": good}]
    for row in rows:
        InboxLetter.objects.create(kind=good["kind"], received_at=now(), **row)

    with pytest.raises(CommandError, match=f"A：{taking.UNREADABLE}"):
        fetched()
    assert Publication.objects.get().objections.count() == 1
