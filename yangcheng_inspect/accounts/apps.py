"""The app of people who log in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who logs in, and what a role may do."""

    name = "yangcheng_inspect.accounts"
    label = "accounts"
    verbose_name = "用户与权限"
