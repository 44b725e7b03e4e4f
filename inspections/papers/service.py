"""送达回证 (程序规定第三十六条): one per service of one issued paper."""

from typing import Any

from inspections.choices import PaperKind, ServiceWay
from inspections.models import Delivery
from inspections.papers.kinds import Kind, register
from inspections.papers.parts import boxes


def service_paper(delivery: Delivery) -> dict[str, Any]:
    """What was served, to whom, where, how, when; refused or taken by somebody else."""
    return {
        "delivery": delivery,
        "document": delivery.document,
        "visit": delivery.document.visit,
        "ways": boxes(ServiceWay.choices, delivery.way),
    }


SERVICE = Kind(
    PaperKind.SERVICE,
    "inspections.Delivery",
    "inspections/papers/service.html",
    service_paper,
    number=lambda delivery: delivery.document.number,
    visit=lambda delivery: delivery.document.visit,
)
register(SERVICE)
