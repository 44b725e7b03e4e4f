"""The pool of a supplementary draw: firms that are drawn already, and every officer who may go (decisions, Draw 5)."""

from inspections.models import Draw, DrawSession, Excuse, PoolEntity
from inspections.services import pool_officers, pools
from inspections.services.pools import DIRECTED, EntityRow, TaskPool
from inspections.status import ExcuseStatus
from yangcheng_inspect.clock import today

WHY = "上次抽取已抽中，补充编组"


def build(session: DrawSession) -> TaskPool:
    """Only the firms that lack a team, all of them M: nobody is drawn again, only teams are."""
    draw = session.supplement_to
    assert draw is not None, "called for a supplementary sitting"
    firms = draw.pool.filter(code__in=session.supplement_codes).select_related("entity").order_by("code")
    entities = [_row(firm) for firm in firms]
    officers, left_out = pool_officers.rows(draw.task, everybody=True)
    barred = set(pools.avoidances(entities, officers, today())) | _excused(draw, officers)
    return TaskPool(draw.task, entities, officers, left_out, sorted(barred))


def _row(firm: PoolEntity) -> EntityRow:
    return EntityRow(firm.entity, firm.stratum, firm.checked, DIRECTED, WHY, firm.weight)


def _excused(draw: Draw, officers: list[pool_officers.InspectorRow]) -> set[tuple[str, str]]:
    """Whoever asked to be excused from one of these visits is not drawn for it again."""
    codes = {row.inspector.pk: row.code for row in officers}
    asked = Excuse.objects.filter(visit__drawn__draw=draw, status=ExcuseStatus.PENDING, inspector__in=codes)
    return {(codes[excuse.inspector_id], excuse.visit.code) for excuse in asked.select_related("visit")}
