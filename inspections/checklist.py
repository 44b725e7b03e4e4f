"""What a reviewer looks at, read from the record itself (ux.md A16): each line says what is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspections import album, checks
from inspections.choices import AnswerChoice, Opinion, Result
from inspections.models import Inspection, Visit


@dataclass(frozen=True)
class Look:
    """One line: `ok` is True, False, or None for something only a person can judge."""

    ok: bool | None
    words: str


def of(inspection: Inspection) -> list[Look]:
    visit = inspection.visit
    return [
        *_people(visit),
        *_answers(inspection),
        *_pictures(inspection),
        *_outcome(inspection),
        *_handlings(inspection),
        *_said(visit),
        *_signed(visit),
    ]


def _people(visit: Visit) -> Iterator[Look]:
    officers = list(visit.officers.all())
    arrived = sum(officer.arrived_at is not None for officer in officers)
    yield Look(arrived >= checks.MINIMUM_OFFICERS, f"检查人员 {len(officers)} 名，{arrived} 名已到场亮证")
    if not checks.nobody_there(visit):
        served = visit.notice_served_at is not None and visit.rights_read_at is not None
        yield Look(served, "通知书已送达，权利已告知" if served else "通知书或权利告知没有登记")


def _answers(inspection: Inspection) -> Iterator[Look]:
    missing = list(checks.answers(inspection))
    answers = list(inspection.answers.all())
    wrong = sum(answer.choice == AnswerChoice.NO for answer in answers)
    yield Look(not missing, f"检查要点 {len(answers)} 项，不符合 {wrong} 项" if not missing else "".join(missing))


def _pictures(inspection: Inspection) -> Iterator[Look]:
    """Only what a person should look at: photographs of what was found wrong, odd clocks, sheets, typed times."""
    pictures = album.of(inspection)
    wrong = [one.check_point for one in inspection.answers.all() if one.choice == AnswerChoice.NO]
    bare = [f"第 {point.order} 项" for point in wrong if not pictures.at(point.pk)]
    if wrong:
        words = f"不符合的 {len(wrong)} 项均有照片" if not bare else f"请核对：{'、'.join(bare)}为不符合，没有照片"
        yield Look(None if bare else True, words)
    if odd := sum(one.clock_is_off for one in pictures.standing):
        yield Look(None, f"请核对：{odd} 张照片的设备时间与系统时间相差较大")
    if pictures.sheets:
        yield Look(None, "请核对：录入的内容与纸质记录一致")
    if pictures.entry:
        yield Look(None, f"请核对：补录的时间与纸质记录一致，原因：{pictures.entry.reason}")


def _outcome(inspection: Inspection) -> Iterator[Look]:
    missing = list(checks.result(inspection))
    yield Look(not missing, "检查结果与各项情况一致" if not missing else "".join(missing))
    if inspection.result not in ("", Result.NONE):
        yield Look(None, f"请核对：结果“{inspection.get_result_display()}”与处理措施是否相当")


def _handlings(inspection: Inspection) -> Iterator[Look]:
    """Inside the list of the item's version, or beside it with a reason that a person judges."""
    if inspection.other_handling:
        yield Look(None, f"请核对：清单以外的处理“{inspection.other_handling}”，理由：{inspection.handling_reason}")
    elif inspection.handlings:
        yield Look(True, f"处理在本事项可采取的范围内：{'、'.join(inspection.handlings)}")


def _said(visit: Visit) -> Iterator[Look]:
    given = visit.said
    if given is None:
        yield Look(False, "检查对象尚未确认")
    elif given.opinion == Opinion.DISPUTED:
        yield Look(None, f"请核对：检查对象有异议——{given.statement}")
    else:
        yield Look(True, f"检查对象：{given.get_opinion_display()}")


def _signed(visit: Visit) -> Iterator[Look]:
    missing = list(checks.signatures(visit))
    yield Look(not missing, "检查人员均已签名，内容未再改动" if not missing else "".join(missing))
