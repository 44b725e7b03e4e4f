"""留痕检查点: what a citizen reads and takes home."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.trail import keys, signer
from tests.publicity.test_witness import NEXT, OTHERS, epoch, said, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    settings.TRAIL_KEYS.write_text(keys())


def test_the_page_shows_size_and_root_in_groups_of_four(public: Client) -> None:
    row = take(20)

    body = public.get("/trail/").content.decode()
    assert "共 20 条" in body
    assert " ".join(row.root[at : at + 4] for at in range(0, 64, 4)) in body


def test_a_note_is_served_to_the_byte(public: Client) -> None:
    row = take(20)

    response = public.get("/trail/2026-1/20.txt")
    assert response.content.decode() == row.note
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_keys_are_served_as_the_witness_reads_them(public: Client) -> None:
    assert str(signer().verifier) in public.get("/trail/keys.txt").content.decode()


@pytest.mark.parametrize(
    "path",
    ["/trail/2026-1/21.txt", "/trail/2026-2/20.txt", "/trail/2026-1/epoch.txt", f"/trail/2026-1/{10**30}.txt"],
)
def test_what_was_not_published_is_not_there(public: Client, path: str) -> None:
    take(20)

    assert public.get(path).status_code == 404


def test_a_site_without_keys_says_that_nothing_is_published_yet(public: Client, settings: Any) -> None:
    settings.TRAIL_KEYS.unlink()

    assert "还没有检查点" in public.get("/trail/").content.decode()
    assert public.get("/trail/keys.txt").status_code == 404


def test_a_new_epoch_is_said_with_its_reason(public: Client) -> None:
    take(20)
    take(15, OTHERS, origin=NEXT, epoch=epoch(said(20)))

    body = public.get("/trail/").content.decode()
    assert re.search(r"起使用新的日志 yangcheng-ssj/2026-2，原日志最后公布到 20 条。原因：恢复备份。", body)
    assert public.get("/trail/2026-2/epoch.txt").content == epoch(said(20))


@pytest.mark.parametrize("path", ["/draws/", "/about/", "/sitemap/"])
def test_other_pages_lead_there(public: Client, path: str) -> None:
    assert 'href="/trail/"' in public.get(path).content.decode()
