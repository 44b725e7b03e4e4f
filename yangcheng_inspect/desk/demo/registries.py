"""The sample registries, through the same import that the office uses; items approved as the leader would."""

from collections.abc import Iterable
from datetime import date

from django.core.files.base import ContentFile

from registry.models import Inspector, ItemVersion, LegalBasis, RegistryImport
from registry.sample import DIRECTORY
from registry.services import imports, inspectors, items, reference
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import users
from yangcheng_inspect.desk.demo.days import at
from yangcheng_inspect.desk.demo.sessions import Cast

Kind, Scope = RegistryImport.Kind, RegistryImport.Scope
HEADS = ["大队长", "所长"]
MARKET_BUREAU = "市场监管局管理系统导出"
CHANGE_LIST = "市场监管局 11 月变更名单"
LEGAL_AFFAIRS = "县政府法制办行政执法人员数据库"
STARTING_LIST = "起始清单"


def load(cast: Cast, day: date) -> None:
    """Units and towns, then 两库一单: firms in full, officers, items with their parameters."""
    reference.load(directory=DIRECTORY, by=None)
    with at(day, 9):
        _import(Kind.ENTITIES, Scope.FULL, "entities.xlsx", MARKET_BUREAU, cast.office)
        _import(Kind.INSPECTORS, Scope.FULL, "inspectors.xlsx", LEGAL_AFFAIRS, cast.office, as_of=day)
        _import(
            Kind.ITEMS, Scope.FULL, "items.csv", STARTING_LIST, cast.office, parameters="item_parameters.csv", as_of=day
        )
    with at(day, 14):
        _approve(ItemVersion.objects.filter(item__enabled=True).select_related("item"), cast, day)


def load_changes(cast: Cast, day: date) -> None:
    """The market bureau's list of changes: other header words, another encoding, nothing deregistered by absence."""
    with at(day, 9):
        _import(Kind.ENTITIES, Scope.CHANGES, "changes_november.csv", CHANGE_LIST, cast.office, as_of=day)


def _import(
    kind: str,
    scope: str,
    name: str,
    note: str,
    by: User,
    *,
    parameters: str | None = None,
    as_of: date | None = None,
) -> RegistryImport:
    current = imports.upload(
        kind=kind,
        scope=scope,
        file=_file(name),
        name=name,
        source_note=note,
        as_of=as_of,
        parameters=_file(parameters) if parameters else None,
        by=by,
    )
    return imports.confirm(registry_import=imports.read(registry_import=current, by=by), by=by)


def _file(name: str) -> ContentFile:
    return ContentFile((DIRECTORY / name).read_bytes(), name)


def open_officer_logins(by: User) -> None:
    """A login for every 民警 of the registry; whoever heads a unit reviews for it."""
    officers = Inspector.objects.filter(kind=Inspector.Kind.POLICE, user__isnull=True)
    inspectors.create_logins(inspectors=officers, by=by)
    for officer in officers.filter(position__in=HEADS).select_related("user"):
        if officer.user:
            users.set_roles(user=officer.user, roles=[Role.INSPECTOR, Role.UNIT_HEAD], by=None)


def _approve(versions: Iterable[ItemVersion], cast: Cast, day: date) -> None:
    for version in versions:
        items.submit(version=version, by=cast.office)
        items.approve(version=version, effective_from=day, bases=_checked(version), by=cast.leader)


def _checked(version: ItemVersion) -> list[LegalBasis]:
    """What the leader could check: not the joint rows, whose provincial list nobody has at hand."""
    return [] if version.item.joint else list(version.bases.all())
