"""申变更: changes by officers are proposals that 双随机办 accepts (方案三(一)1)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from registry.models import EntityFact, EntityProposal, MarketEntity
from registry.services import entities, proposals
from registry.status import ProposalStatus
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from tests.factories.base import note
from yangcheng_inspect.clock import moved_to, now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    make.UnitFactory(code="140522-01")
    return UserFactory(inspector=True)


@pytest.fixture
def office():
    return UserFactory(office=True)


def propose(officer: Any, entity: MarketEntity | None, **values: str) -> EntityProposal:
    return proposals.propose(entity=entity, values=values, reason="走访时发现", evidence="门头照片", by=officer)


def test_a_proposal_changes_nothing_by_itself(officer) -> None:
    firm = make.EntityFactory(phone="0356-4220001")

    proposal = propose(officer, firm, phone="0356-4229999", name=firm.name)

    assert proposal.values == {"phone": ["0356-4220001", "0356-4229999"]}
    assert MarketEntity.objects.get(pk=firm.pk).phone == "0356-4220001"


def test_an_accepted_proposal_is_the_officers_word_of_the_day_he_proposed_it(officer, office) -> None:
    firm = make.EntityFactory()
    with moved_to(now() - timedelta(days=3)):
        proposal = propose(officer, firm, registration_status="MOVED")

    proposals.accept(proposal=proposal, by=office)

    fact = firm.facts.get()
    assert MarketEntity.objects.get(pk=firm.pk).registration_status == "MOVED"
    assert (fact.source, fact.as_of, fact.recorded_by) == ("OFFICER", today() - timedelta(days=3), officer)
    assert fact.proposal == proposal


def test_trades_an_officer_named_are_settled_when_taken_over(officer, office) -> None:
    firm = make.EntityFactory(scope_confirmed=False)
    make.IndustryFactory(name="旅馆业", special=True)

    proposals.accept(proposal=propose(officer, firm, industries="旅馆业"), by=office)

    firm.refresh_from_db()
    assert firm.scope_confirmed
    assert [trade.name for trade in firm.industries.all()] == ["旅馆业"]
    assert firm.flags.get().kind == "SPECIAL_TRADE"


def test_nobody_decides_on_his_own_proposal() -> None:
    both = UserFactory(roles=["INSPECTOR", "OFFICE"])
    proposal = propose(both, make.EntityFactory(), phone="1")

    with pytest.raises(SameHands, match="不得办理本人申报的变更"):
        proposals.accept(proposal=proposal, by=both)


def test_only_the_office_decides_and_only_officers_propose(officer, office) -> None:
    proposal = propose(officer, make.EntityFactory(), phone="1")

    with pytest.raises(NotPermitted, match="双随机办"):
        proposals.accept(proposal=proposal, by=UserFactory(inspector=True))
    with pytest.raises(NotPermitted, match="检查人员"):
        propose(office, make.EntityFactory(), phone="2")


def test_what_changed_since_is_not_overwritten(officer, office) -> None:
    firm = make.EntityFactory(phone="1")
    proposal = propose(officer, firm, phone="2")
    entities.amend(entity=firm, values={"phone": "3"}, as_of=today(), reason="来函", by=office)

    with pytest.raises(DomainError, match="“电话”已由“1”改为“3”"):
        proposals.accept(proposal=proposal, by=office)


def test_a_newer_word_of_the_market_bureau_stands(officer, office) -> None:
    firm = make.EntityFactory(phone="1")
    proposal = propose(officer, firm, phone="2")
    later = today() + timedelta(days=1)
    with transaction.atomic():
        fact = EntityFact.objects.create(
            entity=firm, values={"phone": "1"}, source="MARKET_BUREAU", as_of=later, recorded_at=now()
        )
        note(fact)

    with pytest.raises(DomainError, match=r"比申报日期.*新，不能覆盖"):
        proposals.accept(proposal=proposal, by=office)


def test_a_firm_that_is_not_ones_own_is_not_ones_to_change(office) -> None:
    station = make.UnitFactory(code="140522-21", kind="STATION")
    stranger = UserFactory(inspector=True, unit_code=station.code)

    with pytest.raises(NotPermitted, match="不在您的辖区"):
        propose(stranger, make.EntityFactory(), phone="1")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"risk_class": "A"}, "“信用风险等级”不能在这里申报"),
        ({"town": "火星镇"}, "没有名为“火星镇”的乡镇"),
        ({"registration_status": "FLOWN"}, "登记状态不在规定范围内"),
    ],
)
def test_a_proposal_speaks_of_what_an_officer_can_see(officer, values: dict[str, str], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        propose(officer, make.EntityFactory(), **values)


def test_a_proposal_without_difference_is_none(officer) -> None:
    firm = make.EntityFactory()

    with pytest.raises(AlreadyDone, match="与名录库一致"):
        propose(officer, firm, name=firm.name)


def test_a_new_firm_enters_the_registry_when_accepted(officer, office) -> None:
    make.TownFactory(name="凤城镇")
    proposal = propose(officer, None, name="阳城县无名旅馆", town="凤城镇")

    proposal = proposals.accept(proposal=proposal, by=office)

    assert proposal.entity is not None
    assert (proposal.entity.name, proposal.entity.local_no) == ("阳城县无名旅馆", "YC00000001")
    assert proposal.entity.facts.get().source == "OFFICER"


def test_a_firm_the_registry_holds_is_not_new(officer) -> None:
    known = make.EntityFactory()

    with pytest.raises(DomainError, match=f"已有相同统一社会信用代码的“{known.name}”"):
        propose(officer, None, name="另一个名字", credit_code=known.credit_code)


def test_a_refusal_says_why_and_waits_until_the_proposer_has_read_it(officer, office) -> None:
    proposal = propose(officer, make.EntityFactory(), phone="1")
    with pytest.raises(DomainError, match="写明理由"):
        proposals.decline(proposal=proposal, decision=" ", by=office)
    proposal = proposals.decline(proposal=proposal, decision="电话打不通", by=office)

    assert list(EntityProposal.objects.told(officer)) == [proposal]
    proposals.note(proposal=proposal, by=officer)
    assert not EntityProposal.objects.told(officer).exists()


def test_what_is_decided_stays_decided(officer, office) -> None:
    proposal = proposals.accept(proposal=propose(officer, make.EntityFactory(), phone="1"), by=office)

    with pytest.raises(IllegalMove):
        proposals.withdraw(proposal=proposal, by=officer)


def test_only_the_proposer_takes_back(officer) -> None:
    proposal = propose(officer, make.EntityFactory(), phone="1")

    with pytest.raises(NotPermitted, match="本人"):
        proposals.withdraw(proposal=proposal, by=UserFactory(inspector=True))
    assert proposals.withdraw(proposal=proposal, by=officer).status == ProposalStatus.WITHDRAWN
