"""An import stays once a pool was frozen or a visit made with what it wrote."""

from pathlib import Path

import pytest

from inspections.models import Visit
from registry.models import Inspector, MarketEntity, RegistryImport
from registry.services import import_undo, imports
from tests.factories.inspections import VisitFactory
from tests.factories.plans import SessionFactory, TaskFactory
from tests.registry.conftest import Kind, Scope, preview
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads_apart(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def brought(tmp_path: Path):
    """Confirms a list with one header line and one row."""

    def bring(kind: str, head: str, row: str) -> RegistryImport:
        path = tmp_path / "list.csv"
        path.write_text(f"{head}\n{row}")
        return imports.confirm(registry_import=preview(path, kind, Scope.CHANGES, clock.today()), by=None)

    return bring


def another_phone(brought, firm: MarketEntity) -> RegistryImport:
    return brought(Kind.ENTITIES, "企业名称,统一社会信用代码,联系电话", f"{firm.name},{firm.credit_code},0356-1234567")


def test_an_open_visit_of_a_firm_keeps_its_import(brought) -> None:
    visit: Visit = VisitFactory()

    assert f"已有检查（{visit.number}）" in import_undo.obstacle(another_phone(brought, visit.entity))


def test_an_open_visit_of_an_officer_keeps_his_import(brought) -> None:
    visit: Visit = VisitFactory()
    officer: Inspector = visit.officers.first().inspector
    row = f"{officer.name},{officer.police_no},{officer.unit},民警,教导员"

    current = brought(Kind.INSPECTORS, "姓名,警号,工作单位,人员性质,职务", row)

    assert f"参加了检查（{visit.number}）" in import_undo.obstacle(current)


def test_a_pool_frozen_since_keeps_an_import(brought) -> None:
    task = TaskFactory(firms=4)
    firm = MarketEntity.objects.first()
    current = another_phone(brought, firm)
    assert import_undo.obstacle(current) == ""

    SessionFactory(frozen=True, tasks=[task])

    assert f"“{firm.name}”在导入之后已编入封存的抽取名录" in import_undo.obstacle(current)
