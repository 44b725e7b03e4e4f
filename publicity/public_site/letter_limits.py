"""How often one network may write or ask: no picture puzzle, a number (ux.md §1.4: rate limit instead of captcha).

Counted in the process's own memory under a hash of the address, forgotten after the period and written nowhere.
`limits` slows every caller down; this counts what was taken, and tells a person why it is enough.
"""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from publicity.public_site.limits import network
from yangcheng_inspect.caller import address

HOUR = 3600


@dataclass(frozen=True)
class Limit:
    """At most `most` times in `seconds` from one network; `sentence` says so."""

    name: str
    most: int
    seconds: int
    sentence: str


# Phones of one carrier share addresses, so a day's number is generous.
LETTERS = Limit(
    "letters", 20, 24 * HOUR, "同一网络今天提交的已到上限 20 件。内容还在，明天再提交，或者打印后书面寄送。"
)
MOST_PICTURES = 1024 * 1024 * 1024
"""Bytes of pictures that all letters of a day may bring through one process: the disk is the results' disk, too."""
FULL = "今天网上收到的图片已满。内容还在，不选图片再按一次“提交”；证明材料书面寄送，或者明天再提交。"
TRIES = Limit("tries", 20, HOUR, "同一网络一小时内最多查询 20 次。一小时后再查，或者电话询问。")


def room(size: int) -> bool:
    """Count that many bytes of pictures; False once there were too many. A letter without pictures always has room."""
    return not size or _counted("pictures", size, 24 * HOUR) <= MOST_PICTURES


def allowed(limit: Limit, request: HttpRequest) -> bool:
    """Count this one; False once there were too many."""
    key = f"{limit.name}/{hashlib.sha256(network(address(request)).encode()).hexdigest()}"
    return _counted(key, 1, limit.seconds) <= limit.most


def _counted(key: str, more: int, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key, more)
    except ValueError:  # its time ended between the two lines
        return more
