"""From a record to what the public reads: an allow-list, field by field (方案三(二)4; domain.md R-16, R-17).

Nothing personal goes in: no telephone, no address but the town, no names of officers or of who signed.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from inspections.choices import ABSENT_RESULTS, AnswerChoice, Opinion, Result, VisitKind, national_category
from inspections.models import Inspection, Visit
from inspections.strata import KEY
from publicity import handling, remarks
from publicity.models import Publication
from publicity.public_site.schema import FORMAT
from publicity.wording import full_width
from registry.former_names import former_names
from yangcheng_inspect.personal import personal

SAID = {
    Opinion.AGREED: "检查对象已确认，无异议",
    Opinion.DISPUTED: "检查对象签字，注明有异议",
    Opinion.REFUSED: "检查对象拒绝签字，检查人员已注明情况",
    Opinion.ABSENT: "现场无人，检查人员已注明情况",
    Opinion.NO_REPLY: "检查对象在期限内未答复，检查人员已注明情况",
}
NOT_GONE_THROUGH = "现场不具备逐项检查的条件。"
CATEGORY_ONLY = "本事项涉及公共安全，依法只公开结果类别。"


def build(publication: Publication, on: date) -> dict[str, Any]:
    """The public record of a publication as it would read if published `on` that day (`schema.RECORD` is its shape)."""
    inspection = publication.inspection
    visit = inspection.visit
    return {
        "format": FORMAT,
        "number": publication.number,
        "entity": _entity(visit),
        "item": _item(inspection),
        "inspect_type": visit.get_kind_display(),
        "method": visit.get_method_display(),
        "agency": settings.ISSUER,
        "officers": _officers(visit),
        "result": _result(inspection),
        "ended_on": publication.ended_on.isoformat(),
        "published_on": on.isoformat(),
        "updated_on": on.isoformat(),
        "points": [] if inspection.version.item.sensitive else _points(inspection),
        "confirmation": SAID[Opinion(visit.confirmation.opinion)],
        "timeline": _timeline(visit, publication, on),
        **_optional(inspection),
        **remarks.beside(publication),
    }


def _entity(visit: Visit) -> dict[str, Any]:
    """Name, code and town of every business; the seat of a company only, for anybody else's may be a home."""
    names = [name for name in former_names(visit.entity, visit.name) if not personal(name)]
    entity: dict[str, Any] = {"name": visit.name, "former_names": names, "code": visit.code, "town": visit.town}
    if "公司" in visit.entity.entity_type and visit.address and not personal(visit.address):
        entity["address"] = visit.address
    return entity


def _item(inspection: Inspection) -> dict[str, Any]:
    item = inspection.version.item
    return {"code": item.code, "title": item.title, "version": inspection.version.number}


def _officers(visit: Visit) -> str:
    """Unit and number only; names are a parameter the bureau has not set."""
    officers = list(visit.officers.select_related("inspector__unit"))
    units = list(dict.fromkeys(officer.unit for officer in officers))
    chosen = "随机选派" if visit.kind == VisitKind.RANDOM else "指派"
    return f"{len(officers)} 名，{chosen}，{'、'.join(units)}"


def _result(inspection: Inspection) -> dict[str, Any]:
    """A record sent back may have lost its result; it is shown to its reviewers, and never published so."""
    if not inspection.result:
        return {"code": "", "word": "尚未填写", "category": "尚未填写"}
    now = handling.current_result(inspection)
    result = {"code": now, "word": str(Result(now).label), "category": national_category(now)}
    wrong = inspection.answers.filter(choice=AnswerChoice.NO).count()
    if wrong and not inspection.version.item.sensitive:
        result["summary"] = f"发现 {wrong} 项问题"
    return result


def _points(inspection: Inspection) -> list[dict[str, str]]:
    answers = inspection.answers.select_related("check_point").order_by("check_point__order")
    return [
        {"prompt": full_width(answer.check_point.prompt), "answer": answer.get_choice_display()}
        | ({"finding": answer.finding} if answer.finding else {})
        for answer in answers
    ]


def _timeline(visit: Visit, publication: Publication, on: date) -> list[dict[str, Any]]:
    steps = []
    if visit.drawn:
        drawn_at = visit.drawn.draw.computed_at
        assert drawn_at is not None, "a drawn firm has a computed draw"
        steps.append({"on": timezone.localdate(drawn_at).isoformat(), "what": "随机抽中"})
    steps.append({"on": publication.ended_on.isoformat(), "what": visit.get_method_display()})
    steps += handling.moments(publication.inspection)
    steps += remarks.moments(publication)
    steps.append({"on": on.isoformat(), "what": "结果公示"})
    return steps


def _optional(inspection: Inspection) -> dict[str, Any]:
    """Plan, task and way of selection for a drawn firm; handling and notice where there is something to say."""
    visit, optional = inspection.visit, dict[str, Any]()
    if visit.task and visit.drawn:
        plan = visit.task.line.plan
        optional["plan"] = {"number": plan.number, "name": plan.title}
        optional["task"] = {"number": visit.task.number, "name": visit.task.title}
        optional["selection"] = _selection(visit)
    if words := handling.words(inspection):
        optional["handling"] = words
    if inspection.version.item.sensitive:
        optional["points_note"] = CATEGORY_ONLY
    elif inspection.result in ABSENT_RESULTS:
        optional["points_note"] = NOT_GONE_THROUGH
    return optional


def _selection(visit: Visit) -> str:
    """一般 or 重点 only: the ratio would give the credit class away."""
    assert visit.drawn is not None
    kind = "重点户" if visit.drawn.pooled.stratum.endswith(KEY) else "一般户"
    return f"{kind}，随机抽取"
