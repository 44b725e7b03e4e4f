"""The demo's chapters of notices and of an adjusted plan play on their own."""

import pytest

from publicity.public_site.models import PublicNotice, PublicPlan
from tests.factories.accounts import UserFactory
from tests.factories.inspections import UnitFactory, somebody
from tests.factories.plans import PlanFactory, version_with_firms
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.demo import notices, plan_change
from yangcheng_inspect.desk.demo.sessions import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast(UserFactory(office=True), UserFactory(office=True), somebody(Role.LEADER))


def test_notices_stand_in_every_state(cast: Cast) -> None:
    notices.play(cast)

    shown = PublicNotice.objects.shown()
    assert sorted(row.kind for row in shown) == ["制度", "解读", "解读", "问答"]
    assert max(len(row.record["versions"]) for row in shown) == 2
    assert PublicNotice.objects.filter(withdrawn=True).count() == 1


def test_an_adjusted_plan_has_two_versions(cast: Cast) -> None:
    UnitFactory(name="治安大队")
    version_with_firms(2, code="ZA-07")
    plan = PlanFactory(approved=True, versions=[version_with_firms(2)])

    plan_change.play(plan, cast, clock.today())

    assert PublicPlan.objects.get().version == 2
