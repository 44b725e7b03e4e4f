"""The office's pages of a draft, and the comparison that the leader reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import ItemEvent, ItemVersion
from registry.status import VersionStatus
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from tests.factories.plans import amend
from yangcheng_inspect import clock
from yangcheng_inspect.desk import item_todo

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


def shown(client: Client, name: str, pk: int, **query: object) -> str:
    return client.get(reverse(name, args=[pk]), query).content.decode()


def rows(prefix: str, *given: dict[str, str], initial: int) -> dict[str, str]:
    """What a browser sends for a page of rows."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": str(initial)}
    return sent | {f"{prefix}-{place}-{name}": value for place, row in enumerate(given) for name, value in row.items()}


def test_a_new_draft_opens_for_writing(office: Client) -> None:
    item = make.ItemVersionFactory(approved=True).item

    page = office.post(reverse("item_draft_new", args=[item.pk]), follow=True).content.decode()

    assert "已按现有内容起草第 2 版" in page
    assert 'name="percent"' in page


def test_fields_of_a_draft_are_saved(office: Client) -> None:
    draft = make.ItemVersionFactory()
    typed = {"kind": "KEY", "content": "新内容", "methods": ["现场检查", "远程检测"], "percent": "12.5"}
    typed |= {"floor": "1", "yearly_cap": "2", "handlings": "当场改正\n责令限期改正\n\n"}

    office.post(reverse("item_draft", args=[draft.pk]), typed)

    draft.refresh_from_db()
    assert (draft.kind, draft.ratio, draft.methods) == ("KEY", 1250, ["现场检查", "远程检测"])
    assert draft.handlings == ["当场改正", "责令限期改正"]


def test_points_are_moved_added_and_taken_out_without_a_script(office: Client) -> None:
    draft = make.ItemVersionFactory()
    old = [{"prompt": "是否如实登记", "ORDER": "1"}, {"prompt": "是否按时报送", "ORDER": "2", "DELETE": "on"}]
    new = [{"prompt": "排在前面", "ORDER": "0.5"}, {"prompt": ""}]

    office.post(reverse("item_draft_points", args=[draft.pk]), rows("point", *old, *new, initial=2))

    assert [point.prompt for point in draft.check_points.all()] == ["排在前面", "是否如实登记"]


def test_articles_are_saved_by_kind(office: Client) -> None:
    draft = make.ItemVersionFactory()
    row = {"kind": "POWER", "text": "《某法》第一条", "valid_from": "2026-05-01", "ORDER": "1"}

    office.post(reverse("item_draft_bases", args=[draft.pk]), rows("basis", row, initial=0))

    assert draft.bases.get().valid_from.isoformat() == "2026-05-01"


def test_an_empty_point_is_asked_for(office: Client) -> None:
    draft = make.ItemVersionFactory()
    sent = rows("point", {"prompt": "", "basis": "《某法》", "ORDER": "1"}, initial=0)

    page = office.post(reverse("item_draft_points", args=[draft.pk]), sent).content.decode()

    assert "这个字段是必填项" in page or "必填" in page
    assert draft.check_points.count() == 2


@pytest.mark.parametrize("name", ["item_draft", "item_draft_bases", "item_draft_points", "item_version_discard"])
def test_what_is_sent_for_approval_has_no_page_to_write_on(office: Client, name: str) -> None:
    assert office.get(reverse(name, args=[make.ItemVersionFactory(pending=True).pk])).status_code == 404


def test_a_draft_is_sent_for_approval(office: Client) -> None:
    draft = make.ItemVersionFactory()

    page = office.post(reverse("item_version_submit", args=[draft.pk]), follow=True).content.decode()

    assert "已送分管局领导审批" in page
    assert ItemVersion.objects.get().status == VersionStatus.PENDING


def test_the_leader_sees_what_changes_if_he_approves(client: Client) -> None:
    old = make.ItemVersionFactory(approved=True, ratio=1000)
    new = make.ItemVersionFactory(pending=True, item=old.item, number=2, ratio=2000)
    make.CheckPointFactory(version=new, prompt="全新的要点")
    client.force_login(UserFactory(leader=True))

    page = shown(client, "item_version_compare", new.pk)

    assert "批准后有以下变化" in page
    assert "全新的要点" in page
    assert "抽查比例" in page
    assert reverse("item_version_compare", args=[new.pk]) in shown(client, "item_version", new.pk)


def test_the_first_version_has_nothing_to_be_compared_with(office: Client) -> None:
    assert "没有可以对比的版本" in shown(office, "item_version_compare", make.ItemVersionFactory().pk)


def test_the_phone_shows_the_draft_and_takes_nothing(office: Client) -> None:
    page = shown(office, "item_version_phone", make.ItemVersionFactory().pk)

    assert "是否如实登记" in page
    assert "这是预览，不能填写" in page
    assert "<form" not in page


def test_the_end_of_an_article_stops_the_item(office: Client) -> None:
    version = make.ItemVersionFactory(approved=True)
    basis = version.bases.get(kind="POWER")
    sent = {"valid_to": (TODAY - timedelta(days=1)).isoformat(), "reason": "已废止"}

    page = office.post(reverse("basis_end", args=[basis.pk]), sent, follow=True).content.decode()

    assert "今天没有现行有效的检查权依据" in page
    assert not ItemVersion.objects.in_force(TODAY).exists()


def test_an_event_is_entered_for_an_event_driven_item_only(office: Client) -> None:
    item = make.ItemFactory(event_driven=True)
    firm = make.EntityFactory()
    typed = {"name": "元宵灯会", "organiser_code": firm.credit_code, "place": "广场"}
    typed |= {"starts_on": "2027-02-20", "ends_on": "2027-02-21"}

    office.post(reverse("item_event_list", args=[item.pk]), typed)

    assert ItemEvent.objects.get().organiser == firm
    assert office.get(reverse("item_event_list", args=[make.ItemFactory().pk])).status_code == 404


def test_the_list_says_which_items_may_be_drawn(office: Client, django_assert_max_num_queries) -> None:
    for _ in range(4):
        make.ItemVersionFactory(approved=True)
    make.ItemVersionFactory()
    url = reverse("admin:registry_inspectionitem_changelist")

    with django_assert_max_num_queries(40):
        page = office.get(url).content.decode()

    assert page.count("可以抽取") >= 4
    assert "第 1 版还是草稿" in page


@pytest.mark.parametrize("state", ["drawable", "powerless", "ending", "draft", "pending", "coming", "nonsense"])
def test_the_list_is_filtered_by_state(office: Client, state: str) -> None:
    make.ItemVersionFactory(approved=True)

    assert office.get(reverse("admin:registry_inspectionitem_changelist"), {"state": state}).status_code == 200


def test_an_article_that_ends_within_sixty_days_is_on_the_offices_list() -> None:
    version = make.ItemVersionFactory(approved=True)
    user = UserFactory(office=True)
    assert list(item_todo.of(user)) == []

    amend(version.bases.get(kind="POWER"), valid_to=TODAY + timedelta(days=20))

    assert [(row.kind, row.due) for row in item_todo.of(user)] == [("依据到期", TODAY + timedelta(days=20))]
