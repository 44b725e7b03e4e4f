"""Reviewed once, remembered here: what must hold for every model, module and template, also the next one."""

import re
import tomllib
from collections.abc import Iterable
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


def short(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def offending(paths: Iterable[Path], pattern: re.Pattern[str]) -> list[str]:
    """`path: line` of every line the pattern finds. One test reads all files: thousands took minutes."""
    return [
        f"{short(path)}: {line.strip()}"
        for path in paths
        for line in path.read_text().splitlines()
        if pattern.search(line)
    ]


def longer(paths: Iterable[Path], most: int) -> list[str]:
    return [short(path) for path in paths if len(path.read_text().splitlines()) > most]


def test_every_model_says_what_it_is() -> None:
    silent = [
        model._meta.label
        for model in MODELS
        if (model.__doc__ or f"{model.__name__}(").startswith(f"{model.__name__}(")  # the docstring Django makes up
        or not CHINESE.search(str(model._meta.verbose_name))
    ]

    assert silent == []


def test_every_list_has_an_order() -> None:
    assert [model._meta.label for model in MODELS if not model._meta.ordering] == []


def test_every_constraint_speaks_to_the_user() -> None:
    assert [rule.name for _, rule in CONSTRAINTS if not CHINESE.search(str(rule.violation_error_message))] == []


def test_whoever_signs_signs_at_a_time() -> None:
    """Where the time may be missing, a constraint ties the two. A time without a name is the system's own act."""
    assert [f"{model._meta.label}.{field.name}" for model, field in SIGNATURES if not _timed(model, field)] == []


def _timed(model: type[Model], signature: Field) -> bool:
    stamp = SHARED_STAMPS.get(signature.name, signature.name.removesuffix("_by") + "_at")
    ties = [str(tie.condition) for owner, tie in CONSTRAINTS if owner is model and isinstance(tie, CheckConstraint)]
    return not model._meta.get_field(stamp).null or any(stamp in tie and signature.name in tie for tie in ties)


def test_every_role_has_a_row_of_permissions() -> None:
    assert [role for role in Role if role not in PERMISSIONS] == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_a_module_fits_the_head() -> None:
    assert longer(MODULES, 299) == []


def test_nothing_is_put_off() -> None:
    assert offending(MODULES, re.compile(r"\b(TODO|FIXME|XXX)\b")) == []


def test_there_is_one_clock() -> None:
    """`auto_now` asks Django's clock, which DEMO_TODAY does not move."""
    others = [path for path in MODULES if path.name != "clock.py"]

    assert offending(others, re.compile(r"timezone\.now|localdate\(\)|date\.today|datetime\.now|auto_now")) == []


def test_the_public_site_has_no_login_no_session_and_no_admin() -> None:
    public = [path for path in MODULES if path.is_relative_to(settings.BASE_DIR / "publicity" / "public_site")]

    assert public
    assert offending(public, re.compile(r"django\.contrib\.(admin|auth|sessions|messages)")) == []


def test_whoever_deletes_along_says_why() -> None:
    loose = offending(MODULES, re.compile(r"models\.(CASCADE|SET_NULL|SET_DEFAULT|DO_NOTHING)\b"))

    assert [line for line in loose if "#" not in line] == []


def test_a_template_fits_the_head() -> None:
    assert longer(TEMPLATES, 120) == []


def test_a_template_brings_no_code_and_no_style_of_its_own() -> None:
    """The content security policy would drop them silently."""
    code = re.compile(r"""<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=["']|javascript:""")

    assert offending(TEMPLATES, code) == []


def test_nothing_comes_from_another_host() -> None:
    assert offending(TEMPLATES, re.compile(r"""(src|href)=["']?(https?:)?//""")) == []


def test_the_lock_file_holds_every_dependency() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (settings.BASE_DIR / "requirements.lock").read_text(), re.M))

    assert {re.split(r"[\[=<>~!; ]", line)[0] for line in wanted} <= locked


def test_the_lock_file_names_no_host() -> None:
    assert "://" not in (settings.BASE_DIR / "requirements.lock").read_text()
