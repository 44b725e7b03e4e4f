"""What a 书面、网络、远程 check needs in place of arrival and certificate (decided with ux.md §3.3; 方案四(三))."""

from collections.abc import Iterator

from inspections.choices import ABSENT_RESULTS, Opinion
from inspections.models import Confirmation, Visit
from yangcheng_inspect.clock import today


def materials(visit: Visit) -> Iterator[str]:
    """Something was received or seen, or the results say why there was nothing."""
    if not visit.at_desk or visit.materials.exists():
        return
    results = [inspection.result for inspection in visit.inspections.all()]
    if not results or not all(result in ABSENT_RESULTS for result in results):
        yield "尚未登记收到或查看的材料。"


def answer(visit: Visit, given: Confirmation) -> Iterator[str]:
    """How the business confirmed: by a letter or a message that is kept, or not at all within the time given."""
    if not visit.at_desk:
        if given.opinion == Opinion.NO_REPLY:
            yield "现场检查不适用“限期内未答复”。"
        return
    if given.opinion == Opinion.ABSENT:
        yield "非现场检查不适用“现场无人”。没有答复的，登记“限期内未答复”。"
    elif given.opinion == Opinion.NO_REPLY:
        yield from _period(visit)
    elif not given.channel or not given.proof.strip():
        yield "请登记检查对象答复的方式，以及来函或截图的名称。"


def _period(visit: Visit) -> Iterator[str]:
    if visit.reply_by is None:
        yield "请先把检查记录送请检查对象确认，并写明答复期限。"
    elif today() <= visit.reply_by:
        yield f"答复期限 {visit.reply_by.month}月{visit.reply_by.day}日 还没有过，不能登记“限期内未答复”。"
