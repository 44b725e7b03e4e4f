"""到场亮证 → 逐项检查 → 结果处理 → 签字确认 → 提交: where a visit stands, read from the rules of `checks`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inspections import checks, desk_rules
from inspections.models import Inspection, Visit
from inspections.status import RecordStatus, VisitStatus


def _arrival(visit: Visit) -> Iterator[str]:
    yield from checks.two_officers_arrived(visit)
    yield from checks.notice_and_rights(visit)
    yield from desk_rules.materials(visit)


def _answers(visit: Visit) -> Iterator[str]:
    for inspection in visit.inspections.all():
        yield from _correction(visit, inspection)
        yield from checks.answers(inspection)


def _correction(visit: Visit, inspection: Inspection) -> Iterator[str]:
    """A record sent back waits here until its text, or a signature under it, is newer than what was handed in."""
    signed = [officer.signed_at for officer in visit.officers.all() if officer.signed_at]
    renewed = visit.submitted_at and max(signed, default=visit.submitted_at) > visit.submitted_at
    if inspection.status == RecordStatus.RETURNED and not renewed and not list(checks.signatures(visit)):
        yield f"“{inspection.version.item.title}”退回补正：{inspection.returned_reason}"


def _results(visit: Visit) -> Iterator[str]:
    for inspection in visit.inspections.all():
        yield from checks.result(inspection)


def unsigned(visit: Visit) -> Iterator[str]:
    """What the business and the officers still have to put their names to."""
    yield from checks.confirmation(visit)
    yield from checks.signatures(visit)
    yield from checks.own_logins(visit)


def _submitted(visit: Visit) -> Iterator[str]:
    if visit.status != VisitStatus.SUBMITTED:
        yield "尚未提交。"


STEPS: tuple[tuple[str, Callable[[Visit], Iterator[str]]], ...] = (
    ("到场亮证", _arrival),
    ("逐项检查", _answers),
    ("结果处理", _results),
    ("签字确认", unsigned),
    ("提交", _submitted),
)


AT_DESK = {"到场亮证": "送达和材料"}
"""What the first step is called where nobody goes."""


@dataclass(frozen=True)
class Step:
    """`state` is `done`, `now` or empty; `missing` are the sentences that keep it open."""

    label: str
    state: str
    missing: tuple[str, ...]


def steps(visit: Visit) -> list[Step]:
    """The five steps; the first one still open is `now`."""
    found: list[Step] = []
    for name, rule in STEPS:
        label = AT_DESK.get(name, name) if visit.at_desk else name
        missing = tuple(rule(visit))
        waiting = any(step.state == "now" for step in found)
        found.append(Step(label, "" if missing and waiting else "now" if missing else "done", missing))
    return found


def current(visit: Visit) -> str:
    """The label of the step the visit stands at; empty when all is done."""
    return next((step.label for step in steps(visit) if step.state == "now"), "")


@dataclass(frozen=True)
class Progress:
    """How much of one record is there."""

    inspection: Inspection
    answered: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.answered


def progress(inspection: Inspection) -> Progress:
    return Progress(inspection, inspection.answers.count(), inspection.version.check_points.count())
