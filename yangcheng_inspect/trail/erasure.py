"""Erasing what the log recorded about an object, where the law demands it (个人信息保护法 第四十七条).

Salts and values go; the payloads with their hashes stay, so that the log verifies as before. Who acted stays too: that
is what 责任可追溯 rests on. Rows are not touched: whatever is personal in them is amended first, by the service they
belong to, and this erases what that left in the log.
"""

from typing import Protocol

from django.db import transaction

from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.models import EventDetail
from yangcheng_inspect.trail.services import Person, record

# What may hold a citizen's data. A draw, a plan, a list, a right somebody was given: nothing there is personal, and
# nothing there is ever hidden.
PERSONAL = frozenset(
    {"approval", "archive", "case", "dispute", "document", "entity", "import", "inspection", "inspector", "letter"}
    | {"login", "objection", "paper_print", "proposal", "publication", "record_copy", "rectification", "referral"}
    | {"statement", "visit"}
)
EMPTY = {"detail_salt": "", "detail": "", "state_salt": "", "state": ""}


class Official(Person, Protocol):
    """A person with permissions: `accounts.User`, seen from below."""

    def has_perm(self, perm: str) -> bool: ...


def erase(*, target: str, reason: str, by: Official, approved_by: Official, using: str) -> int:
    """Empty details and states of all events about the object `kind/key`; the number of events.

    `by` of the office proposes and a leader approves. The database lets only the owner's connection `using` do this,
    and only together with the event `detail.erase`, which records the object's present state. What told of earlier
    erasures stays.
    """
    _refuse_unless_agreed(reason, by, approved_by)
    name = objects.name_of(target)
    if name.partition("/")[0] not in PERSONAL:
        raise DomainError(f"“{name}”的留痕不含应删除的个人信息，不能删除。请核对对象的类别和编号。")
    with transaction.atomic(using=using):
        details = EventDetail.objects.using(using).filter(event__obj=name).exclude(detail="", state="")
        details = details.exclude(event__act="detail.erase")
        count = details.update(**EMPTY)
        if not count:
            raise DomainError(f"“{name}”没有可以删除的留痕明细。请核对对象的类别和编号。")
        values = {"events": count, "approved_by": approved_by.pk, "approver": approved_by.name}
        record("detail.erase", target=name, by=by, reason=reason.strip(), detail=values, using=using)
    return count


def _refuse_unless_agreed(reason: str, by: Official, approved_by: Official) -> None:
    if not reason.strip():
        raise DomainError("请写明依法删除的理由。")
    if by.pk == approved_by.pk:
        raise SameHands("申请人不能批准自己的申请。请由分管局领导批准。")
    if not by.has_perm("trail.propose_erasure"):
        raise NotPermitted("删除留痕中的个人信息由双随机办申请。请填写双随机办人员的登录名。")
    if not approved_by.has_perm("trail.approve_erasure"):
        raise NotPermitted("删除留痕中的个人信息由分管局领导批准。请填写分管局领导的登录名。")
