"""What waits around firms: proposals for the office, their outcome for who proposed, exceptions for the leader."""

from collections.abc import Iterator

from django.urls import reverse

from inspections.models import CapException
from registry.models import EntityProposal
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    yield from proposals(user)
    yield from outcomes(user)
    yield from exceptions(user)


def proposals(user: User) -> Iterator[Todo]:
    """申变更 of others: nobody decides on his own."""
    if not user.has_perm("registry.manage_registry"):
        return
    for row in EntityProposal.objects.pending().exclude(proposed_by=user).for_page():
        what = "、".join(word for word, _, _ in row.differences)
        note = f"{row.proposed_by.name}申报：{what}" if row.entity else f"{row.proposed_by.name}申报的新市场主体"
        url = reverse("proposal_decide", args=[row.pk])
        yield Todo("申变更", "violet", "person-badge", row.firm_name, note, url, "核对申报")


def outcomes(user: User) -> Iterator[Todo]:
    """What became of this person's own, until he says that he knows."""
    if not user.has_perm("registry.propose_change"):
        return
    for row in EntityProposal.objects.told(user).for_page():
        note = f"双随机办{row.get_status_display()}" + (f"：{row.decision}" if row.decision else "")
        yield Todo("申报结果", "grey", "person-badge", row.firm_name, note, row.get_absolute_url(), "查看结果")


def exceptions(user: User) -> Iterator[Todo]:
    if not user.has_perm("inspections.approve_cap_exception"):
        return
    for row in CapException.objects.pending().exclude(proposed_by=user).for_page():
        note = f"{row.proposed_by.name}申请 {row.year} 年增加检查 {row.extra} 次：{row.reason}"
        yield Todo("频次例外", "violet", "plus-slash-minus", row.entity.name, note, row.get_absolute_url(), "审批例外")
