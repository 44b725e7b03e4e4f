"""The public machine's loader: takes files from inside, writes letters out. Never served; it owns the public tables."""

from yangcheng_inspect.settings import base
from yangcheng_inspect.settings.public import *  # noqa: F403

TAKES_BUNDLES = True
# No trail lies on this machine, so nothing is sealed: the plain engine.
_owner = {**base.DATABASES["owner"], "ENGINE": "django.db.backends.postgresql"}
DATABASES = {"default": _owner, "inbox": _owner}
