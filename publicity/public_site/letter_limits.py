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
TRIES = Limit("tries", 20, HOUR, "同一网络一小时内最多查询 20 次。一小时后再查，或者电话询问。")


def allowed(limit: Limit, request: HttpRequest) -> bool:
    """Count this one; False once there were too many."""
    key = f"{limit.name}/{hashlib.sha256(network(address(request)).encode()).hexdigest()}"
    cache.add(key, 0, limit.seconds)
    try:
        return cache.incr(key) <= limit.most
    except ValueError:  # its time ended between the two lines
        return True
