"""What followed the checks of a firm, for its timeline: orders, cases, letters, disputes, each told once per step."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q

from inspections.follow_up_status import CaseStatus
from inspections.models import CaseFiling, Dispute, Rectification, Referral
from yangcheng_inspect.desk.entities.moments import Moment, at

if TYPE_CHECKING:
    from yangcheng_inspect.desk.entities.timeline import Material


def ordered(material: "Material") -> Iterator[Moment]:
    for row in Rectification.objects.visible_to(material.user).filter(_of(material, "inspection__visit")).distinct():
        url = row.get_absolute_url()
        words = f"责令改正：{row.due_on.month}月{row.due_on.day}日 前"
        yield at(row.issued_at, "wrench-adjustable", words, note=row.number, url=url, colour="amber")
        if row.closed_at:
            yield at(row.closed_at, "check2-all", f"复查：{row.get_outcome_display()}", note=row.number, url=url)


def filed(material: "Material") -> Iterator[Moment]:
    for row in CaseFiling.objects.visible_to(material.user).filter(_of(material, "visit")):
        url = row.get_absolute_url()
        yield at(row.handed_at, "folder", f"移交立案：{row.act}", note=row.receiver, url=url, colour="amber")
        if row.decided_at:
            word = "不予立案" if row.status == CaseStatus.DECLINED else "立案"
            yield at(row.decided_at, "folder-check", word, note=row.reference or row.reason, url=url)
        if row.closed_at:
            yield at(row.closed_at, "check2-square", "案件办结", note=row.outcome, url=url)


def referred(material: "Material") -> Iterator[Moment]:
    rows = Referral.objects.visible_to(material.user).filter(_of(material, "inspection__visit"))
    for row in rows.filter(issued_at__isnull=False):
        assert row.issued_at is not None, "filtered"
        url = row.get_absolute_url()
        words = f"线索移送{row.receiver}：{row.subject}"
        yield at(row.issued_at, "box-arrow-up-right", words, note=row.title, url=url, colour="violet")
        if row.replied_on:
            yield Moment(row.replied_on, "envelope-check", f"{row.receiver}回复处理结果", row.reply, url)


def disputed(material: "Material") -> Iterator[Moment]:
    for row in Dispute.objects.visible_to(material.user).filter(_of(material, "visit")):
        url = row.get_absolute_url()
        words = f"陈述申辩：{row.statement}"
        yield at(row.opened_at, "chat-left-text", words, url=url, colour="violet")
        if row.answered_at:
            yield at(row.answered_at, "chat-left-dots", f"答复陈述申辩：{row.get_answer_display()}", url=url)


def _of(material: "Material", visit: str) -> Q:
    return Q(**{f"{visit}__in": [one.pk for one in material.visits]})
