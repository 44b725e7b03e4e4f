"""用户 and 代理 under /admin/: every change goes through the services."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from yangcheng_inspect.accounts import views
from yangcheng_inspect.accounts.admin_forms import DeputyForm, NewUserForm, UserForm, UserRolesForm
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.accounts.services import deputies, users
from yangcheng_inspect.accounts.slips import slips_page
from yangcheng_inspect.service_admin import ServiceAdmin

# One way in and one way out: the admin's own pages would pass by the trail and the brake on guessing.
admin.site.login = views.admin_login  # type: ignore[method-assign,assignment]
admin.site.logout = views.logout  # type: ignore[method-assign,assignment]
admin.site.password_change = views.password_change  # type: ignore[method-assign,assignment]


@admin.register(User)
class UserAdmin(ServiceAdmin):
    """系统管理员 opens and closes logins, 安全管理员 grants roles; 双随机办 may look."""

    list_display = ["username", "name", "unit_code", "role_labels", "is_active", "must_change_password"]
    list_filter = ["is_active", "unit_code"]
    search_fields = ["username", "name"]
    actions = ["reset_passwords"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = (UserRolesForm if self._grants(request) else UserForm) if obj else NewUserForm
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return ["username", "name", "unit_code", "roles"]
        roles = ["roles"] if self._grants(request) else ["role_labels"]
        return ["username", "name", "unit_code", *roles, "is_active", "reason"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        if self._grants(request):
            return ["username", "name", "unit_code"]
        return ["username", "role_labels"]

    @admin.display(description="角色")
    def role_labels(self, obj: User) -> str:
        return obj.role_labels

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            self._save_changes(request.user, obj, form)
        else:
            self._open(request, obj, form.cleaned_data["roles"])

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """The slip, instead of the list: the password is not seen again."""
        return slips_page(request, [request.slip])  # type: ignore[attr-defined]

    @admin.action(description="重置密码并打印密码条", permissions=["reset"])
    def reset_passwords(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """All the ticked ones or none: slips that nobody gets to see would lock people out."""
        by: Any = request.user
        if queryset.filter(pk=by.pk).exists():
            messages.error(request, "没有重置任何密码。修改本人密码请用“修改密码”；重置他人密码时不要勾选本人。")
            return None
        with transaction.atomic():
            slips = [users.reset_password(user=user, by=by) for user in queryset.active()]  # type: ignore[attr-defined]
        return slips_page(request, slips)

    def has_reset_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.reset_password")

    def _grants(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.grant_roles")

    def _open(self, request: HttpRequest, obj: User, roles: list[str]) -> None:
        by: Any = request.user
        slip = users.create(username=obj.username, name=obj.name, unit_code=obj.unit_code, roles=roles, by=by)
        obj.__dict__.update(slip.user.__dict__)
        request.slip = slip  # type: ignore[attr-defined]

    def _save_changes(self, by: Any, obj: User, form: Any) -> None:
        """One event per kind of change."""
        changed = set(form.changed_data)
        if changed & {"name", "unit_code"}:
            users.amend(user=obj, name=obj.name, unit_code=obj.unit_code, by=by)
        if "roles" in changed:
            users.set_roles(user=obj, roles=form.cleaned_data["roles"], by=by)
        if "is_active" in changed:
            act = users.reopen if obj.is_active else users.close
            act(user=obj, reason=form.cleaned_data["reason"], by=by)


@admin.register(Deputy)
class DeputyAdmin(ServiceAdmin):
    """Appoint a deputy; afterwards only the last day can be brought forward."""

    form = DeputyForm
    list_display = ["principal", "deputy", "role", "from_on", "to_on"]
    list_filter = ["role"]
    list_select_related = ["principal", "deputy"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = ["principal", "deputy", "role", "from_on", "to_on"]
        return [*fields, "reason"] if obj else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["principal", "deputy", "role", "from_on"] if obj else []

    def save_model(self, request: HttpRequest, obj: Deputy, form: Any, change: bool) -> None:
        by: Any = request.user
        if change:
            deputies.end(row=obj, on=obj.to_on, reason=form.cleaned_data["reason"], by=by)
            return
        row = deputies.appoint(
            principal=obj.principal,
            deputy=obj.deputy,
            role=Role(obj.role),
            from_on=obj.from_on,
            to_on=obj.to_on,
            by=by,
        )
        obj.__dict__.update(row.__dict__)
