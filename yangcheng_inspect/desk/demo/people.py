"""Who works here. Names are invented; every sample login has the same password, which the command prints."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password

from inspections.models import Visit
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import users

PASSWORD = "Yangcheng-2026"


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    role: Role


STAFF = [
    Person("leader", "史向东", Role.LEADER),
    Person("leader2", "潘建军", Role.LEADER),
    Person("office", "郭静", Role.OFFICE),
    Person("office2", "原丽娜", Role.OFFICE),
    Person("jijian", "卫国强", Role.SUPERVISOR),
    Person("system", "李明远", Role.SYSADMIN),
    Person("security", "王立新", Role.SECURITY),
    Person("audit", "张晓红", Role.AUDITOR),
]


def hire() -> dict[str, User]:
    """The staff that no registry lists, by user name."""
    return {person.username: _login(person) for person in STAFF}


def _login(person: Person) -> User:
    return users.create(username=person.username, name=person.name, roles=[person.role], by=None).user


def give_password(user: User) -> None:
    """The demo's own password, as the person would choose it after the one-time slip."""
    if not check_password(PASSWORD, user.password):
        users.change_password(user=user, password=PASSWORD, by=user)


def sample_officers() -> list[User]:
    """Those worth logging in as, each once: a head of a unit, and the two officers who are on site today."""
    heads = User.objects.active().with_role(Role.UNIT_HEAD).order_by("unit_code")[:1]
    visit = Visit.objects.filter(status="ONSITE").order_by("-pk").first()
    places = visit.officers.select_related("inspector__user") if visit else []
    on_site = [place.inspector.user for place in places if place.inspector.user]
    return list(dict.fromkeys([*heads, *on_site]))
