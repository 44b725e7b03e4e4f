"""What officers say of firms, and a firm that may be visited once more: one of each kind."""

from inspections.choices import CAPPED_KINDS
from inspections.models import Visit
from inspections.services import caps
from registry.models import ImportRow, MarketEntity
from registry.services import proposals
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.people import sample_officers
from yangcheng_inspect.desk.demo.sessions import Cast


def play(cast: Cast) -> None:
    """One proposal taken over, one waiting; one exception from the cap approved, one on the leader's desk."""
    officer = sample_officers()[-1]
    # Who was drawn differs from demo to demo; what the bureau's later list says must not stand against the officer.
    unvisited = MarketEntity.objects.visible_to(officer).active().filter(visits__isnull=True)
    named = ImportRow.objects.filter(registry_import__as_of__gte=workday(4), entity__isnull=False)
    firms = unvisited.exclude(pk__in=named.values("entity")).exclude(facts__as_of__gte=workday(4))
    with at(workday(4), 10):
        moved = proposals.propose(
            entity=firms[0],
            values={"phone": "0356-4229910"},
            reason="走访时经营者更正",
            evidence="门头照片",
            by=officer,
        )
    with at(workday(3), 16):
        proposals.accept(proposal=moved, by=cast.office)
    with at(workday(1), 15):
        proposals.propose(
            entity=firms[1],
            values={"registration_status": "SUSPENDED"},
            reason="两次走访均关门，邻居称已停业",
            evidence="现场照片 2 张",
            by=officer,
        )
    _exceptions(cast)


def _exceptions(cast: Cast) -> None:
    visits = Visit.objects.filter(kind__in=CAPPED_KINDS, ended_on__isnull=False).select_related("entity").order_by("pk")
    first, second = visits[0].entity, visits[1].entity
    with at(workday(3), 9):
        asked = caps.ask(
            entity=first, extra=1, reason="省厅挂牌督办，须年内再查一次", evidence="晋公督〔2026〕31号", by=cast.office
        )
    with at(workday(2), 11):
        caps.approve(exception=asked, by=cast.leader)
    with at(workday(1), 10):
        caps.ask(entity=second, extra=1, reason="市局专项行动要求核查", evidence="晋市公〔2026〕88号", by=cast.office)
