"""What the public sent crosses inward in the same kind of file : numbered, chained, verified before parsed."""

from typing import Any
from uuid import uuid4

import pytest

from publicity.models import InboxBundle, Letter
from publicity.public_site import inbox, inbox_export, transfer_file
from publicity.public_site.letter_words import LetterKind
from publicity.public_site.models import InboxLetter
from publicity.public_site.transfer_file import Refused
from publicity.services import inbox_bundles, letters, taking
from tests.factories.public_site import PublicItemFactory
from tests.factories.trail import signer
from tests.publicity import networks
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db
SENDER = signer("yangcheng-inbox")
KEYS = [SENDER.verifier]
FAULT = {"page": "/items/", "text": "页面上的字太小"}


@pytest.fixture(autouse=True)
def _public_machine() -> None:
    networks.build_public_machine()


def written(text: str = FAULT["text"]) -> str:
    """Somebody writes on the public machine."""
    with networks.outside():
        said = {"kind": LetterKind.FAULT, "key": uuid4(), "opened_on": today(), "files": []}
        return inbox.put(body=FAULT | {"text": text}, **said).number


def exported() -> bytes:
    with networks.outside():
        made = inbox_export.export(signer=SENDER)
    assert made is not None
    return made[1]


def test_a_letter_arrives_inside() -> None:
    number = written()

    bundle = inbox_bundles.take(exported(), keys=KEYS)

    assert Letter.objects.get().number == number
    assert (bundle.no, bundle.letters, bundle.refused) == (1, 1, [])


def test_a_letter_crosses_once() -> None:
    written()
    exported()

    with networks.outside():
        assert inbox_export.export(signer=SENDER) is None


def test_replay_skip_and_fork_are_refused() -> None:
    written()
    first = exported()
    written("另一处")
    second = exported()
    values = transfer_file.opened(first, KEYS)

    with pytest.raises(Refused, match="缺少第 1 号"):
        inbox_bundles.take(second, keys=KEYS)
    inbox_bundles.take(transfer_file.sealed({**values, "made_at": now().isoformat()}, SENDER), keys=KEYS)
    with pytest.raises(Refused, match="没有接着"):
        inbox_bundles.take(second, keys=KEYS)
    with pytest.raises(Refused, match="已经导入过"):
        inbox_bundles.take(first, keys=KEYS)


def test_a_letter_that_is_none_is_named_and_the_others_are_taken() -> None:
    written()
    written("第二件")
    values = transfer_file.opened(exported(), KEYS)
    values["letters"][0]["letter"]["kind"] = "poem"

    bundle = inbox_bundles.take(transfer_file.sealed(values, SENDER), keys=KEYS)

    assert (bundle.letters, Letter.objects.count()) == (1, 1)
    assert "没有收下" in bundle.refused[0]


def test_a_letter_that_breaks_something_stops_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise one letter of a stranger would hold up every file after it for good."""
    broken = written()
    written("第二件")
    take_in = letters.take_in

    def breaks(letter: Any, files: Any = ()) -> Any:
        if letter["number"] == broken:
            Letter.objects.create(number="x" * 1000, received_at=now())
        return take_in(letter, files)

    monkeypatch.setattr(letters, "take_in", breaks)
    bundle = inbox_bundles.take(exported(), keys=KEYS)

    assert (bundle.letters, bundle.refused) == (1, [f"{broken}：{taking.UNREADABLE}"])


def test_a_file_holds_no_more_than_the_inside_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = ("a.jpg", b"\xff\xd8\xff" + bytes(40))
    with networks.outside():
        for _ in range(3):
            said = {"kind": LetterKind.FAULT, "key": uuid4(), "opened_on": today(), "files": [picture]}
            inbox.put(body=FAULT, **said)
    monkeypatch.setattr(inbox_export, "MOST_BYTES", 100)

    files = [exported(), exported()]

    assert [len(transfer_file.opened(one, KEYS)["letters"]) for one in files] == [2, 1]


def test_other_signed_contents_are_refused() -> None:
    written()
    values: dict[str, Any] = transfer_file.opened(exported(), KEYS)
    for changes, words in [
        ({"format": "x"}, "不认识"),
        ({"more": 1}, "不在公开范围内"),
        ({"letters": [{"letter": {}, "files": ["?"]}]}, "读不出来"),
    ]:
        with pytest.raises(DomainError, match=words):
            inbox_bundles.take(transfer_file.sealed({**values, **changes}, SENDER), keys=KEYS)
    assert not InboxBundle.objects.exists()


def test_what_was_taken_in_is_pruned_outside_with_the_next_bundle() -> None:
    written()
    inbox_bundles.take(exported(), keys=KEYS)
    waiting = written("又一件")
    PublicItemFactory()
    networks.sealed()

    networks.taken(networks.exported())

    with networks.outside():
        assert list(InboxLetter.objects.values_list("number", flat=True)) == [waiting]
