"""Photographs and sheets of the played visits, sent in the way a phone or a scanner sends them."""

from hashlib import sha256
from itertools import cycle
from uuid import NAMESPACE_URL, uuid5

from inspections.choices import AnswerChoice, EvidenceKind, Result
from inspections.models import Inspection
from inspections.services import evidence
from inspections.services.evidence import Claim
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk.demo import sketches

SCENES = (sketches.desk, sketches.camera)


def take(inspection: Inspection, *, by: User) -> None:
    """One photograph at each check-point that was found wrong; the door of a firm that cannot be met."""
    wrong = inspection.answers.filter(choice=AnswerChoice.NO).order_by("check_point__order")
    for answer, scene in zip(wrong, cycle(SCENES), strict=False):
        _send(inspection, sketches.drawn(scene), by, point=answer.check_point_id)
    if inspection.result == Result.UNREACHABLE:
        _send(inspection, sketches.drawn(sketches.shutter), by)


def scan(inspection: Inspection, *, by: User) -> None:
    """The sheet of this record as it was filled in by hand."""
    answers = inspection.answers.select_related("check_point").order_by("check_point__order")
    lines = [f"检查对象　{inspection.visit.name}", f"检查结果　{inspection.get_result_display()}"]
    lines += [f"{one.check_point.order}　{one.check_point.prompt[:26]}　{one.get_choice_display()}" for one in answers]
    raw = sketches.sheet("现场检查记录表", lines[:18])
    _send(inspection, raw, by, kind=EvidenceKind.SCAN)


def _send(
    inspection: Inspection, raw: bytes, by: User, *, point: int | None = None, kind: str = EvidenceKind.PHOTO
) -> None:
    key = uuid5(NAMESPACE_URL, f"{inspection.visit.number}/{inspection.pk}/{point}/{kind}")
    taken = now() if kind == EvidenceKind.PHOTO else None
    claim = Claim(key=key, received=sha256(raw).hexdigest(), point=point, kind=kind, taken_at=taken, sent_at=now())
    evidence.add(inspection=inspection, claim=claim, raw=raw, by=by)
