"""A walk over every address the public site names, and every word found on the way, whatever the file."""

import gzip
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from yangcheng_inspect.personal import PERSONAL

SEEDS = [
    "/",
    "/sitemap/",
    "/data/",
    "/sitemap.xml",
    "/feed.atom",
    "/robots.txt",
    "/data/results-schema.json",
    "/nothing/",
]
LINK = re.compile(r"""(?:href|src|action)="([^"#]+)|<loc>([^<]+)</loc>|<link href="([^"]+)""")
ARCHIVES = "officedocument"
# A list's own ticks, orders and looks lead to what the plain addresses lead to.
SAME = re.compile(r"[?&](view|sort|page|result|item|town|year)=")


def walk(client: Client, most: int = 100_000) -> Iterator[tuple[str, int, str]]:
    """(address, status, every word of it), each address once."""
    known, waiting = set(SEEDS), deque(SEEDS)
    while waiting and len(known) <= most:
        place = waiting.popleft()
        response = client.get(place)
        assert not response.cookies, place
        words = text(response)
        yield place, response.status_code, words
        for found in _links(words):
            if found not in known:
                known.add(found)
                waiting.append(found)


def weight(page: str) -> int:
    """Bytes, gzipped, of a page with every file it names itself, and the icons."""
    needed = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page)) | {"fonts/public-icons.woff2"}
    files = [Path(str(finders.find(name))).read_bytes() for name in sorted(needed)]
    return sum(len(gzip.compress(part)) for part in [page.encode(), *files])


def text(response: object) -> str:
    """Of a workbook the sheets and its properties, of a PDF the pages and its metadata, of all else the bytes."""
    content = b"".join(response)  # type: ignore[call-overload]
    kind = response.headers.get("Content-Type", "")  # type: ignore[attr-defined]
    if ARCHIVES in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    if "pdf" in kind:
        paper = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in paper]
        return "\n".join([*pages, *paper.get_metadata_dict().values()])
    return content.decode()


def personal(words: str) -> list[str]:
    """What kinds of personal data stand there. Namespaces are no e-mail, and 网站 may name the bureau's telephone."""
    for own in filter(None, (settings.CONTACT_PHONE, settings.SUPERVISION_PHONE)):
        words = words.replace(own, "")
    return [what for what, pattern in PERSONAL.items() if pattern.search(words)]


def _links(words: str) -> Iterator[str]:
    for found in LINK.findall(words):
        place = unescape(next(filter(None, found))).removeprefix(settings.PUBLIC_URL.rstrip("/"))
        if place.startswith("/") and not place.startswith(("//", "/static/")) and not SAME.search(place):
            yield place
