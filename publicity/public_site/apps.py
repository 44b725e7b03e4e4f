"""The public site as a Django app."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PublicSiteConfig(AppConfig):
    """Tables `public_…`, without foreign keys."""

    name = "publicity.public_site"
    label = "public_site"
    verbose_name = "公示网站"

    def ready(self) -> None:
        from publicity.public_site.grants import after_migrate

        if not apps.is_installed("yangcheng_inspect.trail"):
            post_migrate.connect(after_migrate, sender=self)
