"""Reviewed once, remembered here: what must hold for every model, module and template, also the next one."""

import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import CheckConstraint, Field, Model, UniqueConstraint

from yangcheng_inspect.accounts.roles import PERMISSIONS, Role

PACKAGES = ("yangcheng_inspect", "registry", "inspections", "publicity")
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
CONSTRAINTS = [
    (model, constraint)
    for model in MODELS
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint | UniqueConstraint)
]
SIGNATURES = [
    (model, field)
    for model in MODELS
    for field in model._meta.fields
    if field.name.endswith("_by") and field.related_model is apps.get_model(settings.AUTH_USER_MODEL)
]
SHARED_STAMPS = {"void_approved_by": "voided_at"}  # two people act in one moment
MODULES = [
    path
    for package in PACKAGES
    for path in sorted((settings.BASE_DIR / package).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def name(value: object) -> str:
    """What pytest calls a case."""
    if isinstance(value, Path):
        return str(value.relative_to(settings.BASE_DIR))
    if isinstance(value, Field | CheckConstraint | UniqueConstraint):
        return str(value.name)
    return getattr(value, "__name__", str(value))


def offending(path: Path, pattern: re.Pattern[str]) -> list[str]:
    return [line.strip() for line in path.read_text().splitlines() if pattern.search(line)]


each_model = pytest.mark.parametrize("model", MODELS, ids=name)
each_module = pytest.mark.parametrize("path", MODULES, ids=name)
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=name)


@each_model
def test_every_model_says_what_it_is(model: type[Model]) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "this is the docstring Django makes up"
    assert CHINESE.search(str(model._meta.verbose_name))


@each_model
def test_every_list_has_an_order(model: type[Model]) -> None:
    assert model._meta.ordering


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=name)
def test_every_constraint_speaks_to_the_user(
    model: type[Model], constraint: CheckConstraint | UniqueConstraint
) -> None:
    assert CHINESE.search(str(constraint.violation_error_message))


@pytest.mark.parametrize(("model", "signature"), SIGNATURES, ids=name)
def test_whoever_signs_signs_at_a_time(model: type[Model], signature: Field) -> None:
    """Where the time may be missing, a constraint ties the two. A time without a name is the system's own act."""
    stamp = SHARED_STAMPS.get(signature.name, signature.name.removesuffix("_by") + "_at")
    ties = [str(tie.condition) for owner, tie in CONSTRAINTS if owner is model and isinstance(tie, CheckConstraint)]

    assert not model._meta.get_field(stamp).null or any(stamp in tie and signature.name in tie for tie in ties)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_row_of_permissions(role: Role) -> None:
    assert role in PERMISSIONS


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@each_module
def test_a_module_fits_the_head(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 300


@each_module
def test_nothing_is_put_off(path: Path) -> None:
    assert offending(path, re.compile(r"\b(TODO|FIXME|XXX)\b")) == []


@each_module
def test_there_is_one_clock(path: Path) -> None:
    """`auto_now` asks Django's clock, which DEMO_TODAY does not move."""
    if path.name != "clock.py":
        assert offending(path, re.compile(r"timezone\.now|localdate\(\)|date\.today|datetime\.now|auto_now")) == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name == "public_site"], ids=name)
def test_the_public_site_has_no_login_no_session_and_no_admin(path: Path) -> None:
    assert offending(path, re.compile(r"django\.contrib\.(admin|auth|sessions|messages)")) == []


@each_module
def test_whoever_deletes_along_says_why(path: Path) -> None:
    loose = offending(path, re.compile(r"models\.(CASCADE|SET_NULL|SET_DEFAULT|DO_NOTHING)\b"))

    assert [line for line in loose if "#" not in line] == []


@each_template
def test_a_template_fits_the_head(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@each_template
def test_a_template_brings_no_code_and_no_style_of_its_own(path: Path) -> None:
    """The content security policy would drop them silently."""
    assert offending(path, re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:")) == []


@each_template
def test_nothing_comes_from_another_host(path: Path) -> None:
    assert offending(path, re.compile(r"""(src|href)=["']?(https?:)?//""")) == []


def test_the_lock_file_holds_every_dependency() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (settings.BASE_DIR / "requirements.lock").read_text(), re.M))

    assert {re.split(r"[\[=<>~!; ]", line)[0] for line in wanted} <= locked


def test_the_lock_file_names_no_host() -> None:
    assert "://" not in (settings.BASE_DIR / "requirements.lock").read_text()
