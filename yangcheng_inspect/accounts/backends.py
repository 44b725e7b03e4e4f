"""The role table as ordinary Django permissions."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from yangcheng_inspect.accounts.models import User


class RoleBackend(ModelBackend):
    """Checks name and password; rights are read from the table in code, no table of groups is asked."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set(user_obj.get_all_permissions(obj)) if isinstance(user_obj, User) else set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return isinstance(user_obj, User) and user_obj.has_module_perms(app_label)
