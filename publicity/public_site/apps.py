"""The public site as a Django app."""

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    """Tables `public_…`, without foreign keys."""

    name = "publicity.public_site"
    label = "public_site"
    verbose_name = "公示网站"
