from datetime import date, timedelta

import pytest

from registry.models import LegalBasis
from registry.services import item_bases, item_drafts, item_texts, items
from registry.status import Phase, VersionStatus
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from tests.factories.plans import amend
from yangcheng_inspect import clock
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(office=True)


@pytest.fixture
def leader():
    return UserFactory(leader=True)


def test_a_new_draft_says_what_the_version_in_force_says(office) -> None:
    old = make.ItemVersionFactory(approved=True)

    draft = item_drafts.copy(item=old.item, by=office)

    assert (draft.number, draft.status, draft.content) == (2, VersionStatus.DRAFT, old.content)
    assert [point.prompt for point in draft.check_points.all()] == ["是否如实登记", "是否按时报送"]


def test_a_copied_article_waits_to_be_confirmed_again(office) -> None:
    old = make.ItemVersionFactory(approved=True)

    draft = item_drafts.copy(item=old.item, by=office)

    assert draft.bases.count() == 3
    assert not draft.bases.confirmed().exists()


def test_an_item_has_one_draft_at_a_time(office) -> None:
    item = make.ItemVersionFactory().item

    with pytest.raises(DomainError, match="已有一个未批准的版本"):
        item_drafts.copy(item=item, by=office)


def test_a_draft_is_written_field_by_field(office) -> None:
    draft = make.ItemVersionFactory()

    draft = item_drafts.write(version=draft, values={"ratio": 500, "handlings": ["当场改正"]}, by=office)

    assert (draft.ratio, draft.handlings) == (500, ["当场改正"])


def test_saving_the_same_again_says_so(office) -> None:
    draft = make.ItemVersionFactory(ratio=500)

    with pytest.raises(AlreadyDone, match="没有变化"):
        item_drafts.write(version=draft, values={"ratio": 500}, by=office)


@pytest.mark.parametrize("state", ["pending", "approved"])
def test_what_is_no_draft_is_frozen(office, state: str) -> None:
    version = make.ItemVersionFactory(**{state: True})

    with pytest.raises(DomainError, match="不能再改。要改，请起草新版本"):
        item_drafts.write(version=version, values={"ratio": 500}, by=office)
    with pytest.raises(DomainError, match="不能再改"):
        item_drafts.set_points(version=version, rows=[{"prompt": "新要点"}], by=office)


def test_only_the_office_drafts(leader) -> None:
    with pytest.raises(NotPermitted, match="双随机办"):
        item_drafts.copy(item=make.ItemVersionFactory(approved=True).item, by=leader)


def test_points_stand_in_the_order_given(office) -> None:
    draft = make.ItemVersionFactory()

    item_drafts.set_points(
        version=draft,
        rows=[{"prompt": "第二", "photo_required": True}, {"prompt": "第一", "penalty": "《某法》第九条"}],
        by=office,
    )

    rows = [(point.order, point.prompt, point.photo_required) for point in draft.check_points.all()]
    assert rows == [(1, "第二", True), (2, "第一", False)]


def test_articles_carry_their_days(office) -> None:
    draft = make.ItemVersionFactory()
    row = {"kind": "POWER", "text": "《某法》第一条", "valid_from": date(2026, 5, 1), "valid_to": date(2027, 1, 1)}

    item_drafts.set_bases(version=draft, rows=[row], by=office)

    basis = draft.bases.get()
    assert (basis.valid_from, basis.valid_to) == (date(2026, 5, 1), date(2027, 1, 1))


def test_an_article_that_ends_before_it_begins_is_refused(office) -> None:
    row = {"kind": "POWER", "text": "《某法》第一条", "valid_from": date(2026, 5, 1), "valid_to": date(2026, 1, 1)}

    with pytest.raises(DomainError, match="失效日期不能早于施行日期"):
        item_drafts.set_bases(version=make.ItemVersionFactory(), rows=[row], by=office)


def test_a_draft_without_handlings_is_not_submitted(office) -> None:
    with pytest.raises(DomainError, match="可采取的处理"):
        items.submit(version=make.ItemVersionFactory(handlings=[]), by=office)


def test_nothing_begins_before_it_is_published(leader) -> None:
    version = make.ItemVersionFactory(pending=True)

    with pytest.raises(DomainError, match="先公布，后施行"):
        items.approve(version=version, effective_from=clock.today() - timedelta(days=1), bases=[], by=leader)


def test_a_version_of_next_year_waits_and_the_old_one_goes_on(leader) -> None:
    old = make.ItemVersionFactory(approved=True)
    new = make.ItemVersionFactory(pending=True, item=old.item, number=2)
    later = clock.today() + timedelta(days=40)

    new = items.approve(version=new, effective_from=later, bases=new.bases.all(), by=leader)
    old.refresh_from_db()

    assert (old.phase(clock.today()), new.phase(clock.today())) == (Phase.IN_FORCE, Phase.COMING)
    assert (old.phase(later), new.phase(later)) == (Phase.ENDED, Phase.IN_FORCE)


def test_an_article_is_confirmed_after_the_approval_by_name_and_day(leader) -> None:
    version = make.ItemVersionFactory(approved=True)
    basis = make.LegalBasisFactory(version=version, text="《某法》第二条")

    item_bases.confirm(version=version, bases=[basis], by=leader)

    basis.refresh_from_db()
    assert basis.confirmed_by == leader
    assert basis.confirmed_at is not None


def test_nobody_confirms_the_articles_of_a_version_he_drafted() -> None:
    author = UserFactory(roles=["OFFICE", "LEADER"])
    version = make.ItemVersionFactory(approved=True, drafted_by=author, submitted_by=author)

    with pytest.raises(SameHands, match="不得确认本人起草"):
        item_bases.confirm(version=version, bases=version.bases.all(), by=author)


def test_the_end_of_a_law_is_entered_with_its_reason(office) -> None:
    basis = make.ItemVersionFactory(approved=True).bases.get(kind=LegalBasis.Kind.POWER)
    with pytest.raises(DomainError, match="理由"):
        item_bases.end(basis=basis, valid_to=clock.today(), reason=" ", by=office)

    basis = item_bases.end(basis=basis, valid_to=clock.today(), reason="国务院令第 800 号废止", by=office)

    assert basis.valid_to == clock.today()


def test_a_list_that_changes_the_content_keeps_what_was_written_by_hand(office) -> None:
    old = make.ItemVersionFactory(approved=True, stated_bases={"power": "《某法》第一条"})
    amend(old.check_points.get(order=1), guidance="看登记簿", photo_required=True)
    values = item_texts.version_values(old) | {"content": "是否如实登记;新增的要点"}

    draft = items.draft_version(item=old.item, values=values, by=office)

    rows = [(point.prompt, point.guidance, point.photo_required) for point in draft.check_points.all()]
    assert rows == [("是否如实登记", "看登记簿", True), ("新增的要点", "", False)]
    assert draft.handlings == old.handlings


def test_whoever_wrote_the_draft_last_does_not_approve_it(office) -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])
    draft = item_drafts.write(version=make.ItemVersionFactory(), values={"ratio": 700}, by=both)
    version = items.submit(version=draft, by=office)

    with pytest.raises(SameHands, match="修改"):
        items.approve(version=version, effective_from=clock.today(), bases=[], by=both)


def test_whoever_wrote_the_articles_last_does_not_confirm_them(office, leader) -> None:
    both, draft = UserFactory(roles=["OFFICE", "LEADER"]), make.ItemVersionFactory()
    rows = [{"kind": "POWER", "law": "《某法》", "text": "《某法》第一条"}]
    draft = item_drafts.set_bases(version=draft, rows=rows, by=both)
    items.submit(version=draft, by=office)
    version = items.approve(version=draft, effective_from=clock.today(), bases=[], by=leader)

    with pytest.raises(SameHands, match="修改"):
        item_bases.confirm(version=version, bases=version.bases.all(), by=both)


def test_an_ended_article_is_not_revived_by_one_person(office) -> None:
    basis = make.ItemVersionFactory(approved=True).bases.all()[0]
    basis = item_bases.end(basis=basis, valid_to=clock.today(), reason="废止", by=office)

    with pytest.raises(DomainError, match="不能再往后改"):
        item_bases.end(basis=basis, valid_to=clock.today() + timedelta(days=1), reason="延长", by=office)
