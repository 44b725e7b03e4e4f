"""Triggers of this app: what the database itself refuses to do to a record, whoever asks.

Which table gets which function stands here; what a function says stands in `sql/sealed.sql`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.models import Model

from inspections.choices import ABSENT_RESULTS
from inspections.models import (
    Addendum,
    Answer,
    Confirmation,
    Evidence,
    Inspection,
    RecordSeal,
    ReviewMark,
    Visit,
    VisitOfficer,
)
from inspections.status import MOVES, RecordStatus, VisitStatus

FUNCTIONS = Path(__file__).parent / "sql" / "sealed.sql"
CHANGE = "BEFORE INSERT OR UPDATE OR DELETE ON {table}"
STATUS = "BEFORE UPDATE OF status ON {table}"
HANDS = "BEFORE UPDATE OF reviewed_by_id, checked_by_id, approved_by_id ON {table}"
MOVED = "WHEN (OLD.status IS DISTINCT FROM NEW.status)"
HANDED_IN = "WHEN (OLD.status IS DISTINCT FROM NEW.status AND NEW.status = 'SUBMITTED')"


def install(using: str, **kwargs: Any) -> None:
    """After every `migrate`, as the owner. Can be repeated."""
    connection = connections[using]
    if RecordSeal._meta.db_table not in connection.introspection.table_names():
        return
    absent = ", ".join(f"'{result}'" for result in ABSENT_RESULTS)
    statements = [FUNCTIONS.read_text().replace("$absent", absent), *_triggers()]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(";".join(statements))


def _triggers() -> Iterator[str]:
    yield _trigger(Inspection, "moves", STATUS, _moves(Inspection, RecordStatus), MOVED)
    yield _trigger(Visit, "moves", STATUS, _moves(Visit, VisitStatus), MOVED)
    yield _trigger(Inspection, "sealed", CHANGE, "inspections_sealed_record()")
    yield _trigger(Inspection, "own_case", HANDS, "inspections_own_case()")
    yield _trigger(Visit, "sealed", "BEFORE UPDATE ON {table}", "inspections_sealed_visit()")
    of_records: tuple[type[Model], ...] = (Answer, Evidence)
    of_visits: tuple[type[Model], ...] = (Confirmation, VisitOfficer)
    for part in of_records:
        yield _trigger(part, "sealed", CHANGE, f"inspections_sealed_part({_words(part)})")
    for part in of_visits:
        yield _trigger(part, "sealed", CHANGE, f"inspections_sealed_visit_part({_words(part)})")
    for kept in (RecordSeal, Addendum, ReviewMark):
        yield _trigger(kept, "kept", "BEFORE UPDATE OR DELETE ON {table}", f"inspections_only_grows({_words(kept)})")
    yield _trigger(RecordSeal, "true", "BEFORE INSERT ON {table}", "inspections_true_seal()")
    yield _at_commit(Inspection, "handed_in", "AFTER UPDATE", "inspections_handed_in()", HANDED_IN)


def _moves(model: type[Model], statuses: type[RecordStatus] | type[VisitStatus]) -> str:
    """The call with every move of the table as an argument."""
    moves = [f"'{now}>{to}'" for now, following in MOVES[statuses].items() for to in following]
    return f"inspections_moves({', '.join([_words(model), *moves])})"


def _words(model: type[Model]) -> str:
    return f"'{model._meta.verbose_name}'"


def _trigger(
    model: type[Model], name: str, when: str, call: str, condition: str = "", create: str = "CREATE TRIGGER"
) -> str:
    """ALWAYS: `session_replication_role` does not silence it."""
    table, trigger = model._meta.db_table, f"inspections_{name}"
    return (
        f"DROP TRIGGER IF EXISTS {trigger} ON {table};"
        f"{create} {trigger} {when.format(table=table)} FOR EACH ROW {condition} EXECUTE FUNCTION public.{call};"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"
    )


def _at_commit(model: type[Model], name: str, when: str, call: str, condition: str) -> str:
    when = f"{when} ON {{table}} DEFERRABLE INITIALLY DEFERRED"
    return _trigger(model, name, when, call, condition, "CREATE CONSTRAINT TRIGGER")
