"""市场主体 on the officer site: whose firms, which rows, what the file of one firm tells."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from inspections.choices import VisitKind
from inspections.models import Visit
from inspections.services import visits
from registry.services import entities, entity_flags, proposals
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory, InspectorFactory, UnitFactory, VersionFactory, VisitFactory
from tests.factories.plans import ItemTradeFactory, amend, firm
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import todo

pytestmark = pytest.mark.django_db
LIST = "/entities/"


@pytest.fixture
def station():
    return UnitFactory(code="140522-21", kind="STATION", name="凤城派出所")


@pytest.fixture
def town(station):
    return make.TownFactory(name="凤城镇", unit=station)


def as_role(client: Client, **kwargs) -> Client:
    client.force_login(UserFactory(**kwargs))
    return client


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{LIST}?{query}")
    return sorted(row.name for row, _ in response.context["rows"])


def test_a_station_sees_the_firms_of_its_towns(client, station, town) -> None:
    EntityFactory(name="甲旅馆", town=town)
    EntityFactory(name="乙旅馆")

    assert names(as_role(client, inspector=True, unit_code=station.code)) == ["甲旅馆"]
    assert names(as_role(client, leader=True)) == ["乙旅馆", "甲旅馆"]


@pytest.mark.parametrize("piece", ["南塬", "0356-777", "李青", "次营镇", "YQ88", "网吧", "旧名"])
def test_any_two_characters_of_any_field_find_a_firm(client, piece: str) -> None:
    office = UserFactory(office=True)
    make.IndustryFactory(name="网吧业")
    found = EntityFactory(
        name="旧名酒店",
        phone="0356-7770001",
        legal_representative="李青山",
        town=make.TownFactory(name="次营镇"),
        registration_authority="YQ88 登记机关",
    )
    changes = {"name": "次营南塬酒店", "industries": "网吧业"}
    entities.amend(entity=found, values={"name": "旧名酒店二"}, as_of=today(), reason="更名", by=office)
    entities.amend(entity=found, values=changes, as_of=today(), reason="更名", by=office)
    EntityFactory(name="无关的一家", phone="1")

    assert names(as_role(client, leader=True), f"q={piece}") == ["次营南塬酒店"]


def test_filters_live_in_the_address_and_each_has_its_chip(client, town) -> None:
    EntityFactory(name="甲", town=town, risk_class="D", scope_confirmed=False)
    EntityFactory(name="乙", town=town)
    EntityFactory(name="丙", risk_class="D")
    client = as_role(client, leader=True)

    response = client.get(f"{LIST}?town=凤城镇&risk=D&unsure=1&status=ACTIVE")

    assert [row.name for row, _ in response.context["rows"]] == ["甲"]
    words = [words for words, _ in response.context["chips"]]
    assert words == ["乡镇：凤城镇", "登记状态：存续", "风险等级：D 高风险", "监管行业确认：待确认"]
    assert "town=" not in response.context["chips"][0][1]
    assert "risk=D" in response.context["chips"][0][1]


def test_checks_of_the_year_can_be_asked_for(client) -> None:
    visited = VisitFactory(due_on=today()).entity
    EntityFactory(name="没查过")
    client = as_role(client, leader=True)

    assert names(client, "checked=1") == [visited.name]
    assert names(client, "checked=0") == ["没查过"]
    assert names(client, "checked=3") == []


def test_marks_that_were_lifted_are_not_found(client) -> None:
    office = UserFactory(office=True)
    marked, lifted = EntityFactory(name="有标记"), EntityFactory(name="已解除")
    for entity in (marked, lifted):
        flag = entity_flags.add(
            entity=entity, kind="KEY_AREA", reason="学校周边", evidence="", started_on=today(), by=office
        )
    entity_flags.lift(flag=flag, reason="学校搬迁", ended_on=today(), by=office)

    assert names(as_role(client, leader=True), "flag=KEY_AREA") == ["有标记"]
    assert names(as_role(client, leader=True), "flag=ANY") == ["有标记"]


def test_a_merged_row_is_not_listed(client) -> None:
    first, second = EntityFactory(name="一"), EntityFactory(name="二")
    entities.merge(entity=first, into=second, reason="重复", by=UserFactory(office=True))

    assert names(as_role(client, leader=True)) == ["二"]


def test_the_export_holds_exactly_the_filtered_rows(client, town) -> None:
    EntityFactory(name="甲旅馆", town=town, credit_code="911405220000000011")
    EntityFactory(name="乙旅馆")

    response = as_role(client, leader=True, name="史向东").get("/entities/export.xlsx?town=凤城镇")

    rows = load_workbook(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "市场主体名录"
    assert "乡镇：凤城镇" in rows[1][0]
    assert "制表人：史向东" in rows[1][0]
    assert [row[:2] for row in rows[3:]] == [["甲旅馆", "911405220000000011"]]


def test_the_list_costs_the_same_however_long(client, django_assert_max_num_queries) -> None:
    EntityFactory.create_batch(12)
    client = as_role(client, leader=True)

    with django_assert_max_num_queries(26):
        client.get(LIST)


def test_nobody_opens_a_firm_of_another_station(client, station) -> None:
    entity = EntityFactory()

    assert as_role(client, inspector=True, unit_code=station.code).get(f"/entities/{entity.pk}/").status_code == 404


def test_a_firm_that_moved_away_stays_open_to_who_visited_it(client, station) -> None:
    officer = InspectorFactory(unit=station, user=UserFactory(inspector=True, unit_code=station.code))
    visit = VisitFactory(officers=[officer, InspectorFactory()])
    client.force_login(officer.user)

    response = client.get(f"/entities/{visit.entity.pk}/")

    assert response.status_code == 200
    assert not response.context["may_propose"]


def test_the_file_tells_who_said_what(client) -> None:
    office, officer = UserFactory(office=True, name="郭静"), UserFactory(inspector=True, name="陈志远")
    UnitFactory()
    entity = EntityFactory(phone="1")
    entities.amend(entity=entity, values={"phone": "2"}, as_of=today(), reason="来函", by=office)
    said = proposals.propose(entity=entity, values={"phone": "3"}, reason="走访", evidence="", by=officer)
    proposals.accept(proposal=said, by=office)

    response = as_role(client, leader=True).get(f"/entities/{entity.pk}/")

    [phone] = [field for field in response.context["fields"] if field.name == "phone"]
    assert (phone.value, phone.said.source, phone.said.who) == ("3", "民警", "陈志远申报")
    assert [(one.value, one.source, one.who) for one in phone.before] == [("2", "双随机办", "郭静登记")]


def test_a_former_name_is_kept(client) -> None:
    office, entity = UserFactory(office=True), EntityFactory(name="甲")
    for name in ("乙", "丙"):
        entities.amend(entity=entity, values={"name": name}, as_of=today(), reason="更名", by=office)

    response = as_role(client, leader=True).get(f"/entities/{entity.pk}/")

    assert response.context["former_names"] == ["乙"]
    assert "更名：乙 → 丙" in [moment.words for moment in response.context["moments"]]


def test_the_timeline_holds_check_publication_and_proposal_in_order(client) -> None:
    visit = VisitFactory(approved=True, due_on=today())
    office, officer = UserFactory(office=True), UserFactory(inspector=True)
    said = proposals.propose(entity=visit.entity, values={"phone": "3"}, reason="走访", evidence="", by=officer)
    proposals.decline(proposal=said, decision="电话不通", by=office)

    response = as_role(client, leader=True).get(f"/entities/{visit.entity.pk}/")

    words = [moment.words for moment in response.context["moments"]]
    assert [word.split("：")[0] for word in words if "：" in word][:2] == [f"{officer.name}申变更", "公示检查结果"]
    assert any(word.startswith("登记日常检查") for word in words)
    moments = [moment.order for moment in response.context["moments"]]
    assert moments == sorted(moments, reverse=True)


def test_links_lead_only_where_the_reader_may_go(client) -> None:
    visit = VisitFactory(approved=True)

    response = as_role(client, supervisor=True).get(f"/entities/{visit.entity.pk}/")

    assert not [moment.url for moment in response.context["moments"] if "/visits/" in moment.url]
    assert [moment.url for moment in response.context["moments"] if "/publications/" in moment.url]


def test_the_year_says_which_checks_count_and_which_do_not(client) -> None:
    trade = make.IndustryFactory()
    version = VersionFactory(yearly_cap=2)
    ItemTradeFactory(item=version.item, industry=trade)
    entity = firm(trade)
    for kind in (VisitKind.DAILY, VisitKind.RECHECK):
        VisitFactory(entity=entity, versions=[version], kind=kind, due_on=today())

    year = as_role(client, leader=True).get(f"/entities/{entity.pk}/").context["year"]

    assert (year.cap.done, year.cap.limit, year.apart) == (1, 2, 1)
    assert [(check.place, check.why) for check in year.checks] == [(1, ""), (0, "核对前次检查的改正情况")]


def test_the_history_of_a_merged_row_is_in_the_file_of_the_one_that_stays(client) -> None:
    visit, into = VisitFactory(approved=True), EntityFactory()
    entities.merge(entity=visit.entity, into=into, reason="重复", by=UserFactory(office=True))

    response = as_role(client, leader=True).get(f"/entities/{into.pk}/")

    words = [moment.words for moment in response.context["moments"]]
    assert "并入另一户" in words
    assert any(word.startswith("公示检查结果") for word in words)


def test_an_officer_proposes_only_what_he_typed_over(client) -> None:
    UnitFactory()
    entity = EntityFactory(phone="1", town=make.TownFactory(name="凤城镇"))
    data = {
        "name": entity.name,
        "phone": "2",
        "address": entity.address,
        "town": "凤城镇",
        "registration_status": "ACTIVE",
        "reason": "走访",
    }

    as_role(client, inspector=True).post(f"/entities/{entity.pk}/propose/", data)

    assert entity.proposals.get().values == {"phone": ["1", "2"]}


def test_the_office_takes_over_and_the_proposer_reads_of_it_on_his_desk(client) -> None:
    UnitFactory()
    officer, office = UserFactory(inspector=True), UserFactory(office=True)
    said = proposals.propose(entity=EntityFactory(), values={"phone": "3"}, reason="走访", evidence="", by=officer)
    assert [row.act for row in todo.of(office)] == ["核对申报"]
    client.force_login(office)

    client.post(reverse("proposal_accept", args=[said.pk]), {"decision": ""})

    assert [(row.kind, row.note) for row in todo.of(officer)] == [("申报结果", "双随机办已采纳")]
    client.force_login(officer)
    client.post(reverse("proposal_note", args=[said.pk]))
    assert todo.of(officer) == []


def test_a_refusal_without_a_reason_stays_on_the_page(client) -> None:
    UnitFactory()
    officer = UserFactory(inspector=True)
    said = proposals.propose(entity=EntityFactory(), values={"phone": "3"}, reason="走访", evidence="", by=officer)

    response = as_role(client, office=True).post(reverse("proposal_decline", args=[said.pk]), {"decision": ""})

    assert "请写明理由" in response.text


def test_two_rows_are_merged_on_the_offices_page(client) -> None:
    first, second = EntityFactory(name="同名旅馆"), EntityFactory(name="同名旅馆")
    client = as_role(client, office=True)
    assert second.draw_id in client.get(reverse("entity_merge", args=[first.pk])).text

    client.post(reverse("entity_merge", args=[first.pk]), {"into": second.pk, "reason": "重复登记"})

    first.refresh_from_db()
    assert first.merged_into == second


def test_a_leader_lifts_the_cap_from_his_desk(client) -> None:
    entity, leader = EntityFactory(), UserFactory(leader=True)
    data = {"extra": 1, "reason": "督办", "evidence": "晋公督〔2026〕1号"}
    as_role(client, office=True).post(reverse("cap_exception_ask", args=[entity.pk]), data)
    [row] = todo.of(leader)
    client.force_login(leader)

    client.post(f"{row.url}approve/")

    assert entity.cap_exceptions.get().status == "APPROVED"
    assert todo.of(leader) == []


def test_a_move_changes_only_who_sees_new_work(client, station, town) -> None:
    entity = EntityFactory(name="甲", address="凤城镇 1 号", town=town)
    visit = VisitFactory(entity=entity, approved=True)
    elsewhere = make.TownFactory(name="次营镇", unit=UnitFactory(code="140522-22", kind="STATION"))
    amend(entity, name="乙", address="次营镇 2 号", town=elsewhere)

    visit = Visit.objects.get(pk=visit.pk)
    shown = visit.inspections.get().publication.record["entity"]

    assert (visit.name, visit.address, visit.town) == ("甲", "凤城镇 1 号", "凤城镇")
    assert (shown["name"], shown["town"]) == ("甲", "凤城镇")
    assert visit.unit.code == "140522-01"
    assert names(as_role(client, inspector=True, unit_code=station.code)) == []


def test_a_visit_ordered_after_the_move_stands_under_the_new_address(town) -> None:
    entity = EntityFactory(town=town)
    elsewhere = make.TownFactory(name="次营镇")
    amend(entity, town=elsewhere, address="次营镇 2 号")
    entity.refresh_from_db()

    form = visits.Order(
        entity=entity,
        kind=VisitKind.DAILY,
        items=[VersionFactory().item],
        officers=[InspectorFactory(), InspectorFactory()],
        reason="日常检查",
        why_on_site="须现场核对",
        due_on=today() + timedelta(days=3),
    )

    assert visits.order(form=form, by=UserFactory(office=True)).town == "次营镇"
