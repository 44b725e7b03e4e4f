"""The internal site: officers, the office in the Django admin, the supervisor."""

from yangcheng_inspect.settings.base import *  # noqa: F403
from yangcheng_inspect.settings.base import HTTPS, TEMPLATES, VAR_DIR, env
from yangcheng_inspect.settings.secret import secret_key

SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(VAR_DIR)
# Apart from SECRET_KEY, which may be rotated: a lost nonce could not be opened again.
NONCE_KEY = env.str("NONCE_KEY", default="") or secret_key(VAR_DIR, "nonce_key")
ROOT_URLCONF = "yangcheng_inspect.urls"
WSGI_APPLICATION = "yangcheng_inspect.wsgi.application"

INSTALLED_APPS = [
    "yangcheng_inspect.trail",
    "yangcheng_inspect.workdays",
    "yangcheng_inspect.parameters",
    "yangcheng_inspect.accounts",
    "registry",
    "inspections",
    "publicity",
    "publicity.public_site",
    "yangcheng_inspect.desk",
    "crispy_forms",
    "crispy_bootstrap5",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yangcheng_inspect.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yangcheng_inspect.plain_text.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "yangcheng_inspect.accounts.middleware.MustChangePasswordMiddleware",
    "yangcheng_inspect.trail.middleware.OriginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yangcheng_inspect.refusals.RefusalMiddleware",
]
TEMPLATES[0]["OPTIONS"]["context_processors"] += [  # type: ignore[index]
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "yangcheng_inspect.desk.context.menu",
]

# 提醒 beside the messages inside: mail where a server and the domain of the mailboxes are named, and a gateway for SMS.
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ssj@localhost")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="")  # an officer's mailbox is his login name at this domain
SMS_GATEWAY = env.str("SMS_GATEWAY", default="")  # dotted path of send(username, text)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["yangcheng_inspect.accounts.backends.RoleBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "yangcheng_inspect.accounts.csrf.failed"
X_FRAME_OPTIONS = "DENY"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "worker-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
