"""公开: opened when the checks are over, by nobody's decision; a closed firm's reserve is added (Draw 6, 8)."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from inspections.choices import Disclosure
from inspections.models import Draw, Visit
from inspections.services import openings, proofs, reserves
from inspections.status import DrawStatus, RecordStatus, VisitStatus
from publicity.public_site.models import PublicBundle, PublicDraw
from tests.factories.accounts import UserFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend
from tests.factories.trail import as_role
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import moved_to, now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.models import Checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw() -> Draw:
    found: Draw = SessionFactory(drawn=True, tasks=[TaskFactory(officers=8)]).draws.get()
    return found


def finish(draw: Draw) -> None:
    """Every visit handed in, without the long way there."""
    for drawn in draw.drawn.all():
        hand_in(drawn.visit)


def hand_in(visit: Visit, result: str = "NONE") -> None:
    officer = visit.officers.get(leads=True).inspector.user
    for inspection in visit.inspections.all():
        amend(inspection, result=result, note="见情况说明", status=RecordStatus.CANCELLED)
    for status in (VisitStatus.READY, VisitStatus.ONSITE):
        amend(visit, status=status)
    amend(visit, status=VisitStatus.SUBMITTED, submitted_at=now(), submitted_by=officer, ended_on=today())


def test_a_draw_stays_shut_while_a_check_is_open(draw: Draw) -> None:
    assert not openings.open_if_due(draw=draw, by=None)
    with pytest.raises(DomainError, match="名单公开以后才有证据包"):
        openings.bundle(draw)


def test_it_opens_when_the_last_check_is_over(draw: Draw) -> None:
    finish(draw)

    assert openings.open_if_due(draw=draw, by=None)
    assert PublicDraw.objects.get(number=draw.number).status == PublicDraw.Status.OPENED


def test_it_opens_when_the_task_has_ended_whatever_became_of_the_checks(draw: Draw) -> None:
    with moved_to(now() + timedelta(days=40)):
        assert openings.due(draw)


def test_a_task_that_says_so_opens_at_once(draw: Draw) -> None:
    amend(draw.task, disclosure=Disclosure.AT_ONCE)

    assert openings.due(draw)


def test_it_opens_once(draw: Draw) -> None:
    finish(draw)
    openings.open_all_due()

    assert not openings.open_if_due(draw=draw, by=None)


def test_the_public_bundle_verifies_outside(draw: Draw, tmp_path: Path) -> None:
    finish(draw)
    openings.open_all_due()
    path = tmp_path / "bundle.json"
    path.write_text(PublicBundle.objects.get(number=draw.number).text, encoding="utf-8")

    program = Path(__file__).parents[2] / "static/verify/verify_draw.py"
    done = subprocess.run([sys.executable, str(program), str(path)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_officers_stand_under_their_codes_alone(draw: Draw) -> None:
    finish(draw)
    openings.open_all_due()
    text = PublicBundle.objects.get(number=draw.number).text

    assert json.loads(text)["names"].startswith("SSJ-NAMES/1\nE\t")
    for row in draw.inspectors.all():
        assert row.name not in text
        assert row.certificate not in text


def drawn_of(sensitive: bool) -> Draw:
    task = TaskFactory(officers=8)
    amend(task.line.item, sensitive=sensitive)
    found: Draw = SessionFactory(drawn=True, tasks=[task]).draws.get()
    return found


def test_a_sensitive_item_is_never_opened_to_everybody() -> None:
    draw = drawn_of(sensitive=True)
    finish(draw)
    openings.open_all_due()

    draw.refresh_from_db()
    shown = PublicDraw.objects.get(number=draw.number)
    assert draw.status == DrawStatus.OPENED
    assert (shown.status, shown.restricted) == (PublicDraw.Status.DRAWN, True)
    assert not PublicBundle.objects.exists()


@pytest.mark.parametrize("sensitive", [True, False])
def test_what_the_freeze_said_of_an_item_stands_whatever_is_marked_afterwards(sensitive: bool) -> None:
    draw = drawn_of(sensitive)
    amend(draw.task.line.item, sensitive=not sensitive)
    finish(draw)
    openings.open_all_due()

    assert PublicDraw.objects.get(number=draw.number).restricted == sensitive
    assert PublicBundle.objects.exists() != sensitive


def test_a_closed_firm_keeps_its_place_and_the_next_reserve_is_added(draw: Draw) -> None:
    first = draw.drawn.order_by("rank")[0]
    following = draw.reserves.filter(pooled__stratum=first.pooled.stratum).order_by("rank")[0]
    hand_in(first.visit, result="CLOSED")

    added = reserves.add_if_not_there(visit=first.visit)

    assert added is not None
    assert (added.pooled, added.added_for) == (following.pooled, first)
    assert draw.drawn.filter(pk=first.pk).exists()


def test_the_reserve_gets_the_same_team_and_a_form_of_its_own(draw: Draw) -> None:
    first = draw.drawn.order_by("rank")[0]
    hand_in(first.visit, result="GONE")

    reserves.add_all_missing()

    visit = first.addition.visit
    assert {one.inspector for one in visit.officers.all()} == {one.inspector for one in first.visit.officers.all()}
    assert visit.approval != first.visit.approval
    assert first.pooled.name in visit.approval.source


def test_a_reserve_is_added_once(draw: Draw) -> None:
    first = draw.drawn.order_by("rank")[0]
    hand_in(first.visit, result="CLOSED")
    reserves.add_all_missing()

    assert reserves.add_all_missing() == []


def test_an_added_reserve_keeps_the_proof_whole(draw: Draw) -> None:
    hand_in(draw.drawn.order_by("rank")[0].visit, result="CLOSED")
    reserves.add_all_missing()

    assert all(finding.ok for finding in proofs.verify(draw))


def test_a_problem_found_adds_nobody(draw: Draw) -> None:
    hand_in(draw.drawn.order_by("rank")[0].visit, result="ORDERED")

    assert reserves.add_all_missing() == []


def test_the_command_verifies_a_task(draw: Draw, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_draw", draw.task.number)

    assert capsys.readouterr().out.splitlines()[-1] == "核验通过。"


@pytest.mark.parametrize("field", ["result_text", "frozen_text", "names_text", "seed", "commit_text"])
@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_the_command_finds_a_changed_byte(draw: Draw, field: str, place: float) -> None:
    text: str = getattr(draw, field)
    at = int(len(text) * place)
    amend(draw, **{field: text[:at] + ("8" if text[at] != "8" else "7") + text[at + 1 :]})

    with pytest.raises(CommandError, match="核验未通过"):
        call_command("verify_draw", draw.number)


def test_the_command_finds_a_swapped_row(draw: Draw) -> None:
    one, two = draw.drawn.order_by("rank")[:2]
    keys = one.key, two.key
    amend(one, key=keys[1])
    amend(two, key=keys[0])

    with pytest.raises(CommandError, match="核验未通过"):
        call_command("verify_draw", draw.number)


def test_the_export_is_the_commitment_before_and_everything_after(draw: Draw, tmp_path: Path) -> None:
    call_command("export_draw", draw.number, tmp_path)
    assert {path.name for path in (tmp_path / draw.number).iterdir()} == {"commitment.txt"}

    finish(draw)
    openings.open_all_due()
    call_command("export_draw", draw.task.number, tmp_path)

    program = tmp_path / draw.number / "verify_draw.py"
    done = subprocess.run(
        [sys.executable, str(program), str(program.with_name("bundle.json"))], capture_output=True, check=False
    )
    assert done.returncode == 0


def test_the_last_checkpoint_goes_out_with_a_draw(draw: Draw, tmp_path: Path) -> None:
    with as_role("signer"):
        Checkpoint.objects.create(size=1, note="a signed note", made_at=now())
    call_command("export_draw", draw.number, tmp_path)

    assert (tmp_path / draw.number / "checkpoint.txt").read_text() == "a signed note"


def test_an_unknown_number_is_said_so() -> None:
    with pytest.raises(CommandError, match="没有找到"):
        call_command("verify_draw", "1")


def test_nobody_is_named_before_opening(draw: Draw, django_user_model: type[User]) -> None:
    shown = PublicDraw.objects.get(number=draw.number)

    for row in draw.pool.all():
        assert row.name not in json.dumps([shown.commitment, shown.counts, shown.numbers], ensure_ascii=False)
        assert row.code not in shown.commitment


@pytest.mark.parametrize(
    ("role", "restricted", "status"), [("OFFICE", False, 200), ("OFFICE", True, 403), ("SUPERVISOR", True, 200)]
)
def test_the_bundle_of_a_sensitive_trade_goes_to_whoever_supervises(
    draw: Draw, client: Client, role: str, restricted: bool, status: int
) -> None:
    amend(draw, restricted=restricted)
    finish(draw)
    openings.open_all_due()
    client.force_login(UserFactory(roles=[role]))

    response = client.get(reverse("draw_bundle", args=[draw.pk]))

    assert response.status_code == status
    assert status != 200 or json.loads(response.content)["format"] == "SSJ-BUNDLE/1"


def test_before_it_is_open_nobody_gets_the_bundle(draw: Draw, client: Client) -> None:
    client.force_login(UserFactory(roles=["SUPERVISOR"]))

    response = client.get(reverse("draw_bundle", args=[draw.pk]))

    assert response.status_code == 302
