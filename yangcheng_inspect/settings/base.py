"""Every setting both sites share. What differs between machines comes from the environment."""

from pathlib import Path

import environ

from yangcheng_inspect.embedded import roles

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

TESTING = False
DEBUG = env.bool("DEBUG", default=False)
DEMO_TODAY = env.str("DEMO_TODAY", default="")
ISSUER = "阳城县公安局"
# The public site stands on another network: "published" then means that its receipt has come back.
PUBLIC_SITE_APART = env.bool("PUBLIC_SITE_APART", default=False)
# Whose files cross between the networks (lines `bundle key` and `inbox key`), and what receipts are computed with: the
# same text on both machines, so that nobody writes a receipt for a file that was never taken in (deploy/README.md).
TRANSFER_KEYS = Path(env.str("TRANSFER_KEYS", default=str(VAR_DIR / "transfer" / "keys.txt")))
RECEIPT_KEY = env.str("RECEIPT_KEY", default="")
TAKES_BUNDLES = False  # only the public machine's loader does
# Where the public reads: printed as a QR code on the ceremony's screen and the result sheet.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8001")
# The name of the log in its checkpoints; the number at the end counts the epochs (deploy/README.md, 留痕检查点).
TRAIL_ORIGIN = env.str("TRAIL_ORIGIN", default="yangcheng-ssj/2026-1")
# Whose signatures count: a file that the signer, both sites and whoever verifies may read.
TRAIL_KEYS = Path(env.str("TRAIL_KEYS", default=str(VAR_DIR / "trail" / "keys.txt")))
# The system user of the internal site, who must never hold a signing key.
SITE_USER = env.str("SITE_USER", default="yangcheng")
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")  # on the public page about objections; empty: no such line
# In the footer of every public page; what is empty has no line (政府网站发展指引).
UNDERTAKER = "治安大队（双随机办）"
SUPERVISION_PHONE = env.str("SUPERVISION_PHONE", default="")  # 监督电话
SITE_CODE = env.str("SITE_CODE", default="")  # 网站标识码
ICP_NUMBER = env.str("ICP_NUMBER", default="")  # ICP 备案号
POLICE_NUMBER = env.str("POLICE_NUMBER", default="")  # 公安联网备案号

# Peers whose X-Forwarded-For is believed when an event notes where a person sat.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

# Behind nginx, which overwrites the header. Off only on 127.0.0.1: phones need https for their camera and drafts.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # no preload list: the name is not on the Internet

LANGUAGE_CODE = "zh-hans"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

DB_ROLES = roles.NAMES
DATABASES = roles.databases(env, VAR_DIR)
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
READ_IMPORTS_APART = True  # an uploaded list is read by a process of its own while the page shows how far it is
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names carry a hash, so that no browser keeps yesterday's script after an upgrade.
    "staticfiles": {"BACKEND": "yangcheng_inspect.static_files.HashedFiles"},
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
