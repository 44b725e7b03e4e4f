"""换人 by the rule: the least busy of the frozen list, then the smallest ticket (decisions, Draw 6; SSJ-REPLACE/1).

Nobody chooses. Who cannot come is found in the registries and named in the record, so that everybody can check it.
"""

from collections.abc import Iterator

from django.db import transaction

from inspections import lottery, signals
from inspections.models import Draw, Excuse, PoolInspector, Replacement, Visit
from inspections.services import envelope, officers
from inspections.status import ExcuseStatus
from registry.models import Inspector, Recusal
from registry.services import inspectors as registry_inspectors
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record


@transaction.atomic
def step_in(*, excuse: Excuse, by: User) -> Replacement:
    """Compute who replaces the officer of an approved application, and put him on the team."""
    visit, drawn = excuse.visit, excuse.visit.drawn
    assert drawn is not None, "only officers of a drawn visit ask to be replaced"
    draw = Draw.objects.select_for_update().get(pk=drawn.draw_id)
    people = {row.inspector_id: row for row in draw.inspectors.select_related("inspector__unit")}
    made = _computed(draw, visit, people[excuse.inspector_id], excuse)
    incoming = next(row for row in people.values() if row.code == made.incoming)
    replacement = Replacement.objects.create(
        draw=draw,
        seq=draw.replacements.count() + 1,
        drawn=drawn,
        outgoing=people[excuse.inspector_id],
        incoming=incoming,
        excuse=excuse,
        text=made.text,
        hash=made.hash,
        made_at=now(),
    )
    _change_places(visit, replacement, by)
    detail = {"seq": replacement.seq, "out": replacement.outgoing.code, "in": incoming.code, "reason": excuse.reason}
    record("draw.replace", target=draw, by=by, detail=detail)
    if excuse.is_recusal:
        remember(excuse)
    signals.draw_replaced.send(Draw, draw=draw)
    return replacement


def _computed(draw: Draw, visit: Visit, out: PoolInspector, excuse: Excuse) -> lottery.Replacement:
    if visit.drawn is not None and visit.drawn.added_for_id is not None:
        raise DomainError("这一户是依次递补的，检查组不在原结果记录里，不能按规则换人。请安排补充抽取检查组。")
    outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    try:
        return _by_rule(draw, outcome, visit, out, excuse.reason)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal


def possible(draw: Draw, outcome: lottery.Outcome, visit: Visit, out: PoolInspector) -> bool:
    """Whether anybody of the frozen list could step in for `out`."""
    try:
        _by_rule(draw, outcome, visit, out, Excuse.Reason.ABSENCE)
    except lottery.LotteryError:
        return False
    return True


def _by_rule(
    draw: Draw, outcome: lottery.Outcome, visit: Visit, out: PoolInspector, reason: str
) -> lottery.Replacement:
    return lottery.replace(
        outcome,
        entity=visit.code,
        out=out.code,
        reason=reason,
        unavailable=sorted(unavailable(draw, visit, out)),
        earlier=list(draw.replacements.order_by("seq").values_list("text", flat=True)),
    )


def unavailable(draw: Draw, visit: Visit, out: PoolInspector) -> Iterator[str]:
    """Codes of the frozen officers who cannot come now: left, uncertified, away, recused, or waiting for a decision."""
    fit = set(Inspector.objects.eligible(today(), visit.due_on).values_list("pk", flat=True))
    recused = Recusal.objects.standing(today()).filter(entity=visit.entity_id)
    barred = set(recused.values_list("inspector_id", flat=True))
    waiting = visit.excuses.filter(status=ExcuseStatus.PENDING).values_list("inspector_id", flat=True)
    for row in draw.inspectors.select_related("inspector__user").exclude(pk=out.pk):
        login = row.inspector.user
        there = row.inspector_id in fit and login is not None and login.is_active
        if not there or row.inspector_id in barred or row.inspector_id in waiting:
            yield row.code


def _change_places(visit: Visit, replacement: Replacement, by: User) -> None:
    """The newcomer takes the very place; who sat there stands in the record and the trail."""
    place = visit.officers.select_for_update().get(inspector=replacement.outgoing.inspector_id)
    newcomer = replacement.incoming.inspector
    officers.change(place, newcomer, replacement.incoming.certificate)
    detail = {"out": replacement.outgoing.inspector_id, "in": newcomer.pk}
    record("visit.change_officer", target=visit, by=by, detail=detail)


def remember(excuse: Excuse) -> None:
    """An approved ground for recusal holds for later draws too."""
    entity, inspector = excuse.visit.entity, excuse.inspector
    if Recusal.objects.standing(today()).filter(entity=entity, inspector=inspector).exists():
        return
    note = f"检查 {excuse.visit.number} 的回避申请经批准"
    registry_inspectors.recuse(
        inspector=inspector, entity=entity, ground=excuse.reason, note=note, started_on=today(), by=None
    )
