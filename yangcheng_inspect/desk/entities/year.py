"""This year's checks of a firm against the cap: which count, which do not, and why (国办发〔2024〕54号)."""

from dataclasses import dataclass, replace

from inspections.choices import CAPPED_KINDS, WHY_APART
from inspections.models import CapException, Visit
from inspections.services import caps
from inspections.services.caps import Cap
from inspections.status import CALLED_OFF
from registry.models import ItemVersion, MarketEntity
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.entities.sight import rows_of


@dataclass(frozen=True)
class Check:
    """One visit of the year: its place among those that count, or why it does not. `url` where the reader may go."""

    visit: Visit
    place: int
    why: str
    url: str
    above: bool


@dataclass(frozen=True)
class Year:
    """The cap that binds, each item's own cap, the checks in order, the exceptions."""

    year: int
    cap: Cap
    versions: list[ItemVersion]
    checks: list[Check]
    exceptions: list[CapException]

    @property
    def apart(self) -> int:
        return sum(not check.place for check in self.checks if check.visit.status not in CALLED_OFF)


def of(entity: MarketEntity, versions: list[ItemVersion], visits: list[Visit], year: int, user: User) -> Year:
    """`visits` are those of the firm that `user` may know of, any year; `versions` those in force over its trades."""
    exceptions = CapException.objects.filter(entity__in=rows_of(entity), year=year).for_page()
    mine = set(Visit.objects.visible_to(user).filter(entity__in=rows_of(entity)).values_list("pk", flat=True))
    checks, place = [], 0
    for visit in sorted((one for one in visits if one.due_on.year == year), key=lambda one: one.pk):
        counts = visit.kind in CAPPED_KINDS and visit.status not in CALLED_OFF
        place += counts
        checks.append(_check(visit, place if counts else 0, visit.pk in mine))
    cap = caps.of_items(entity, versions, year)
    # The sum must not give away what the list leaves out.
    return Year(year, replace(cap, done=min(cap.done, place)), versions, checks, list(exceptions))


def _check(visit: Visit, place: int, may: bool) -> Check:
    why = str(visit.get_status_display()) if visit.status in CALLED_OFF else WHY_APART.get(visit.kind, "")
    url = visit.get_absolute_url() if may else ""
    return Check(visit, place, why, url, bool(visit.yearly_cap and place and visit.nth_of_year > visit.yearly_cap))
