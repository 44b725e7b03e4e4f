from datetime import timedelta

import pytest

from registry.models import EntityFlag, Industry, Town, Unit
from registry.sample import DIRECTORY
from registry.services import entities, entity_flags, inspectors, reference
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db
DAY = clock.today()


@pytest.fixture
def office():
    return UserFactory(office=True)


def test_reference_data_is_loaded_once() -> None:
    assert reference.load(directory=DIRECTORY, by=None) == {"单位": 19, "乡镇": 15, "监管行业": 23}
    assert reference.load(directory=DIRECTORY, by=None) == {"单位": 0, "乡镇": 0, "监管行业": 0}
    assert Town.objects.get(name="凤城镇").unit == Unit.objects.get(name="凤城派出所")
    assert set(Unit.objects.exclude(short="").values_list("short", flat=True)) == {"治", "禁", "网"}
    assert Industry.objects.filter(special=True).count() == 6


def test_a_correction_needs_a_reason_and_a_difference(office) -> None:
    firm = make.EntityFactory()

    with pytest.raises(DomainError, match="理由"):
        entities.amend(entity=firm, values={"phone": "1"}, as_of=DAY, reason="", by=office)
    with pytest.raises(AlreadyDone, match="没有变化"):
        entities.amend(entity=firm, values={"name": firm.name}, as_of=DAY, reason="更正", by=office)


def test_nothing_is_known_as_of_a_day_to_come(office) -> None:
    tomorrow = DAY + timedelta(days=1)

    with pytest.raises(DomainError, match="不能晚于今天"):
        entities.amend(entity=make.EntityFactory(), values={"phone": "1"}, as_of=tomorrow, reason="来函", by=office)


def test_a_correction_keeps_who_said_it_and_when(office) -> None:
    firm = make.EntityFactory()

    firm = entities.amend(entity=firm, values={"phone": "0356-4220000"}, as_of=DAY, reason="来函", by=office)

    fact = firm.facts.get()
    assert firm.phone == "0356-4220000"
    assert (fact.values, fact.as_of, fact.recorded_by) == ({"phone": "0356-4220000"}, DAY, office)
    assert fact.in_words == "电话：0356-4220000"


def test_a_code_of_another_firm_is_refused_with_its_sentence(office) -> None:
    other, firm = make.EntityFactory(), make.EntityFactory()

    with pytest.raises(DomainError, match="已有相同统一社会信用代码"):
        entities.amend(entity=firm, values={"credit_code": other.credit_code}, as_of=DAY, reason="更正", by=office)


def test_only_the_office_corrects() -> None:
    with pytest.raises(NotPermitted, match="双随机办"):
        entities.amend(
            entity=make.EntityFactory(),
            values={"phone": "1"},
            as_of=DAY,
            reason="更正",
            by=UserFactory(inspector=True),
        )


def test_a_firm_without_codes_gets_a_local_number(office) -> None:
    make.TownFactory(name="凤城镇")

    firms = [entities.add(values={"name": name, "town": "凤城镇"}, by=office) for name in ("甲", "乙")]

    assert [firm.draw_id for firm in firms] == ["YC00000001", "YC00000002"]


def test_settling_the_trades_ends_the_doubt_and_marks_special_ones(office) -> None:
    firm = make.EntityFactory(scope_confirmed=False)
    special = make.IndustryFactory(special=True)

    firm = entities.confirm_trades(entity=firm, industries=[special], by=office)
    assert firm.scope_confirmed
    assert firm.flags.get(ended_on=None).kind == EntityFlag.Kind.SPECIAL_TRADE

    entities.confirm_trades(entity=firm, industries=[], by=office)
    assert not firm.industries.exists()
    assert not firm.flags.filter(ended_on=None).exists()


def test_a_mark_is_lifted_once_with_a_reason(office) -> None:
    flag = entity_flags.add(
        entity=make.EntityFactory(),
        kind="COMPLAINTS",
        reason="三次投诉",
        evidence="12345 工单",
        started_on=DAY,
        by=office,
    )

    flag = entity_flags.lift(flag=flag, reason="已整改", ended_on=DAY, by=office)

    assert flag.ended_on == DAY
    with pytest.raises(AlreadyDone):
        entity_flags.lift(flag=flag, reason="再一次", ended_on=DAY, by=office)


def test_merging_keeps_both_rows_and_empties_one_place(office) -> None:
    firm, into = make.EntityFactory(), make.EntityFactory()

    entities.merge(entity=firm, into=into, reason="同一家", by=office)

    with pytest.raises(DomainError, match="不能并入"):
        entities.merge(entity=into, into=firm, reason="反过来", by=office)


def test_auxiliary_police_get_no_certificate(office) -> None:
    with pytest.raises(DomainError, match="辅警没有执法资格"):
        inspectors.certify(
            inspector=make.InspectorFactory(auxiliary=True),
            number="1",
            valid_from=None,
            valid_to=DAY,
            issuer="",
            by=office,
        )


def test_an_officer_who_becomes_auxiliary_may_not_keep_the_lead(office) -> None:
    with pytest.raises(DomainError, match="辅警不能担任主办民警"):
        inspectors.amend(inspector=make.InspectorFactory(), values={"kind": "AUXILIARY"}, reason="转岗", by=office)


def test_logins_are_made_for_officers_and_linked() -> None:
    head = make.InspectorFactory(position="所长")
    people = [head, make.InspectorFactory(), make.InspectorFactory(auxiliary=True)]

    slips = inspectors.create_logins(inspectors=people, by=None)

    head.refresh_from_db()
    assert head.user is not None
    assert [slip.user.username for slip in slips] == [person.police_no for person in people[:2]]
    assert head.user.roles == [Role.INSPECTOR, Role.UNIT_HEAD]
    assert inspectors.create_logins(inspectors=people, by=None) == []


def test_the_office_gives_nobody_the_role_of_a_head(office) -> None:
    (slip,) = inspectors.create_logins(inspectors=[make.InspectorFactory(position="所长")], by=office)

    assert slip.user.roles == [Role.INSPECTOR]


def test_a_recusal_is_noted_and_ended(office) -> None:
    officer, firm = make.InspectorFactory(), make.EntityFactory()
    recusal = inspectors.recuse(
        inspector=officer, entity=firm, ground="INTEREST", note="兄弟的店", started_on=DAY, by=office
    )

    inspectors.end_recusal(recusal=recusal, on=DAY, reason="店已转让", by=office)

    assert not officer.recusals.standing(DAY).exists()
