"""Forms of the officer site. They say what was typed; services decide."""

from inspections.forms.confirmation import ConfirmationForm
from inspections.forms.findings import FindingsForm
from inspections.forms.reasons import ReasonForm, WhyOnSiteForm
from inspections.forms.visits import EntitySearch, InformForm, OrderForm, PlanForm

__all__ = [
    "ConfirmationForm",
    "EntitySearch",
    "FindingsForm",
    "InformForm",
    "OrderForm",
    "PlanForm",
    "ReasonForm",
    "WhyOnSiteForm",
]
