"""The tamper matrix: what an attacker with every right does, and what `verify_trail` says to it.

The attacker has the triggers off and computes everything again. What he cannot reach lies elsewhere: checkpoints on a
disc, receipts on paper. T2b and T7 are what the log alone can never notice; T3 and T7b show who does. The public site's
refusals (W1, W2) are tested with the public site.
"""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.factories.plans import SessionFactory
from tests.trail import attacker
from tests.trail.sealed import STRANGER, note_at, publish, root_at
from yangcheng_inspect.trail import notes
from yangcheng_inspect.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]


def says(*options: object) -> list[str]:
    """The lines after FAIL, or the one line OK."""
    out, code = StringIO(), 0
    try:
        call_command("verify_trail", *map(str, options), stdout=out)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    *lines, result = out.getvalue().splitlines()
    fails = [line.removeprefix("FAIL        ") for line in lines if line.startswith("FAIL ")]
    assert (code, result.split()[1]) == ((1, "FAIL") if fails else (0, "OK"))
    return fails or ["OK"]


def test_t0_nothing(start: int, disc: Path) -> None:
    publish(disc, start + 10, start + 20)

    assert says("--published", disc, "--receipt", f"{start + 28}:{root_at(start + 28)}") == ["OK"]


def test_t1_an_edited_payload(start: int) -> None:
    seq = start + 5
    attacker.run(f"UPDATE trail_event SET payload = replace(payload, 'login/j5', 'login/j7') WHERE seq = {seq}")

    found = says()

    assert found[:2] == [
        f"CONTENT seq {seq}: the payload does not have the leaf stored beside it",
        f"ROOT seq {seq}: the events up to here do not have the root stored here",
    ]


def test_t2_history_edited_and_computed_again(start: int, disc: Path) -> None:
    publish(disc, start + 20)
    before = root_at(start + 20)
    attacker.rewrite(start + 5, who="别人")

    [line] = says("--published", disc)

    after = root_at(start + 20)
    assert line == (
        f"CHECKPOINT at size {start + 20}: published root {before[:12]}… but the log gives {after[:12]}…:"
        " HISTORY REWRITTEN"
    )


def test_t2b_with_the_checkpoints_deleted_the_log_alone_says_ok_and_the_disc_does_not(start: int, disc: Path) -> None:
    """A log that only verifies itself proves nothing: this is why checkpoints leave the building."""
    publish(disc, start + 20)
    attacker.rewrite(start + 5, who="别人")
    attacker.run("DELETE FROM trail_checkpoint")

    assert says() == ["OK"]
    assert says("--published", disc)[0].endswith("HISTORY REWRITTEN")


def test_t3_a_tail_cut_below_a_published_checkpoint(start: int, disc: Path) -> None:
    publish(disc, start + 20)
    attacker.cut(start + 12)

    assert says("--published", disc) == [
        f"CHECKPOINT size {start + 20} was published but the log now holds only {start + 12}: TRUNCATED"
    ]


@pytest.mark.parametrize("attack", [attacker.remove, attacker.swap], ids=["t4_removed", "t5_swapped"])
def test_t4_t5_an_event_removed_or_two_swapped(start: int, disc: Path, attack: Callable[[int], None]) -> None:
    publish(disc, start + 20)
    attack(start + 5)

    assert [line.rpartition(": ")[2] for line in says("--published", disc)] == ["HISTORY REWRITTEN"]


def test_t6_the_rows_of_a_draw_changed_with_the_log_untouched() -> None:
    key = SessionFactory(drawn=True).draws.get().pk
    last = Event.objects.filter(obj=f"draw/{key}").order_by("-seq")[0].seq
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM inspections_teammember WHERE draw_id = {key}")
        cursor.execute(f"UPDATE inspections_draw SET seed = repeat('0', 64) WHERE id = {key}")

    assert says() == [
        f"STATE draw/{key} differs from what event {last} recorded: seed",
        f"STATE draw/{key} differs from what event {last} recorded: inspections.TeamMember",
    ]


def test_t7_what_came_after_the_last_checkpoint_can_be_rewritten_unnoticed(start: int, disc: Path) -> None:
    """The window. It closes with the next checkpoint, or with a receipt on paper: T7b."""
    publish(disc, start + 20)
    attacker.rewrite(start + 25, who="别人")

    assert says("--published", disc) == ["OK"]


def test_t7b_a_printed_receipt_closes_the_window(start: int, disc: Path) -> None:
    publish(disc, start + 20)
    size, receipt = start + 28, root_at(start + 28)
    attacker.rewrite(start + 25, who="别人")

    [line] = says("--published", disc, "--receipt", f"{size}:{receipt}")

    assert line.startswith(f"RECEIPT at size {size}: printed root {receipt[:12]}… but the log gives")
    assert line.endswith("HISTORY REWRITTEN")


def test_t8_a_forged_checkpoint(start: int, disc: Path) -> None:
    attacker.rewrite(start + 5, who="别人")
    (disc / "forged.txt").write_text(note_at(start + 20, STRANGER))

    [line] = says("--published", disc)

    assert line.startswith("SIGNATURE rejected: forged.txt")


def test_t8_an_edited_checkpoint(start: int, disc: Path) -> None:
    publish(disc, start + 20)
    before = notes.encoded(bytes.fromhex(root_at(start + 20)))
    attacker.rewrite(start + 5, who="别人")
    path = disc / f"{start + 20:09d}.txt"
    path.write_text(path.read_text().replace(before, notes.encoded(bytes.fromhex(root_at(start + 20)))))

    [line] = says("--published", disc)

    assert line.startswith(f"SIGNATURE rejected: {path.name}")


T9 = [
    "UPDATE trail_event SET payload = payload",
    "DELETE FROM trail_event",
    "TRUNCATE trail_event",
    "UPDATE trail_detail SET who = ''",
    "DELETE FROM trail_head",
    "ALTER TABLE trail_event DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
]


@pytest.mark.parametrize("statement", T9)
def test_t9_the_application_is_refused_by_the_database(start: int, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", T9[:5])
def test_t9_so_is_the_owner_while_the_triggers_stand(start: int, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; {statement}")


def test_t9_whoever_silences_ordinary_triggers_silences_none_of_these() -> None:
    """ENABLE ALWAYS: a superuser with `session_replication_role = replica` is refused too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgenabled::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'trail\\_%'"
        )
        assert cursor.fetchall() == [("A",)]


def test_a_folder_without_checkpoints_proves_nothing(start: int, disc: Path) -> None:
    assert says("--published", disc) == [f"CHECKPOINT none in {disc}"]


def test_a_receipt_that_is_none_is_named(start: int) -> None:
    assert says("--receipt", "28:abc")[0].startswith("RECEIPT 28:abc: ")


def test_the_report_counts_checkpoints_and_the_tail(start: int, disc: Path) -> None:
    publish(disc, start + 10, start + 20)
    out = StringIO()

    call_command("verify_trail", "--published", str(disc), stdout=out)

    assert f"checkpoints 2 verified, last at {start + 20}; unsealed tail 10\n" in out.getvalue()


def test_without_checkpoint_or_receipt_the_result_claims_less(start: int) -> None:
    alone, held = StringIO(), StringIO()
    call_command("verify_trail", stdout=alone)
    call_command("verify_trail", "--receipt", f"{start + 9}:{root_at(start + 9)}", stdout=held)

    assert "不能说明没有被整个改写" in alone.getvalue()
    assert "OK 留痕完整，未发现改动" in held.getvalue()


def test_without_a_folder_the_checkpoints_of_the_database_are_checked(start: int, disc: Path) -> None:
    publish(disc, start + 20)
    attacker.rewrite(start + 5, who="别人")

    assert says()[0].endswith("HISTORY REWRITTEN")


def test_the_log_alone_can_be_replayed_by_a_role_that_reads_nothing_else(start: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE yangcheng_auditor")
        try:
            assert says("--log-only") == ["OK"]
        finally:
            cursor.execute("SET ROLE yangcheng_app")
