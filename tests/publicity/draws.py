"""One draw in each state a citizen may find it in, and what must not be read there."""

import pytest
from django.test import Client

from inspections.lottery import digest, void_record
from publicity.public_site.models import PublicDraw
from tests.factories.public_draws import NONCE, bundle_of, hotels, public_draw

PAGE = "/draws/YC-GA-2026-0001/"
FILES = ["bundle.json", "frozen.txt", "names.txt", "result.txt"]


def frozen() -> PublicDraw:
    return public_draw(hotels())


def drawn() -> PublicDraw:
    return public_draw(hotels(), bundle_of(hotels()))


def restricted() -> PublicDraw:
    return public_draw(hotels(), bundle_of(hotels()), restricted=True)


def void() -> PublicDraw:
    pool = hotels()
    record = void_record(draw=pool.draw, prev=pool.prev, reason="POOL")
    kept = {"void_reason": "名录漏列三户", "void_record": record, "void_hash": digest(record, "sha256")}
    return public_draw(pool, status=PublicDraw.Status.VOID, **kept)


SHUT = pytest.mark.parametrize("make", [frozen, drawn, restricted, void])


def body(public: Client, path: str = PAGE) -> str:
    return public.get(path).content.decode()


def leaked(text: str) -> list[str]:
    """Codes, names and secrets of the pool that occur in a text."""
    codes = [row.id for row in hotels().entities]
    return [secret for secret in [*codes, "旅馆\t", "阳城县第", "J001", NONCE] if secret in text]
