"""检查评价: anonymous to officers and their heads, read by the supervisor alone (五个严禁、八个不得)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from inspections import rating_code
from inspections.models import Visit
from publicity import rating_totals
from publicity.models import Rating
from publicity.public_site import inbox
from publicity.public_site.models import InboxLetter
from publicity.services import letters, ratings
from tests.factories.inspections import VisitFactory, lead_of, somebody
from yangcheng_inspect import short_code
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import rating_todo, todo
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.rating_words import BARRED, DUE
from yangcheng_inspect.trail.models import EventDetail

pytestmark = pytest.mark.django_db
WORDS = "检查人员态度好，讲得清楚。"


def said(**barred: str) -> dict[str, Any]:
    return {
        "due": dict.fromkeys(DUE, "YES"),
        "barred": dict.fromkeys(BARRED, "NO") | barred,
        "overall": "GOOD",
        "text": WORDS,
    }


def letter(code: str, **barred: str) -> dict[str, Any]:
    """As the website wrote it."""
    whole = said(**barred)
    body = {"code": short_code.plain(code), "content": whole.pop("overall"), **whole}
    receipt = inbox.put(kind="rating", key=uuid4(), opened_on=today(), body=body, files=[])
    found: dict[str, Any] = InboxLetter.objects.get(number=receipt.number).letter
    return found


def rated(visit: Visit, **barred: str) -> Rating:
    return ratings.take_in(letter(rating_code.of(visit), **barred))


def supervisor() -> User:
    return somebody(Role.SUPERVISOR)


def test_each_visit_has_a_code_that_leads_back_to_it() -> None:
    first, second = VisitFactory(), VisitFactory()

    assert rating_code.of(first) != rating_code.of(second)
    assert rating_code.visit_of(rating_code.of(second).lower()) == second


def test_one_arrival_has_one_code() -> None:
    first, second = VisitFactory(), VisitFactory()
    second.joins = first

    assert rating_code.of(second) == rating_code.of(first)


def test_a_code_printed_before_the_key_changed_still_counts(settings: Any) -> None:
    visit = VisitFactory()
    code = rating_code.of(visit)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert rating_code.visit_of(code) == visit


def test_another_key_makes_other_codes(settings: Any) -> None:
    visit = VisitFactory()
    code = rating_code.of(visit)
    settings.SECRET_KEY = "another"

    assert rating_code.visit_of(code) is None


def test_the_address_on_the_paper_holds_no_code() -> None:
    assert rating_code.address().endswith("/rating/")


@pytest.mark.parametrize("slip", ["7KQ2M9RU", "K7Q2M9RT", "", "7KQ2M9", "7KQ2M9R0"])
def test_a_slip_of_the_pen_fits_no_code(slip: str) -> None:
    right = short_code.checked("7KQ2M9R")

    assert short_code.fits(right, 8)
    assert not short_code.fits(slip.replace("RT", right[-2:]) if slip.startswith("K7") else slip, 8)


def test_a_letter_becomes_a_rating_through_the_common_door() -> None:
    visit = VisitFactory()
    sent = letter(rating_code.of(visit))

    assert [letters.take_in(sent) for _ in range(2)] == [None, None]
    assert Rating.objects.get().visit == visit
    assert sent["number"] in letters.known_numbers()


def test_what_comes_later_by_the_same_code_is_a_further_remark() -> None:
    visit = VisitFactory()
    first, second = rated(visit), rated(visit, gifts="YES")

    assert (first.is_further, second.is_further, second.bad) == (False, True, True)
    assert rating_totals.by_unit(Rating.objects.for_page())[0].count == 1


def test_words_without_a_visit_are_kept() -> None:
    assert ratings.take_in(letter(short_code.checked("7KQ2M9R"))).visit is None


@pytest.mark.parametrize(
    ("answers", "bad"),
    [({}, False), ({"gifts": "UNKNOWN"}, False), ({"gifts": "YES"}, True)],
)
def test_something_forbidden_makes_a_rating_bad(answers: dict[str, str], bad: bool) -> None:
    assert ratings.is_bad(said(**answers)) is bad


def test_something_due_that_was_not_done_makes_it_bad_too() -> None:
    assert ratings.is_bad({**said(), "due": dict.fromkeys(DUE, "NO")})


def test_a_bad_rating_waits_for_the_supervisor_alone() -> None:
    visit = VisitFactory()
    rating = rated(visit, meals="YES")
    watching = supervisor()

    assert [row.url for row in rating_todo.of(watching)] == [rating.get_absolute_url()]
    for person in (lead_of(visit), somebody(Role.UNIT_HEAD), somebody(Role.OFFICE), somebody(Role.LEADER)):
        assert rating.get_absolute_url() not in [row.url for row in todo.of(person)]


def test_what_was_found_closes_it() -> None:
    rating, watching = rated(VisitFactory(), meals="YES"), supervisor()
    ratings.settle(rating=rating, finding="已谈话核实，未发现吃请。", by=watching)

    assert list(rating_todo.of(watching)) == []
    with pytest.raises(AlreadyDone):
        ratings.settle(rating=rating, finding="再次。", by=watching)


def test_a_card_is_registered_by_the_supervisor() -> None:
    visit = VisitFactory()
    card = ratings.register(code=rating_code.of(visit), said=said(), received_on=today(), by=supervisor())

    assert (card.visit, card.way, card.letter_number) == (visit, Rating.Way.CARD, None)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR])
def test_nobody_else_registers_or_closes_one(role: Role) -> None:
    rating, other = rated(VisitFactory(), meals="YES"), somebody(role)

    with pytest.raises(NotPermitted):
        ratings.register(code="", said=said(), received_on=today(), by=other)
    with pytest.raises(NotPermitted):
        ratings.settle(rating=rating, finding="无。", by=other)


def test_a_card_with_a_wrong_code_is_refused() -> None:
    with pytest.raises(DomainError, match="没有这个评价码"):
        ratings.register(code="7KQ2M9RT", said=said(), received_on=today(), by=supervisor())


def test_a_card_of_tomorrow_is_refused() -> None:
    code = rating_code.of(VisitFactory())

    with pytest.raises(DomainError, match="收到日期"):
        ratings.register(code=code, said=said(), received_on=date(2099, 1, 1), by=supervisor())


def test_whoever_was_on_the_team_reads_no_rating_of_the_visit() -> None:
    visit = VisitFactory()
    rated(visit)
    officer = lead_of(visit)
    officer.roles = [Role.INSPECTOR, Role.SUPERVISOR]

    assert not Rating.objects.visible_to(officer).exists()
    assert Rating.objects.visible_to(supervisor()).exists()


def test_the_trail_tells_that_a_rating_came_and_not_what_it_says() -> None:
    rating = rated(VisitFactory(), meals="YES")
    ratings.settle(rating=rating, finding="已谈话核实。", by=supervisor())

    every = " ".join(str(vars(row)) for row in EventDetail.objects.all())
    assert not [word for word in (WORDS, "meals", "GOOD", "已谈话核实") if word in every]


def test_a_unit_is_counted_from_five_ratings_up() -> None:
    visits = VisitFactory.create_batch(5)
    for visit in visits:
        visit.unit = visits[0].unit
    rows = [Rating(visit=visit, content=said(), received_on=today()) for visit in visits]

    assert [total.shown for total in rating_totals.by_unit(rows[:4])] == [False]
    assert [(total.shown, total.words[0]) for total in rating_totals.by_unit(rows)] == [(True, ("满意", 5))]


def test_the_supervisor_reads_and_closes_on_the_pages(client: Client) -> None:
    rating = rated(VisitFactory(), meals="YES")
    client.force_login(supervisor())
    client.post(rating.get_absolute_url(), {"finding": "已核查，转督察。"})

    assert WORDS in client.get("/ratings/").content.decode()
    assert "已核查，转督察。" in client.get(rating.get_absolute_url()).content.decode()


def test_a_card_is_typed_in_on_a_page(client: Client) -> None:
    form = {"code": rating_code.of(VisitFactory()), "received_on": today().isoformat(), "overall": "FAIR"}
    client.force_login(supervisor())
    client.post("/ratings/new/", form | dict.fromkeys(DUE, "YES") | dict.fromkeys(BARRED, "UNKNOWN"))

    assert Rating.objects.get().overall == "基本满意"
