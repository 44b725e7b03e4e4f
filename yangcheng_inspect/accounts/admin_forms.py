"""Forms of 用户 and 代理 under /admin/."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField

from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role


class _Roles(forms.MultipleChoiceField):
    """角色 as boxes to tick."""

    def __init__(self, roles: Iterable[Role], **kwargs: Any) -> None:
        choices = [(role.value, role.label) for role in roles]
        super().__init__(label="角色", choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class NewUserForm(forms.ModelForm):
    """What is known of somebody who gets a login; the password is made by the system."""

    roles = _Roles([Role.INSPECTOR], help_text="其他角色由安全管理员另行授予。")

    class Meta:
        model = User
        fields = ["username", "name", "unit_code"]
        field_classes = {"username": UsernameField}


class UserForm(forms.ModelForm):
    """What 系统管理员 may change of a login. The roles are not even a field here."""

    reason = forms.CharField(label="原因", max_length=200, required=False, help_text="停用或重新启用时必填。")

    class Meta:
        model = User
        fields = ["name", "unit_code", "is_active"]


class UserRolesForm(UserForm):
    """What 安全管理员 may change of a login."""

    roles = _Roles(Role)

    class Meta:
        model = User
        fields = ["is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = self.instance.roles


class DeputyForm(forms.ModelForm):
    """Who stands in for whom, and until when."""

    reason = forms.CharField(label="原因", max_length=200, required=False, help_text="提前结束时写明原因。")

    class Meta:
        model = Deputy
        fields = ["principal", "deputy", "role", "from_on", "to_on"]
        help_texts = {"role": "分管局领导的代理人由本人或安全管理员指定，双随机办不能指定。"}
