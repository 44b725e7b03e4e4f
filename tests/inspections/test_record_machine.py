"""Whoever presses whatever, in whatever order: what is published was whole, and passed four pairs of other hands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from inspections import sealed_text
from inspections.choices import ABSENT_RESULTS, Opinion, Result
from inspections.content import content_hash
from inspections.models import Inspection, Visit
from inspections.services import record_voids, records, review, seals, standing, visits
from inspections.status import RecordStatus, VisitStatus, VoidStatus
from publicity.models import Publication
from publicity.public_site.models import PublicResult
from tests.factories.accounts import DeputyFactory, UserFactory
from tests.factories.inspections import SAID, InspectorFactory, VersionFactory, VisitFactory, findings
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError

IN_CHAIN = (RecordStatus.SUBMITTED, RecordStatus.REVIEWED, RecordStatus.CHECKED, RecordStatus.APPROVED)
STAGES = (Role.UNIT_HEAD, Role.OFFICE, Role.LEADER)
WHO = st.integers(0, 8)
WHICH = st.integers(0, 1)


class Case:
    """One visit over two items, its team, and everybody who might be tempted to help it along."""

    def __init__(self) -> None:
        self.chain = [UserFactory(roles=[role]) for role in STAGES]
        team = [UserFactory(roles=[Role.INSPECTOR, Role.OFFICE]), UserFactory(roles=[Role.INSPECTOR, Role.UNIT_HEAD])]
        officers = [InspectorFactory(user=user) for user in team]
        self.visit = VisitFactory(ready=True, officers=officers, versions=[VersionFactory(), VersionFactory()])
        others = [
            UserFactory(unit_head=True, unit_code="140522-99"),
            UserFactory(office=True),
            UserFactory(leader=True),
        ]
        both = UserFactory(roles=STAGES)
        self.people = [*team, *self.chain, *others, both]
        # The team stands in for the leader, and the head for the office: neither may help.
        DeputyFactory(principal=self.chain[2], deputy=team[1], role=Role.LEADER)
        DeputyFactory(principal=self.chain[1], deputy=self.chain[0], role=Role.OFFICE)


@contextmanager
def refusable() -> Iterator[None]:
    """A refusal undoes what it refused, as it does behind a page."""
    try:
        with transaction.atomic():
            yield
    except DomainError:
        pass


class Machine(RuleBasedStateMachine):
    """Every step is taken by the real service; the invariants read the rows alone."""

    case: Case
    reached: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.ended_on: Any = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @property
    def visit(self) -> Visit:
        return Visit.objects.get(pk=self.case.visit.pk)

    def record(self, which: int) -> Inspection:
        return list(self.visit.inspections.order_by("pk"))[which]

    def act(self, service: Callable[..., Any], who: int, **given: Any) -> None:
        with refusable():
            service(by=User.objects.get(pk=self.case.people[who].pk), **given)

    @rule(who=WHO)
    def arrive(self, who: int) -> None:
        self.act(visits.arrive, who, visit=self.visit)

    @rule(who=WHO, name=st.sampled_from(["李青", "王红"]))
    def inform(self, who: int, name: str) -> None:
        self.act(visits.inform, who, visit=self.visit, attendee=name, attendee_role="店长")

    @rule(who=WHO, which=WHICH, wrong=st.booleans(), result=st.sampled_from(["", Result.NONE, Result.CLOSED]))
    def fill(self, who: int, which: int, wrong: bool, result: str) -> None:
        record = self.record(which)
        self.act(records.fill, who, inspection=record, findings=findings(record, wrong=wrong, result=result))

    @rule(who=WHO, which=WHICH, points=st.integers(0, 2), result=st.sampled_from(["", Result.NONE, Result.UNREACHABLE]))
    def fill_some(self, who: int, which: int, points: int, result: str) -> None:
        record = self.record(which)
        some = dict(list(findings(record).answers.items())[:points])
        self.act(records.fill, who, inspection=record, findings=records.Findings(some, result, note="大门上锁"))

    @rule(who=WHO, opinion=st.sampled_from(Opinion))
    def confirm(self, who: int, opinion: Opinion) -> None:
        self.act(records.confirm, who, visit=self.visit, said=records.Said(opinion=opinion, **SAID[opinion]))

    @rule(who=WHO)
    def sign(self, who: int) -> None:
        self.act(records.sign, who, visit=self.visit)

    @rule(who=WHO)
    def submit(self, who: int) -> None:
        self.act(records.submit, who, visit=self.visit)

    @initialize(already=st.booleans())
    def begin(self, already: bool) -> None:
        """Half of the walks start where the chain does."""
        if already:
            self.hand_in_properly()

    @rule()
    def hand_in_properly(self) -> None:
        """The straight way, as far as what stands allows it."""
        for who in (0, 1):
            self.arrive(who)
        self.inform(0, "李青")
        for which in (0, 1):
            self.fill(0, which, False, Result.NONE)
        self.confirm(0, Opinion.AGREED)
        for who in (0, 1):
            self.sign(who)
        self.submit(1)

    @rule(who=WHO, which=WHICH)
    def pass_on(self, who: int, which: int) -> None:
        self.act(review.pass_on, who, inspection=self.record(which))

    @rule(which=WHICH)
    def decide_properly(self, which: int) -> None:
        for who in (2, 3):
            self.pass_on(who, which)
        self.approve(4, which)

    @rule(who=WHO, which=WHICH)
    def send_back(self, who: int, which: int) -> None:
        self.act(review.send_back, who, inspection=self.record(which), reason="第 2 项写得太简。")

    @rule(which=WHICH)
    def return_properly(self, which: int) -> None:
        for who in (2, 3, 4):
            self.send_back(who, which)

    @rule(who=WHO, which=WHICH)
    def approve(self, who: int, which: int) -> None:
        self.act(review.approve, who, inspection=self.record(which))

    @rule(who=WHO, which=WHICH)
    def explain(self, who: int, which: int) -> None:
        self.act(seals.add, who, inspection=self.record(which), reason="核对时发现", text="台账册次写漏。")

    @rule(who=WHO)
    def void(self, who: int) -> None:
        """Asked by the team, decided by anybody who dares to."""
        self.act(record_voids.ask, 0, visit=self.visit, found="隔壁门店", reason="走错了门。")
        for request in self.visit.voids.filter(status=VoidStatus.PENDING):
            self.act(record_voids.approve, who, request=request)

    @rule(who=WHO)
    def approve_both(self, who: int) -> None:
        self.act(review.approve_list, who, inspections=[self.record(0), self.record(1)])

    @invariant()
    def what_was_handed_in_is_whole(self) -> None:
        for one in self.visit.inspections.all():
            self.reached.add(one.status)
            if one.status in IN_CHAIN:
                given = [answer.choice for answer in one.answers.all()]
                assert one.result
                assert one.result in ABSENT_RESULTS or len(given) == one.version.check_points.count()
                assert one.result != Result.NONE or "NO" not in given
                assert one.visit.said
                assert all(place.arrived_at and place.signed_at for place in one.visit.officers.all())

    @invariant()
    def a_visit_handed_in_stands_as_it_was_signed(self) -> None:
        visit = self.visit
        if visit.status == VisitStatus.SUBMITTED:
            assert visit.said
            assert {visit.said.content_hash, *visit.officers.values_list("signed_hash", flat=True)} == {
                content_hash(visit)
            }

    @invariant()
    def what_is_under_seal_is_what_was_sealed(self) -> None:
        """While a visit is handed in, the newest seal of each record is the record; no seal is ever lost."""
        visit = self.visit
        for one in visit.inspections.prefetch_related("seals"):
            kept = list(one.seals.all())
            assert [seal.no for seal in kept] == list(range(1, len(kept) + 1))
            assert kept or one.status == RecordStatus.OPEN
            assert visit.status != VisitStatus.SUBMITTED or kept[-1].text == sealed_text.of(one)

    @invariant()
    def a_void_leaves_nothing_to_publish_and_one_new_visit_on_the_old_clock(self) -> None:
        visit = self.visit
        if visit.status == VisitStatus.VOIDED:
            self.reached.add(RecordStatus.VOIDED)
            again, decided = Visit.objects.get(replaces=visit), visit.voids.get(status=VoidStatus.APPROVED)
            assert (again.due_on, again.ended_on) == (visit.due_on, None)
            assert not Publication.objects.pending().filter(inspection__visit=visit).exists()
            assert decided.decided_by_id not in {decided.asked_by_id, *standing.team(visit)}

    @invariant()
    def no_hand_acts_twice_and_none_of_the_team(self) -> None:
        for one in self.visit.inspections.all():
            hands = [pk for pk in (one.reviewed_by_id, one.checked_by_id, one.approved_by_id) if pk]
            assert len({*hands, one.submitted_by_id}) == len(hands) + 1
            assert not set(hands) & standing.team(one.visit)
            assert self.case.people[5].pk not in hands, "another unit's head"

    @invariant()
    def the_public_sees_what_was_approved_and_nothing_else(self) -> None:
        for one in self.visit.inspections.filter(status=RecordStatus.APPROVED):
            shown = PublicResult.objects.get(number=one.publication.number)
            assert shown.record["result"]["code"] == one.result
            assert shown.record_hash == one.publication.record_hash
        approved = self.visit.inspections.filter(status=RecordStatus.APPROVED).count()
        assert Publication.objects.published().count() == PublicResult.objects.count() == approved

    @invariant()
    def the_clock_never_starts_anew(self) -> None:
        ended_on = self.visit.ended_on
        assert self.ended_on in (None, ended_on)
        self.ended_on = ended_on
        assert all(one.ended_on == ended_on for one in Publication.objects.all())


ALWAYS = (
    "what_was_handed_in_is_whole",
    "a_visit_handed_in_stands_as_it_was_signed",
    "what_is_under_seal_is_what_was_sealed",
    "a_void_leaves_nothing_to_publish_and_one_new_visit_on_the_old_clock",
    "no_hand_acts_twice_and_none_of_the_team",
    "the_public_sees_what_was_approved_and_nothing_else",
    "the_clock_never_starts_anew",
)


def walk(case: Case, *steps: tuple[str, int]) -> str:
    """These steps in this order, every invariant after each; the status of the first record at the end."""
    machine = type("TheMachine", (Machine,), {"case": case, "reached": set[str]()})()
    for name, argument in steps:
        getattr(machine, name)(*[argument] * (name != "hand_in_properly"))
        for one in ALWAYS:
            getattr(machine, one)()
    found = machine.record(0).status
    machine.teardown()
    return str(found)


@pytest.mark.django_db
def test_the_straight_walks_lead_to_every_end() -> None:
    case, handed_in = Case(), ("hand_in_properly", 0)
    leader = 4

    assert walk(case, handed_in, ("return_properly", 0)) == RecordStatus.RETURNED
    assert walk(case, handed_in, ("return_properly", 0), handed_in, ("decide_properly", 0)) == RecordStatus.APPROVED
    assert walk(case, handed_in, ("void", leader)) == RecordStatus.VOIDED
    assert walk(case, handed_in, ("decide_properly", 0), ("void", leader)) == RecordStatus.APPROVED


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_reaches_the_public_past_the_chain() -> None:
    case, reached = Case(), set[str]()
    machine = type("TheMachine", (Machine,), {"case": case, "reached": reached})

    rules = settings(
        max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(machine, settings=rules)

    assert RecordStatus.OPEN in reached
