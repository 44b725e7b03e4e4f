"""One case of the bench of the public site in a process of its own: `python -m tests.bench.public_cases CASE`.

Prints JSON: `fill` {rows, s}; `measure` {case: [milliseconds]}.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from urllib.parse import urlencode

from tests.bench import public_rows

ASKED = 60  # pages of each case


def fill() -> dict[str, float]:
    """Tables as the owner makes them, with a million rows."""
    from django.core.management import call_command
    from django.db import connections

    from yangcheng_inspect.trail import guards

    began = time.monotonic()
    call_command("migrate", verbosity=0)
    guards.remove(connections["owner"])  # results that nobody published leave no events
    with connections["owner"].cursor() as cursor:
        rows = public_rows.fill(cursor)
        cursor.execute("VACUUM ANALYZE public_result")
    return {"rows": rows, "s": time.monotonic() - began}


def addresses() -> dict[str, Iterator[str]]:
    """By case, the pages asked one after the other."""
    codes = public_rows.tails(ASKED)
    towns, dice = public_rows.TOWNS, random.Random(11)
    pairs = ["".join(dice.sample(public_rows.SYLLABLES, 2)) for _ in range(ASKED)]
    return {
        "constant": cycle(["/constant/"]),
        "first": cycle(["/"]),
        "deep": cycle(["/?page=50", "/?page=49"]),
        "common": cycle(f"/?q={word}" for word in ("凤城", "酒店", "润城", "晨光", "客栈")),
        "two": cycle(f"/?q={pair}" for pair in pairs),
        "four": cycle(f"/?q={towns[n % 12][:2]}{pair}" for n, pair in enumerate(pairs)),
        "one": cycle(f"/?q={pair[0]}" for pair in pairs),
        "tail4": cycle(f"/?q={code[-4:]}" for code in codes),
        "tail6": cycle(f"/?q={code[-6:]}" for code in codes),
        "ticks": cycle(f"/?town={town}&year=2025&result=FIXED" for town in towns),
        "rare": cycle(f"/?town={town}&result=OBSTRUCTED&year=2023&item=ZA-03" for town in towns),
        "narrowed": cycle(f"/?q=酒店&town={town}&year=2024" for town in towns),
        "detail": cycle(f"/results/YC-GS-2026-{number:07d}/" for number in dice.sample(range(1, 50_000), ASKED)),
    }


def measure() -> dict[str, list[float]]:
    """Milliseconds of each page, in one thread, without a network."""
    ask = _site()
    found = {}
    began = time.monotonic()
    ask("/")
    found["count"] = [(time.monotonic() - began) * 1000]
    for case, pages in addresses().items():
        ask(next(pages))
        found[case] = [_timed(ask, page) for page in islice(pages, ASKED)]
        sys.stderr.write(f"{case}\n")
    found["csv"] = [_timed(ask, "/data/results-2021.csv")]
    return found


def _timed(ask: Callable[[str], int], page: str) -> float:
    began = time.monotonic()
    ask(page)
    return (time.monotonic() - began) * 1000


def _site() -> Callable[[str], int]:
    """The public process; its limits would refuse a bench."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    settings.RATE_LIMITS = {}
    settings.ROOT_URLCONF = "tests.bench.public_urls"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    site, factory = WSGIHandler(), RequestFactory(headers={"host": "127.0.0.1"})

    def ask(page: str) -> int:
        path, _, query = page.partition("?")
        environ = factory._base_environ(PATH_INFO=path, QUERY_STRING=_quoted(query), REQUEST_METHOD="GET")
        response = site(environ, lambda *_: None)
        size = sum(map(len, response))
        response.close()
        if response.status_code != 200:
            raise SystemExit(f"{page}: {response.status_code}")
        return size

    return ask


def _quoted(query: str) -> str:
    return urlencode([tuple(pair.split("=", 1)) for pair in query.split("&") if pair])


if __name__ == "__main__":
    case = {"fill": fill, "measure": measure}[sys.argv[1]]
    site = "internal" if sys.argv[1] == "fill" else "public"
    os.environ["DJANGO_SETTINGS_MODULE"] = f"yangcheng_inspect.settings.{site}"
    import django

    django.setup()
    sys.stdout.write(json.dumps(case()))
