"""Who is told when a term comes near, and that nobody is told twice; a broken channel stops nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from publicity import notify
from publicity.models import Message, Publication, Reminder
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, head_of, somebody
from tests.factories.plans import amend
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import digests

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with clock.moved_to(datetime(2026, 4, 2, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


def due_in(days: int) -> Publication:
    publication = InspectionFactory(submitted=True).publication
    head_of(publication.inspection.visit)
    due = today() + timedelta(days=days)
    amend(publication, ended_on=due - timedelta(days=7), due_on=due)
    return publication


def test_a_day_before_the_term_the_head_of_the_unit_is_told() -> None:
    publication = due_in(1)
    told = digests.send()

    assert (told.soon, told.overdue) == (1, 0)
    said = Message.objects.get(publication=publication)
    assert said.recipient == head_of(publication.inspection.visit)
    assert "剩 1 个工作日" in said.text


def test_after_the_term_the_leader_is_told_and_the_unit_is_to_explain() -> None:
    publication, leader = due_in(-1), somebody(Role.LEADER)
    told = digests.send()
    people = {one.recipient for one in Message.objects.filter(publication=publication)}

    assert told.overdue == 1
    assert people == {leader, head_of(publication.inspection.visit)}
    assert Message.objects.filter(recipient=leader, text__contains="责任单位须填写逾期说明").exists()


def test_nobody_is_told_twice_on_a_day_nor_warned_twice_of_a_term() -> None:
    due_in(-1)
    digests.send()
    count = Message.objects.count()
    assert digests.send() == digests.Told(0, 0, 0)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        again = digests.send()

    assert (again.soon, again.overdue) == (0, 0)
    assert Reminder.objects.count() == 1
    assert Message.objects.count() == count + again.digests


def test_the_morning_says_how_much_waits_and_names_nobody() -> None:
    publication = due_in(0)
    digests.send()
    said = Message.objects.get(recipient=head_of(publication.inspection.visit), key__startswith="DIGEST")

    assert said.text == "今天共有待办 1 件，其中今天办结 1 件。"


def test_on_a_free_day_there_is_no_digest() -> None:
    due_in(0)
    with clock.moved_to(datetime(2026, 4, 11, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert digests.send().digests == 0


def test_a_held_result_warns_nobody() -> None:
    amend(due_in(-1), held_at=clock.now(), held_reason="侦查需要")

    assert digests.send().overdue == 0


def broken(username: str, text: str) -> None:
    raise OSError("网关无应答")


def test_a_broken_gateway_is_reported_and_stops_no_mail(settings: Any, mailoutbox: list[Any]) -> None:
    settings.EMAIL_HOST, settings.MAIL_DOMAIN = "mail.test", "police.test"
    settings.SMS_GATEWAY = f"{__name__}.broken"
    person = UserFactory(office=True)
    made = notify.tell([person], key="X:1", text="今天共有待办 1 件。", url="/", publication=None)

    failed = notify.send_out(made)

    assert [mail.to for mail in mailoutbox] == [[f"{person.username}@police.test"]]
    assert failed == [f"短信没有发给 {person.username}：网关无应答"]


def test_without_a_server_only_the_system_itself_tells(settings: Any) -> None:
    assert notify.channels() == {}


def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    call_command("send_digests", stdout=out)

    assert "待办汇总 0 人，临期提醒 0 件，逾期提醒 0 件。" in out.getvalue()


# The list of messages


def test_a_message_is_counted_until_it_is_opened_and_leads_to_its_page(client: Client) -> None:
    person = UserFactory(office=True)
    [message] = notify.tell([person], key="X:1", text="请办理。", url=reverse("publication_board"), publication=None)
    client.force_login(person)
    assert "消息</span><b>1</b>" in client.get(reverse("notice_list")).content.decode()

    answer = client.post(reverse("notice_open", args=[message.pk]))

    assert answer.headers["Location"] == reverse("publication_board")
    assert "消息</span><b>" not in client.get(reverse("notice_list")).content.decode()


def test_nobody_reads_the_message_of_another(client: Client) -> None:
    [message] = notify.tell([UserFactory(office=True)], key="X:1", text="请办理。", url="/", publication=None)
    client.force_login(UserFactory(office=True))

    assert client.post(reverse("notice_open", args=[message.pk])).status_code == 404
