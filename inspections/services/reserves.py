"""递补: a firm found closed or moved keeps its record and result; the next reserve is added (decisions, Draw 6)."""

from django.db import transaction
from django.db.models import Max

from inspections import lottery
from inspections.choices import Result
from inspections.lottery.pairing import pair
from inspections.models import Draw, DrawnEntity, PoolInspector, Reserve, TeamMember, Visit
from inspections.services import dispatch
from inspections.status import DrawStatus, VisitStatus
from registry.models import Recusal
from yangcheng_inspect.clock import today
from yangcheng_inspect.trail.services import record

STANDING = [DrawStatus.COMPUTED, DrawStatus.OPENED]
NOT_THERE = [Result.CLOSED, Result.GONE]


@transaction.atomic
def add_if_not_there(*, visit: Visit) -> DrawnEntity | None:
    """After a visit was handed in: one reserve for a drawn firm that is closed or gone, while the task still runs.

    The rule adds it, no person; the form is drawn up in the name of whoever handed the visit in.
    """
    if visit.drawn is None or visit.submitted_by is None or not visit.inspections.filter(result__in=NOT_THERE).exists():
        return None
    draw = Draw.objects.select_for_update().get(pk=visit.drawn.draw_id)
    following = _next(draw, visit.drawn) if draw.status in STANDING else None
    if following is None or draw.task.to_on < today() or hasattr(visit.drawn, "addition"):
        return None
    added: DrawnEntity = DrawnEntity.objects.create(
        draw=draw,
        pooled=following.pooled,
        rank=(draw.drawn.aggregate(last=Max("rank"))["last"] or 0) + 1,
        key=following.key,
        added_for=visit.drawn,
    )
    team = _team(draw, visit, added)
    TeamMember.objects.bulk_create(
        TeamMember(draw=draw, drawn=added, pooled=member, order=order) for order, member in enumerate(team, start=1)
    )
    detail = {"for": visit.drawn.pooled.code, "added": following.pooled.code}
    record("draw.add_reserve", target=draw, by=None, detail=detail)
    if team:
        dispatch.after_addition(drawn=added, by=visit.submitted_by)
    return added


def add_all_missing() -> list[DrawnEntity]:
    """What the daily command adds, should a step after a submission have failed."""
    found = Visit.objects.filter(
        status=VisitStatus.SUBMITTED, drawn__isnull=False, inspections__result__in=NOT_THERE, drawn__addition=None
    )
    added = [add_if_not_there(visit=visit) for visit in found.distinct().order_by("pk")]
    return [row for row in added if row is not None]


def _next(draw: Draw, gone: DrawnEntity) -> Reserve | None:
    """The first reserve of the same stratum that was not added yet; nobody is skipped."""
    waiting = draw.reserves.filter(pooled__stratum=gone.pooled.stratum).exclude(pooled__in=draw.drawn.values("pooled"))
    return waiting.select_related("pooled").order_by("rank").first()


def _team(draw: Draw, visit: Visit, added: DrawnEntity) -> list[PoolInspector]:
    """The team that went to the other firm; where an avoidance forbids it, the pairing rule for this firm alone."""
    pool = lottery.parse(draw.frozen_text)
    people = {row.inspector_id: row for row in draw.inspectors.select_related("inspector__unit")}
    team = [people[officer.inspector_id] for officer in visit.officers.order_by("-leads", "pk")]
    banned = {row.inspector for row in pool.avoidances if row.entity == added.pooled.code}
    recused = Recusal.objects.standing(today()).filter(entity=added.pooled.entity_id)
    since = set(recused.values_list("inspector_id", flat=True))
    barred = banned | {row.code for row in people.values() if row.inspector_id in since}
    if not barred & {row.code for row in team}:
        return team
    found = pair(pool, draw.seed, [added.pooled.code]).teams
    if not found or barred & set(found[0].members):
        return []  # a supplementary draw gives it a team
    by_code = {row.code: row for row in people.values()}
    return [by_code[code] for code in found[0].members]
