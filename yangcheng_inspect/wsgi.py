"""The internal site's way in for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangcheng_inspect.settings.internal")
application = get_wsgi_application()
