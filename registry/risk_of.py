"""A firm's risk, read from the registry and put into the words of `registry.risk` (方案三(二)1)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from registry import risk
from registry.models import EntityFact, EntityFlag, InspectionItem, ItemVersion, MarketEntity, RiskMatrix
from registry.models.complaint import ComplaintQuerySet

Kind = EntityFlag.Kind


def explain(entity: MarketEntity, item: InspectionItem | None, on: date) -> str:
    """One sentence: how many times as likely as an ordinary firm this one is drawn, and why.

    For an item the chance is that of its pool as the registry stands, without directed checks; without an item it
    is the ratio of the matrix for items that have no rows of their own.
    """
    if outside := _outside(entity, item):
        return outside
    rules = rules_of(item, on)
    return risk.explain(firm(entity, on), rules, layers(item, rules, on) if item else None)


def matrix_in_force(on: date) -> RiskMatrix | None:
    return RiskMatrix.objects.in_force(on).first()


def rules_of(item: InspectionItem | None, on: date) -> risk.Rules:
    """The approved matrix of that day for an item, or the suggestion that nobody approved."""
    matrix = matrix_in_force(on)
    return rules_under(matrix, item) if matrix else risk.SUGGESTION


def rules_under(matrix: RiskMatrix, item: InspectionItem | None) -> risk.Rules:
    """One version as one item sees it: its own rows, else those for every item."""
    rows = list(matrix.rows.filter(Q(item__isnull=True) | Q(item=item)))
    general = {row.stratum: row.cell for row in rows if row.item_id is None}
    own = {row.stratum: row.cell for row in rows if row.item_id is not None}
    return risk.Rules(matrix.number, {**risk.SUGGESTED, **general, **own})


def flags_by_firm(on: date, entities: Iterable[int] | None = None) -> Mapping[int, list[EntityFlag]]:
    """Standing flags by the firm's primary key; of all firms, or of these."""
    standing = EntityFlag.objects.standing(on)
    if entities is not None:
        standing = standing.filter(entity__in=list(entities))
    found: defaultdict[int, list[EntityFlag]] = defaultdict(list)
    for flag in standing.order_by("started_on", "id"):
        found[flag.entity_id].append(flag)
    return found


def firm(entity: MarketEntity, on: date) -> risk.Firm:
    """What counts of one firm, with sources and dates in the words."""
    flags = list(entity.flags.standing(on))
    words = [flag_words(flag, on) for flag in flags]
    return risk.Firm(entity.risk_class, len(flags), class_words(entity), words)


def in_pool(entity: MarketEntity, flags: Iterable[EntityFlag]) -> risk.Firm:
    """The same for a row of a pool, where the names of the flags are enough."""
    names = [flag.get_kind_display() for flag in flags]
    return risk.Firm(entity.risk_class, len(names), "", names)


def class_words(entity: MarketEntity) -> str:
    """信用风险 C 类（市场监管局 2026-11-02）: who said so last, as of which day."""
    if not entity.risk_class:
        return "未评信用风险，按 B 类"
    said = EntityFact.objects.filter(entity=entity, values__has_key="risk_class").order_by("-as_of", "-id").first()
    by = f"（{said.get_source_display()} {said.as_of}）" if said else ""
    return f"信用风险 {entity.risk_class} 类{by}"


def flag_words(flag: EntityFlag, on: date) -> str:
    """6 个月内有 3 次投诉举报; 列入经营异常名录（2026-11-02 起）; 特殊行业（监管行业：旅馆业）."""
    if flag.kind == Kind.COMPLAINTS and flag.matrix:
        count = counting(flag.entity, flag.matrix, on).count()
        return f"{flag.matrix.complaint_months} 个月内有 {count} 次投诉举报"
    if flag.kind in (Kind.ABNORMAL, Kind.SERIOUS):
        return f"{flag.get_kind_display()}（{flag.started_on} 起）"
    return f"{flag.get_kind_display()}（{flag.reason}）"


def counting(entity: MarketEntity, matrix: RiskMatrix, on: date) -> ComplaintQuerySet:
    """The complaints that a version counts on a day."""
    after = risk.months_before(on, matrix.complaint_months)
    found: ComplaintQuerySet = entity.complaints.counting(after, on, with_open=matrix.counts_open)
    return found


def layers(item: InspectionItem, rules: risk.Rules, on: date) -> Mapping[str, risk.Layer] | None:
    """Every stratum of an item's pool as the registry stands; None while nothing may be drawn."""
    version = ItemVersion.objects.in_force(on).filter(item=item).first()
    if version is None:
        return None
    ratios = rules.ratios(version.ratio)
    firms = _firms(item, rules, on)
    return {code: risk.Layer(ratios[code], version.floor, firms[code]) for code in risk.STRATA}


def _firms(item: InspectionItem, rules: risk.Rules, on: date) -> Mapping[str, Counter[int]]:
    """Stratum → firms by their tickets."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    trade = MarketEntity.objects.active().filter(industries__in=item.industries.all(), scope_confirmed=True)
    flags = Counter(EntityFlag.objects.standing(on).order_by().values_list("entity_id", flat=True))
    for pk, risk_class in trade.order_by().values_list("pk", "risk_class").distinct():
        code = risk.stratum(risk_class, flags[pk] > 0)
        found[code][rules.weight(code, flags[pk])] += 1
    return found


def _outside(entity: MarketEntity, item: InspectionItem | None) -> str:
    """Why a firm is in no pool; empty when it may be."""
    if entity.merged_into_id:
        return "本户已并入另一户，不参加抽取。"
    if not entity.is_active:
        return f"本户登记状态为{entity.get_registration_status_display()}，不参加抽取。"
    if not entity.scope_confirmed:
        return "本户监管行业待确认，暂不参加抽取。"
    trades = entity.industries.all()
    if item and not item.industries.filter(pk__in=trades.values("pk")).exists():
        return f"本户不在“{item.title}”的抽查范围内。"
    return "" if trades.exists() else "本户不属于公安监管行业，不参加抽取。"
