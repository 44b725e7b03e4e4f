"""Builders for constraints that recur, each with a Chinese message."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CheckConstraint, F, Q


def together(first: str, second: str) -> CheckConstraint:
    """Two columns are both empty or both filled: a stamp and its author."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"%(app_label)s_%(class)s_{first}_with_{second}",
        violation_error_message="办理时间和办理人须同时登记。",
    )


def signed(stamp: str, author: str) -> CheckConstraint:
    """A name never stands without its time; a time alone is an act of the system or of a list."""
    return CheckConstraint(
        condition=Q(**{f"{author}__isnull": True}) | Q(**{f"{stamp}__isnull": False}),
        name=f"%(app_label)s_%(class)s_{author}_at_a_time",
        violation_error_message="登记了办理人的，须同时登记办理时间。",
    )


def stamped(status: str, values: Sequence[str], stamp: str) -> CheckConstraint:
    """Whoever has one of these statuses has the stamp."""
    return CheckConstraint(
        condition=~Q(**{f"{status}__in": list(values)}) | Q(**{f"{stamp}__isnull": False}),
        name=f"%(app_label)s_%(class)s_{stamp}_when_{status}",
        violation_error_message="状态与办理时间不一致。",
    )


def differs(first: str, second: str, name: str, message: str) -> CheckConstraint:
    """Two people of one record are not the same person."""
    condition: Any = Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True}) | ~Q(**{first: F(second)})
    return CheckConstraint(condition=condition, name=f"%(app_label)s_%(class)s_{name}", violation_error_message=message)
