"""Every kind of page, at desk and phone width: nothing for axe to find, nothing wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from inspections.models import Visit
from tests.browser.conftest import DESK, PHONE, violations
from tests.factories import public_display as make
from tests.factories.accounts import UserFactory
from tests.factories.inspections import VisitFactory
from tests.factories.plans import SessionFactory
from yangcheng_inspect.accounts.roles import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

LogIn = Callable[..., Page]
OFFICE = ["/admin/", "/admin/plans/", "/admin/tasks/", "/admin/sessions/", "/admin/publications/"]
REGISTRIES = ["marketentity", "inspector", "itemversion", "registryimport"]
LEADER = ["/", "/review/", "/approvals/", "/plans/", "/registry/items/"]
PUBLIC = ["/", "/?q=测试", "/items/", "/draws/", "/trail/", "/about/", "/sitemap/", "/?view=large", "/?view=contrast"]
SHOWN = ["/plans/", "/notices/", "/officers/", "/officers/?card=140522026001", "/voice/", "/accessibility/"]
SHOWN += ["/data/", "/objection/", "/statement/", "/rating/", "/progress/", "/fault/"]
SHOWN += ["/plans/?view=large", "/plans/?view=contrast", "/voice/?view=contrast", "/officers/?view=large"]


def inspect(page: Page, paths: list[str]) -> list[str]:
    """`path: what is wrong`, for each page that has something wrong with it."""
    found = []
    for path in paths:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{path}: {line}" for line in [*violations(page), *(["wider than the screen"] if wide else [])]]
    return found


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_offices_pages(person: LogIn, screen: dict[str, int]) -> None:
    UserFactory(username="office", roles=[Role.OFFICE])
    session = SessionFactory(stage="drawn")
    VisitFactory(submitted=True)
    own = [f"/admin/sessions/{session.pk}/", f"/admin/tasks/{session.tasks.get().pk}/"]

    pages = [*OFFICE, *own, *(f"/admin/registry/{name}/" for name in REGISTRIES)]
    assert inspect(person("office", screen), pages) == []


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_leaders_pages(person: LogIn, screen: dict[str, int]) -> None:
    visit = VisitFactory(checked=True, wrong=True)
    UserFactory(username="leader9", roles=[Role.LEADER])

    pages = [*LEADER, f"/review/{visit.inspections.get().pk}/", visit.approval.get_absolute_url()]
    assert inspect(person("leader9", screen), pages) == []


@pytest.mark.parametrize("stage", ["onsite", "filled", "confirmed", "submitted"])
def test_the_officers_pages_on_the_phone(person: LogIn, stage: str) -> None:
    visit: Visit = VisitFactory(stage=stage)
    lead = visit.officers.first().inspector.user.username

    own = [f"/visits/{visit.pk}/", f"/records/{visit.inspections.get().pk}/"]
    steps = [f"/visits/{visit.pk}/confirm/", f"/visits/{visit.pk}/submit/"]
    assert inspect(person(lead, PHONE), ["/", *own, *steps]) == []


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_plans_notices_officers_and_the_site_itself(chromium: Browser, public_url: str, screen: dict[str, int]) -> None:
    make.put_plan("新增一项专项抽查")
    task, notice = make.put_task(), make.put_notice("补充一段")
    make.put_officer("140522026001")
    page = chromium.new_page(viewport=screen, base_url=public_url)

    assert inspect(page, [*SHOWN, f"/tasks/{task.number}/", f"/notices/{notice.number}/"]) == []
    page.context.close()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_public_pages(chromium: Browser, public_url: str, screen: dict[str, int]) -> None:
    publication = VisitFactory(approved=True, wrong=True).inspections.get().publication
    page = chromium.new_page(viewport=screen, base_url=public_url)

    assert inspect(page, [*PUBLIC, f"/results/{publication.number}/"]) == []
    page.context.close()
