"""The two registries and the list of items (方案三(一): 两库一单)."""

from registry.models.absence import Absence
from registry.models.complaint import Complaint
from registry.models.entity import MarketEntity, RegistrationStatus, RiskClass
from registry.models.entity_proposal import EntityProposal
from registry.models.entity_records import EntityFact, EntityFlag, EntityIndustry
from registry.models.import_progress import ImportProgress
from registry.models.import_row import ImportRow
from registry.models.import_source import ImportSource
from registry.models.industry import Industry
from registry.models.inspector import Certificate, Inspector
from registry.models.inspector_records import Recusal, Training
from registry.models.item import InspectionItem, ItemIndustry, JointPart
from registry.models.item_event import ItemEvent
from registry.models.item_version import ItemVersion
from registry.models.key_area import KeyArea
from registry.models.legal_basis import CheckPoint, LegalBasis
from registry.models.registry_import import RegistryImport
from registry.models.risk_matrix import RiskMatrix, RiskRow
from registry.models.unit import Town, Unit

__all__ = [
    "Absence",
    "Certificate",
    "CheckPoint",
    "Complaint",
    "EntityFact",
    "EntityFlag",
    "EntityIndustry",
    "EntityProposal",
    "ImportProgress",
    "ImportRow",
    "ImportSource",
    "Industry",
    "InspectionItem",
    "Inspector",
    "ItemEvent",
    "ItemIndustry",
    "ItemVersion",
    "JointPart",
    "KeyArea",
    "LegalBasis",
    "MarketEntity",
    "Recusal",
    "RegistrationStatus",
    "RegistryImport",
    "RiskClass",
    "RiskMatrix",
    "RiskRow",
    "Town",
    "Training",
    "Unit",
]
