"""How the office's pages write hashes, ratios and strata."""

from django import template

from inspections import strata
from inspections.forms.office import LOTTERIES
from inspections.lottery.sources import WITNESSES
from inspections.models import Visit

register = template.Library()


@register.filter
def fours(code: str) -> str:
    """A hash in groups of four, so that it can be read aloud and compared: `b599 4514 2489 …`."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


@register.filter
def team(visit: Visit) -> str:
    """`田明海（主办）、陈庆`: the leading officer first."""
    return "、".join(f"{one.inspector.name}{'（主办）' if one.leads else ''}" for one in visit.officers.all())


@register.filter
def stratum(code: str) -> str:
    """`BK` -> 重点·B类."""
    return strata.label(code)


@register.filter
def stratum_word(code: str) -> str:
    """一般 or 重点."""
    return strata.words([code])


@register.filter
def source_words(source: list[str]) -> str:
    """`["KL8", "2026301"]` -> 快乐8 2026301 期; `["W", "3"]` -> 3 名见证人."""
    kind, ref = source
    return f"{ref} 名见证人" if kind == WITNESSES else f"{LOTTERIES.get(kind, kind)} {ref} 期"
