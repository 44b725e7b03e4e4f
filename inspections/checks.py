"""What is still missing before a visit may be submitted: one small function per rule.

The page shows the sentences, the service refuses on them: one list, two uses (方案三(二)2, 四(三)).
"""

from collections.abc import Iterator

from inspections import desk_rules, picture_checks, site, suggest
from inspections.choices import ABSENT_RESULTS, NOBODY_THERE, PROBLEM_RESULTS, AnswerChoice, Opinion, Result
from inspections.content import content_hash
from inspections.models import HandMark, Inspection, Visit
from registry.models import CheckPoint

MINIMUM_OFFICERS = 2


def missing(visit: Visit) -> list[str]:
    """Sentences that name each thing still to do, in the order of the paper form."""
    rules = (
        not_paused,
        two_officers_arrived,
        notice_and_rights,
        desk_rules.materials,
        records,
        picture_checks.waiting,
        picture_checks.signed_sheets,
        confirmation,
        signatures,
        own_logins,
    )
    return [sentence for rule in rules for sentence in rule(visit)]


def before_confirmation(visit: Visit) -> Iterator[str]:
    """What must stand before the business is asked: nobody confirms half a record or the work of one officer."""
    for rule in (two_officers_arrived, notice_and_rights, desk_rules.materials, records):
        yield from rule(visit)


def not_paused(visit: Visit) -> Iterator[str]:
    if paused := site.pause(visit):
        yield f"检查已暂停（{paused.get_kind_display()}），恢复后才能提交。"


def two_officers_arrived(visit: Visit) -> Iterator[str]:
    officers = list(visit.officers.select_related("inspector"))
    if len(officers) < MINIMUM_OFFICERS:
        yield "检查人员不得少于两人。"
    if visit.at_desk:
        return
    by_hand = _by_hand(visit, HandMark.Act.ARRIVE)
    for officer in officers:
        if officer.arrived_at is None and officer.pk not in by_hand:
            yield f"{officer.inspector.name}尚未到场亮证。"


def nobody_there(visit: Visit) -> bool:
    """Every record says that nobody of the business could be met: nothing to serve, nobody to inform."""
    results = [inspection.result for inspection in visit.inspections.all()]
    return bool(results) and all(result in NOBODY_THERE for result in results)


def notice_and_rights(visit: Visit) -> Iterator[str]:
    if nobody_there(visit):
        return
    if visit.notice_served_at is None:
        yield "检查通知书尚未登记送达。"
    if visit.rights_read_at is None:
        yield "尚未登记权利告知。"


def records(visit: Visit) -> Iterator[str]:
    for inspection in visit.inspections.select_related("version__item"):
        yield from answers(inspection)
        yield from result(inspection)


def answers(inspection: Inspection) -> Iterator[str]:
    """Every check-point answered, unless the result says why nothing could be gone through."""
    return (sentence for _, sentence in open_points(inspection))


def open_points(inspection: Inspection) -> Iterator[tuple[CheckPoint, str]]:
    """Check-points without a whole answer, each with the sentence about it."""
    if inspection.result in ABSENT_RESULTS or stopped(inspection):
        return
    given = {answer.check_point_id: answer for answer in inspection.answers.select_related("check_point")}
    photos = picture_checks.photographed(inspection)
    for point in inspection.version.check_points.all():
        answer = given.get(point.pk)
        if answer is None:
            yield point, f"第 {point.order} 项尚未检查。"
        elif answer.choice == AnswerChoice.NO and (words := picture_checks.wrong_point(answer, photos)):
            yield point, words


def stopped(inspection: Inspection) -> bool:
    """A crime was found on the way: the checklist ends there, and the only result is 立案处理."""
    return inspection.result == Result.CASE and inspection.visit.cases.filter(stopped=True).exists()


def result(inspection: Inspection) -> Iterator[str]:
    wrong = inspection.answers.filter(choice=AnswerChoice.NO).exists()
    if not inspection.result:
        yield f"“{inspection.version.item.title}”尚未填写检查结果。"
    elif inspection.result == Result.NONE and wrong:
        yield "有检查要点为“不符合”，检查结果不能是“未发现问题”。"
    elif inspection.result in PROBLEM_RESULTS and not wrong and not stopped(inspection):
        yield "检查结果为发现问题，但没有检查要点为“不符合”。请核对。"
    elif inspection.result in ABSENT_RESULTS and not inspection.note:
        yield f"检查结果为“{inspection.get_result_display()}”，请在情况说明中写明经过。"
    if not stopped(inspection) and suggest.against(inspection):
        wanted = Result(suggest.proposed(inspection)).label
        yield f"检查结果与建议“{wanted}”不同，请写明理由。"
    yield from _as_ordered(inspection)
    yield from _at_the_door(inspection)
    if inspection.result == Result.ORDERED and inspection.rectify_by is None:
        yield "责令改正须写明改正期限。"
    yield from handling(inspection)


def _as_ordered(inspection: Inspection) -> Iterator[str]:
    """The business holds an order already: a record sent back cannot say that nothing had to be put right."""
    order = getattr(inspection, "rectification", None)
    if order and inspection.result not in (Result.ORDERED, Result.FIXED):
        yield f"已出具责令改正通知书（{order.number}），检查结果不能改为“{inspection.get_result_display()}”。"


def _at_the_door(inspection: Inspection) -> Iterator[str]:
    """Nobody there: come again before saying so. Refused: told what that means before leaving."""
    if inspection.result == Result.UNREACHABLE and not site.came_before(inspection.visit):
        yield "首次上门无人的，须登记现场情况并安排再次上门；再次上门仍无人的，才能填“无法联系”。"
    if inspection.result == Result.OBSTRUCTED and not site.was_refused(inspection.visit):
        yield "结果为不配合检查的，须先登记“拒绝检查”，并告知拒绝检查的后果。"


def handling(inspection: Inspection) -> Iterator[str]:
    """严格限制自由裁量权 (方案三(三)): one of the item's list, or another with its reason. Free text describes."""
    listed, found = inspection.version.handlings, inspection.result in PROBLEM_RESULTS
    other = inspection.other_handling.strip() and inspection.handling_reason.strip()
    if listed and found and not inspection.handlings and not other:
        yield "发现问题的，须勾选采取的处理；清单以外的处理，须写明理由。"


def confirmation(visit: Visit) -> Iterator[str]:
    given = getattr(visit, "confirmation", None)
    if given is None:
        yield "检查对象尚未确认。请签字，或登记拒绝签字及理由。"
        return
    if given.content_hash != content_hash(visit):
        yield "记录在检查对象确认后有改动，须重新确认。"
    if given.opinion == Opinion.ABSENT and not nobody_there(visit):
        yield "只有无法联系、已关闭停业或注销迁出的，才可以登记现场无人。"
    yield from desk_rules.answer(visit, given)


def signatures(visit: Visit) -> Iterator[str]:
    now = content_hash(visit)
    by_hand = _by_hand(visit, HandMark.Act.SIGN)
    for officer in visit.officers.select_related("inspector"):
        if officer.signed_at is None and by_hand.get(officer.pk) == now:
            continue  # `own_logins` says what is still to do
        if officer.signed_at is None:
            yield f"检查人员须两人签名，{officer.inspector.name}尚未签名。"
        elif officer.signed_hash != now:
            yield f"记录在{officer.inspector.name}签名后有改动，须重新签名。"


def _by_hand(visit: Visit, act: HandMark.Act) -> dict[int, str]:
    """Places whose mark by hand waits for the own login, each with the hash of what was signed."""
    waiting = visit.hand_marks.filter(act=act, confirmed_at__isnull=True)
    return dict(waiting.values_list("officer_id", "content_hash"))


def own_logins(visit: Visit) -> Iterator[str]:
    """What was written by hand on a colleague's phone counts once the officer's own login stands behind it."""
    for mark in visit.hand_marks.filter(confirmed_at__isnull=True).select_related("officer__inspector"):
        yield f"{mark.officer.inspector.name}的{mark.get_act_display()}为手写登记，待本人登录确认。"
