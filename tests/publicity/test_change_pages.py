"""The pages of 更正 and 撤下: the office asks, the leader decides on the publication's page, the public reads both."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publicity.grounds import Ground
from publicity.models import Correction, Publication, Takedown, Withdrawal
from publicity.public_site import schema
from publicity.services import corrections, withdrawals
from publicity.status import PublicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, somebody
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db
WANTED: dict[str, Any] = {"changes": {"entity.town": "润城镇"}, "ground": Ground.OWN, "reason": "选错乡镇。"}


@pytest.fixture
def publication() -> Publication:
    return InspectionFactory(approved=True).publication  # type: ignore[no-any-return]


def act(publication: Publication, slug: str, by: Any, **data: str) -> str:
    """Send an offer of the page; what the person reads afterwards."""
    client = Client()
    client.force_login(by)
    url = reverse("publication_act", args=[publication.pk, slug])
    return client.post(url, data, follow=True).content.decode()


def corrected(publication: Publication, **more: Any) -> None:
    office, leader = UserFactory(office=True), UserFactory(leader=True)
    corrections.correct(publication=publication, asked_by=office, by=leader, **(WANTED | more))


def test_the_office_corrects_a_field_on_its_own_page(publication: Publication) -> None:
    client = Client()
    client.force_login(somebody(Role.OFFICE))
    url = reverse("correction_new", args=[publication.pk])
    shown = client.get(url).context["form"]
    sent = {name: shown[name].initial or "" for name in shown.known} | {"entity-town": "润城镇"}

    response = client.post(url, sent | {"ground": "OWN", "reason": "选错乡镇。"})

    assert response.status_code == 302
    assert [one["now"] for one in Correction.objects.get().changes] == ["润城镇"]


def test_what_was_refused_stands_on_the_form(publication: Publication) -> None:
    client = Client()
    client.force_login(somebody(Role.OFFICE))
    response = client.post(reverse("correction_new", args=[publication.pk]), {"ground": "OWN", "reason": "错。"})

    assert "不能为空" in response.content.decode()


def test_the_leader_decides_on_a_correction_on_the_page(publication: Publication) -> None:
    corrections.propose(publication=publication, by=UserFactory(office=True), **WANTED)
    body = act(publication, "correct_yes", UserFactory(leader=True))

    assert "已更正，公众立即看到新的内容" in body
    assert "润城镇" in body


def test_a_withdrawal_goes_from_the_office_to_the_leader(publication: Publication) -> None:
    act(publication, "withdraw", UserFactory(office=True), ground="OWN", reason="登记错误。")
    body = act(publication, "withdraw_yes", UserFactory(leader=True))

    assert Publication.objects.get().status == PublicationStatus.WITHDRAWN
    assert "公众现在看到的" in body


def test_the_page_names_the_day_by_which_a_revoked_decision_comes_down(publication: Publication) -> None:
    paper = {"ground": "REVOKED", "document": "晋复决1号", "decided_on": today().isoformat()}
    body = act(publication, "takedown", UserFactory(office=True), **paper)

    assert Takedown.objects.exists()
    assert "前撤下或者更正" in body


def test_credit_repair_ends_an_entry_early_through_the_same_door(publication: Publication) -> None:
    act(publication, "end", UserFactory(office=True), document="修复1号", reason="符合信用修复条件。")
    act(publication, "withdraw_yes", UserFactory(leader=True))

    assert Publication.objects.get().status == PublicationStatus.ENDED
    assert Withdrawal.objects.get().ground == Ground.REPAIR


def test_every_field_is_explained_on_the_page(publication: Publication) -> None:
    client = Client()
    client.force_login(somebody(Role.OFFICE))
    body = client.get(publication.get_absolute_url()).content.decode()

    assert "字段说明" in body
    assert "现场照片和证据材料" in body


def test_the_public_reads_old_and_new(publication: Publication, public: Client) -> None:
    old = publication.record["entity"]["town"] or "（空）"
    corrected(publication)
    body = public.get(f"/results/{publication.number}/").content.decode()

    assert "已更正" in body
    assert "<ins>润城镇</ins>" in body
    assert old in body or not publication.record["entity"]["town"]


def test_the_old_version_has_an_address_that_stays(publication: Publication, public: Client) -> None:
    before = schema.canonical(publication.record or {})
    corrected(publication)

    assert public.get(f"/results/{publication.number}/versions/1/").status_code == 200
    assert public.get(f"/results/{publication.number}/versions/1/record.json").content.decode() == before
    assert public.get(f"/results/{publication.number}/versions/2/").status_code == 404


def test_what_should_not_have_been_public_is_gone_from_its_address(publication: Publication, public: Client) -> None:
    corrected(publication, hides_old=True)

    for tail in ("", "record.json"):
        assert public.get(f"/results/{publication.number}/versions/1/{tail}").status_code == 410


def test_of_a_withdrawn_entry_nothing_is_read_at_any_address(publication: Publication, public: Client) -> None:
    corrected(publication)
    name = publication.record["entity"]["name"]  # type: ignore[index]
    said = {"ground": Ground.OWN, "reason": "登记错误。"}
    hands = {"asked_by": UserFactory(office=True), "by": UserFactory(leader=True)}
    withdrawals.withdraw(publication=publication, **hands, **said)

    page, record = (public.get(f"/results/{publication.number}/{tail}") for tail in ("", "record.json"))
    assert (page.status_code, record.status_code) == (410, 410)
    assert schema.digest(record.json()) == Withdrawal.objects.get().tombstone_hash
    assert name not in page.content.decode() + public.get("/").content.decode()
    assert public.get(f"/results/{publication.number}/versions/1/").status_code == 404
