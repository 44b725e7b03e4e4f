"""出发包: everything a team takes along, in one PDF; that it was printed is in the trail."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from inspections import merged, rating_code
from inspections.choices import PaperKind, ServiceWay
from inspections.models import Delivery, Document, Visit
from inspections.papers import words
from inspections.papers.notice import APPROVAL, NOTICE
from inspections.papers.parts import boxes, shown_officer
from inspections.papers.record import RECORD
from inspections.papers.rendering import Foot, compose
from inspections.papers.service import SERVICE
from inspections.services import documents
from inspections.status import VisitStatus
from yangcheng_inspect import pdf
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.rating_words import BARRED, DUE
from yangcheng_inspect.trail.services import record

PRINTED = "出发包"
Part = tuple[str, dict[str, Any]]


@transaction.atomic
def pack(*, visits: Sequence[Visit], by: User) -> bytes:
    """One PDF for these visits, those merged with them included. Only what is approved is taken along."""
    if not visits:
        raise DomainError("这一天没有可以出发的检查。")
    for visit in visits:
        if visit.status not in [VisitStatus.READY, VisitStatus.ONSITE]:
            raise DomainError(f"{visit.name}：当前状态是“{visit.get_status_display()}”，还不能打印出发包。")
    content = pdf.together([part for visit in visits for part in parts(visit)])
    for visit in visits:
        record("visit.print_pack", target=visit, by=by)
    return content


def parts(visit: Visit) -> Iterator[Part]:
    """Address sheet, approval, notice, a record form per item, rights and certificates, 评价卡, 送达回证."""
    party = list(Visit.objects.filter(pk__in=[one.pk for one in merged.group(visit)]).for_page().order_by("pk"))
    common = _common(party)
    yield "inspections/papers/departure.html", common | {"paper_title": "出发单"}
    for approval in dict.fromkeys(one.approval for one in party):
        yield compose(APPROVAL, approval).part(PRINTED)
    yield compose(NOTICE, party[0]).part(PRINTED)
    for one in party:
        for inspection in one.inspections.select_related("version__item", "visit"):
            yield compose(RECORD, inspection).part(PRINTED)
    yield "inspections/papers/departure_rights.html", common | {"paper_title": "权利告知和检查人员名单"}
    yield "inspections/papers/rating_card.html", common | _card(party[0]) | {"paper_title": "检查评价卡"}
    yield SERVICE.template, common | _receipt(party[0]) | {"paper_title": "送达回证"}


def _common(party: list[Visit]) -> dict[str, Any]:
    first = party[0]
    day = first.planned_on or today()
    officers = {place.inspector_id: shown_officer(place, day) for one in party for place in one.officers.all()}
    return {
        "issuer": settings.ISSUER,
        "number": first.number,
        "draft": False,
        "foot": Foot(first.number, "", PRINTED),
        "visit": first,
        "party": party,
        "team": list(officers.values()),
        "companions": [companion for one in party for companion in one.companions.all()],
        "rights": words.RIGHTS,
        "duties": words.DUTIES,
        "discipline": words.discipline(),
        "phone": settings.CONTACT_PHONE,
    }


def _card(visit: Visit) -> dict[str, Any]:
    """The card stays with the business, which posts it to the supervisor; the team never has it again."""
    return {"rating": rating_code.printed(visit), "due": DUE.values(), "barred": BARRED.values()}


def _receipt(visit: Visit) -> dict[str, Any]:
    """What the 送达回证 of the notice knows beforehand; the rest is written by hand."""
    issued = documents.standing(NOTICE, visit) or Document(kind=PaperKind.NOTICE)
    blank = Delivery(place=visit.address)
    return {"document": issued, "delivery": blank, "ways": boxes(ServiceWay.choices, "")}
