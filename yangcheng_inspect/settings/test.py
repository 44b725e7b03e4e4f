"""Settings of the test suite: tables are made by the owner, tests run as the application role."""

from yangcheng_inspect.settings.internal import *  # noqa: F403
from yangcheng_inspect.settings.internal import DATABASES, STORAGES, env

TESTING = True
READ_IMPORTS_APART = False
# Tests need no collectstatic: files come straight from static/.
WHITENOISE_AUTOREFRESH = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECRET_KEY = "tests only, never served"
NONCE_KEY = "tests only, seals nothing"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The owner creates the test database; tests/conftest.py then sets the application's role.
# Tables come straight from the models (25 s saved per database); tests/project/test_migrations.py holds the two equal.
_suffix = env.str("TEST_DB_SUFFIX", default="")
DATABASES = {"default": {**DATABASES["owner"], "TEST": {"NAME": f"test_yangcheng{_suffix}", "MIGRATE": False}}}
