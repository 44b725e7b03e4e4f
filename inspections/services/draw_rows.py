"""A draw kept as rows beside its bytes: the pool as it was frozen, and what came out of it. Append-only."""

from collections.abc import Mapping

from inspections import lottery
from inspections.models import Draw, DrawnEntity, PoolEntity, PoolInspector, Reserve, TeamMember
from inspections.services.pool_officers import InspectorRow
from inspections.services.pools import EntityRow, TaskPool


def keep_pool(draw: Draw, rows: TaskPool, salts: Mapping[str, str]) -> None:
    PoolEntity.objects.bulk_create(_firm(draw, row, salts[row.code], rows.why(row)) for row in rows.entities)
    PoolInspector.objects.bulk_create(_officer(draw, row) for row in rows.inspectors)


def _firm(draw: Draw, row: EntityRow, salt: str, why: str) -> PoolEntity:
    return PoolEntity(
        draw=draw,
        entity=row.entity,
        code=row.code,
        salt=salt,
        name=row.entity.name,
        address=row.entity.address,
        town=row.entity.town.name if row.entity.town else "",
        stratum=row.stratum,
        weight=row.weight,
        checked=row.checked,
        standing=row.standing,
        reason=row.reason,
        why=why[:300],
    )


def _officer(draw: Draw, row: InspectorRow) -> PoolInspector:
    return PoolInspector(
        draw=draw,
        inspector=row.inspector,
        code=row.code,
        name=row.inspector.name,
        unit_name=row.inspector.unit.name,
        certificate=row.certificate,
        leads=row.leads,
        load=row.load,
    )


def keep_outcome(draw: Draw, outcome: lottery.Outcome) -> None:
    """Drawn firms in order, reserves, teams."""
    firms = {row.code: row for row in draw.pool.all()}
    drawn = DrawnEntity.objects.bulk_create(
        DrawnEntity(draw=draw, pooled=firms[row.entity.id], rank=rank, key=row.key, directed=_directed(row))
        for rank, row in enumerate(outcome.drawn, start=1)
    )
    take = {quota.stratum: quota.take for quota in outcome.quotas}
    Reserve.objects.bulk_create(
        Reserve(draw=draw, pooled=firms[row.entity.id], rank=row.place - take[row.entity.stratum], key=row.key)
        for row in outcome.reserve
    )
    _keep_teams(draw, outcome, {entity.pooled.code: entity for entity in drawn})


def _directed(row: lottery.Standing) -> bool:
    return row.fate is lottery.Fate.DIRECTED


def _keep_teams(draw: Draw, outcome: lottery.Outcome, drawn: Mapping[str, DrawnEntity]) -> None:
    officers = {row.code: row for row in draw.inspectors.all()}
    TeamMember.objects.bulk_create(
        TeamMember(draw=draw, drawn=drawn[team.entity], pooled=officers[code], order=order)
        for team in outcome.teams
        for order, code in enumerate(team.members, start=1)
    )
