"""合并检查: one arrival, one notice, one signature, counted once; every draw and every team stays as it was."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from inspections.choices import VisitKind
from inspections.models import Visit
from inspections.papers import notice_paper
from inspections.services import (
    calling_off,
    interruptions,
    merging,
    planning,
    pools,
    record_voids,
    records,
    review,
    visits,
)
from inspections.status import VisitStatus
from registry.models import Inspector
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    SAID,
    EntityFactory,
    InspectorFactory,
    VisitFactory,
    approve_form,
    arrive,
    fill,
    lead_of,
    sign,
    somebody,
    team_of,
)
from tests.factories.plans import AbsenceFactory
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import before_todo
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def two(shared: Inspector | None = None, **kwargs: object) -> tuple[Visit, Visit]:
    """Two visits of one firm; `shared` stands on both teams."""
    entity = EntityFactory()
    first = VisitFactory(entity=entity, officers=[shared or InspectorFactory(), InspectorFactory()], **kwargs)
    second = VisitFactory(entity=entity, officers=[InspectorFactory(), shared or InspectorFactory()], **kwargs)
    return first, second


def fresh(*rows: Visit) -> list[Visit]:
    return [Visit.objects.get(pk=row.pk) for row in rows]


def merged(shared: Inspector | None = None) -> list[Visit]:
    first, second = two(shared, ready=True)
    merging.accept(visit=first, other=second, by=lead_of(first))
    return fresh(first, second)


def all_there(first: Visit, second: Visit) -> list[Visit]:
    for visit in (first, second):
        for user in team_of(visit):
            visits.arrive(visit=visit, by=user)
    return fresh(first, second)


def test_two_visits_of_a_firm_are_offered_as_one() -> None:
    first, second = two()

    assert merging.offers(first) == [second]
    assert merging.offers(second) == [first]


def test_other_firms_are_not_offered() -> None:
    VisitFactory()

    assert merging.offers(VisitFactory()) == []


def test_what_has_begun_is_not_merged() -> None:
    first, second = two(onsite=True)

    with pytest.raises(DomainError, match="不能合并"):
        merging.accept(visit=first, other=second, by=lead_of(first))


def test_the_first_leads_and_both_teams_stay() -> None:
    first, second = merged()

    assert second.joins == first
    assert first.officers.count() == second.officers.count() == 2


def test_a_stranger_does_not_merge() -> None:
    first, second = two()

    with pytest.raises(NotPermitted):
        merging.accept(visit=first, other=second, by=UserFactory(inspector=True))


def test_it_is_counted_once() -> None:
    first, second = merged()

    assert pools.visits_this_year(today().year)[first.entity_id] == 1
    assert Visit.objects.counted(today().year).count() == 1
    assert second.nth_of_year == first.nth_of_year == 1


def test_a_visit_counted_apart_takes_no_count_with_it() -> None:
    entity = EntityFactory()
    first = VisitFactory(entity=entity, kind=VisitKind.COMPLAINT)
    second = VisitFactory(entity=entity)
    merging.accept(visit=first, other=second, by=lead_of(first))

    assert pools.visits_this_year(today().year)[entity.pk] == 1


def test_when_one_is_called_off_the_other_counts_again() -> None:
    entity = EntityFactory()
    first, second = VisitFactory(entity=entity), VisitFactory(entity=entity)
    merging.accept(visit=first, other=second, by=lead_of(first))
    with transaction.atomic():
        calling_off.cancel(Visit.objects.get(pk=first.pk), reason="抽取作废", by=UserFactory(office=True))

    alone = Visit.objects.get(pk=second.pk)
    assert alone.joins is None
    assert pools.visits_this_year(today().year)[entity.pk] == 1


def test_apart_needs_a_reason_and_is_not_offered_again() -> None:
    first, second = two()
    with pytest.raises(DomainError, match="不合并的理由"):
        merging.decline(visit=first, other=second, reason=" ", by=lead_of(first))

    merging.decline(visit=second, other=first, reason="夜间经营，须分开检查", by=lead_of(second))

    assert merging.offers(first) == []
    with pytest.raises(AlreadyDone):
        merging.accept(visit=first, other=second, by=lead_of(first))


def test_one_day_is_planned_for_both() -> None:
    first, second = merged()

    planning.plan(visit=first, on=first.due_on, by=lead_of(first))

    assert Visit.objects.get(pk=second.pk).planned_on == first.due_on


def test_the_notice_names_all_items_and_all_officers() -> None:
    first, second = merged()

    for visit in (first, second):
        paper = notice_paper(visit)
        assert len(paper["items"]) == 2
        assert len(paper["team"]) == 4


def test_nobody_knocks_while_the_other_form_waits() -> None:
    first, second = two()
    merging.accept(visit=first, other=second, by=lead_of(first))
    approve_form(first.approval)

    with pytest.raises(DomainError, match="另一份审批表"):
        visits.arrive(visit=Visit.objects.get(pk=first.pk), by=lead_of(first))


def test_an_officer_on_both_teams_shows_the_certificate_once() -> None:
    both = InspectorFactory()
    first, second = merged(both)

    visits.arrive(visit=first, by=both.user)

    assert second.officers.get(inspector=both).arrived_at is not None


def test_the_notice_is_served_once_when_both_teams_are_there() -> None:
    first, second = merged()
    for user in team_of(first):
        visits.arrive(visit=first, by=user)
    with pytest.raises(DomainError, match="另一组"):
        visits.inform(visit=first, attendee="李青", attendee_role="店长", by=lead_of(first))

    all_there(first, second)
    visits.inform(visit=first, attendee="李青", attendee_role="店长", by=lead_of(first))

    assert Visit.objects.get(pk=second.pk).attendee == "李青"


def confirmed() -> list[Visit]:
    first, second = all_there(*merged())
    visits.inform(visit=first, attendee="李青", attendee_role="店长", by=lead_of(first))
    for visit in fresh(first, second):
        fill(visit)
    said = records.Said(opinion="AGREED", **SAID["AGREED"])
    records.confirm(visit=Visit.objects.get(pk=first.pk), said=said, by=lead_of(first))
    return fresh(first, second)


def test_the_business_signs_once_for_both() -> None:
    first, second = confirmed()

    assert first.said is not None
    assert second.said is not None
    assert second.said.signer == "李青"
    assert first.said.content_hash != second.said.content_hash


def test_nobody_signs_while_the_other_record_is_open() -> None:
    first, _ = all_there(*merged())
    visits.inform(visit=first, attendee="李青", attendee_role="店长", by=lead_of(first))
    fill(Visit.objects.get(pk=first.pk))

    with pytest.raises(DomainError, match="第 1 项尚未检查"):
        records.confirm(visit=first, said=records.Said(opinion="AGREED", **SAID["AGREED"]), by=lead_of(first))


def test_each_team_hands_in_its_own_records() -> None:
    first, second = confirmed()
    sign(second)

    assert records.submit(visit=second, by=lead_of(second)).status == VisitStatus.SUBMITTED
    with pytest.raises(DomainError, match="尚未签名"):
        records.submit(visit=first, by=lead_of(first))


def test_who_stands_still_stands_still_together() -> None:
    first, second = all_there(*merged())
    interruptions.pause(visit=first, kind="EMERGENCY", note="突发警情", by=lead_of(first))

    with pytest.raises(DomainError, match="检查已暂停"):
        visits.inform(visit=second, attendee="李青", attendee_role="店长", by=lead_of(second))


def test_the_offer_waits_on_the_desk_of_who_may_decide() -> None:
    first, _ = two()

    assert [row.kind for row in before_todo.of(lead_of(first))] == ["合并检查"]
    assert [row.kind for row in before_todo.of(UserFactory(office=True))] == ["合并检查"]
    assert not list(before_todo.of(InspectorFactory().user))


def test_the_page_says_what_will_happen_and_does_it(client: Client) -> None:
    first, second = two(ready=True)
    client.force_login(lead_of(first))
    url = reverse("visit_merge", args=[first.pk, second.pk])
    shown = client.get(url).content.decode()
    assert "年度检查频次只计一次" in shown
    assert team_of(second)[0].name in shown

    assert "合并检查：与" in client.post(url, follow=True).content.decode()


def test_apart_is_decided_on_the_page_with_its_reason(client: Client) -> None:
    first, second = two()
    client.force_login(lead_of(first))
    url = reverse("visit_merge", args=[first.pk, second.pk])
    assert "请写明不合并的理由" in client.post(url, {"apart": "1"}).content.decode()

    client.post(url, {"apart": "1", "reason": "夜间经营"})

    assert client.get(url).status_code == 404


def test_a_visit_that_is_not_offered_is_not_shown(client: Client) -> None:
    first, other = VisitFactory(), VisitFactory()
    client.force_login(lead_of(first))

    assert client.get(reverse("visit_merge", args=[first.pk, other.pk])).status_code == 404


def test_a_visit_alone_goes_its_way() -> None:
    visit = VisitFactory(ready=True)

    arrive(visit)

    assert Visit.objects.get(pk=visit.pk).attendee == "李青"


def test_a_day_planned_for_either_half_is_the_day_of_both() -> None:
    first, second = two(ready=True)
    merging.accept(visit=first, other=second, by=UserFactory(office=True))
    second = Visit.objects.get(pk=second.pk)
    AbsenceFactory(inspector=first.officers.first().inspector, from_day=today(), to_day=today())
    with pytest.raises(DomainError, match="请另选日期"):
        planning.plan(visit=second, on=today(), by=lead_of(second))

    planning.plan(visit=second, on=today() + timedelta(days=1), by=lead_of(second))

    assert Visit.objects.get(pk=first.pk).planned_on == today() + timedelta(days=1)


def test_a_voided_half_does_not_hold_up_the_other() -> None:
    first, second = two(ready=True)
    merging.accept(visit=first, other=second, by=UserFactory(office=True))
    for half in (first, second):
        for user in team_of(half):
            visits.arrive(visit=half, by=user)
    visits.inform(visit=first, attendee="李青", attendee_role="店长", by=lead_of(first))
    for half in (first, second):
        fill(Visit.objects.get(pk=half.pk))
    records.confirm(visit=first, said=records.Said(opinion="AGREED", **SAID["AGREED"]), by=lead_of(first))
    for half in (first, second):
        sign(Visit.objects.get(pk=half.pk))
        records.submit(visit=half, by=lead_of(half))
    request = record_voids.ask(visit=first, found="隔壁", reason="走错", by=lead_of(first))
    record_voids.approve(request=request, by=somebody(Role.LEADER))
    record = second.inspections.get()
    review.send_back(inspection=record, reason="补充情况", by=somebody(Role.UNIT_HEAD))

    again = Visit.objects.get(pk=second.pk)
    said = records.Said(opinion="AGREED", **SAID["AGREED"])

    assert records.confirm(visit=again, said=said, by=lead_of(again)).visit == again
