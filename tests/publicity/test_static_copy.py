"""The whole public site as plain files: every link leads to a file, and nothing leads outside (两个网络)."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from publicity.public_site.copy import crawl, places, switch
from publicity.public_site.copy.rewrite import Page
from tests.factories.public_draws import bundle_of, hotels, opened_draw
from tests.factories.public_site import PublicItemFactory, PublicResultFactory
from yangcheng_inspect.clock import now

HOST = "gongshi.example"


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("/items/", "/items/"),
        ("?page=2", "/draws/_page/2/"),
        ("/draws/?page=2&view=large#top", "/_large/draws/_page/2/#top"),
        ("/?item=ZA-01", "/browse/item/ZA-01/"),
        ("/?q=酒店&view=large", "/"),
        ("https://gongshi.example/data/", "/data/"),
        ("/data/results.csv?q=酒店", "/data/results.csv"),
        ("https://elsewhere.example/", None),
        ("mailto:x", None),
    ],
)
def test_an_address_becomes_a_place(link: str, place: str | None) -> None:
    assert places.place(link, "/draws/", HOST) == place


def test_a_place_knows_its_address() -> None:
    assert places.address("/_large/draws/_page/2/#top") == "/draws/?page=2&view=large"
    assert places.file_of("/draws/../../etc/") == "draws/etc/index.html"


def test_a_form_becomes_a_sentence_and_what_it_held_stays() -> None:
    page = Page(lambda link: link, "/browse/")
    page.feed(
        '<form method="post"><label>名称 <input name="a"></label><p>说明 &amp; 地址</p><button>交</button></form>'
    )

    assert "<p>说明 &amp; 地址</p>" in page.text
    assert not re.search("<form|<input|<button|<label|名称|交<", page.text)
    assert "空白表" in page.text


@pytest.fixture
def site(public: Client, settings: Any, db: None) -> Any:
    """A small public site with something of everything that leads to other pages."""
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = f"https://{HOST}", [HOST]
    rows = [PublicResultFactory(town=town) for town in ("凤城镇", "润城镇")]
    PublicResultFactory(withdrawn="登记错误")
    PublicItemFactory(code="ZA-01")
    opened_draw(hotels(firms=8, drawn=2), bundle_of(hotels(firms=8, drawn=2)))
    return rows


@pytest.fixture
def copied(site: Any, tmp_path: Path) -> Path:
    call_command("export_static", str(tmp_path / "site"))
    return tmp_path / "site"


def test_every_link_leads_to_a_file_and_none_outside(copied: Path, site: Any) -> None:
    pages = list(copied.rglob("*.html"))
    broken = {link for page in pages for link in links(page) if not leads(copied, page, link)}

    assert broken == set()
    assert (copied / f"results/{site[0].number}/record.json").exists()
    assert (copied / "browse/town/润城镇/index.html").exists()
    assert (copied / "404.html").exists()


def links(page: Path) -> set[str]:
    return set(re.findall(r'(?:href|src|data-bundle|data-record|data-proof|data-worker)="([^"]*)"', page.read_text()))


def leads(root: Path, page: Path, link: str) -> bool:
    path = unquote(link.partition("#")[0])
    if not path:
        return True
    if not path.startswith("/") or "?" in path:
        return False
    return (root / path.strip("/") / "index.html" if path.endswith("/") else root / path.strip("/")).is_file()


def test_no_page_of_the_copy_asks_or_sends_anything(copied: Path) -> None:
    pages = [page for page in copied.rglob("*.html") if "<form" in page.read_text()]

    assert pages == []
    assert "空白表" in (copied / "objection/index.html").read_text()


def test_the_copy_is_switched_in_one_step_and_the_one_before_stays(site: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(crawl.Walk, "run", lambda self: 1)
    made = [switch.renew(tmp_path / "site", HOST, now() + timedelta(minutes=minute))[0] for minute in range(3)]

    assert (tmp_path / "site").resolve() == made[2]
    assert [folder.exists() for folder in made] == [False, True, True]


def test_a_page_that_does_not_open_leaves_the_old_copy(site: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(crawl, "ANSWERS", {200, 404})

    with pytest.raises(CommandError, match="打不开（410）"):
        call_command("export_static", str(tmp_path / "site"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_link_is_left_alone(site: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有改动"):
        call_command("export_static", str(tmp_path))
