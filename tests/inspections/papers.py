"""One check that became every paper: ordered, disputed, put right, referred; with a name of rare characters."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from inspections.choices import Disclosure, Opinion, PaperKind
from inspections.models import Delivery, Dispute, Referral, Visit
from inspections.papers import kinds
from inspections.services import disputes, documents, rechecks, rectifications, referrals
from publicity.models import Objection, Publication
from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory, VisitFactory, head_of, lead_of, somebody, team_of
from tests.factories.objections import decided
from tests.factories.plans import SessionFactory, TaskFactory
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today

FIRM = "阳城县濩泽喆堃㛃旅馆"


def sources() -> dict[PaperKind, Any]:
    """From each kind of paper to an object it is made from, every step taken by the real service."""
    visit = VisitFactory(submitted=True, wrong=True, entity=EntityFactory(name=FIRM), opinion=Opinion.DISPUTED)
    record, told = visit.inspections.get(), VisitFactory(approved=True)
    draw = SessionFactory(drawn=True, tasks=[TaskFactory(disclosure=Disclosure.AT_ONCE)]).draws.get()
    order = ordered(visit)
    referral = referred(visit)
    by_code = {
        PaperKind.APPROVAL: visit.approval,
        PaperKind.RECORD: record,
        PaperKind.RESULT: told,
        PaperKind.ANSWER: answered(visit),
        PaperKind.SERVICE: delivered(visit),
        PaperKind.DRAW: draw,
        PaperKind.LEDGER: draw.task,
        PaperKind.ATTENDANCE: draw.task,
    }
    by_code |= dict.fromkeys([PaperKind.NOTICE, PaperKind.MINUTES], visit)
    by_code |= dict.fromkeys([PaperKind.ORDER, PaperKind.RECHECK], order)
    by_code |= dict.fromkeys([PaperKind.OBJ_NOTICE, PaperKind.OBJ_REPLY], objected(visit))
    return by_code | dict.fromkeys([PaperKind.HANDOVER, PaperKind.REFERRAL], referral)


def ordered(visit: Visit) -> Any:
    """An order, the business's proof, a re-inspection in writing by both officers, and the head's word."""
    lead, second = team_of(visit)
    made = rectifications.issue(
        inspection=visit.inspections.get(), facts="录像留存 21 日，不足 30 日。", demand="更换存储设备。", by=lead
    )
    rectifications.prove(rectification=made, text="已更换存储设备。", received_on=today(), by=lead)
    rechecks.judge(rectification=made, outcome="FIXED", note="录像留存已满 30 日。", by=lead)
    rechecks.countersign(rectification=made, by=second)
    return rechecks.close(rectification=made, by=head_of(visit))


def referred(visit: Visit) -> Referral:
    letter = referrals.Letter(
        matter="OTHER",
        inside=False,
        receiver="阳城县市场监督管理局",
        subject="无照经营",
        facts="现场未见营业执照。",
        grounds="《无证无照经营查处办法》第五条。",
        evidence=[referrals.Exhibit(f"现场照片{n}", 1, 2) for n in range(1, 40)],
    )
    made = referrals.draft(inspection=visit.inspections.get(), letter=letter, by=lead_of(visit))
    referrals.review(referral=made, by=head_of(visit))
    return referrals.approve(referral=made, by=somebody(Role.LEADER))


def answered(visit: Visit) -> Dispute:
    waiting = visit.disputes.first() or disputes.follow(visit=visit, by=lead_of(visit))
    assert waiting is not None
    hand = disputes.eligible(waiting).first() or UserFactory(office=True)
    disputes.take(dispute=waiting, by=hand)
    disputes.hear(dispute=waiting, heard_on=today(), heard_how="到企业当面听取", more="补充了购买发票。", by=hand)
    return disputes.answer(dispute=waiting, answer="DECLINED", reasons="录像时间以设备时钟为准。", by=hand)


def objected(visit: Visit) -> Objection:
    """An objection to its result, maintained."""
    return decided(Publication.objects.get(inspection__visit=visit))


def delivered(visit: Visit) -> Delivery:
    document = documents.issue(kind=kinds.of("NOTICE"), source=visit, by=lead_of(visit))
    served = documents.Served(
        way="LEFT",
        served_at=now(),
        place=visit.address,
        servers="民警甲、民警乙",
        receiver="李青",
        refusal="称负责人不在，拒绝签收。",
        witness="王芳",
    )
    return documents.serve(document=document, served=served, by=lead_of(visit))


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is rolled back: a module's papers are made once and leave nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
