"""What is typed to come in, and to choose a password."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from yangcheng_inspect.accounts.models import User

MIN_LENGTH = 12


class LoginForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label="登录名",
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def _new(label: str, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **kwargs)


class PasswordForm(forms.Form):
    """The password there is, and the new one twice."""

    current = forms.CharField(
        label="现在的密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = _new(
        "新密码", help_text=f"至少 {MIN_LENGTH} 位，不能全是数字，不能与登录名相近。几个不相干的词连起来好记又安全。"
    )
    again = _new("再输一次新密码")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError("现在的密码不对，请重新输入。")
        return current

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        # Django's own sentence about length is not translated.
        if len(new) < MIN_LENGTH:
            raise forms.ValidationError(f"新密码只有 {len(new)} 位，至少要 {MIN_LENGTH} 位。")
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "new" in cleaned and cleaned["new"] != cleaned.get("again"):
            self.add_error("again", "两次输入的新密码不一致，请重新输入。")
        return cleaned
