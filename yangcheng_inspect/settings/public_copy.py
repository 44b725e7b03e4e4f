"""The public site as `export_static` walks it: the same pages, no limit for the one caller there is."""

from urllib.parse import urlsplit

from yangcheng_inspect.settings.public import *  # noqa: F403
from yangcheng_inspect.settings.public import PUBLIC_URL

RATE_LIMITS = {}
SECURE_SSL_REDIRECT = False
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname]
