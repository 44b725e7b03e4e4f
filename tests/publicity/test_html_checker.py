"""Every kind of public page passes the W3C's own checker (vnu.jar). Slow tier: it starts a Java program."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from publicity.public_site.words import RESULTS
from tests import vnu
from tests.factories import public_display as make
from tests.factories import public_draws
from tests.factories.public_site import PublicItemFactory, PublicResultFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]
STARTS = ["/", "/?q=没有这一家", "/?view=large", "/officers/?card=1", "/sitemap/", "/nothing/", "/results/GS-DOWN/"]
EACH_KIND = 6
"""Pages of one address pattern that are looked at: one of each state, as the links come."""


@pytest.fixture(autouse=True)
def _site() -> None:
    for code in RESULTS:
        PublicResultFactory(number=f"GS-{code}", result=code, item_code="ZA-01")
    said = {"on": "2026-04-09", "text": "已更换摄像头。"}
    changed = [{"on": "2026-04-21", "what": "补充复查情况", "reason": "复查合格"}]
    PublicResultFactory(number="GS-SAID", statement=said, corrections=changed, notice="异议办理中", corrected=True)
    PublicResultFactory(number="GS-DOWN", withdrawn="登记错误")
    PublicItemFactory(code="ZA-01")
    make.put_plan("新增一项专项抽查")
    make.put_task()
    make.put_notice("补充一段")
    make.put_officer("140522026001")
    public_draws.opened_draw(public_draws.hotels())
    public_draws.public_draw(public_draws.hotels("YC-GA-2026-0002"))


def pages(public: Client) -> dict[str, str]:
    """Address → HTML, following every link inside the site, a few of each kind."""
    waiting, seen, kinds, found = list(STARTS), set(STARTS), dict[str, int](), dict[str, str]()
    while waiting:
        path = waiting.pop(0)
        if kinds.setdefault(kind_of(path), 0) >= EACH_KIND:
            continue
        kinds[kind_of(path)] += 1
        answer = public.get(path)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found[path] = answer.content.decode()
        links = re.findall(r'href="(/[^"#]*)', found[path])
        fresh = [link.replace("&amp;", "&") for link in links if not link.startswith("/static/")]
        waiting += [link for link in dict.fromkeys(fresh) if link not in seen]
        seen.update(fresh)
    return found


def kind_of(path: str) -> str:
    """The name of the address with what is asked of it."""
    where, _, asked = path.partition("?")
    try:
        name = str(resolve(where, "yangcheng_inspect.urls_public").url_name)
    except Resolver404:
        name = "nothing"
    return " ".join([name, *sorted({pair.partition("=")[0] for pair in asked.split("&")})])


def test_every_public_page_is_valid_html(public: Client, tmp_path: Path) -> None:
    found = pages(public)
    for number, html in enumerate(found.values()):
        (tmp_path / f"{number:03}.html").write_text(html)

    wrong = vnu.complaints(sorted(tmp_path.glob("*.html")))

    paths = list(found)
    assert "\n".join(f"{paths[int(line[:3])]} {' '.join(line[9:].split())}" for line in wrong) == ""
    assert len(found) > len(RESULTS)
