"""What the buttons of an import do. Each act returns the address to go to; a refusal is a DomainError."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from registry.admin.imports.matching import chosen
from registry.admin.imports.numbers import row_id, row_ids
from registry.forms import ReasonForm
from registry.models import RegistryImport
from registry.services import import_reading, import_start, imports
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError


def upload(data: dict[str, Any], by: User) -> RegistryImport:
    """Take the file in and begin to read it."""
    current = imports.upload(
        kind=data["kind"],
        scope=data["scope"],
        file=data["file"],
        name=data["file"].name,
        as_of=data["as_of"],
        source=data["source"],
        source_note=data["source_note"],
        parameters=data["parameters"],
        by=by,
    )
    import_start.start(registry_import=current, by=by)
    return current


def carry_out(request: HttpRequest, current: RegistryImport) -> str:
    """The act whose button was pressed; a preview's ticks are kept whatever was pressed."""
    for name, act in ACTS.items():
        if name in request.POST:
            return act(request, current)
    return _turn(request, current)


def _match(request: HttpRequest, current: RegistryImport) -> str:
    by: Any = request.user
    header_row, places = chosen(request.POST, current.kind)
    current = import_reading.match(registry_import=current, header_row=header_row, places=places, by=by)
    import_start.start(registry_import=current, by=by)
    return current.get_absolute_url()


def _restart(request: HttpRequest, current: RegistryImport) -> str:
    by: Any = request.user
    import_start.restart(registry_import=current, by=by)
    return current.get_absolute_url()


def _abandon(request: HttpRequest, current: RegistryImport) -> str:
    by: Any = request.user
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise DomainError("请写明理由，不超过 300 字。")
    imports.abandon(registry_import=current, reason=form.cleaned_data["reason"], by=by)
    messages.success(request, "已放弃这次导入，没有写入任何内容。")
    return current.get_absolute_url()


def _confirm(request: HttpRequest, current: RegistryImport) -> str:
    by: Any = request.user
    _keep_ticks(request, current)
    current.progress.refresh_from_db()
    imports.confirm(registry_import=current, ticked=current.progress.ticked, by=by)
    messages.success(request, "已导入。")
    return current.get_absolute_url()


def _turn(request: HttpRequest, current: RegistryImport) -> str:
    """Keep the ticks of this page, and go to another."""
    _keep_ticks(request, current)
    page = row_id(request.POST.get("turn", "")) or row_id(request.POST.get("page", "")) or 1
    return f"{current.get_absolute_url()}?tab=GONE&page={page}"


def _keep_ticks(request: HttpRequest, current: RegistryImport) -> None:
    ticked = row_ids(request.POST.getlist("gone"))
    shown = row_ids(request.POST.getlist("shown"))
    whole_page = {"all": shown, "none": []}
    ticked = whole_page.get(request.POST.get("turn", ""), ticked)
    by: Any = request.user
    if shown or ticked:
        imports.tick(registry_import=current, shown=[*shown, *ticked], ticked=ticked, by=by)


ACTS = {"match": _match, "restart": _restart, "abandon": _abandon, "confirm": _confirm}
