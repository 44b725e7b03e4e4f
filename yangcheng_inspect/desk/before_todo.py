"""What comes before a visit and after it went first: visits to merge, approvals afterwards that are late."""

from collections.abc import Iterator

from django.urls import reverse

from inspections import site
from inspections.models import Interruption, Visit
from inspections.services import merging, urgent
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    if user.has_perm("inspections.submit_visits"):
        yield from mergers(user)
    if user.has_perm("inspections.office_review"):
        yield from late_approvals()
    yield from pauses(user)


def mergers(user: User) -> Iterator[Todo]:
    """A firm with two visits ahead: once is enough, or somebody says why not."""
    for first, second in merging.waiting_for(user):
        seen = first if Visit.objects.visible_to(user).filter(pk=first.pk).exists() else second
        url = reverse("visit_merge", args=[seen.pk, second.pk if seen is first else first.pk])
        note = "这一户有两次检查，建议合并为一次到场"
        due = min(first.due_on, second.due_on)
        yield Todo("合并检查", "blue", "union", seen.name, note, url, "查看", due)


def late_approvals() -> Iterator[Todo]:
    """先行检查 whose form nobody approved in time."""
    for form in urgent.overdue().order_by("urgent_due_on", "pk"):
        note = f"先行检查的补批已逾期。紧急事由：{form.urgent_ground}"
        url = form.get_absolute_url()
        yield Todo("补批逾期", "red", "alarm", form.number, note, url, "催办", form.urgent_due_on)


def pauses(user: User) -> Iterator[Todo]:
    """Own checks that stand still, but for those that wait for a decision."""
    mine = Visit.objects.of_officer(user).filter(status=VisitStatus.ONSITE, interruptions__ended_at__isnull=True)
    for visit in mine.filter(interruptions__isnull=False).distinct().order_by("pk"):
        paused = site.pause(visit)
        if paused and paused.kind != Interruption.Kind.RECUSAL:
            url = reverse("visit_site", args=[visit.pk])
            yield Todo("已暂停", "amber", "pause-circle", visit.name, paused.note, url, "恢复", visit.due_on)
