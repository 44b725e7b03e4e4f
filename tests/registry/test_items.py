from datetime import timedelta

import pytest

from registry.models import ItemVersion, LegalBasis
from registry.services import item_texts, items
from registry.status import VersionStatus
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, NotPermitted, SameHands

pytestmark = pytest.mark.django_db
DAY = clock.today()


@pytest.fixture
def leader():
    return UserFactory(leader=True)


@pytest.fixture
def office():
    return UserFactory(office=True)


def power(version: ItemVersion) -> list[LegalBasis]:
    return list(version.bases.filter(kind=LegalBasis.Kind.POWER))


def test_a_version_is_in_force_once_the_leader_confirmed_its_power(leader, office) -> None:
    version = items.submit(version=make.ItemVersionFactory(), by=office)

    version = items.approve(version=version, effective_from=DAY, bases=power(version), by=leader)

    assert version.status == VersionStatus.APPROVED
    assert ItemVersion.objects.in_force(DAY).get() == version
    assert not ItemVersion.objects.in_force(DAY - timedelta(days=1)).exists()
    assert power(version)[0].confirmed_by == leader


def test_an_approval_that_confirms_nothing_gives_no_power(leader) -> None:
    version = make.ItemVersionFactory(pending=True)

    items.approve(version=version, effective_from=DAY, bases=[], by=leader)

    assert not ItemVersion.objects.in_force(DAY).exists()


def test_a_joint_item_stands_on_the_bases_of_ours(leader) -> None:
    own = make.ItemVersionFactory(approved=True)
    version = make.ItemVersionFactory(pending=True, item__joint=True)
    items.amend(item=version.item, values={"parts": own.item.code}, by=None)

    items.approve(version=version, effective_from=DAY, bases=[], by=leader)

    assert version in ItemVersion.objects.in_force(DAY)


def test_nobody_approves_their_own_draft() -> None:
    author = UserFactory(roles=["OFFICE", "LEADER"])
    version = make.ItemVersionFactory(pending=True, drafted_by=author)

    with pytest.raises(SameHands, match="不得审批本人起草、修改或送批"):
        items.approve(version=version, effective_from=DAY, bases=[], by=author)


def test_only_the_leader_approves(office) -> None:
    with pytest.raises(NotPermitted, match="分管局领导"):
        items.approve(version=make.ItemVersionFactory(pending=True), effective_from=DAY, bases=[], by=office)


def test_bases_of_another_version_are_refused(leader) -> None:
    version, other = make.ItemVersionFactory(pending=True), make.ItemVersionFactory()

    with pytest.raises(DomainError, match="不属于这个版本"):
        items.approve(version=version, effective_from=DAY, bases=power(other), by=leader)


def test_a_draft_is_not_approved_unsubmitted(leader) -> None:
    with pytest.raises(IllegalMove, match="草稿"):
        items.approve(version=make.ItemVersionFactory(), effective_from=DAY, bases=[], by=leader)


def test_the_next_version_ends_the_one_before(leader, office) -> None:
    old = make.ItemVersionFactory(approved=True)
    new = items.draft_version(
        item=old.item, values=item_texts.version_values(old) | {"power": "《某法》第一条"}, by=office
    )
    items.submit(version=new, by=office)

    items.approve(version=new, effective_from=DAY, bases=power(new), by=leader)

    old.refresh_from_db()
    assert (old.status, old.effective_to) == (VersionStatus.SUPERSEDED, DAY - timedelta(days=1))
    assert list(ItemVersion.objects.in_force(DAY - timedelta(days=1))) == [old]
    assert list(ItemVersion.objects.in_force(DAY)) == [new]


def test_a_new_version_begins_after_the_one_in_force(leader) -> None:
    old = make.ItemVersionFactory(approved=True, effective_from=DAY)
    new = make.ItemVersionFactory(pending=True, item=old.item, number=2)

    with pytest.raises(DomainError, match="须晚于现行版本"):
        items.approve(version=new, effective_from=DAY, bases=[], by=leader)


def test_what_goes_back_says_why(leader) -> None:
    version = make.ItemVersionFactory(pending=True)
    with pytest.raises(DomainError, match="理由"):
        items.send_back(version=version, reason="", by=leader)

    version = items.send_back(version=version, reason="比例过高", by=leader)

    assert (version.status, version.return_reason) == (VersionStatus.DRAFT, "比例过高")


def test_a_draft_without_power_is_not_submitted(office) -> None:
    item = make.ItemFactory()
    version = items.draft_version(
        item=item, values={"kind": "GENERAL", "content": "登记", "methods": "现场检查"}, by=office
    )

    with pytest.raises(DomainError, match="检查权依据"):
        items.submit(version=version, by=office)


def test_an_item_is_switched_off_with_a_reason(office) -> None:
    item = make.ItemVersionFactory(approved=True).item

    items.disable(item=item, reason="本县无此对象", by=office)

    assert not ItemVersion.objects.in_force(DAY).exists()
    with pytest.raises(AlreadyDone, match="已经停用"):
        items.disable(item=item, reason="再一次", by=office)
