"""People with a login, one trait per role."""

from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from tests.factories.base import TrailedFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role

PASSWORD = "zhengque-kouling-1"


def _holding(*roles: Role) -> factory.Trait:
    return factory.Trait(roles=[role.value for role in roles])


class UserFactory(TrailedFactory):
    """`UserFactory(office=True)`; several roles: `UserFactory(roles=[Role.OFFICE, Role.INSPECTOR])`."""

    class Meta:
        model = User

    class Params:
        inspector = _holding(Role.INSPECTOR)
        unit_head = _holding(Role.UNIT_HEAD)
        leader = _holding(Role.LEADER)
        office = _holding(Role.OFFICE)
        supervisor = _holding(Role.SUPERVISOR)
        sysadmin = _holding(Role.SYSADMIN)
        security = _holding(Role.SECURITY)
        auditor = _holding(Role.AUDITOR)
        closed = factory.Trait(is_active=False)
        fresh = factory.Trait(must_change_password=True)

    username = factory.Sequence(lambda n: f"jc{n:04d}")
    name = factory.Sequence(lambda n: f"测试员{n}")
    roles = factory.LazyFunction(list)
    unit_code = "140522-01"
    must_change_password = False
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        kwargs["password"] = make_password(kwargs["password"])
        return super()._create(model_class, *args, **kwargs)


class DeputyFactory(TrailedFactory):
    """A stand-in for today, for a leader unless told otherwise."""

    class Meta:
        model = Deputy

    principal = factory.SubFactory(UserFactory, leader=True)
    deputy = factory.SubFactory(UserFactory, leader=True)
    role = Role.LEADER
    from_on = factory.LazyFunction(clock.today)
    to_on = factory.LazyFunction(clock.today)
