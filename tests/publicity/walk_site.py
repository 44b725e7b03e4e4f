"""`python -m tests.publicity.walk_site`: the public site of the database given by the environment, walked as a reader.

Prints JSON: how many addresses, and which of them say what they must not. A process of its own, with the settings of
the public site.
"""

import json
import os
import sys

import django
import psycopg


def homes(address: str) -> list[str]:
    """Addresses of whoever is no company: they may be homes."""
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT address FROM registry_marketentity WHERE address <> '' AND entity_type NOT LIKE '%公司%'"
        )
        return [row[0] for row in found]


def main() -> dict[str, object]:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from tests.publicity.crawl import personal, walk

    settings.RATE_LIMITS = {}
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    hidden, found = homes(os.environ["HOMES_FROM"]), {}
    count = 0
    for place, status, words in walk(Client(headers={"host": "127.0.0.1"})):
        count += 1
        wrong = [*personal(words), *(home for home in hidden if home in words)]
        if wrong or status not in (200, 404, 410):
            found[place] = [*wrong, str(status)]
    return {"count": count, "homes": len(hidden), "found": found}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "yangcheng_inspect.settings.public"
    sys.stdout.write(json.dumps(main(), ensure_ascii=False))
