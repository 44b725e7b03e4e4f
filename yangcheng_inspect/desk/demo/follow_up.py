"""What follows the checks of the first round: one order put right, one overdue, one letter without a reply."""

from datetime import date

from inspections.choices import AnswerChoice, Result
from inspections.models import Dispute, DrawSession, Inspection, Rectification, Visit
from inspections.services import disputes, rechecks, rectifications, referrals
from inspections.services.referrals import Exhibit, Letter
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.visits import team

DEMAND = "按《特种行业治安管理规定》和本事项的检查要点逐项改正，改正后书面报告并附照片。"
PROOF = "已按要求逐项改正，制度已上墙，登记簿已补记，附现场照片。"
SEEN = "现场核对，制度上墙，安全保卫人员已指定，登记簿补记完整。"
ANSWER = "经调取现场照片和登记簿核实，检查当时确有缺页；事后补记属改正，不影响检查时认定的事实。"


def hear(visit: Visit, day: date, upto: str = "answered") -> None:
    """Somebody outside the case takes the objection, hears the business and answers it."""
    for dispute in Dispute.objects.waiting().filter(visit=visit):
        person = disputes.eligible(dispute).order_by("pk").first()
        assert person is not None, "nobody is left outside the case"
        with at(day, 16, 30):
            disputes.take(dispute=dispute, by=person)
        if upto == "taken":
            return
        with at(day, 17):
            disputes.hear(dispute=dispute, heard_on=day, heard_how="到店当面听取", more="", by=person)
            disputes.answer(dispute=dispute, answer=Dispute.Answer.DECLINED, reasons=ANSWER, by=person)


def play(session: DrawSession) -> None:
    """Each record of the round whose result asks for an order gets one; what happens then differs."""
    told = Inspection.objects.filter(visit__task__session=session).select_related("visit", "version__item")
    ordered = list(told.filter(result=Result.ORDERED).order_by("pk"))
    made = [_issue(one, workday(7)) for one in ordered]
    for order in sorted(made, key=lambda one: one.due_on)[1:2]:
        _put_right(order)
    for inspection in told.filter(result=Result.FIXED).order_by("pk")[:1]:
        _refer(inspection)
    rechecks.mark_overdue()


def _issue(inspection: Inspection, day: date) -> Rectification:
    wrong = inspection.answers.filter(choice=AnswerChoice.NO).order_by("check_point__order")
    facts = "\n".join(answer.finding for answer in wrong)
    with at(day, 16, 10):
        return rectifications.issue(inspection=inspection, facts=facts, demand=DEMAND, by=team(inspection.visit)[0])


def _put_right(order: Rectification) -> None:
    first, second = team(order.inspection.visit)[:2]
    with at(workday(4), 10):
        rectifications.prove(rectification=order, text=PROOF, received_on=workday(4), by=first)
    with at(workday(3), 15):
        rechecks.judge(rectification=order, outcome=Rectification.Outcome.FIXED, note=SEEN, by=first)
    with at(workday(3), 15, 10):
        order = rechecks.countersign(rectification=order, by=second)
    with at(workday(2), 9):
        rechecks.close(rectification=order, by=_decider(order))


def _decider(order: Rectification) -> User:
    person = rectifications.deciders(order).order_by("pk").first()
    assert person is not None, "nobody is left to close the order"
    return person


def _refer(inspection: Inspection) -> None:
    letter = Letter(
        matter="OTHER",
        inside=False,
        receiver="阳城县消防救援大队",
        subject="疏散通道堆放物品",
        facts="检查时发现二层疏散通道堆放杂物，影响通行。",
        grounds="消防监督检查不属于本单位职责，依据《中华人民共和国消防法》第四条移送。",
        evidence=[Exhibit("检查记录表", 1, 3), Exhibit("现场照片", 1, 2)],
    )
    with at(workday(5), 10):
        referral = referrals.draft(inspection=inspection, letter=letter, by=team(inspection.visit)[0])
    for hour, act in ((11, referrals.review), (16, referrals.approve)):
        person = referrals.eligible(referral).order_by("pk").first()
        assert person is not None, "nobody is left for this step"
        with at(workday(5), hour):
            referral = act(referral=referral, by=person)
