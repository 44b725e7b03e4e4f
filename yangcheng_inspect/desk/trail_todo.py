"""The signer stands still: said to whoever can have it looked at (AU-7, a checkpoint at least daily)."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk.row import Todo
from yangcheng_inspect.trail import checkpoints

LONGEST = timedelta(days=1)


def of(user: User) -> Iterator[Todo]:
    """One row for the office and for those who watch the trail, once an event has waited a day for a checkpoint."""
    if not (user.has_perm("inspections.office_review") or user.has_perm("trail.view_trail")):
        return
    since = checkpoints.waiting_since()
    if since is not None and now() - since > LONGEST:
        title = "留痕检查点超过一天没有签署"
        note = f"{since.astimezone():%Y-%m-%d %H:%M} 起的记录还没有签署；请系统管理员检查签署定时器，审计管理员核对留痕"
        url = f"{settings.PUBLIC_URL.rstrip('/')}/trail/"
        yield Todo("检查点", "red", "shield-exclamation", title, note, url, "查看检查点")
