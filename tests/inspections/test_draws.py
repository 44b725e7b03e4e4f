"""抽取: what is frozen decides, and anybody can recompute it."""

import pytest
from django.db import IntegrityError

from inspections import lottery
from inspections.models import ChainLink, Draw, Visit, VisitApproval
from inspections.services import draws, envelope
from inspections.services.chain import GENESIS
from inspections.status import ApprovalStatus, TaskStatus, VisitStatus
from publicity.public_site.models import PublicDraw
from registry.models import MarketEntity
from tests.factories.plans import SessionFactory, TaskFactory, amend, two_tasks

pytestmark = pytest.mark.django_db


def drawn_draw(**kwargs: object) -> Draw:
    return SessionFactory(drawn=True, tasks=[TaskFactory(**kwargs)]).draws.get()


def test_the_result_is_what_the_library_makes_of_the_stored_bytes() -> None:
    draw = drawn_draw(firms=12, flagged=2)

    outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)

    assert (outcome.frozen, outcome.seed) == (draw.frozen_sha256, draw.seed)
    assert (outcome.result_text, outcome.result) == (draw.result_text, draw.result_hash)


def test_the_rows_say_what_the_result_says() -> None:
    draw = drawn_draw(firms=12, flagged=2)
    lines = [line.split("\t") for line in draw.result_text.splitlines()]

    assert [row.pooled.code for row in draw.drawn.all()] == [line[2] for line in lines if line[0] == "D"]
    assert {(row.pooled.code, row.rank) for row in draw.reserves.all()} == {
        (line[3], int(line[2])) for line in lines if line[0] == "V"
    }
    assert [[row.pooled.code, *(one.pooled.code for one in row.team.all())] for row in draw.drawn.all()] == [
        line[1:] for line in lines if line[0] == "T"
    ]


def test_the_stored_draw_recomputes_and_a_changed_one_does_not() -> None:
    draw = drawn_draw()
    assert draws.recomputes(draw)

    draw.frozen_text = draw.frozen_text.replace("\t1\t0\tE\n", "\t2\t0\tE\n", 1)

    assert not draws.recomputes(draw)


def test_another_number_gives_another_seed() -> None:
    draw = drawn_draw()
    other = [lottery.public_line("W", "3", ["482913", "070511", "996005"])]

    assert lottery.compute(draw.frozen_text, envelope.unseal(draw), other).seed != draw.seed


def test_every_team_has_two_officers_of_whom_the_first_may_lead() -> None:
    teams = [list(row.team.all()) for row in drawn_draw(firms=30).drawn.all()]

    assert {len(team) for team in teams} == {2}
    assert all(team[0].order == 1 and team[0].pooled.leads for team in teams)


def test_a_flagged_firm_is_always_among_those_drawn() -> None:
    draw = drawn_draw(firms=12, flagged=1)

    assert "BK" in [row.pooled.stratum for row in draw.drawn.all()]


def test_each_record_names_the_one_before() -> None:
    session = SessionFactory(drawn=True, tasks=two_tasks(firms=4))
    first, second = session.draws.order_by("number")
    links = ChainLink.objects.order_by("position")

    assert (first.prev, second.prev) == (GENESIS, first.frozen_sha256)
    assert [(link.kind, link.hash) for link in links] == [
        ("F", first.frozen_sha256),
        ("F", second.frozen_sha256),
        ("R", first.result_hash),
        ("R", second.result_hash),
    ]


def test_the_next_freeze_goes_on_from_the_last_result() -> None:
    tasks = two_tasks(firms=4)
    first = SessionFactory(drawn=True, tasks=tasks[:1]).draws.get()

    second = SessionFactory(frozen=True, tasks=tasks[1:]).draws.get()

    assert second.prev == first.result_hash


def test_the_frozen_text_keeps_those_left_out_with_their_code() -> None:
    task = TaskFactory(firms=4)
    gone = MarketEntity.objects.earliest("pk")
    amend(gone, registration_status="CANCELLED")

    draw = SessionFactory(frozen=True, tasks=[task]).draws.get()

    assert f"E\t{gone.draw_id}\tB\t1\t0\tX1\n" in draw.frozen_text
    assert (draw.pool.get(code=gone.draw_id).reason, draw.pool.count()) == ("已注销", 4)


def test_the_commitment_names_both_hashes_and_the_root_over_the_salted_lines() -> None:
    draw = SessionFactory(frozen=True).draws.get()
    pool = lottery.parse(draw.frozen_text)
    salts = dict(draw.pool.values_list("code", "salt"))

    assert f"sha256\t{lottery.digest(draw.frozen_text, 'sha256')}\n" in draw.commit_text
    assert f"sm3\t{lottery.digest(draw.frozen_text, 'sm3')}\n" in draw.commit_text
    assert f"pool\t{lottery.PoolTree(pool, salts).root}\n" in draw.commit_text
    assert draw.commit_text == lottery.commit_record(pool, names=draw.names_text, salts=salts)


def test_the_public_sees_the_commitment_before_and_the_numbers_after_but_no_name() -> None:
    draw = drawn_draw()
    shown = PublicDraw.objects.get(draw_id=draw.pk)

    assert (shown.commitment, shown.numbers, shown.result_sha256) == (
        draw.commit_text,
        ["W,3=482913.070511.996004"],
        draw.result_hash,
    )
    assert not any(row.name in shown.commitment for row in draw.pool.all())


def test_a_change_in_the_registry_after_the_freeze_changes_nothing() -> None:
    session = SessionFactory(frozen=True)
    draw = session.draws.get()
    amend(MarketEntity.objects.earliest("pk"), name="改名后的旅馆", registration_status="CANCELLED")

    draw.refresh_from_db()

    assert lottery.digest(draw.frozen_text, "sha256") == draw.frozen_sha256
    assert not draw.pool.filter(name="改名后的旅馆").exists()


def test_the_database_allows_one_live_draw_per_task() -> None:
    draw = SessionFactory(frozen=True).draws.get()
    draw.pk, draw.number = None, "YC-GA-2026-9999"

    with pytest.raises(IntegrityError, match="inspections_draw_one_live"):
        draw.save(force_insert=True)


def test_a_draw_makes_one_approval_form_and_a_visit_per_firm() -> None:
    draw = drawn_draw(firms=30)

    assert VisitApproval.objects.get(draw=draw).status == ApprovalStatus.DRAFT
    assert {visit.drawn for visit in Visit.objects.all()} == set(draw.drawn.all())
    assert {visit.status for visit in Visit.objects.all()} == {VisitStatus.PENDING}
    assert draw.task.status == TaskStatus.DRAWN


def test_a_visit_takes_its_team_from_the_draw() -> None:
    drawn = drawn_draw(firms=6).drawn.get()

    places = [(place.inspector, place.leads) for place in drawn.visit.officers.all()]

    assert places == [(member.pooled.inspector, member.order == 1) for member in drawn.team.all()]
