"""Fields of the public's forms: each refusal is one sentence that says what to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from publicity.public_site import inbox_schema

TOO_LONG = "最多 %(limit_value)d 个字，现为 %(show_value)d 个字。缩短后再按“下一步”。"


class LongText(forms.CharField):
    """Several lines. The browser must not cut them short unseen, so it is not told the limit; line ends count once."""

    widget = forms.Textarea(attrs={"rows": 7})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def line(label: str, *, missing: str = "", longest: int = 100, hint: str = "", fills: str = "off") -> forms.CharField:
    """One line of text; with `missing` it must be filled. `fills` is the browser's `autocomplete` word."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=hint,
        error_messages={"required": missing, "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": fills}),
    )


def text(label: str, *, longest: int, missing: str = "", hint: str = "") -> LongText:
    """Several lines; with `missing` they must be filled."""
    return LongText(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=hint,
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


def one_of(label: str, choices: Iterable[tuple[str, str]], *, missing: str, hint: str = "") -> forms.ChoiceField:
    """One of a few, all on the page."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        error_messages={"required": missing, "invalid_choice": missing},
        widget=forms.RadioSelect,
    )


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Pictures(forms.FileField):
    """Up to five pictures; only size and first bytes are looked at here, opening them is left to the inside."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [one for one in data or [] if one]
        if len(files) > inbox_schema.MOST_FILES:
            raise ValidationError(f"选了 {len(files)} 张，最多 {inbox_schema.MOST_FILES} 张。减少后重新选择。")
        wrong = [sentence for sentence in map(_wrong, files) if sentence]
        if wrong:
            raise ValidationError(wrong)
        return files


def _wrong(file: UploadedFile) -> str:
    name = str(file.name)[-60:]
    if not file.size:
        return f"“{name}”是空的。重新选择这张图片。"
    if file.size > inbox_schema.MOST_BYTES:
        return f"“{name}”超过 5 MB。缩小后重新选择，或者改为书面寄送。"
    start = file.read(16)
    file.seek(0)
    if not inbox_schema.picture_type(start):
        return f"“{name}”不是 JPG、PNG 或 WEBP 图片。文件材料可以拍照后选择照片。"
    return ""
