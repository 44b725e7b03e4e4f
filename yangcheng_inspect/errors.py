"""Refusals that several apps use. Their text is the sentence the user reads, in Chinese."""


class DomainError(Exception):
    """A rule said no. `str(error)` says what happened and what to do; views show it as it is."""


class IllegalMove(DomainError):
    """A status may not follow another."""

    def __init__(self, now: str, to: str) -> None:
        super().__init__(f"当前状态是“{now}”，不能改为“{to}”。请刷新页面，按现在的状态办理。")


class SameHands(DomainError):
    """Somebody would decide on a matter of their own."""


class NotPermitted(DomainError):
    """The role table does not give this person this act."""


class AlreadyDone(DomainError):
    """Somebody else, or a second click, did it first."""
