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


def words_of(error: Exception) -> str:
    """What a command says of a refusal, of a file that cannot be read or written, or of one that is no text."""
    if isinstance(error, OSError):
        return f"文件 {error.filename or ''} 读不到或写不了。请核对文件名、文件夹和权限。"
    if isinstance(error, UnicodeDecodeError):
        return "文件不是文本。请核对是否指定了正确的文件。"
    return str(error)
