"""Forms drawn the same way everywhere: crispy draws the fields, the template owns `<form>`, token and buttons."""

from crispy_forms.helper import FormHelper
from django import forms


class FieldsOnly(FormHelper):  # type: ignore[misc]  # crispy_forms carries no types
    """Fields with their hints and messages, the summary of errors above them; no form tag, no token, no buttons."""

    form_tag = False
    disable_csrf = True
    include_media = False


class DateInput(forms.DateInput):
    """A day in the browser's own calendar, always written 2026-04-02."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
