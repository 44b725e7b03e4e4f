"""申请查阅检查记录 (行政许可法第六十一条): a copy built from what may be read, never a finished paper with blots."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from inspections import shelf
from inspections.choices import Applicant
from inspections.models import Answer, Inspection, RecordCopy, Visit
from inspections.services import numbers
from inspections.status import RecordStatus
from registry.services.rights import demand, locked
from yangcheng_inspect import pdf
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.personal import personal
from yangcheng_inspect.trail.services import record

WITHHELD = "（含个人信息，不提供）"
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Point:
    """One check-point as a reader may see it."""

    order: int
    prompt: str
    found: str
    finding: str


@dataclass(frozen=True)
class Read:
    """One record as a reader may see it."""

    item: str
    result: str
    points: list[Point]


@transaction.atomic
def give(*, visit: Visit, applicant_kind: str, applicant: str, basis: str, asked_on: date, by: User) -> RecordCopy:
    """Number it, keep it, note who asked on what ground. Only records whose approval is through may be read."""
    demand(by, "inspections.give_copy", "所队长或者双随机办")
    if not Visit.objects.visible_to(by).filter(pk=visit.pk).exists():
        raise NotPermitted("这次检查不在您能查看的范围内。")
    visit = locked(visit)
    if not applicant.strip() or not basis.strip():
        raise DomainError("请写明申请人和查阅依据。")
    if asked_on > today():
        raise DomainError("申请日期不能晚于今天。")
    if not visit.inspections.filter(status=RecordStatus.APPROVED).exists():
        raise DomainError("检查记录还没有批准，批准后才能提供查阅。")
    if visit.cases.holding().exists():
        raise DomainError("检查发现涉嫌犯罪线索，内容暂缓公开，现在不能提供查阅。请待分管局领导解除暂缓。")
    number = numbers.copy_number(today().year)
    content = pdf.render("inspections/archive/copy.html", {**readable(visit), "number": number, "made_on": today()})
    made = RecordCopy.objects.create(
        number=number,
        visit=visit,
        applicant_kind=Applicant(applicant_kind),
        applicant=applicant.strip(),
        basis=basis.strip(),
        asked_on=asked_on,
        sha256=shelf.keep(content),
        size=len(content),
        made_at=now(),
        made_by=by,
    )
    detail = {"visit": visit.number, "applicant": made.applicant, "sha256": made.sha256}
    record("record_copy.give", target=made, by=by, detail=detail, reason=made.basis)
    return made


def readable(visit: Visit) -> dict[str, Any]:
    """The allow-list: the firm as the register shows it, items, answers, results; no people, no signature, no photo."""
    records = visit.inspections.filter(status=RecordStatus.APPROVED).select_related("version__item")
    names = _names(visit)
    return {
        "issuer": settings.ISSUER,
        "firm": visit.name,
        "code": visit.code,
        "visit_number": visit.number,
        "kind": visit.get_kind_display(),
        "method": visit.get_method_display(),
        "unit": visit.unit.name,
        "officers": visit.officers.count(),
        "ended_on": visit.ended_on,
        "records": [_record(one, names) for one in records.prefetch_related("answers__check_point")],
    }


def _record(one: Inspection, names: frozenset[str]) -> Read:
    return Read(one.version.item.title, one.get_result_display(), [_point(row, names) for row in one.answers.all()])


def _point(row: Answer, names: frozenset[str]) -> Point:
    return Point(
        row.check_point.order, row.check_point.prompt, row.get_choice_display(), without_people(row.finding, names)
    )


def without_people(text: str, names: frozenset[str]) -> str:
    """A free text in which somebody may be recognised is left out whole."""
    known = any(name in text for name in names)
    return WITHHELD if known or personal(text) else text


def _names(visit: Visit) -> frozenset[str]:
    """Everybody the check names, other than in the name of the firm itself."""
    given = visit.said
    found = {visit.attendee, visit.entity.legal_representative}
    found |= {given.signer, given.witness} if given else set()
    found |= {place.inspector.name for place in visit.officers.select_related("inspector")}
    found |= {companion.name for companion in visit.companions.all()}
    return frozenset(name for name in found if len(name) >= SHORTEST_NAME)
