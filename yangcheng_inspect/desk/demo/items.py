"""Versions in every state: one replaced, one of next year, one on the leader's desk, one being written."""

from datetime import date
from typing import Any

from registry.models import InspectionItem, ItemVersion, MarketEntity
from registry.services import item_drafts, item_events, items
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast

NEW_POINT = {"prompt": "从业人员是否经过治安防范培训", "basis": "《娱乐场所管理条例》第二十条", "documents": "培训记录"}


def play(cast: Cast) -> None:
    """No item of the demo's plan is touched before its round is over."""
    _replaced(cast)
    _next_year(cast)
    _pending(cast)
    _being_written(cast)
    _event(cast)


def _draft(code: str, values: dict[str, Any], day: date, cast: Cast) -> ItemVersion:
    with at(day, 9):
        version = item_drafts.copy(item=InspectionItem.objects.get(code=code), by=cast.office)
        return item_drafts.write(version=version, values=values, by=cast.office)


def _approved(version: ItemVersion, begins: date, day: date, cast: Cast) -> None:
    with at(day, 11):
        items.submit(version=version, by=cast.office)
    with at(day, 15):
        items.approve(version=version, effective_from=begins, bases=version.bases.all(), by=cast.leader)


def _replaced(cast: Cast) -> None:
    version = _draft("ZA-07", {"ratio": 2000, "ratio_source": "按上年度检查情况提高"}, workday(8), cast)
    with at(workday(8), 10):
        rows = [*version.check_points.values(*item_drafts.POINT), NEW_POINT]
        item_drafts.set_points(version=version, rows=rows, by=cast.office)
    _approved(version, workday(4), workday(7), cast)


def _next_year(cast: Cast) -> None:
    version = _draft("ZA-03", {"ratio": 500, "yearly_cap": 1}, workday(3), cast)
    _approved(version, date(workday(0).year + 1, 1, 1), workday(2), cast)


def _pending(cast: Cast) -> None:
    version = _draft("ZA-16", {"ratio": 800, "handlings": ["当场改正", "责令限期改正"]}, workday(2), cast)
    with at(workday(1), 11):
        items.submit(version=version, by=cast.office)


def _being_written(cast: Cast) -> None:
    _draft("WA-02", {"methods": ["现场检查", "远程检测", "书面检查"]}, workday(1), cast)


def _event(cast: Cast) -> None:
    organiser = MarketEntity.objects.filter(name__contains="公司").order_by("pk")[0]
    values = {
        "name": "阳城县迎新年群众文艺汇演",
        "organiser": organiser,
        "place": "凤城镇人民广场",
        "starts_on": date(workday(0).year, 12, 31),
        "ends_on": date(workday(0).year, 12, 31),
        "permit": "阳公安许字〔2026〕7号",
    }
    with at(workday(1), 16):
        item_events.enter(item=InspectionItem.objects.get(code="ZA-17"), values=values, by=cast.office)
