import pytest
from django.test import Client
from django.urls import reverse

from registry.models import ItemVersion, LegalBasis
from registry.status import VersionStatus
from tests.factories.accounts import UserFactory
from tests.factories.registry import ItemVersionFactory
from yangcheng_inspect import clock


@pytest.fixture
def leader(client: Client, db) -> Client:
    client.force_login(UserFactory(leader=True))
    return client


def test_the_leader_sees_what_waits(leader: Client) -> None:
    version = ItemVersionFactory(pending=True)

    assert str(version.item) in leader.get(reverse("item_versions")).content.decode()


def test_an_empty_list_says_so(leader: Client) -> None:
    assert "没有待审批的抽查事项" in leader.get(reverse("item_versions")).content.decode()


def test_no_basis_is_ticked_beforehand(leader: Client) -> None:
    page = leader.get(ItemVersionFactory(pending=True).get_absolute_url()).content.decode()

    assert page.count('name="basis"') == 3
    assert "checked" not in page


def test_the_leader_approves_with_the_bases_that_were_ticked(leader: Client) -> None:
    version = ItemVersionFactory(pending=True)
    basis = version.bases.get(kind=LegalBasis.Kind.POWER)
    today = clock.today()

    leader.post(
        reverse("item_version_approve", args=[version.pk]),
        {"effective_from": today.isoformat(), "basis": [basis.pk]},
    )

    assert ItemVersion.objects.in_force(today).get() == version


def test_the_leader_sends_back_with_a_reason(leader: Client) -> None:
    version = ItemVersionFactory(pending=True)
    url = reverse("item_version_send_back", args=[version.pk])

    assert "请写明理由" in leader.post(url, {"reason": ""}, follow=True).content.decode()
    leader.post(url, {"reason": "比例过高"})

    version.refresh_from_db()
    assert (version.status, version.return_reason) == (VersionStatus.DRAFT, "比例过高")


def test_the_office_looks_and_decides_nothing(client: Client, db) -> None:
    client.force_login(UserFactory(office=True))
    version = ItemVersionFactory(pending=True)

    assert "批准后内容" not in client.get(version.get_absolute_url()).content.decode()
    assert client.post(reverse("item_version_approve", args=[version.pk])).status_code == 403
