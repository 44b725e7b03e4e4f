"""What keeps the five days: 逾期说明, 暂缓, 催办, 责任人, the second stamp (方案三(二)4)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import Inspection
from inspections.services import review
from publicity import lateness
from publicity.models import Answerable, Explanation, HoldRequest, Message, Posting, Publication, Reminder
from publicity.services import explanations, holds, postings, reminders
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, head_of, lead_of, somebody
from tests.factories.plans import amend
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import five_days_todo
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.workdays import calendar

pytestmark = pytest.mark.django_db
REASON = "分管局领导外出学习，回来后补批。"


def late(stage: str = "submitted", days: int = 3) -> Publication:
    """Its term was over some days ago."""
    publication = InspectionFactory(stage=stage).publication
    due = today() - timedelta(days=days)
    amend(publication, ended_on=due - timedelta(days=7), due_on=due)
    return Publication.objects.get(pk=publication.pk)


def office() -> User:
    return somebody(Role.OFFICE)


def leader() -> User:
    return somebody(Role.LEADER)


# 逾期说明


def test_the_unit_explains_what_is_late_and_what_was_said_stands() -> None:
    publication = late()
    lead = lead_of(publication.inspection.visit)
    explanations.explain(publication=publication, reason=REASON, by=lead)
    explanations.explain(publication=publication, reason="补充：已改由代理人审批。", by=lead)

    assert [one.reason for one in publication.explanations.all()] == [REASON, "补充：已改由代理人审批。"]
    assert Event.objects.filter(act="publication.explain").count() == 2


def test_nothing_is_explained_that_is_in_time() -> None:
    publication = InspectionFactory(submitted=True).publication

    with pytest.raises(DomainError, match="没有逾期"):
        explanations.explain(publication=publication, reason=REASON, by=lead_of(publication.inspection.visit))


def test_a_stranger_does_not_explain_for_the_unit() -> None:
    with pytest.raises(NotPermitted):
        explanations.explain(publication=late(), reason=REASON, by=UserFactory(inspector=True))


def test_late_without_a_word_waits_for_the_unit_until_it_is_explained() -> None:
    publication = late()
    lead, head = lead_of(publication.inspection.visit), head_of(publication.inspection.visit)
    assert [row.act for person in (lead, head) for row in five_days_todo.of(person)] == ["填写说明"] * 2

    explanations.explain(publication=publication, reason=REASON, by=lead)

    assert [row.act for person in (lead, head) for row in five_days_todo.of(person)] == []


def test_what_was_published_late_stays_late_and_asks_for_its_reason() -> None:
    publication = late("approved")

    assert list(lateness.unexplained(Publication.objects.all(), today())) == [publication]
    assert lateness.late(Publication.objects.all(), today() + timedelta(days=400)).exists()


# 暂缓公示


def asked(publication: Publication | None = None) -> HoldRequest:
    found = publication or InspectionFactory(checked=True).publication
    by = lead_of(found.inspection.visit)
    return holds.ask(publication=found, ground="SAFETY", reason="涉及重点目标安全防范细节", by=by)


def test_while_somebody_asks_for_a_hold_nothing_is_published() -> None:
    request = asked()

    with pytest.raises(DomainError, match="先决定这份申请"):
        review.approve(inspection=request.publication.inspection, by=leader())


def test_a_granted_hold_stops_the_publication_and_not_the_clock() -> None:
    request = asked()
    due = request.publication.due_on
    holds.approve(request=request, by=leader())
    found = Publication.objects.get(pk=request.publication_id)

    assert found.held_reason == "公开可能危害公共安全或者国家安全：涉及重点目标安全防范细节"
    assert found.due_on == due
    with pytest.raises(DomainError, match="暂缓公示"):
        review.approve(inspection=found.inspection, by=leader())


def test_a_held_result_counts_as_late_with_the_hold_as_its_reason() -> None:
    publication = late("checked")
    holds.approve(request=asked(publication), by=leader())

    assert lateness.late(Publication.objects.all(), today()).exists()
    assert not lateness.unexplained(Publication.objects.all(), today()).exists()


def test_the_leader_ends_the_hold_and_the_approval_goes_on() -> None:
    request = holds.approve(request=asked(), by=leader())
    holds.release(request=request, reason="风险已消除", by=leader())
    review.approve(inspection=Inspection.objects.get(pk=request.publication.inspection_id), by=leader())

    assert Publication.objects.get(pk=request.publication_id).published_at


def test_a_declined_hold_says_why_and_is_forgotten_by_the_chain() -> None:
    request = holds.decline(request=asked(), decision="只公开结果类别，不涉及细节", by=leader())
    review.approve(inspection=request.publication.inspection, by=leader())

    assert Publication.objects.get(pk=request.publication_id).published_at


def test_nobody_decides_on_a_hold_but_a_leader_outside_the_case() -> None:
    request = asked()
    member = UserFactory(leader=True)
    amend(request.publication.inspection.visit.officers.order_by("pk")[0].inspector, user=member)

    with pytest.raises(NotPermitted):
        holds.approve(request=request, by=office())
    with pytest.raises(SameHands):
        holds.approve(request=request, by=member)


def test_a_published_result_is_not_held_any_more() -> None:
    publication = InspectionFactory(approved=True).publication

    with pytest.raises(DomainError, match="提请撤下"):
        asked(publication)


def test_the_public_learns_nothing_of_a_hold() -> None:
    request = holds.approve(request=asked(), by=leader())

    assert Publication.objects.get(pk=request.publication_id).record is None


# 催办


def test_urging_tells_whoever_holds_it_without_a_name() -> None:
    publication = late("checked")
    reminders.urge(publication=publication, by=office())
    [message] = Message.objects.filter(recipient=leader())

    assert publication.number in message.text
    assert "分管局领导" in message.text
    assert publication.inspection.visit.name not in message.text
    assert message.url == reverse("review", args=[publication.inspection_id])


def test_the_same_holder_is_urged_once_a_day() -> None:
    publication = late("checked")
    reminders.urge(publication=publication, by=office())

    with pytest.raises(AlreadyDone, match="一天只催办一次"):
        reminders.urge(publication=publication, by=office())
    assert Event.objects.filter(act="publication.urge").count() == 1


def test_only_the_office_urges() -> None:
    with pytest.raises(NotPermitted):
        reminders.urge(publication=late(), by=UserFactory(supervisor=True))


def test_what_is_public_is_not_urged() -> None:
    with pytest.raises(DomainError, match="不需要催办"):
        reminders.urge(publication=InspectionFactory(approved=True).publication, by=office())


# 责任人


def test_the_approval_freezes_who_answers_and_who_let_it_pass() -> None:
    inspection = InspectionFactory(approved=True)
    frozen = Answerable.objects.get(publication__inspection=inspection)

    assert frozen.unit_name == inspection.visit.unit.name
    assert frozen.person == inspection.submitted_by
    assert [step["step"] for step in frozen.chain] == ["录入提交", "单位审核", "双随机办审核", "批准公示"]


def test_who_answers_is_not_told_to_the_public() -> None:
    inspection = InspectionFactory(approved=True)

    assert inspection.submitted_by.name not in str(inspection.publication.record)


# 已录入公示系统


def test_a_published_result_is_stamped_once_in_each_system() -> None:
    publication = InspectionFactory(approved=True).publication
    postings.post(publication=publication, system="NATIONAL", posted_on=today(), by=office(), reference="甲-1")

    with pytest.raises(AlreadyDone):
        postings.post(publication=publication, system="NATIONAL", posted_on=today(), by=office())
    assert not lateness.unposted(Publication.objects.all()).exists()


@pytest.mark.parametrize("days", [-400, 1])
def test_the_day_of_typing_lies_between_publication_and_today(days: int) -> None:
    publication = InspectionFactory(approved=True).publication

    with pytest.raises(DomainError, match="录入日期应在公示之后"):
        postings.post(publication=publication, system="PROVINCE", posted_on=today() + timedelta(days=days), by=office())


def test_nothing_is_stamped_before_it_is_public() -> None:
    publication = InspectionFactory(checked=True).publication

    with pytest.raises(DomainError, match="不是“已公示”"):
        postings.post(publication=publication, system="NATIONAL", posted_on=today(), by=office())


def test_the_stamp_is_overdue_when_its_working_days_are_over() -> None:
    publication = InspectionFactory(approved=True).publication
    last = lateness.post_by(publication, calendar.load())
    rows = Publication.objects.all()

    assert not lateness.posting_overdue(rows, last, calendar.load()).exists()
    assert lateness.posting_overdue(rows, last + timedelta(days=1), calendar.load()).exists()


def test_a_list_is_stamped_with_one_day_and_what_is_not_ticked_is_not(client: Client) -> None:
    first, second = (InspectionFactory(approved=True).publication for _ in range(2))
    client.force_login(office())
    day = today().isoformat()
    client.post(reverse("posting_list"), {"publication": [first.pk], "system": "NATIONAL", "posted_on": day})

    assert [one.publication for one in Posting.objects.all()] == [first]
    assert list(lateness.unposted(Publication.objects.all())) == [second]


# The page


def test_the_page_offers_each_person_what_is_his(client: Client) -> None:
    publication = late("checked")
    offered = {lead_of(publication.inspection.visit): "offer-explain", office(): "offer-urge"}

    for person, slug in offered.items():
        client.force_login(person)
        page = client.get(publication.get_absolute_url()).content.decode()
        assert f'id="{slug}"' in page
    client.force_login(leader())
    assert 'id="offer-' not in client.get(publication.get_absolute_url()).content.decode()


def test_the_board_urges_and_says_so(client: Client) -> None:
    publication = late("checked")
    client.force_login(office())
    url = reverse("publication_act", args=[publication.pk, "urge"])

    page = client.post(url, {"next": "board"}, follow=True).content.decode()

    assert "已催办" in page
    assert "今天已催办" in page
    assert Reminder.objects.get().holder == "分管局领导"


def test_whoever_sees_no_case_sees_no_publication_of_it(client: Client) -> None:
    client.force_login(UserFactory(inspector=True))

    assert client.get(late().get_absolute_url()).status_code == 404


def test_an_explanation_is_written_on_the_page(client: Client) -> None:
    publication = late()
    client.force_login(lead_of(publication.inspection.visit))
    client.post(reverse("publication_act", args=[publication.pk, "explain"]), {"reason": REASON})

    assert Explanation.objects.get().reason == REASON
