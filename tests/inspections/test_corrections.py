"""A mistyped number: the bulletin decides, two people put it right, everything stays public (decisions, Draw 5)."""

from datetime import timedelta

import pytest
from django.db import transaction

from inspections.models import ChainLink, Draw, DrawSession, Interruption, NumberCorrection, Visit
from inspections.services import calling_off, corrections, proofs, public_numbers, sessions
from inspections.status import CorrectionStatus, VisitStatus
from publicity.public_site.models import PublicDraw
from tests.factories.accounts import UserFactory
from tests.factories.base import note
from tests.factories.inspections import lead_of, somebody
from tests.factories.lotteries import coming, coming_at
from tests.factories.plans import DIGITS, SessionFactory, amend
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import moved_to, now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db

SOURCE = coming()
TYPED = ["01", "05", "12", "18", "26", "33", "07"]
RIGHT = ["01", "05", "12", "18", "26", "33", "16"]


@pytest.fixture
def second() -> User:
    return UserFactory(office=True)


@pytest.fixture
def session(second: User) -> DrawSession:
    found: DrawSession = SessionFactory(frozen=True, sources=[SOURCE, ["W", "3"]])
    with moved_to(coming_at() + timedelta(hours=1)):
        public_numbers.enter(session=found, source=SOURCE, values=TYPED, bulletin="公告", by=found.opened_by)
        public_numbers.confirm(session=found, source=SOURCE, values=TYPED, by=second)
        return sessions.draw(session=found, numbers=[DIGITS], again=[DIGITS], by=found.opened_by)


def propose(session: DrawSession, values: list[str] = RIGHT, place: int = 0) -> NumberCorrection:
    return corrections.propose(
        session=session, place=place, values=values, evidence="中国福彩网公告", by=session.opened_by
    )


def corrected(session: DrawSession, second: User) -> Draw:
    corrections.confirm(correction=propose(session), by=second)
    found: Draw = session.draws.get()
    return found


def test_the_right_number_is_computed_anew(session: DrawSession, second: User) -> None:
    before = session.draws.get().result_hash

    draw = corrected(session, second)

    assert draw.public_lines[0] == f"SSQ,{SOURCE[1]}=01.05.12.18.26.33+16"
    assert draw.result_hash != before
    assert all(finding.ok for finding in proofs.verify(draw))


def test_the_old_result_is_kept_and_stays_in_the_chain(session: DrawSession, second: User) -> None:
    before = session.draws.get()

    draw = corrected(session, second)

    kept = draw.superseded.get()
    assert (kept.result_text, kept.seed) == (before.result_text, before.seed)
    hashes = list(ChainLink.objects.filter(kind=ChainLink.Kind.RESULT).values_list("hash", flat=True))
    assert hashes == [before.result_hash, draw.result_hash]


def test_the_public_reads_both_numbers(session: DrawSession, second: User) -> None:
    draw = corrected(session, second)

    shown = PublicDraw.objects.get(number=draw.number)
    assert shown.result_sha256 == draw.result_hash
    assert [(row["was"], row["now"]) for row in shown.corrections] == [
        (f"SSQ,{SOURCE[1]}=01.05.12.18.26.33+07", f"SSQ,{SOURCE[1]}=01.05.12.18.26.33+16")
    ]


def test_visits_of_the_wrong_result_are_called_off_and_new_ones_made(session: DrawSession, second: User) -> None:
    old = list(Visit.objects.all())

    draw = corrected(session, second)

    assert {Visit.objects.get(pk=visit.pk).status for visit in old} == {VisitStatus.CANCELLED}
    assert draw.approval.visits.filter(status=VisitStatus.PENDING).count() == draw.drawn.count()


def test_nobody_confirms_their_own_correction(session: DrawSession) -> None:
    correction = propose(session)

    with pytest.raises(SameHands, match="另一人对照公告确认"):
        corrections.confirm(correction=correction, by=session.opened_by)


def test_the_same_number_is_no_correction(session: DrawSession) -> None:
    with pytest.raises(AlreadyDone, match="与原来录入的号码相同"):
        propose(session, TYPED)


def test_witnesses_digits_are_put_right_by_the_leader_alone(session: DrawSession, second: User) -> None:
    correction = propose(session, ["482913", "070511", "996005"], place=1)

    with pytest.raises(NotPermitted, match="由分管局领导"):
        corrections.confirm(correction=correction, by=second)
    assert corrections.confirm(correction=correction, by=somebody(Role.LEADER)).status == CorrectionStatus.DONE


def test_a_correction_that_is_declined_changes_nothing(session: DrawSession, second: User) -> None:
    before = session.draws.get().result_hash

    corrections.decline(correction=propose(session), reason="公告就是原来的号码", by=second)

    assert session.draws.get().result_hash == before


def test_nothing_is_put_right_once_a_check_has_begun(session: DrawSession) -> None:
    amend(Visit.objects.first(), status=VisitStatus.READY)
    amend(Visit.objects.first(), status=VisitStatus.ONSITE)

    with pytest.raises(DomainError, match="已有检查开始，不能更正号码"):
        propose(session)


def test_before_the_draw_there_is_nothing_to_put_right() -> None:
    with pytest.raises(DomainError, match="只有抽取完成的场次"):
        propose(SessionFactory(frozen=True))


def test_the_public_chain_knows_the_result_that_was_put_right(session: DrawSession, second: User) -> None:
    before = session.draws.get().result_hash

    shown = PublicDraw.objects.get(number=corrected(session, second).number)

    assert [row["was_result"] for row in shown.corrections] == [before]
    assert shown.hashes[before] == "更正前的结果"


def test_the_evidence_names_nobody(session: DrawSession) -> None:
    with pytest.raises(DomainError, match="会公开，里面有手机号码"):
        corrections.propose(
            session=session, place=0, values=RIGHT, evidence="致电 13834560001 核实", by=session.opened_by
        )


def test_a_team_that_left_to_come_again_has_begun_too(session: DrawSession) -> None:
    visit = Visit.objects.first()
    assert visit is not None
    lead, at = lead_of(visit), now()
    with transaction.atomic():
        Interruption.objects.create(
            visit=visit,
            kind="NOBODY",
            note="门锁着",
            began_at=at,
            began_by=lead,
            ended_at=at,
            ended_by=lead,
            next_on=at,
        )
        note(visit)

    assert calling_off.started(session.draws.get())
