"""The evidence of a draw: through which door it comes in, and what of it is served when."""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from inspections.lottery import Stratum
from publicity.public_site import store
from publicity.public_site.models import PublicBundle, PublicDraw
from publicity.public_site.schema import NotPublic
from tests.factories.base import note
from tests.factories.public_draws import bundle_of, hotels, opened_draw, public_draw, put_bundle
from tests.publicity.draws import FILES, PAGE, SHUT, body, drawn, leaked

pytestmark = pytest.mark.django_db


def slip_in(row: PublicDraw) -> None:
    """A bundle stands in the table although nobody opened the draw."""
    with transaction.atomic():
        text = bundle_of(hotels()).json()
        note(PublicBundle.objects.create(draw_id=row.draw_id, number=row.number, text=text, sha256="", size=1))


@SHUT
@pytest.mark.parametrize("name", FILES)
def test_no_evidence_is_served_before_the_draw_is_opened(public: Client, make: Callable, name: str) -> None:
    slip_in(make())
    answer = public.get(PAGE + name)

    assert (answer.status_code, leaked(answer.content.decode())) == (404, [])


@SHUT
def test_before_opening_there_is_nothing_to_recompute(public: Client, make: Callable) -> None:
    slip_in(make())

    assert not re.search(r"data-(verify|bundle|find-form)\b", body(public))


def test_the_bundle_is_served_to_the_byte(public: Client) -> None:
    opened_draw(hotels())
    answer = public.get(f"{PAGE}bundle.json")

    assert answer.content.decode() == bundle_of(hotels()).json()
    assert hashlib.sha256(answer.content).hexdigest() == PublicBundle.objects.get().sha256
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("part", ["frozen", "names", "result"])
def test_each_text_of_the_bundle_can_be_hashed_alone(public: Client, part: str) -> None:
    opened_draw(hotels())

    assert public.get(f"{PAGE}{part}.txt").content.decode() == getattr(bundle_of(hotels()), part)


@pytest.mark.parametrize("part", ["nonce", "public", "commit", "x"])
def test_no_other_text_has_an_address(public: Client, part: str) -> None:
    opened_draw(hotels())

    assert public.get(f"{PAGE}{part}.txt").status_code == 404


def test_a_bundle_travels_compressed(public: Client) -> None:
    opened_draw(hotels())
    answer = public.get(f"{PAGE}bundle.json", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(answer.content).decode() == bundle_of(hotels()).json()


def test_commands_name_the_files_as_they_are_downloaded(public: Client) -> None:
    opened_draw(hotels())
    name = public.get(f"{PAGE}frozen.txt").headers["Content-Disposition"]

    assert name == 'attachment; filename="YC-GA-2026-0001.frozen.txt"'
    for command in ["sha256sum", "certutil -hashfile", "openssl dgst -sm3"]:
        assert f"{command} YC-GA-2026-0001.frozen.txt" in body(public)


@pytest.mark.parametrize("name", ["", *FILES])
def test_an_unknown_draw_is_not_found(public: Client, name: str) -> None:
    assert public.get(f"/draws/YC-GA-2026-0404/{name}").status_code == 404


def test_a_bundle_needs_an_opened_draw() -> None:
    row = drawn()

    with pytest.raises(NotPublic, match="名单还没有公开"):
        store.put_bundle(row.draw_id, row.number, bundle_of(hotels()).json())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"commit": "SSJ-COMMIT/1\n"}, "封存公告"),
        ({"public": ["W,3=000000.070511.996004"]}, "抽取号码"),
        ({"result": "SSJ-RESULT/1\n"}, "结果校验码"),
        ({"names": "SSJ-NAMES/1\nI\tJ001\t14050001\t张三\n"}, "检查人员以代码公开"),
    ],
)
def test_a_bundle_that_is_not_this_draws_or_says_too_much_is_refused(changes: dict[str, Any], why: str) -> None:
    row = public_draw(hotels(), bundle_of(hotels()), status=PublicDraw.Status.OPENED)

    with pytest.raises(NotPublic, match=why):
        store.put_bundle(row.draw_id, row.number, replace(bundle_of(hotels()), **changes).json())


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", bundle_of(hotels()).json().replace('"nonce"', '"salts": [], "nonce"')]
)
def test_a_bundle_has_these_fields_and_no_other(text: str) -> None:
    row = public_draw(hotels(), bundle_of(hotels()), status=PublicDraw.Status.OPENED)

    with pytest.raises(NotPublic):
        store.put_bundle(row.draw_id, row.number, text)


def test_a_public_bundle_may_gain_replacements() -> None:
    row = opened_draw(hotels())

    assert '"SSJ-REPLACE/1' in put_bundle(row, bundle_of(hotels(), replacements=("SSJ-REPLACE/1\n",)).json()).text


def test_a_public_bundle_loses_nothing() -> None:
    row = opened_draw(hotels(), bundle_of(hotels(), replacements=("SSJ-REPLACE/1\n",)))

    with pytest.raises(NotPublic, match="不能改动"):
        put_bundle(row, bundle_of(hotels()).json())


def test_a_pool_drawn_in_sm3_is_opened_alike(public: Client) -> None:
    opened_draw(hotels(hash="sm3", strata=(Stratum("B", 500, 0), Stratum("BK", 1000, 1))))

    assert public.get(f"{PAGE}bundle.json").status_code == 200
