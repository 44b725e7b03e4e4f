"""Firms, inspectors, items: what the registries hold, in every state a test needs."""

from datetime import date, timedelta
from typing import Any

import factory

from registry import models
from registry.status import VersionStatus
from tests.factories.accounts import UserFactory
from tests.factories.base import TrailedFactory
from tests.factories.codes import credit_code
from yangcheng_inspect import clock


class UnitFactory(TrailedFactory):
    """`UnitFactory(station=True)`."""

    class Meta:
        model = models.Unit

    class Params:
        station = factory.Trait(kind=models.Unit.Kind.STATION, name=factory.Sequence(lambda n: f"测试{n}派出所"))

    code = factory.Sequence(lambda n: f"140522-t{n}")
    name = factory.Sequence(lambda n: f"测试{n}大队")
    kind = models.Unit.Kind.BRIGADE


class TownFactory(TrailedFactory):
    class Meta:
        model = models.Town

    code = factory.Sequence(lambda n: f"1405{n:05d}")
    name = factory.Sequence(lambda n: f"测试{n}镇")
    unit = factory.SubFactory(UnitFactory, station=True)


class IndustryFactory(TrailedFactory):
    class Meta:
        model = models.Industry

    name = factory.Sequence(lambda n: f"测试行业{n}")


class EntityFactory(TrailedFactory):
    """`EntityFactory(trades=[industry])`; `closed=True`."""

    class Meta:
        model = models.MarketEntity

    class Params:
        closed = factory.Trait(registration_status=models.RegistrationStatus.CANCELLED)

    name = factory.Sequence(lambda n: f"阳城县测试{n}宾馆")
    credit_code = factory.Sequence(credit_code)
    address = factory.LazyAttribute(lambda firm: f"山西省晋城市阳城县{firm.town.name}中街1号")
    town = factory.SubFactory(TownFactory)
    risk_class = models.RiskClass.A
    scope_confirmed = True

    @factory.post_generation
    def trades(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for industry in extracted or []:
            EntityIndustryFactory(entity=self, industry=industry)


class EntityIndustryFactory(TrailedFactory):
    class Meta:
        model = models.EntityIndustry

    entity = factory.SubFactory(EntityFactory)
    industry = factory.SubFactory(IndustryFactory)


class EntityFlagFactory(TrailedFactory):
    """A standing mark, raised today."""

    class Meta:
        model = models.EntityFlag

    entity = factory.SubFactory(EntityFactory)
    kind = models.EntityFlag.Kind.COMPLAINTS
    reason = "一年内投诉三次"
    started_on = factory.LazyFunction(clock.today)


class FactFactory(TrailedFactory):
    """What a source said about a firm."""

    class Meta:
        model = models.EntityFact

    recorded_at = factory.LazyFunction(clock.now)


class InspectorFactory(TrailedFactory):
    """A police officer without certificate; `certified=True` for one valid a year; `auxiliary=True` for 辅警."""

    class Meta:
        model = models.Inspector

    class Params:
        auxiliary = factory.Trait(kind=models.Inspector.Kind.AUXILIARY, can_lead=False, police_no="")

    name = factory.Sequence(lambda n: f"民警{n}")
    unit = factory.SubFactory(UnitFactory)
    police_no = factory.Sequence(lambda n: f"05{n:04d}")
    kind = models.Inspector.Kind.POLICE
    can_lead = True

    @factory.post_generation
    def certified(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            CertificateFactory(inspector=self)


class CertificateFactory(TrailedFactory):
    class Meta:
        model = models.Certificate

    inspector = factory.SubFactory(InspectorFactory)
    number = factory.Sequence(lambda n: f"140522{n:06d}")
    valid_to = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))


class AbsenceFactory(TrailedFactory):
    class Meta:
        model = models.Absence

    inspector = factory.SubFactory(InspectorFactory)
    from_day = to_day = factory.LazyFunction(clock.today)
    reason = "休假"


class RecusalFactory(TrailedFactory):
    class Meta:
        model = models.Recusal

    inspector = factory.SubFactory(InspectorFactory)
    entity = factory.SubFactory(EntityFactory)
    ground = models.Recusal.Ground.INTEREST
    started_on = factory.LazyFunction(clock.today)


class ItemFactory(TrailedFactory):
    """An item without a version; see ItemVersionFactory."""

    class Meta:
        model = models.InspectionItem

    code = factory.Sequence(lambda n: f"T{chr(65 + n // 100 % 26)}-{n % 100:02d}")
    title = factory.Sequence(lambda n: f"测试事项{n}检查")

    @factory.post_generation
    def trades(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for industry in extracted or []:
            ItemIndustryFactory(item=self, industry=industry)


class ItemIndustryFactory(TrailedFactory):
    class Meta:
        model = models.ItemIndustry

    item = factory.SubFactory(ItemFactory)
    industry = factory.SubFactory(IndustryFactory)


class JointPartFactory(TrailedFactory):
    class Meta:
        model = models.JointPart

    joint = factory.SubFactory(ItemFactory, joint=True)
    own = factory.SubFactory(ItemFactory)


class ItemVersionFactory(TrailedFactory):
    """A draft with a basis of each kind and two check-points; `pending=True`; `approved=True` is also published."""

    class Meta:
        model = models.ItemVersion

    class Params:
        pending = factory.Trait(
            status=VersionStatus.PENDING,
            submitted_at=factory.LazyFunction(clock.now),
            submitted_by=factory.SelfAttribute("drafted_by"),
        )
        approved = factory.Trait(
            pending=True,
            status=VersionStatus.APPROVED,
            approved_at=factory.LazyFunction(clock.now),
            approved_by=factory.SubFactory(UserFactory, leader=True),
            published_at=factory.LazyFunction(clock.now),
            published_by=factory.SelfAttribute("approved_by"),
            effective_from=date(2026, 1, 1),
        )

    item = factory.SubFactory(ItemFactory)
    number = 1
    kind = models.ItemVersion.Kind.GENERAL
    content = "是否如实登记；是否按时报送"
    methods = ["现场检查"]
    handlings = ["当场改正", "责令限期改正"]
    ratio = 1000
    floor = 1
    yearly_cap = 2
    drafted_by = factory.SubFactory(UserFactory, office=True)
    drafted_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def parts(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, prompt in enumerate(("是否如实登记", "是否按时报送"), start=1):
            CheckPointFactory(version=self, order=order, prompt=prompt)
        for order, kind in enumerate(models.LegalBasis.Kind, start=1):
            LegalBasisFactory(version=self, kind=kind, order=order, confirmed_by=self.approved_by)


class LegalBasisFactory(TrailedFactory):
    """Confirmed when somebody confirmed it."""

    class Meta:
        model = models.LegalBasis

    version = factory.SubFactory(ItemVersionFactory)
    kind = models.LegalBasis.Kind.POWER
    order = factory.Sequence(lambda n: n + 10)
    law = "旅馆业治安管理办法"
    text = "《旅馆业治安管理办法》第十四条"
    confirmed_by = None
    confirmed_at = factory.LazyAttribute(lambda basis: clock.now() if basis.confirmed_by else None)


class CheckPointFactory(TrailedFactory):
    class Meta:
        model = models.CheckPoint

    version = factory.SubFactory(ItemVersionFactory)
    order = factory.Sequence(lambda n: n + 10)
    prompt = "是否如实登记"


class RegistryImportFactory(TrailedFactory):
    """An import that waits for a decision, without rows."""

    class Meta:
        model = models.RegistryImport

    kind = models.RegistryImport.Kind.ENTITIES
    scope = models.RegistryImport.Scope.CHANGES
    status = "READY"
    file_name = "名录.xlsx"
    sha256 = "0" * 64
    as_of = factory.LazyFunction(clock.today)
    uploaded_at = factory.LazyFunction(clock.now)
    columns = factory.LazyFunction(lambda: {"words": {"name": "名称"}, "header_row": 1, "declared": None})
