"""公告与解读: the office writes, the leader approves and thereby publishes; nothing public is lost silently."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from publicity.models import NoticeVersion
from publicity.notice_status import NoticeStatus
from publicity.public_site.models import PublicNotice
from publicity.services import notice_decisions, notice_drafts
from publicity.services.notice_drafts import Text
from tests.factories.accounts import UserFactory
from tests.factories.inspections import somebody
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk import notice_todo
from yangcheng_inspect.errors import DomainError, IllegalMove, NotPermitted, SameHands

pytestmark = pytest.mark.django_db
TEXT = Text("怎样看懂检查结果", "一、结果的含义\n\n结果只说明检查当日的情况。", "治安大队")


@pytest.fixture
def office() -> User:
    user: User = UserFactory(office=True)
    return user


@pytest.fixture
def leader() -> User:
    return somebody(Role.LEADER)


@pytest.fixture
def pending(office: User) -> NoticeVersion:
    return notice_drafts.submit(version=notice_drafts.draft(kind="解读", text=TEXT, by=office), by=office)


@pytest.fixture
def published(pending: NoticeVersion, leader: User) -> NoticeVersion:
    return notice_decisions.approve(version=pending, by=leader)


def test_approval_publishes(published: NoticeVersion) -> None:
    row = PublicNotice.objects.get(notice_id=published.notice_id)

    assert (row.title, row.kind, row.withdrawn) == ("怎样看懂检查结果", "解读", False)


def test_nothing_is_public_before_it(pending: NoticeVersion) -> None:
    assert not PublicNotice.objects.exists()


def test_nobody_approves_their_own_notice(leader: User) -> None:
    both = UserFactory(roles=[Role.OFFICE, Role.LEADER])
    version = notice_drafts.submit(version=notice_drafts.draft(kind="公告", text=TEXT, by=both), by=both)

    with pytest.raises(SameHands):
        notice_decisions.approve(version=version, by=both)


def test_nobody_approves_a_notice_they_changed_for_a_colleague(office: User) -> None:
    both, version = (
        UserFactory(roles=[Role.OFFICE, Role.LEADER]),
        notice_drafts.draft(kind="公告", text=TEXT, by=office),
    )
    version = notice_drafts.write(version=version, text=Text("另一个题目", TEXT.body, TEXT.office), by=both)
    version = notice_drafts.submit(version=version, by=office)

    with pytest.raises(SameHands):
        notice_decisions.approve(version=version, by=both)
    assert not list(notice_todo.of(both))


@pytest.mark.parametrize("act", [notice_decisions.approve, notice_drafts.submit])
def test_an_officer_neither_submits_nor_approves(pending: NoticeVersion, act: Callable[..., object]) -> None:
    with pytest.raises(NotPermitted):
        act(version=pending, by=UserFactory(roles=[Role.INSPECTOR]))


def test_what_was_sent_is_not_rewritten(pending: NoticeVersion, office: User) -> None:
    with pytest.raises(DomainError, match="不能再改"):
        notice_drafts.write(version=pending, text=TEXT, by=office)


def test_a_telephone_is_refused_while_it_is_written(office: User) -> None:
    with pytest.raises(DomainError, match="手机号码"):
        notice_drafts.draft(kind="公告", text=Text("咨询", "请打13835612345", "治安大队"), by=office)


def test_a_change_is_a_new_version_and_the_old_one_stays(published: NoticeVersion, office: User, leader: User) -> None:
    version = notice_drafts.change(notice=published.notice, reason="补充一段", by=office)
    version = notice_drafts.write(version=version, text=Text("新的标题", "新的正文", "治安大队"), by=office)
    assert PublicNotice.objects.get().title == "怎样看懂检查结果"

    notice_decisions.approve(version=notice_drafts.submit(version=version, by=office), by=leader)

    first, second = PublicNotice.objects.get().record["versions"]
    assert (first["title"], second["title"], second["reason"]) == ("怎样看懂检查结果", "新的标题", "补充一段")


def test_one_version_at_a_time(published: NoticeVersion, office: User) -> None:
    notice_drafts.change(notice=published.notice, reason="补充一段", by=office)

    with pytest.raises(DomainError, match="已有一个版本在办理中"):
        notice_drafts.propose_withdrawal(notice=published.notice, reason="过时", by=office)


def test_a_change_says_why(published: NoticeVersion, office: User) -> None:
    with pytest.raises(DomainError, match="请写明理由"):
        notice_drafts.change(notice=published.notice, reason=" ", by=office)


def test_taking_down_takes_two_people_and_leaves_the_reason(
    published: NoticeVersion, office: User, leader: User
) -> None:
    asked = notice_drafts.propose_withdrawal(notice=published.notice, reason="规定已经修改", by=office)
    assert not PublicNotice.objects.get().withdrawn

    notice_decisions.approve(version=asked, by=leader)

    row = PublicNotice.objects.get()
    assert (row.withdrawn, row.record["versions"]) == (True, [])
    assert row.record["withdrawn"]["reason"] == "规定已经修改"


def test_what_was_taken_down_is_not_changed(published: NoticeVersion, office: User, leader: User) -> None:
    asked = notice_drafts.propose_withdrawal(notice=published.notice, reason="规定已经修改", by=office)
    notice_decisions.approve(version=asked, by=leader)

    with pytest.raises(DomainError, match="已经撤下"):
        notice_drafts.change(notice=published.notice, reason="恢复", by=office)


def test_a_refused_withdrawal_leaves_the_notice_as_it_was(published: NoticeVersion, office: User, leader: User) -> None:
    asked = notice_drafts.propose_withdrawal(notice=published.notice, reason="过时", by=office)

    back = notice_decisions.send_back(version=asked, reason="仍然有效", by=leader)

    assert back.status == NoticeStatus.DISCARDED
    assert not PublicNotice.objects.get().withdrawn


def test_a_notice_is_approved_once(published: NoticeVersion, leader: User) -> None:
    with pytest.raises(IllegalMove):
        notice_decisions.approve(version=published, by=leader)


def test_the_leader_is_reminded_and_the_author_of_what_came_back(
    pending: NoticeVersion, office: User, leader: User
) -> None:
    assert [row.act for row in notice_todo.of(leader)] == ["审批公告"]

    notice_decisions.send_back(version=pending, reason="写短些", by=leader)

    assert [row.note for row in notice_todo.of(office)] == ["退回理由：写短些"]


def test_the_office_writes_previews_and_sends(client: Client, office: User) -> None:
    client.force_login(office)
    said = {"kind": "问答", "title": "问答", "office": "治安大队", "body": "问：谁来检查？\n\n<b>两名</b>民警。"}

    page = client.post(reverse("bulletin_new"), said, follow=True).content.decode()
    assert "<h2>问：谁来检查？</h2>" in page
    assert "&lt;b&gt;两名&lt;/b&gt;民警。" in page

    client.post(reverse("bulletin_submit", args=[NoticeVersion.objects.get().pk]))
    assert NoticeVersion.objects.get().status == NoticeStatus.PENDING


def test_the_leader_decides_on_the_page(client: Client, pending: NoticeVersion, leader: User) -> None:
    client.force_login(leader)
    page = client.get(pending.get_absolute_url()).content.decode()
    assert "批准并公布" in page

    client.post(reverse("bulletin_approve", args=[pending.pk]))

    assert PublicNotice.objects.exists()


def test_the_office_changes_and_takes_down_on_the_page(client: Client, published: NoticeVersion, office: User) -> None:
    client.force_login(office)
    assert "修改" in client.get(published.get_absolute_url()).content.decode()

    client.post(reverse("bulletin_withdraw", args=[published.notice_id]), {"reason": "规定已经修改"})

    asked = NoticeVersion.objects.waiting().get()
    assert (asked.withdraws, asked.reason) == (True, "规定已经修改")
