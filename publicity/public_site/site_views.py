"""The pages about the site itself: 无障碍说明, 异议与建议, 网站地图 (ux.md W9)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.public_site import items as lists
from publicity.public_site import site_map
from publicity.public_site.decorators import public_page
from publicity.public_site.models import PublicDraw, PublicNotice, PublicPlan, PublicTask
from publicity.public_site.trail_views import key_list
from yangcheng_inspect.clock import today


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What conforms, what does not, whom to tell."""
    return render(request, "public/accessibility.html", {"phone": settings.CONTACT_PHONE})


@public_page
def voice(request: HttpRequest) -> HttpResponse:
    """异议与建议: every way to say something to the bureau, on one page."""
    phone = settings.SUPERVISION_PHONE or settings.CONTACT_PHONE
    return render(request, "public/voice.html", {"phone": phone})


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """网站地图: every page by name, every file by name, and what each list holds."""
    context = {
        "groups": site_map.groups(keys=bool(key_list())),
        "plans": PublicPlan.objects.all(),
        "tasks": PublicTask.objects.all(),
        "items": [one.shown.row for one in lists.listed(today())],
        "draws": PublicDraw.objects.all(),
        "notices": PublicNotice.objects.shown(),
    }
    return render(request, "public/sitemap.html", context)
