"""A real browser in front of both sites: the internal one in this process, the public one in its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests.factories.accounts import PASSWORD

CHROMIUM = "/usr/bin/chromium"
AXE = (Path(__file__).parent / "axe.min.js").read_text()
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def person(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`person("leader")`: the page of somebody who has just logged in; a phone with `screen=PHONE`."""
    contexts: list[Any] = []

    def log_in(username: str, screen: dict[str, int] = DESK) -> Page:
        contexts.append(chromium.new_context(viewport=screen, locale="zh-CN", base_url=live_server.url))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.goto("/accounts/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("form button[type=submit]")
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    yield log_in
    for number, context in enumerate(contexts):
        if folder := os.environ.get("SHOTS"):  # what everybody saw last, for whoever looks for the reason
            context.pages[0].screenshot(path=f"{folder}/person-{number}.png", full_page=True)
        context.close()


@pytest.fixture
def public_url(transactional_db: None) -> Iterator[str]:
    """The public site as its own process under its own role, on the tables of this test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    at = connection.settings_dict
    address = f"postgres://{at['USER']}:{quote(at['PASSWORD'])}@:{at['PORT']}/{at['NAME']}?host={quote(at['HOST'], '')}"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "yangcheng_inspect.settings.public", "DATABASE_PUBLIC_URL": address}
    command = [sys.executable, "-m", "gunicorn", "yangcheng_inspect.wsgi_public", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--no-control-socket", "--log-level", "error"], env=env)
    _wait_for(port)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the public site did not start")


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on the page as it stands."""
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
    )
    return list(found)
