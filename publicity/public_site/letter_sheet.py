"""What has been answered so far, carried by the form itself: the site keeps no session and sets no cookie.

The answers travel in one hidden field that only this site can write (`django.core.signing`), from page to page and
back, and never in an address. They are the writer's own words, so they are signed, not sealed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

from yangcheng_inspect.clock import now

SALT = "public_site.letter"
LASTS = timedelta(hours=24)
SLOWEST_ROBOT = timedelta(seconds=3)
"""Nobody reads and fills a form faster; a script does."""


class Unreadable(Exception):
    """The hidden field was cut short or written by somebody else."""


@dataclass
class Sheet:
    """One form being filled: `key` names the letter it will become, `page` is the page at hand, from 0."""

    flow: str
    key: UUID = field(default_factory=uuid4)
    opened_at: datetime = field(default_factory=now)
    page: int = 0
    data: dict[str, str] = field(default_factory=dict)

    @property
    def signed(self) -> str:
        value = {
            "flow": self.flow,
            "key": self.key.hex,
            "opened": self.opened_at.isoformat(),
            "page": self.page,
            "data": self.data,
        }
        return signing.dumps(value, salt=SALT, compress=True)

    @property
    def opened_on(self) -> date:
        return timezone.localdate(self.opened_at)

    @property
    def is_stale(self) -> bool:
        return now() - self.opened_at > LASTS

    @property
    def is_hasty(self) -> bool:
        return now() - self.opened_at < SLOWEST_ROBOT

    def renew(self) -> None:
        """As if opened now, with everything written so far."""
        self.key, self.opened_at = uuid4(), now()


def read(token: str, flow: str) -> Sheet:
    """Raises Unreadable."""
    try:
        value: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Unreadable from error
    if value["flow"] != flow:
        raise Unreadable
    return Sheet(flow, UUID(value["key"]), datetime.fromisoformat(value["opened"]), value["page"], value["data"])
