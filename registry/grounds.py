"""Why an item may be drawn on a day, or the sentence that says why not (方案四(三): 法无规定，不得检查).

The same rules as `ItemVersionQuerySet.in_force`, told to a person; loaded once for a whole list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from registry.models import InspectionItem, ItemVersion, JointPart, LegalBasis
from registry.status import Phase, VersionStatus

NOTICE = timedelta(days=60)
"""How long before its end an article asks for a new version."""

LATER: dict[Phase, str] = {
    Phase.UNPUBLISHED: "第 {number} 版已批准，尚未公布。请先公布",
    Phase.COMING: "第 {number} 版自 {day} 起施行。请到时再办",
    Phase.PENDING: "第 {number} 版待分管局领导审批。请待批准后再办",
    Phase.DRAFT: "第 {number} 版还是草稿。请送分管局领导审批",
}
"""What the newest version waits for, when none is in force."""


def written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class Grounds:
    """What the items stand on, one day. Three queries, however many items are asked for."""

    def __init__(self, on: date, items: Iterable[InspectionItem] = ()) -> None:
        self.on = on
        self._parts = self._load_parts()
        wanted = {item.pk for item in items}
        wanted |= {own for joint in list(wanted) for own in self._parts[joint]}
        self._versions = self._load_versions(wanted)

    def _load_parts(self) -> dict[int, list[int]]:
        parts: dict[int, list[int]] = defaultdict(list)
        for joint, own in JointPart.objects.order_by("pk").values_list("joint", "own"):
            parts[joint].append(own)
        return parts

    def _load_versions(self, wanted: set[int]) -> dict[int, list[ItemVersion]]:
        """The newest first; of every item when none is named."""
        rows = ItemVersion.objects.exclude(status=VersionStatus.DISCARDED).order_by("-number")
        rows = rows.select_related("item").prefetch_related("bases")
        versions: dict[int, list[ItemVersion]] = defaultdict(list)
        for version in rows.filter(item__in=wanted) if wanted else rows:
            versions[version.item_id].append(version)
        return versions

    def current(self, item: InspectionItem) -> ItemVersion | None:
        """The version that is in force that day, also of an item switched off."""
        in_force = (Phase.IN_FORCE, Phase.OFF)
        return next((one for one in self._versions[item.pk] if one.phase(self.on) in in_force), None)

    def coming(self, item: InspectionItem) -> ItemVersion | None:
        """The version announced for a later day, the soonest."""
        later = [one for one in self._versions[item.pk] if one.phase(self.on) == Phase.COMING]
        return min(later, key=lambda one: one.effective_from or date.max, default=None)

    def has(self, item: InspectionItem, phase: Phase) -> bool:
        return any(version.phase(self.on) == phase for version in self._versions[item.pk])

    def power(self, version: ItemVersion) -> Iterator[LegalBasis]:
        """Articles that give the power to inspect; a joint item borrows those of our own items inside it."""
        yield from (basis for basis in version.bases.all() if basis.kind == LegalBasis.Kind.POWER)
        for own in self._parts[version.item_id] if version.item.joint else ():
            for lender in self._versions[own]:
                if lender.phase(self.on) in (Phase.IN_FORCE, Phase.OFF):
                    yield from (basis for basis in lender.bases.all() if basis.kind == LegalBasis.Kind.POWER)

    def standing(self, version: ItemVersion) -> list[LegalBasis]:
        """Those confirmed and in force."""
        return [basis for basis in self.power(version) if basis.is_confirmed and basis.applies(self.on)]

    def last_day(self, version: ItemVersion) -> date | None:
        """The last day on which the power lasts; None while no end is known. `date.min` when there is none today."""
        standing = self.standing(version)
        if any(basis.valid_to is None for basis in standing):
            return None
        return max((basis.valid_to for basis in standing if basis.valid_to), default=date.min)

    def refusal(self, item: InspectionItem) -> str:
        """Why the item may not be drawn that day and what to do; empty when it may."""
        if item.enabled and item.event_driven:
            return f"事项 {item.code} 随活动开展检查，不从名录抽取。请登记活动后安排检查。"
        return self.unfounded(item)

    def unfounded(self, item: InspectionItem) -> str:
        """Why nothing may be checked under the item that day, drawn or not; empty when it may."""
        if not item.enabled:
            return f"事项 {item.code} 已停用。确需检查的，请先在事项清单中启用。"
        version = self.current(item)
        if version is None:
            return f"事项 {item.code} 今天没有现行有效的依据，不能列入计划或抽取：{self._waits(item)}。"
        return self.powerless(version)

    def _waits(self, item: InspectionItem) -> str:
        newest = next(iter(self._versions[item.pk]), None)
        if newest is None:
            return "还没有事项版本。请起草并报批"
        begins = written(newest.effective_from) if newest.effective_from else ""
        words = LATER.get(newest.phase(self.on), "第 {number} 版已失效。请起草新版本并报批")
        return words.format(number=newest.number, day=begins)

    def powerless(self, version: ItemVersion) -> str:
        """Which articles no longer carry the version and what to do; empty while one of them does."""
        why = self.lacking(version)
        return why and (
            f"事项 {version.item.code} 今天没有现行有效的依据，不能列入计划或抽取：{why}。"
            "请核对法律现行规定，起草新版本并报批。"
        )

    def lacking(self, version: ItemVersion) -> str:
        """What is wrong with each article of a version without power, without an end mark; empty when it has one."""
        if self.standing(version):
            return ""
        found = [self._lacks(basis) for basis in self.power(version)]
        return "；".join(dict.fromkeys(found)) or "没有检查权依据"

    def _lacks(self, basis: LegalBasis) -> str:
        if basis.valid_to and basis.valid_to < self.on:
            return f"{basis.text}已于 {written(basis.valid_to)} 失效"
        if basis.valid_from and self.on < basis.valid_from:
            return f"{basis.text}自 {written(basis.valid_from)} 起施行"
        return f"{basis.text}尚未由分管局领导确认现行有效"

    def ending(self, version: ItemVersion, by: date) -> str:
        """That the power of a version ends before `by`, and with which article; empty when it does not."""
        last = self.last_day(version)
        if last is None or last >= by or last == date.min:
            return ""
        article = next(basis.text for basis in self.standing(version) if basis.valid_to == last)
        return f"{article} {written(last)} 失效，此后不得检查。请起草新版本，写明现行依据并报批。"


def refusal(item: InspectionItem, on: date) -> str:
    """Why one item may not be drawn that day; empty when it may."""
    return Grounds(on, [item]).refusal(item)
