"""One caller cannot use the public site up, and a database that is away is said in words (PB-7, F-34, W1)."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from publicity.public_site import finding
from publicity.public_site.limits import Buckets, network
from yangcheng_inspect.settings.public import RATE_LIMITS  # noqa: TID251

pytestmark = pytest.mark.django_db
SOME = {"read": (0.01, 3.0), "write": (0.1, 1.0), "download": (0.1, 1.0)}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_tokens_come_back_with_time(clock: Clock) -> None:
    buckets = Buckets(clock)
    waits = [buckets.take(("read", "a"), 2.0, 2.0) for _ in range(3)]
    clock.now = 0.5

    assert (waits, buckets.take(("read", "a"), 2.0, 2.0)) == ([0.0, 0.0, 0.5], 0.0)


def test_one_caller_does_not_spend_the_tokens_of_another(clock: Clock) -> None:
    buckets = Buckets(clock)
    buckets.take(("read", "a"), 1.0, 1.0)

    assert buckets.take(("read", "b"), 1.0, 1.0) == 0.0


def test_memory_is_bounded(clock: Clock) -> None:
    buckets = Buckets(clock, most=10)
    for number in range(100):
        buckets.take(("read", str(number)), 1.0, 1.0)

    assert len(buckets.left) == 10


@pytest.mark.parametrize(
    ("caller", "same"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("nonsense", "nonsense"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
    ],
)
def test_an_ipv6_subscriber_is_one_caller(caller: str, same: str) -> None:
    assert network(caller) == same


def test_too_many_pages_are_refused_in_one_sentence(public: Client, settings: Any) -> None:
    settings.RATE_LIMITS = SOME
    answers = [public.get("/about/") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    wait = answers[3].headers["Retry-After"]
    assert answers[3].content.decode() == f"访问太频繁，请等 {wait} 秒再试。"


def test_others_are_not_refused(public: Client, settings: Any) -> None:
    settings.RATE_LIMITS = SOME
    for _ in range(4):
        public.get("/about/")

    assert public.get("/about/", REMOTE_ADDR="10.9.8.7").status_code == 200


def test_a_caller_cannot_invent_addresses(public: Client, settings: Any) -> None:
    settings.RATE_LIMITS = SOME
    answers = [public.get("/about/", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(4)]

    assert answers[3].status_code == 429


def test_behind_a_trusted_proxy_each_caller_counts(public: Client, settings: Any) -> None:
    settings.RATE_LIMITS, settings.TRUSTED_PROXIES = SOME, ["127.0.0.1"]
    answers = [public.get("/about/", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(4)]

    assert {answer.status_code for answer in answers} == {200}


def test_files_are_limited_more_than_pages(public: Client, settings: Any) -> None:
    settings.RATE_LIMITS = SOME
    statuses = [public.get(path).status_code for path in ("/data/draws.csv", "/data/draws.csv", "/about/")]

    assert statuses == [200, 429, 200]


def test_addresses_that_lead_nowhere_count_too(public: Client, settings: Any) -> None:
    settings.RATE_LIMITS = SOME

    assert [public.get("/nothing/").status_code for _ in range(4)] == [404, 404, 404, 429]


def test_letters_are_limited_more_than_pages() -> None:
    assert RATE_LIMITS["write"][0] < RATE_LIMITS["download"][0] < RATE_LIMITS["read"][0]


def test_while_the_database_is_away_the_page_says_what_to_do(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(finding.tally, "whole", away)
    response = public.get("/", {"q": "君悦"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "没有查到结果，不表示没有公示" in response.content.decode()


def test_an_unchanged_page_is_not_sent_again(public: Client) -> None:
    first = public.get("/about/")

    assert public.get("/about/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
