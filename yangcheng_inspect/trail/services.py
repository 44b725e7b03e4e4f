"""The one way a change leaves its line in the trail."""

from typing import TYPE_CHECKING, Any

from django.db.models import Model

if TYPE_CHECKING:
    from yangcheng_inspect.trail.who import Person


def record(
    action: str,
    *,
    target: Model | str,
    by: "Person | None",
    detail: dict[str, Any] | None = None,
    reason: str = "",
    public: str | None = None,
) -> None:
    """Note that `by` did `action` to `target`, in the transaction that is open now."""
