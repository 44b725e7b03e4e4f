"""Somebody with every right in the database: triggers off, and everything computed again that can be."""

import json
from collections.abc import Callable

from django.db import connection

from yangcheng_inspect.trail import log

TABLES = ("trail_event", "trail_detail", "trail_head", "trail_checkpoint")
LINES = TABLES[:2]
Payload = dict[str, object]


def run(*statements: str) -> None:
    """As the owner, with the log's own triggers off."""
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(";".join(["RESET ROLE", *off, *statements, "SET ROLE yangcheng_app"]))


def rewrite(seq: int, *, who: str) -> None:
    """Give an event another author, as if it had never been otherwise."""
    salt = "ab" * 16
    person = log.canon({"id": None, "ip": None, "name": who, "request": None, "username": None})
    run(f"UPDATE trail_detail SET who_salt = '{salt}', who = '{person}' WHERE seq = {seq}")
    _rebuild(lambda payloads: payloads[seq].update(who=log.salted(salt, person)))


def remove(seq: int) -> None:
    """Take an event out and let the others move up."""
    for table in LINES:
        run(
            f"DELETE FROM {table} WHERE seq = {seq}",
            f"UPDATE {table} SET seq = -seq WHERE seq > {seq}",  # in two steps: a key is never there twice
            f"UPDATE {table} SET seq = -seq - 1 WHERE seq < 0",
        )
    _rebuild(lambda payloads: None)


def swap(seq: int) -> None:
    """Exchange an event with the one after it."""
    steps = ((seq, -1), (seq + 1, seq), (-1, seq + 1))
    run(*(f"UPDATE {t} SET seq = {b} WHERE seq = {a}" for t in LINES for a, b in steps))
    _rebuild(lambda payloads: None)


def cut(size: int) -> None:
    """Leave only the first `size` events."""
    run(*(f"DELETE FROM {table} WHERE seq >= {size}" for table in LINES))
    _rebuild(lambda payloads: None)


def _rebuild(change: Callable[[list[Payload]], object]) -> None:
    """Payloads as `change` leaves them, numbered from 0; leaves, roots and the head to fit."""
    payloads = [json.loads(text) for text in _payloads()]
    change(payloads)
    peaks: list[bytes] = []
    statements = []
    for seq, payload in enumerate(payloads):
        text = log.canon({**payload, "seq": seq})
        peaks = log.append(peaks, seq, log.leaf(text))
        values = (text, log.leaf(text).hex(), log.fold(peaks).hex())
        statements.append("UPDATE trail_event SET payload = '{}', leaf = '{}', root = '{}'".format(*values))
        statements[-1] += f" WHERE seq = {seq}"
    frontier = ",".join(peak.hex() for peak in peaks)
    run(*statements, f"UPDATE trail_head SET size = {len(payloads)}, frontier = '{frontier}'")


def _payloads() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM trail_event ORDER BY seq")
        return [text for (text,) in cursor.fetchall()]
