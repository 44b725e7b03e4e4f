"""The public process knows nothing of the internal one (decisions: two sites, two settings)."""

import os
import subprocess
import sys

PROGRAM = """
import sys, django
django.setup()
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
import publicity.public_site.views, publicity.public_site.templatetags.public_site
from django.template.loader import get_template
for name in ["results", "result", "withdrawn", "items", "item", "draws", "draw", "checkpoints", "about", "sitemap",
             "not_found", "letter", "letter_received", "letter_paper", "progress", "refused"]:
    get_template(f"public/{name}.html")
internal = ["registry", "inspections", "publicity.models", "publicity.services", "yangcheng_inspect.accounts",
            "yangcheng_inspect.trail.models", "yangcheng_inspect.desk", "yangcheng_inspect.workdays",
            "django.contrib.admin", "django.contrib.auth", "django.contrib.sessions"]
print([name for name in internal if any(m == name or m.startswith(name + ".") for m in sys.modules)])
"""


def test_no_internal_module_is_loaded_by_the_public_site() -> None:
    asked = [sys.executable, "-c", PROGRAM]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yangcheng_inspect.settings.public"}

    done = subprocess.run(asked, capture_output=True, text=True, env=environment, timeout=60)

    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
