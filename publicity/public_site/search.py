"""Search in Chinese with core PostgreSQL: every character is a word, a query is a phrase. Pure."""

import re
import unicodedata

GAP = "xx"  # stands between two names, so that a phrase cannot run from one into the next
SHORTEST_TAIL = 4


def _characters(text: str) -> list[str]:
    """Letters, digits and hanzi in lower case and half width; everything else falls away."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [character for character in plain if character.isalnum()]


def index_text(*parts: str) -> str:
    """`("凤城君悦", "润城镇")` -> `凤 城 君 悦 xx 润 城 镇`: what is stored, and what is asked for."""
    spaced = (" ".join(_characters(part)) for part in parts)
    return f" {GAP} ".join(part for part in spaced if part)


def publication_number(text: str) -> str:
    """The text as a 公示编号 such as `YC-GS-2026-0004`; empty when it cannot be one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return plain if re.fullmatch(r"[A-Z]+(?:-[A-Z0-9]+)+", plain) else ""


def code_tail(text: str) -> str:
    """The text as the end of a credit code or registration number; empty when it cannot be one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return plain if re.fullmatch(rf"[0-9A-Z]{{{SHORTEST_TAIL},18}}", plain) else ""
