"""Punctuation of item texts as a reader expects it; the registry keeps what the list said. Pure."""

import re

CHINESE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"  # characters and their punctuation
MARK = re.compile(f"(?<={CHINESE})[,;]|[,;](?={CHINESE})")
BRACKETS = re.compile(rf"(?<={CHINESE})\(([^()]*)\)|\(([^()]*{CHINESE}[^()]*)\)")
WIDE = {",": "，", ";": "；"}


def full_width(text: str) -> str:
    """`查验证件;境外旅客(含港澳)` -> `查验证件；境外旅客（含港澳）`; marks among digits and Latin letters stay."""
    bracketed = BRACKETS.sub(lambda found: f"（{found[1] or found[2] or ''}）", text)
    return MARK.sub(lambda found: WIDE[found[0]], bracketed)
