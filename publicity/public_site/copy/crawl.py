"""Walks the site as a reader would, link by link, and writes what it answers into a folder."""

import mimetypes
import re
from collections import deque
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.test import Client

from publicity.public_site.copy import index, places
from publicity.public_site.copy.rewrite import Page
from publicity.public_site.models import PublicResult
from yangcheng_inspect.errors import DomainError

SEEDS = ["/sitemap/", "/robots.txt", "/sitemap.xml", "/feed.atom", "/data/results-schema.json"]
NAMED = re.compile(r"<loc>([^<]+)</loc>")
MENTIONED = re.compile(r"""["'(]([\w./-]+\.(?:js|css|svg|png|woff2?|py))["')]""")
"""A file that a script or a style sheet names: some names are of other things, and those are left alone."""

ANSWERS = {200, 404, 410}
"""A link that leads nowhere on the site leads to its 没有这一页 in the copy; anything else stops the copy."""


class NotCopied(DomainError):
    """The copy is not made; the one that stands stays."""


class Walk:
    """One copy into `folder`; `host` is the name the public knows the site by."""

    def __init__(self, folder: Path, host: str) -> None:
        self.folder, self.host = folder, host
        self.client = Client(headers={"host": host})
        self.known: set[str] = set()
        self.waiting: deque[str] = deque()
        self.missing: list[str] = []

    def run(self) -> int:
        """Write everything; how many files there are. `missing` then names the addresses that lead nowhere.

        Raises `NotCopied`.
        """
        request = HttpRequest()
        request.path = "/"
        made = dict(index.pages(request))
        self.known |= made.keys()
        for place, html in made.items():
            self._write(place, self._moved(html, "/"))
        self._note([*SEEDS, *(f"/results/{number}/" for number in _numbers())])
        self._write("/404.html", self._page("/no-such-page/", at="/"))
        while self.waiting:
            place = self.waiting.popleft()
            self._write(place, self._static(place) if _is_static(place) else self._page(place))
        return sum(1 for path in self.folder.rglob("*") if path.is_file())

    def _note(self, found: Iterable[str]) -> None:
        for place in found:
            if place not in self.known:
                self.known.add(place)
                self.waiting.append(place)

    def _page(self, place: str, at: str = "") -> bytes:
        """What the site answers; `at`: the address that its links are seen from, where that is another."""
        asked = places.address(place)
        answer = self.client.get(asked)
        if answer.status_code not in ANSWERS:
            raise NotCopied(f"页面 {asked} 打不开（{answer.status_code}），没有生成静态副本。请先修复公示网站。")
        if answer.status_code == 404 and not at:
            self.missing.append(asked)
            at = "/"
        body = b"".join(answer) if answer.streaming else answer.content
        if answer.headers["Content-Type"].startswith("text/html"):
            return self._moved(body.decode(), at or asked)
        if "/xml" in answer.headers["Content-Type"]:
            named = (self._place(unescape(link), asked) for link in NAMED.findall(body.decode()))
            self._note(found for found in named if found)
        return bytes(body)

    def _moved(self, html: str, asked: str) -> bytes:
        """The page with its links changed; what they lead to is noted."""

        page = Page(lambda link: self._place(link, asked) or link, places.INDEX)
        page.feed(html)
        page.close()
        inside = (self._place(link, asked) for link in page.found)
        self._note(place.partition("#")[0] for place in inside if place)
        return page.text.encode()

    def _place(self, link: str, asked: str) -> str | None:
        """A shelf of the index that would be empty is not there: such a link leads to the index itself."""
        place = places.place(link, asked, self.host)
        return places.INDEX if place and place.startswith(places.INDEX) and place not in self.known else place

    def _static(self, place: str) -> bytes:
        name = place.removeprefix(settings.STATIC_URL)
        data = _static_file(name)
        if data is None:
            raise NotCopied(f"静态文件 {place} 找不到，没有生成静态副本。请先运行 collectstatic。")
        if (mimetypes.guess_type(name)[0] or "").startswith("text/"):
            self._note(_mentioned(data.decode(), place))
        return data

    def _write(self, place: str, data: bytes) -> None:
        path = self.folder / places.file_of(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _is_static(place: str) -> bool:
    return place.startswith(settings.STATIC_URL)


def _static_file(name: str) -> bytes | None:
    """As it was collected; in tests, which collect nothing, as it lies in the tree."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    return Path(found).read_bytes() if found else None


def _mentioned(text: str, place: str) -> Iterator[str]:
    for name in MENTIONED.findall(text):
        beside = places.place(name, place, "copy")
        if beside and _is_static(beside) and _static_file(beside.removeprefix(settings.STATIC_URL)) is not None:
            yield beside


def _numbers() -> Iterator[str]:
    """Also of what was taken down: its tombstone has an address."""
    yield from PublicResult.objects.order_by("number").values_list("number", flat=True)
