from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import EntityFlag, Industry, Inspector, MarketEntity
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import clock


@pytest.fixture
def office(client: Client, db) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"admin:registry_{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def empty(*prefixes: str) -> dict[str, str]:
    """The management forms of inlines nobody typed into."""
    counts = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    return {f"{prefix}-{key}": value for prefix in prefixes for key, value in counts.items()}


def entity_form(firm: MarketEntity, **changes: object) -> dict[str, object]:
    fields = ["name", "credit_code", "address", "registration_status", "risk_class"]
    kept = {field: getattr(firm, field) for field in fields}
    return {**kept, "town": firm.town_id or "", "reason": "来函", **empty("flags", "facts"), **changes}


@pytest.mark.parametrize("name", ["unit", "town", "industry", "marketentity", "inspector", "inspectionitem"])
def test_every_list_opens(office: Client, name: str) -> None:
    page(office, f"{name}_changelist")


@pytest.mark.parametrize("name", ["marketentity", "inspector"])
def test_a_list_costs_the_same_for_many(office: Client, name: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(office, f"{name}_changelist")
        return len(queries)

    make.RecusalFactory(entity=make.EntityFactory(trades=[make.IndustryFactory()]))
    page(office, f"{name}_changelist")
    one = cost()
    for _ in range(4):
        make.RecusalFactory(entity=make.EntityFactory(trades=[make.IndustryFactory()]))

    assert cost() == one


def test_the_search_is_the_registrys(office: Client) -> None:
    firm = make.EntityFactory(name="阳城县云栖宾馆")
    make.EntityFactory()

    response = office.get(reverse("admin:registry_marketentity_changelist"), {"q": firm.credit_code[-5:]})

    assert list(response.context["cl"].result_list) == [firm]


def test_a_firm_is_corrected_through_the_service(office: Client) -> None:
    firm = make.EntityFactory()
    trade = make.IndustryFactory()
    url = reverse("admin:registry_marketentity_change", args=[firm.pk])

    office.post(url, entity_form(firm, phone="0356-4220000", chosen_trades=[trade.pk]))

    firm.refresh_from_db()
    assert firm.phone == "0356-4220000"
    assert list(firm.industries.all()) == [trade]
    assert firm.facts.count() == 2


def test_a_refusal_of_the_service_is_shown_on_the_form(office: Client) -> None:
    firm = make.EntityFactory()
    url = reverse("admin:registry_marketentity_change", args=[firm.pk])

    response = office.post(url, entity_form(firm, credit_code="12"))

    assert "18 位" in response.content.decode()


def test_a_mark_is_raised_and_lifted_on_the_page(office: Client) -> None:
    firm = make.EntityFactory()
    url = reverse("admin:registry_marketentity_change", args=[firm.pk])
    today = clock.today().isoformat()
    mark = {"kind": "COMPLAINTS", "reason": "三次投诉", "evidence": "12345", "started_on": today}
    new = {f"flags-0-{key}": value for key, value in mark.items()} | {"flags-TOTAL_FORMS": "1"}

    office.post(url, entity_form(firm, **new))
    flag = EntityFlag.objects.get()
    old = {**new, "flags-INITIAL_FORMS": "1", "flags-0-id": flag.pk, "flags-0-entity": firm.pk}
    office.post(url, entity_form(firm, **old, **{"flags-0-ended_on": today, "flags-0-end_reason": "已整改"}))

    flag.refresh_from_db()
    assert flag.end_reason == "已整改"


def test_a_firm_is_entered_by_hand(office: Client) -> None:
    url = reverse("admin:registry_marketentity_add")
    fields = {"name": "无照户甲", "registration_status": "ACTIVE", "reason": "走访发现", **empty("flags", "facts")}

    office.post(url, fields)

    assert MarketEntity.objects.get().local_no == "YC00000001"


def test_words_of_a_trade_are_typed_in_one_line(office: Client) -> None:
    trade = make.IndustryFactory(scope_words=["住宿服务"])
    url = reverse("admin:registry_industry_change", args=[trade.pk])
    assert "住宿服务" in office.get(url).content.decode()

    office.post(url, {"name": trade.name, "scope_words": "住宿服务、民宿", "aliases": "", "order": "1"})

    assert Industry.objects.get().scope_words == ["住宿服务", "民宿"]


def test_an_inspector_is_corrected_and_certified_on_one_page(office: Client) -> None:
    person = make.InspectorFactory()
    url = reverse("admin:registry_inspector_change", args=[person.pk])
    until = (clock.today() + timedelta(days=300)).isoformat()
    card = {"certificates-TOTAL_FORMS": "1", "certificates-0-number": "140522", "certificates-0-valid_to": until}
    fields = {field: getattr(person, field) for field in ("name", "police_no", "kind", "can_lead")}

    office.post(
        url,
        {
            **fields,
            **empty("certificates", "absences", "recusals", "trainings"),
            **card,
            "unit": person.unit_id,
            "status": "ON_LEAVE",
            "reason": "年休假",
        },
    )

    person.refresh_from_db()
    assert (person.status, person.certificates.get().number) == (Inspector.Status.ON_LEAVE, "140522")


def test_logins_are_made_from_the_list_and_printed_once(office: Client) -> None:
    person = make.InspectorFactory()

    response = office.post(
        reverse("admin:registry_inspector_changelist"),
        {"action": "create_logins", "_selected_action": [person.pk]},
    )

    assert "一次性密码" in response.content.decode()
    person.refresh_from_db()
    assert person.user is not None


def test_versions_are_sent_to_the_leader_from_the_list(office: Client) -> None:
    version = make.ItemVersionFactory()

    office.post(
        reverse("admin:registry_itemversion_changelist"), {"action": "submit", "_selected_action": [version.pk]}
    )

    version.refresh_from_db()
    assert version.is_pending


def test_a_version_is_only_looked_at(office: Client) -> None:
    version = make.ItemVersionFactory(approved=True)

    response = office.get(reverse("admin:registry_itemversion_change", args=[version.pk]))

    assert response.headers["Location"] == version.get_absolute_url()


def test_an_item_is_switched_off_on_its_page(office: Client) -> None:
    item = make.ItemVersionFactory(approved=True).item
    url = reverse("admin:registry_inspectionitem_change", args=[item.pk])
    fields = {"title": item.title, "category": "", "reason": "无此对象", **empty("versions", "parts")}

    office.post(url, fields)

    item.refresh_from_db()
    assert not item.enabled
