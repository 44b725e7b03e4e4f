"""Every refusal of the draw: a code for programs, a sentence for the reader."""

from enum import StrEnum


class Code(StrEnum):
    """What was refused. DUP, QUOTA and INFEASIBLE are words of the protocol, the others are ours."""

    GRAMMAR = "GRAMMAR"  # a line is not of the form §2.2 gives it
    CANONICAL = "CANONICAL"  # every line is well formed, but the text is not the one we would write
    DUP = "DUP"  # an identifier or a row occurs twice
    UNKNOWN = "UNKNOWN"  # a row names something that no other row declares
    NONCE = "NONCE"  # the nonce is not the one committed to
    PUBLIC = "PUBLIC"  # the public numbers do not fit the declared sources
    QUOTA = "QUOTA"  # the total and the floors contradict one another
    INFEASIBLE = "INFEASIBLE"  # nobody is left for a place in a team
    CHAIN = "CHAIN"  # a replacement record does not follow from the ones before
    INPUT = "INPUT"  # the JSON handed in has another shape


class LotteryError(Exception):
    """A refusal. `code` is one of Code; `str(error)` says in Chinese what happened and what to do."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
