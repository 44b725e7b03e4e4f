"""Links that carry the chosen look along (the site sets no cookie), and days as people write them."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse

from publicity.public_site import words
from publicity.public_site.furniture import Furniture
from publicity.public_site.furniture import furniture as facts
from publicity.public_site.look import look_of
from yangcheng_inspect import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: Any, **query: str) -> str:
    """The address of a page in the look of this one: `{% to 'result' row.number %}`, `{% to 'results' item=code %}`."""
    look = look_of(context["request"])
    pairs = {**query, **({"view": look} if look else {})}
    return reverse(name, args=args) + (f"?{urlencode(pairs)}" if pairs else "")


@register.simple_tag(takes_context=True)
def in_look(context: Context, look: str) -> str:
    """This page in another look; an empty look is the ordinary one."""
    query = context["request"].GET.copy()
    query.pop("view", None)
    if look:
        query["view"] = look
    return f"?{query.urlencode()}" if query else context["request"].path


@register.simple_tag(takes_context=True)
def look(context: Context) -> str:
    """`large`, `contrast` or nothing."""
    return look_of(context["request"])


@register.simple_tag
def today() -> date:
    return clock.today()


@register.simple_tag
def furniture() -> Furniture:
    """What the footer says."""
    return facts()


@register.filter
def day(value: str | date) -> str:
    """`2026-04-02` or a date -> `2026年4月2日`."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{on.year}年{on.month}月{on.day}日"


@register.filter
def answer(word: str) -> words.Tag:
    return words.answer_tag(word)


@register.filter
def in_words(line: str) -> str:
    """A line of public numbers as a citizen reads it."""
    return words.numbers_in_words(line)


@register.filter
def source(pair: tuple[str, str]) -> str:
    """Where a public number comes from."""
    return words.source_in_words(*pair)


@register.filter
def in_fours(code: str) -> str:
    """`b5994514…` -> `b599 4514 …`: a digest that two people can read to one another."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@register.filter
def code_label(code: str) -> str:
    """What an 18-digit, a 15-digit or a local number is called."""
    return {18: "统一社会信用代码", 15: "注册号"}.get(len(code), "名录编号")
