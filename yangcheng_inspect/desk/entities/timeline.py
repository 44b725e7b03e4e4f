"""Everything that happened to a firm, one line each; a new kind of event is one more function in SOURCES."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from inspections.choices import Result
from inspections.models import CapException, Visit
from inspections.status import CALLED_OFF, CapStatus, RecordStatus
from publicity.models import Publication
from registry.importing.labels import label
from registry.models import Complaint, EntityFact, EntityFlag, EntityProposal, ImportRow, MarketEntity
from registry.models.words import in_words
from registry.status import ImportStatus, ProposalStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.entities import fields, handled
from yangcheng_inspect.desk.entities.moments import Moment, at
from yangcheng_inspect.desk.entities.sight import rows_of
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.reading import entry


@dataclass(frozen=True)
class Material:
    """What the sources read: asked for once for the whole page."""

    entity: MarketEntity
    user: User
    facts: list[EntityFact]
    visits: list[Visit]
    complaints: list[Complaint]
    rows: list[int] = field(default_factory=list)


def gather(entity: MarketEntity, user: User, complaints: list[Complaint]) -> Material:
    rows = rows_of(entity)
    told = Visit.objects.told_to(user).filter(entity__in=rows)
    visits = told.for_page().select_related("drawn__draw").order_by("pk")
    return Material(entity, user, fields.facts_of(entity), list(visits), complaints, rows)


def of(material: Material) -> list[Moment]:
    """Newest first."""
    found = [moment for source in SOURCES for moment in source(material)]
    return sorted(found, key=lambda moment: moment.order, reverse=True)


def registration(material: Material) -> Iterator[Moment]:
    """The first statement enters the firm, a new name renames it, the rest changes fields.

    What an officer proposed is told by his proposal.
    """
    known: dict[str, str] = {}
    for fact in material.facts:
        if known and fact.proposal_id:
            known.update(fact.values)
            continue
        yield _stated(fact, known, fields.url_of(fact, material.user))
        known.update(fact.values)


def _stated(fact: EntityFact, known: dict[str, str], url: str) -> Moment:
    by = fact.get_source_display() + (f"，{fact.registry_import.file_name}" if fact.registry_import else "")
    if not known:
        return Moment(fact.as_of, "building-add", "列入市场主体名录库", by, url)
    if known.get("name", fact.values.get("name")) != fact.values.get("name", known.get("name")):
        return Moment(fact.as_of, "pencil", f"更名：{known['name']} → {fact.values['name']}", by, url)
    pairs = [
        f"{label(name)} {in_words(name, known.get(name, ''))} → {in_words(name, new)}"
        for name, new in fact.values.items()
    ]
    return Moment(fact.as_of, "pencil", f"登记信息变更：{'；'.join(pairs)}", by, url)


def confirmed(material: Material) -> Iterator[Moment]:
    """Imports that listed the firm and changed nothing."""
    may = material.user.has_perm("registry.import_registry")
    same = ImportRow.objects.filter(
        entity__in=material.rows, outcome=ImportRow.Outcome.UNCHANGED, registry_import__status=ImportStatus.CONFIRMED
    )
    for row in same.select_related("registry_import"):
        listed = row.registry_import
        if listed.as_of:
            url = listed.get_absolute_url() if may else ""
            yield Moment(listed.as_of, "check2", "名录核对，无变化", listed.file_name, url)


def marks(material: Material) -> Iterator[Moment]:
    for flag in EntityFlag.objects.filter(entity__in=material.rows):
        yield Moment(flag.started_on, "flag", f"标记“{flag.get_kind_display()}”", flag.reason, colour="amber")
        if flag.ended_on:
            yield Moment(flag.ended_on, "flag", f"解除标记“{flag.get_kind_display()}”", flag.end_reason)


def complained(material: Material) -> Iterator[Moment]:
    for complaint in material.complaints:
        words = f"投诉举报（{complaint.get_channel_display()}）：{complaint.get_outcome_display()}"
        note = complaint.content if complaint.withdrawn_at is None else f"已撤销：{complaint.withdraw_reason}"
        yield Moment(complaint.received_on, "megaphone", words, note, colour="amber")


def checks(material: Material) -> Iterator[Moment]:
    """Drawn or ordered, then what was found."""
    mine = set(Visit.objects.visible_to(material.user).filter(entity__in=material.rows).values_list("pk", flat=True))
    for visit in material.visits:
        url = visit.get_absolute_url() if visit.pk in mine else ""
        yield _begun(visit, url)
        if visit.ended_on:
            yield from _found(visit, url)


def _begun(visit: Visit, url: str) -> Moment:
    items = "、".join(one.version.item.title for one in visit.inspections.all())
    items += f"（{visit.get_status_display()}）" if visit.status in CALLED_OFF else ""
    if visit.drawn and visit.drawn.draw.computed_at:
        words = f"随机抽中：{items}"
        return at(visit.drawn.draw.computed_at, "shuffle", words, note=visit.drawn.draw.number, url=url)
    words = f"登记{visit.get_kind_display()}：{items}"
    return at(visit.approval.drafted_at, "clipboard2-plus", words, note=visit.reason, url=url)


def _found(visit: Visit, url: str) -> Iterator[Moment]:
    assert visit.ended_on is not None
    for one in visit.inspections.all():
        result = str(Result(one.result).label) if one.result else "结果未填"
        title = f"{visit.get_kind_display()} · {one.version.item.title}：{result}"
        to = reverse("record", args=[one.pk]) if url else ""
        waiting = "" if one.status == RecordStatus.APPROVED else one.get_status_display()
        yield Moment(visit.ended_on, "clipboard2-check", title, f"{visit.number} {waiting}".strip(), to, "blue")


def published(material: Material) -> Iterator[Moment]:
    may = material.user.has_perm("publicity.view_board")
    rows = Publication.objects.filter(inspection__visit__in=[visit.pk for visit in material.visits])
    for row in rows.select_related("inspection__version__item"):
        if row.published_at:
            url = row.get_absolute_url() if may else ""
            yield at(
                row.published_at,
                "broadcast",
                f"公示检查结果：{row.inspection.version.item.title}",
                note=row.number,
                url=url,
            )


def proposed(material: Material) -> Iterator[Moment]:
    rows = EntityProposal.objects.filter(entity__in=material.rows).for_page()
    for row in rows.exclude(status=ProposalStatus.WITHDRAWN):
        what = "；".join(f"{word} {old} → {new}" for word, old, new in row.differences)
        words, url = f"{row.proposed_by.name}申变更：{what}", row.get_absolute_url()
        yield at(row.proposed_at, "person-badge", words, note=row.reason, url=url, colour="violet")
        if row.decided_at:
            yield at(
                row.decided_at,
                "check2-square",
                f"申变更{row.get_status_display()}",
                note=_hand(row.decided_by, row.decision),
                url=url,
            )


def excepted(material: Material) -> Iterator[Moment]:
    rows = CapException.objects.filter(entity__in=material.rows).for_page()
    for row in rows.exclude(status=CapStatus.WITHDRAWN):
        words = f"申请 {row.year} 年增加检查 {row.extra} 次"
        yield at(row.proposed_at, "plus-slash-minus", words, note=row.reason, url=row.get_absolute_url())
        if row.decided_at:
            yield at(
                row.decided_at,
                "check2-square",
                f"频次例外{row.get_status_display()}",
                note=_hand(row.decided_by, row.decision),
            )


def _hand(by: User | None, said: str) -> str:
    return "：".join(filter(None, [by.name if by else "", said]))


def merged(material: Material) -> Iterator[Moment]:
    events = Event.objects.filter(act="entity.merge", obj__in=[f"entity/{pk}" for pk in material.rows])
    for event in events.select_related("detail"):
        said = entry(event)
        yield at(event.ts, "sign-merge-right", said.words, note=f"{said.who}：{said.reason}")


SOURCES: tuple[Callable[[Material], Iterator[Moment]], ...] = (
    registration,
    confirmed,
    marks,
    complained,
    checks,
    published,
    handled.disputed,
    handled.ordered,
    handled.filed,
    handled.referred,
    proposed,
    excepted,
    merged,
)
