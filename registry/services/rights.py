"""The first lines of every service: may this person, and is the row still ours."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError, NotPermitted

M = TypeVar("M", bound=Model)


def demand(by: User | None, permission: str, who: str) -> None:
    """Refuse whoever the role table does not allow; `by=None` is the system itself."""
    if by is not None and not by.has_perm(permission):
        raise NotPermitted(f"您没有办理此事的权限。此事由{who}办理。")


def demand_reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError("请写明理由。")
    return reason.strip()


def locked(row: M) -> M:
    """The row as it stands now, ours until the transaction ends."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def save(row: M, fields: list[str] | None = None) -> M:
    """Check every rule of the model and its constraints, then write; a broken rule is a sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError("".join(dict.fromkeys(error.messages))) from error
    row.save(update_fields=fields)
    return row
