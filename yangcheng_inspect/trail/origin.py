"""Where the request at hand comes from. Empty outside a request."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Address of the caller and the number of the request; None outside a request."""

    ip: str | None = None
    request: str | None = None


NOWHERE = Origin()
current: ContextVar[Origin] = ContextVar("trail_origin", default=NOWHERE)
