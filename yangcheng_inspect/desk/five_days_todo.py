"""What keeps the five days: lateness to be explained, holds to be decided, results to be typed in elsewhere."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from publicity import lateness
from publicity.models import HoldRequest, Publication
from publicity.services import holds
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.units import headed_units
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.row import Todo
from yangcheng_inspect.workdays import calendar


def of(user: User) -> Iterator[Todo]:
    if user.has_perm("publicity.view_cases") and user.has_perm("publicity.explain_late"):
        yield from _explanations(user)
    if user.has_perm("publicity.decide_hold"):
        yield from _holds(user)
    if user.has_perm("publicity.stamp_posting"):
        yield from _postings()


def _explanations(user: User) -> Iterator[Todo]:
    """Late results of the leading officer and of the head of the unit: 责任单位 says why."""
    leads = Q(inspection__visit__officers__leads=True, inspection__visit__officers__inspector__user=user)
    own = Publication.objects.filter(leads | Q(unit__code__in=headed_units(user))).order_by()
    rows = Publication.objects.filter(pk__in=own.values("pk"))
    known = calendar.load()
    for one in lateness.unexplained(rows, today()).for_page().order_by("due_on", "pk"):
        days = lateness.days_late(one, today(), known)
        note = f"{one.number} 逾期 {days} 个工作日，责任单位须说明原因"
        url = f"{one.get_absolute_url()}#offer-explain"
        title = f"{one.inspection.visit.name} · {one.inspection.version.item.title}"
        yield Todo("逾期说明", "red", "exclamation-octagon", title, note, url, "填写说明", due=one.due_on)


def _holds(user: User) -> Iterator[Todo]:
    """Applications that wait for a leader who is not concerned; until then the result stays unpublished."""
    for asked in HoldRequest.objects.pending().for_page():
        if holds.may_decide(asked, user):
            one = asked.publication
            title, note = f"{one.inspection.visit.name} · 暂缓公示", f"{asked.asked_by.name}申请：{asked.words}"
            yield Todo(
                "暂缓公示", "violet", "pause-circle", title, note, one.get_absolute_url(), "决定申请", due=one.due_on
            )


def _postings() -> Iterator[Todo]:
    """One row for all of them, by the first that falls due."""
    waiting = lateness.unposted(Publication.objects.all()).order_by("published_at", "pk")
    if first := waiting.first():
        due = lateness.post_by(first, calendar.load())
        title, note = f"{waiting.count()} 件公示结果未录入公示系统", "录入国家或省公示系统后登记日期"
        yield Todo("录入公示系统", "blue", "upload", title, note, reverse("posting_list"), "登记录入", due=due)
