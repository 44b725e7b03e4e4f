"""The public site: no admin, no session, no cookie, and a database role that reads public tables only."""

from yangcheng_inspect.settings.base import *  # noqa: F403
from yangcheng_inspect.settings.base import DATABASES, VAR_DIR, env
from yangcheng_inspect.settings.secret import secret_key

SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(VAR_DIR)
ROOT_URLCONF = "yangcheng_inspect.urls_public"
WSGI_APPLICATION = "yangcheng_inspect.wsgi_public.application"
# `inbox` may add letters and nothing else: a second role, because the first may only read (`public_site.inbox`).
DATABASES = {"default": DATABASES["public"], "inbox": DATABASES["inbox"]}

INSTALLED_APPS = ["publicity.public_site", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yangcheng_inspect.headers.HeadersMiddleware",
    "publicity.public_site.limits.LimitMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "publicity.public_site.paused.PausedMiddleware",
    "django.middleware.common.CommonMiddleware",
    "publicity.public_site.same_site.SameSiteMiddleware",
    "yangcheng_inspect.plain_text.PlainTextMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# What one address may ask of one process: tokens a second, and how many may be saved up. nginx in front has its own.
RATE_LIMITS = {"read": (20.0, 80.0), "write": (0.2, 10.0), "download": (0.5, 10.0)}
# What `letter_limits` counts by; with the usual 300 entries a few hundred callers would make it forget the rest.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
# The forms of the public: words of a letter, and its pictures (`public_site.same_site` says so to a person first).
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
DATA_UPLOAD_MAX_NUMBER_FILES = 10
