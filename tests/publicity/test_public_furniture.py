"""What stands on every public page, and the map that names them all (ux.md §1.4 row 10, W9)."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from publicity.public_site.site_map import GROUPS
from tests.factories import public_display as make
from tests.factories.public_site import PublicResultFactory
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db
MACHINES = {"robots", "site_maps", "map_of_places"}
"""Addresses for programs, which nobody opens by hand."""


def names_without_arguments(resolver: URLResolver) -> set[str]:
    found: set[str] = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= names_without_arguments(one)
        elif isinstance(one, URLPattern) and not one.pattern.regex.groups and one.name:
            found.add(one.name)
    return found


def test_the_map_names_every_page(public: Client) -> None:
    listed = {name for group in GROUPS for name, _ in group.pages}

    assert names_without_arguments(get_resolver("yangcheng_inspect.urls_public")) - MACHINES == listed


def test_the_footer_says_no_later_day_than_the_page(public: Client) -> None:
    """Rows carry the database's clock, which the site's need not follow."""
    PublicResultFactory()

    with clock.moved_to(datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert "数据更新于 2026年3月2日 09:30" in public.get("/").content.decode()


def test_the_map_lists_plans_tasks_and_notices(public: Client) -> None:
    make.put_plan()
    task, notice = make.put_task(), make.put_notice()

    page = public.get("/sitemap/").content.decode()

    for href in (f"/plans/{make.PLAN_NUMBER}/", f"/tasks/{task.number}/", f"/notices/{notice.number}/"):
        assert href in page


def test_numbers_the_site_was_not_given_have_no_line(public: Client) -> None:
    page = public.get("/about/").content.decode()

    assert [word for word in ("监督电话", "网站标识码", "备案") if word in page] == []


def test_numbers_the_site_was_given_stand_in_the_footer(public: Client, settings: Any) -> None:
    settings.SUPERVISION_PHONE, settings.SITE_CODE, settings.ICP_NUMBER = "0356-4220000", "1405220001", "晋ICP备1号"

    page = public.get("/accessibility/").content.decode()

    for words in ("监督电话：0356-4220000", "网站标识码 1405220001", "晋ICP备1号"):
        assert words in page


@pytest.mark.parametrize("path", ["/plans/", "/officers/", "/notices/", "/voice/", "/accessibility/", "/sitemap/"])
@pytest.mark.parametrize("look", ["large", "contrast"])
def test_every_new_page_keeps_the_chosen_look(public: Client, path: str, look: str) -> None:
    page = public.get(path, {"view": look}).content.decode()

    inner = re.findall(r'<a[^>]+href="(/[^"]*)"(?![^<]*标准版)', page)
    assert f'class="{look}"' in page
    assert [href for href in inner if f"view={look}" not in href] == []
