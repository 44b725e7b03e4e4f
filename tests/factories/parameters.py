"""Values of parameters: proposed, unless `in_force=True`."""

from datetime import date

import factory

from tests.factories.accounts import UserFactory
from tests.factories.base import TrailedFactory
from yangcheng_inspect import clock
from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.parameters.status import ValueStatus


class ParameterValueFactory(TrailedFactory):
    """`publish_clean_days` shall be 3 from today on."""

    class Meta:
        model = ParameterValue

    class Params:
        in_force = factory.Trait(
            status=ValueStatus.APPROVED,
            decided_at=factory.LazyFunction(clock.now),
            decided_by=factory.SubFactory(UserFactory, leader=True),
        )

    key = "publish_clean_days"
    value = 3
    source = "阳公办〔2026〕9号第三条"
    in_force_from: date = factory.LazyFunction(clock.today)
    proposed_at = factory.LazyFunction(clock.now)
    proposed_by = factory.SubFactory(UserFactory, office=True)
