"""An import is taken back until something used it (ux A3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import EntityFact, EntityFlag, Inspector, MarketEntity, RegistryImport
from registry.services import entities, import_undo, imports, items
from registry.status import ImportStatus, VersionStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import IndustryFactory, RecusalFactory, TownFactory, credit_code
from tests.registry.conftest import Kind, Scope, preview, sample_items
from yangcheng_inspect import clock
from yangcheng_inspect.errors import DomainError, IllegalMove, NotPermitted
from yangcheng_inspect.trail.models import Event

LATER = date(2026, 11, 16)
HEAD = "企业名称,统一社会信用代码,联系电话,是否列入经营异常名录,监管行业,经营范围"


@pytest.fixture(autouse=True)
def _december() -> Iterator[None]:
    with clock.moved_to(datetime(2026, 12, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def lists(db, tmp_path):
    """Imports a list of firms; 甲 and 乙 are there already."""
    TownFactory()
    IndustryFactory(name="旅馆业", scope_words=["住宿"])
    IndustryFactory(name="典当业", special=True)

    def bring(*lines: str, days: int = 0, scope: str = Scope.CHANGES, ticked: bool = False) -> RegistryImport:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([HEAD, *lines]))
        current = preview(path, Kind.ENTITIES, scope, LATER + timedelta(days))
        rows = current.rows.filter(outcome="GONE") if ticked else []
        return imports.confirm(registry_import=current, ticked=[row.pk for row in rows], by=None)

    bring(f"甲,{credit_code(0)},0356-1,是,旅馆业,", f"乙,{credit_code(1)},0356-2,否,,住宿服务")
    return bring


def undo(current: RegistryImport, reason: str = "传错了文件") -> RegistryImport:
    return import_undo.undo(registry_import=current, reason=reason, by=None)


def firm(name: str) -> MarketEntity:
    return MarketEntity.objects.get(name=name)


def flags(name: str) -> list[str]:
    return list(EntityFlag.objects.filter(entity__name=name, ended_on__isnull=True).values_list("kind", flat=True))


def test_new_firms_leave_and_can_come_back(lists) -> None:
    current = undo(lists(f"丙,{credit_code(2)},,,,", days=1))

    assert current.status == ImportStatus.UNDONE
    assert firm("丙").withdrawn_on == clock.today()
    assert not MarketEntity.objects.standing().filter(name="丙").exists()
    lists(f"丙,{credit_code(2)},,,,")
    assert MarketEntity.objects.standing().filter(name="丙").count() == 1


def test_changed_values_are_as_they_were(lists) -> None:
    undo(lists(f"甲,{credit_code(0)},0356-9,否,典当业,", days=1))

    assert firm("甲").phone == "0356-1"
    assert [trade.name for trade in firm("甲").industries.all()] == ["旅馆业"]
    assert flags("甲") == ["ABNORMAL"]


def test_a_mark_the_list_raised_ends(lists) -> None:
    undo(lists(f"乙,{credit_code(1)},0356-2,是,,", days=1))

    assert flags("乙") == []


def test_a_trade_in_doubt_is_in_doubt_again(lists) -> None:
    assert not firm("乙").scope_confirmed
    current = lists(f"乙,{credit_code(1)},,,旅馆业,住宿服务", days=1)
    assert firm("乙").scope_confirmed

    undo(current)

    assert not firm("乙").scope_confirmed


def test_a_deregistered_firm_is_in_business_again(lists) -> None:
    current = lists(f"甲,{credit_code(0)},,,,", days=1, scope=Scope.FULL, ticked=True)
    assert firm("乙").registration_status == "CANCELLED"

    undo(current)

    assert firm("乙").registration_status == "ACTIVE"


def test_facts_taken_back_no_longer_count_as_newer(lists) -> None:
    undo(lists(f"甲,{credit_code(0)},0356-9,,,", days=9))

    lists(f"甲,{credit_code(0)},0356-5,,,", days=1)

    assert firm("甲").phone == "0356-5"
    assert EntityFact.objects.filter(entity__name="甲").count() == 3  # nothing was deleted


def test_every_firm_and_the_import_leave_an_event(lists) -> None:
    current = undo(lists(f"甲,{credit_code(0)},0356-9,,,", f"丙,{credit_code(2)},,,,", days=1))

    acts = {event.obj: event.act for event in Event.objects.order_by("seq")}
    assert acts[f"entity/{firm('甲').pk}"] == "entity.amend"
    assert acts[f"entity/{firm('丙').pk}"] == "entity.withdraw"
    assert acts[f"import/{current.pk}"] == "import.undo"


def test_an_undo_needs_a_reason_and_the_office(lists) -> None:
    current = lists(f"丙,{credit_code(2)},,,,", days=1)

    with pytest.raises(DomainError, match="理由"):
        undo(current, " ")
    with pytest.raises(NotPermitted):
        import_undo.undo(registry_import=current, reason="错了", by=UserFactory(leader=True))


def test_an_import_is_taken_back_once(lists) -> None:
    current = undo(lists(f"丙,{credit_code(2)},,,,", days=1))

    with pytest.raises(IllegalMove):
        undo(current)


def test_a_firm_changed_by_hand_since_refuses_all(lists) -> None:
    current = lists(f"甲,{credit_code(0)},0356-9,,,", f"丙,{credit_code(2)},,,,", days=1)
    entities.amend(entity=firm("丙"), values={"phone": "0356-7"}, as_of=LATER, reason="来函", by=None)

    with pytest.raises(DomainError, match="“丙”在导入之后又有“更正登记信息”的记录"):
        undo(current)

    assert firm("甲").phone == "0356-9"


def test_imports_are_taken_back_last_first(lists) -> None:
    first = lists(f"丙,{credit_code(2)},,,,", days=1)
    second = lists(f"丙,{credit_code(2)},,,,", days=2)  # changes nothing, but says that 丙 exists

    with pytest.raises(DomainError, match="请先撤销后来的导入"):
        undo(first)

    undo(second)
    assert undo(first).status == ImportStatus.UNDONE


def test_a_new_firm_another_table_names_stays(lists) -> None:
    current = lists(f"丙,{credit_code(2)},,,,", days=1)
    RecusalFactory(entity=firm("丙"))

    assert "“丙”已经用于“回避" in import_undo.obstacle(current)


@pytest.fixture
def officers(db, tmp_path):
    """Imports a list of officers: name, police number, certificate and its end."""
    place = TownFactory().unit

    def bring(*lines: str, days: int = 0) -> RegistryImport:
        path = tmp_path / "officers.csv"
        rows = [f"{line},{place},民警" for line in lines]
        path.write_text("\n".join(["姓名,警号,执法证号,有效期至,工作单位,人员性质", *rows]))
        current = preview(path, Kind.INSPECTORS, Scope.CHANGES, LATER + timedelta(days))
        return imports.confirm(registry_import=current, by=None)

    return bring


def test_new_officers_leave_and_can_come_back(officers) -> None:
    undo(officers("张三,000001,C1,2028-01-01"))
    assert Inspector.objects.get().status == Inspector.Status.LEFT

    officers("张三,000001,C1,2028-01-01", days=1)

    assert Inspector.objects.filter(withdrawn_on__isnull=True).count() == 1
    assert Inspector.objects.eligible(clock.today(), clock.today()).count() == 1


def test_a_certificate_is_as_it_was(officers) -> None:
    officers("张三,000001,C1,2028-01-01")

    undo(officers("张三,000001,C2,2027-01-01", days=1))

    card = Inspector.objects.get().certificate_on(clock.today())
    assert card is not None
    assert card.number == "C1"


def test_drafts_of_items_are_discarded(reference_data) -> None:
    current = undo(imports.confirm(registry_import=sample_items(), by=None))

    assert current.status == ImportStatus.UNDONE
    drafts = [row.item.versions.get().status for row in current.rows.select_related("item")]
    assert set(drafts) == {VersionStatus.DISCARDED}
    assert imports.outcomes(sample_items())["CHANGED"] == 26


def test_a_version_sent_to_the_leader_stays(reference_data) -> None:
    current = imports.confirm(registry_import=sample_items(), by=None)
    version = current.rows.order_by("pk")[0].item.versions.get()
    items.submit(version=version, by=UserFactory(office=True))

    with pytest.raises(DomainError, match="不能整批撤销"):
        undo(current)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def test_the_page_says_what_will_happen_and_asks_twice(lists, office: Client) -> None:
    current = lists(f"甲,{credit_code(0)},0356-9,,,", f"丙,{credit_code(2)},,,,", days=1)
    address = reverse("admin:registry_registryimport_undo", args=[current.pk])

    page = office.get(address).content.decode()
    unsure = office.post(address, {"reason": "传错了"}).content.decode()
    office.post(address, {"reason": "传错了", "sure": "on"})

    assert "新增的 <b>1</b> 条" in page
    assert "请勾选确认后再撤销" in unsure
    assert firm("甲").phone == "0356-1"
    assert "已于" in office.get(current.get_absolute_url()).content.decode()


def test_the_page_says_why_not(lists, office: Client) -> None:
    current = lists(f"丙,{credit_code(2)},,,,", days=1)
    entities.amend(entity=firm("丙"), values={"phone": "0356-7"}, as_of=LATER, reason="来函", by=None)

    page = office.get(reverse("admin:registry_registryimport_undo", args=[current.pk])).content.decode()

    assert "不能撤销：“丙”在导入之后又有" in page
    assert "btn-danger" not in page
