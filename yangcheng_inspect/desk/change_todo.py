"""更正、撤下: what the leader has to decide, what must come down by when, what is not outside yet."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from publicity import outside
from publicity.models import Publication, Takedown
from publicity.services import corrections, withdrawals
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.row import Todo
from yangcheng_inspect.workdays import calendar


def of(user: User) -> Iterator[Todo]:
    yield from to_decide(user)
    yield from takedowns(user)
    yield from unsent(user)


def to_decide(user: User) -> Iterator[Todo]:
    """Applications of the office, for 分管局领导."""
    for asked in corrections.waiting_for(user):
        yield _decision(asked.publication, "更正公示", "pencil-square", asked.reason)
    for taken in withdrawals.waiting_for(user):
        yield _decision(taken.publication, taken.get_kind_display(), "x-octagon", taken.reason)


def _decision(publication: Publication, kind: str, icon: str, reason: str) -> Todo:
    title = f"{publication.inspection.visit.name} · {publication.number}"
    note = f"双随机办提请{kind.removesuffix('公示')}：{reason}"
    return Todo(kind, "red", icon, title, note, publication.get_absolute_url(), "决定", _due(publication))


def _due(publication: Publication) -> date | None:
    clock = publication.takedowns.running().first()
    return clock.due_on if clock else None


def takedowns(user: User) -> Iterator[Todo]:
    """Entries whose decision fell, until they are down or put right (行政处罚法第四十八条)."""
    if not (user.has_perm("publicity.propose_withdrawal") or user.has_perm(withdrawals.APPROVE)):
        return
    for clock in Takedown.objects.running().select_related("publication__inspection__visit"):
        late = clock.due_on < today()
        note = f"{clock.get_ground_display()}（{clock.document}），{'已逾期，' if late else ''}须撤下或者更正"
        title = f"{clock.publication.inspection.visit.name} · {clock.publication.number}"
        url = clock.publication.get_absolute_url()
        yield Todo("限期撤下", "red", "alarm", title, note, url, "撤下或更正", clock.due_on)


def unsent(user: User) -> Iterator[Todo]:
    """One row for everything decided that the public machine does not show yet."""
    if not user.has_perm("publicity.propose_withdrawal"):
        return
    if rows := outside.waiting(calendar.load()):
        title = f"更新和撤下待上传外网 {len(rows)} 件"
        note = f"最早到期：{rows[0].name} {rows[0].what}"
        url = reverse("bundle_list")
        yield Todo("外网公示", "amber", "box-arrow-up-right", title, note, url, "查看", rows[0].due)
