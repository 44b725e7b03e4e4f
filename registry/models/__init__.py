"""The two registries and the list of items (方案三(一): 两库一单)."""

from registry.models.entity import MarketEntity, RegistrationStatus, RiskClass
from registry.models.entity_records import EntityFact, EntityFlag, EntityIndustry
from registry.models.import_row import ImportRow
from registry.models.industry import Industry
from registry.models.inspector import Absence, Certificate, Inspector
from registry.models.inspector_records import Recusal, Training
from registry.models.item import InspectionItem, ItemIndustry, JointPart
from registry.models.item_version import ItemVersion
from registry.models.legal_basis import CheckPoint, LegalBasis
from registry.models.registry_import import ImportProgress, RegistryImport
from registry.models.unit import Town, Unit

__all__ = [
    "Absence",
    "Certificate",
    "CheckPoint",
    "EntityFact",
    "EntityFlag",
    "EntityIndustry",
    "ImportProgress",
    "ImportRow",
    "Industry",
    "InspectionItem",
    "Inspector",
    "ItemIndustry",
    "ItemVersion",
    "JointPart",
    "LegalBasis",
    "MarketEntity",
    "Recusal",
    "RegistrationStatus",
    "RegistryImport",
    "RiskClass",
    "Town",
    "Training",
    "Unit",
]
