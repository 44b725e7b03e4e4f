"""申变更: an officer proposes, 双随机办 takes it over or says why not; nobody decides on his own (方案三(一)1)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from registry.importing.labels import label
from registry.models import EntityProposal, Industry, MarketEntity, RegistrationStatus, Town
from registry.models.words import in_words
from registry.services import entities
from registry.services.entity_values import dates_of, held, trades_named, with_values
from registry.services.rights import demand, demand_reason, locked, save
from registry.status import MOVES, ProposalStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

OFFICE = "双随机办"
DECIDER = "registry.manage_registry"
PROPOSER = "registry.propose_change"
CHANGEABLE = ("name", "legal_representative", "phone", "address", "town", "registration_status", "industries")
"""What an officer sees on the spot; codes and the market bureau's classes are not his to say."""
OF_A_NEW_FIRM = ("name", "credit_code", "registration_no", "entity_type", *CHANGEABLE[1:])

AGAIN = "请不予采纳，由申报人按现在的内容重新申报。"


@transaction.atomic
def propose(
    *, entity: MarketEntity | None, values: Mapping[str, str], reason: str, evidence: str, by: User
) -> EntityProposal:
    """Keep only what differs from the registry; `values` maps a field to its text. `entity` None: a new firm."""
    demand(by, PROPOSER, "检查人员、单位负责人")
    reason = demand_reason(reason)
    strange = set(values) - set(CHANGEABLE if entity else OF_A_NEW_FIRM)
    if strange:
        raise DomainError(f"“{label(min(strange))}”不能在这里申报。")
    before = _visible(entity, by) if entity else {}
    _refuse_unknown(values)
    _refuse_known(entity, values)
    pairs = {name: [before.get(name, ""), new.strip()] for name, new in values.items()}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if not changes:
        raise AlreadyDone("申报的内容与名录库一致，没有需要变更的。")
    proposal = EntityProposal(
        entity=entity, values=changes, reason=reason, evidence=evidence.strip(), proposed_at=clock.now(), proposed_by=by
    )
    save(proposal)
    record("proposal.propose", target=proposal, by=by, detail={"changes": changes}, reason=reason)
    return proposal


def _visible(entity: MarketEntity, by: User) -> dict[str, str]:
    """What the registry holds now, for whoever may see the firm."""
    found = with_values(MarketEntity.objects.visible_to(by).standing().filter(pk=entity.pk)).first()
    if found is None:
        raise NotPermitted("这家不在您的辖区内，或已并入另一户，不能申报变更。")
    return held(found)


def _refuse_unknown(values: Mapping[str, str]) -> None:
    """A town, a status and trades of our own lists."""
    town, status = values.get("town", ""), values.get("registration_status", RegistrationStatus.ACTIVE)
    if town and not Town.objects.filter(name=town).exists():
        raise DomainError(f"没有名为“{town}”的乡镇。")
    if status not in RegistrationStatus.values:
        raise DomainError("登记状态不在规定范围内。")
    trades_named(values.get("industries", ""), {trade.name: trade for trade in Industry.objects.all()})


def _refuse_known(entity: MarketEntity | None, values: Mapping[str, str]) -> None:
    """A new firm has a name and is not in the registry under its code."""
    if entity is not None:
        return
    if not values.get("name", "").strip():
        raise DomainError("请填写市场主体名称。")
    for field in ("credit_code", "registration_no"):
        code = values.get(field, "").strip()
        known = MarketEntity.objects.standing().filter(**{field: code}).first() if code else None
        if known:
            raise DomainError(f"名录库中已有相同{label(field)}的“{known.name}”，请在那一户上申报变更。")


@transaction.atomic
def accept(*, proposal: EntityProposal, by: User, decision: str = "") -> EntityProposal:
    """Write it into the registry as the officer's word of the day he proposed it."""
    proposal = _to_decide(proposal, by)
    if proposal.entity is None:
        proposal.entity = entities.add(values=proposal.new_values, by=by, proposal=proposal)
        proposal.save(update_fields=["entity"])
    else:
        _refuse_stale(proposal)
        day = timezone.localdate(proposal.proposed_at)
        entities.amend(
            entity=proposal.entity,
            values=proposal.new_values,
            as_of=day,
            reason=proposal.reason,
            by=by,
            proposal=proposal,
        )
    return _decided(proposal, ProposalStatus.ACCEPTED, "proposal.accept", decision, by)


@transaction.atomic
def decline(*, proposal: EntityProposal, decision: str, by: User) -> EntityProposal:
    decision = demand_reason(decision)
    proposal = _to_decide(proposal, by)
    return _decided(proposal, ProposalStatus.DECLINED, "proposal.decline", decision, by)


@transaction.atomic
def withdraw(*, proposal: EntityProposal, by: User) -> EntityProposal:
    """By the proposer himself, while nobody has decided."""
    proposal = locked(proposal)
    if proposal.proposed_by_id != by.pk:
        raise NotPermitted("只有申报人本人可以撤回。")
    return move(proposal, ProposalStatus.WITHDRAWN, table=MOVES, by=by, action="proposal.withdraw")


@transaction.atomic
def note(*, proposal: EntityProposal, by: User) -> EntityProposal:
    """The proposer has read what became of it; it leaves his to-do list."""
    proposal = locked(proposal)
    if proposal.proposed_by_id != by.pk or proposal.decided_at is None:
        raise NotPermitted("只有申报人本人可以登记知悉，且须在双随机办办理之后。")
    if proposal.noted_at is None:
        proposal.noted_at = clock.now()
        proposal.save(update_fields=["noted_at"])
        record("proposal.note", target=proposal, by=by)
    return proposal


def _to_decide(proposal: EntityProposal, by: User) -> EntityProposal:
    demand(by, DECIDER, OFFICE)
    proposal = locked(proposal)
    if proposal.proposed_by_id == by.pk:
        raise SameHands("不得办理本人申报的变更。请由双随机办另一人办理。")
    return proposal


def _refuse_stale(proposal: EntityProposal) -> None:
    """Refuse what changed since, and what the market bureau or anybody else said later than the proposal."""
    assert proposal.entity is not None
    firm = locked(proposal.entity)
    if firm.merged_into_id:
        raise DomainError("这家已并入另一户。请不予采纳，由申报人在并入的一户上重新申报。")
    now, said = held(with_values(MarketEntity.objects.filter(pk=firm.pk)).get()), dates_of([firm.pk]).get(firm.pk, {})
    day = timezone.localdate(proposal.proposed_at)
    for field, (old, _) in proposal.values.items():
        if now[field] != old:
            before, after = in_words(field, old), in_words(field, now[field])
            raise DomainError(f"申报之后，“{label(field)}”已由“{before}”改为“{after}”。{AGAIN}")
        if said.get(field, day) > day:
            newer = said[field].isoformat()
            raise DomainError(
                f"“{label(field)}”已有 {newer} 的数据，比申报日期 {day.isoformat()} 新，不能覆盖。{AGAIN}"
            )


def _decided(proposal: EntityProposal, to: ProposalStatus, action: str, decision: str, by: User) -> EntityProposal:
    return move(
        proposal,
        to,
        table=MOVES,
        by=by,
        action=action,
        reason=decision.strip(),
        decision=decision.strip(),
        decided_at=clock.now(),
        decided_by=by,
    )
