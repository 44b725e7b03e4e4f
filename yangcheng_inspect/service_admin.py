"""The base of every admin page that writes: a service does the work, its refusal is shown on the form."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.register_admin import RegisterAdmin


class Refusable:
    """Mixed into an admin form: shows the sentence with which the service refused, what was typed stays."""

    refusal: str = ""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return cleaned


class ServiceAdmin(RegisterAdmin):
    """Subclasses implement `save_model` by calling a service, and never `obj.save()`. Nothing is deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (Refusable, form), {"refusal": getattr(request, "refusal", "")})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refusal has rolled everything back; the form is shown again with the reason."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            request.refusal = str(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    # The trail is the diary; the admin's own would only repeat it.
    def log_addition(self, *args: Any, **kwargs: Any) -> Any:
        return None

    def log_change(self, *args: Any, **kwargs: Any) -> Any:
        return None


class ReadOnlyAdmin(RegisterAdmin):
    """A list to look at; whatever changes it has its own screen."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
