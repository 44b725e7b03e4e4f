"""A citizen who fills the public's forms page by page, as a browser without scripts does."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from publicity.public_site import letter_sheet
from yangcheng_inspect import clock
from yangcheng_inspect.rating_words import BARRED, DUE

WRONG = {"wrong": "ERROR", "text": "摄像头已经更换，结果仍写“不符合”。"}
WHO = {
    "capacity": "FIRM",
    "firm": "阳城县君悦宾馆",
    "code": "91140522MA0KYNL84A",
    "name": "王晓明",
    "phone": "0356-4220110",
    "address": "",
}
STATEMENT = {"text": "三层走廊摄像头已于 4 月 3 日更换，录像可存 45 日。"}
VISIT = {"code": "", "content": "GOOD", **dict.fromkeys(DUE, "YES")}
BARRED_NONE = {**dict.fromkeys(BARRED, "NO"), "text": ""}
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 40


def sheet(response: Any) -> str:
    """The hidden field of the page at hand."""
    found = re.search(r'name="sheet"\s+value="([^"]+)"', response.content.decode())
    assert found, response.content.decode()
    return unescape(found.group(1))


def later(minutes: int = 2) -> Any:
    """A person takes their time."""
    return clock.moved_to(clock.now() + timedelta(minutes=minutes))


def answer(client: Client, path: str, page: Any, go: str = "next", /, **said: Any) -> HttpResponse:
    """Fill the page at hand and press a button."""
    posted: HttpResponse = client.post(path, {"sheet": sheet(page), "go": go, **said})
    return posted


def through(client: Client, path: str, *pages: dict[str, Any]) -> HttpResponse:
    """Fill one page after the other; the last button is 提交, pressed two minutes after the first page was opened."""
    page: Any = client.get(path)
    with later():
        for said in pages:
            page = answer(client, path, page, **said)
    return page  # type: ignore[no-any-return]


def opened_yesterday(flow: str, page: int, data: dict[str, str]) -> str:
    """The hidden field of a form that was left open."""
    before = clock.now() - letter_sheet.LASTS - timedelta(hours=1)
    return letter_sheet.Sheet(flow, opened_at=before, page=page, data=data).signed
