"""What was written by hand on a colleague's phone and waits for the officer's own login."""

from collections.abc import Iterator

from django.urls import reverse

from inspections.models import HandMark
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    """One row per visit, until it is handed in."""
    waiting = HandMark.objects.filter(
        officer__inspector__user=user, confirmed_at__isnull=True, visit__status=VisitStatus.ONSITE
    )
    seen: dict[int, list[HandMark]] = {}
    for mark in waiting.select_related("visit"):
        seen.setdefault(mark.visit_id, []).append(mark)
    for marks in seen.values():
        visit = marks[0].visit
        arrival = any(mark.act == HandMark.Act.ARRIVE for mark in marks)
        acts = "、".join(mark.get_act_display() for mark in marks)
        yield Todo(
            kind="本人确认",
            colour="amber",
            icon="pencil-square",
            title=f"{visit.name} · 手写登记",
            note=f"您在同组人员手机上手写了{acts}，本人登录确认后才能提交",
            url=visit.get_absolute_url() if arrival else reverse("visit_confirm", args=[visit.pk]),
            act="登录确认",
            due=visit.due_on,
        )
