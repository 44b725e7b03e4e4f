"""What every page of the office under /admin/ stands in: the admin's frame, a title, the calendar's banner."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.workdays.banner import unentered_year_banner

T = TypeVar("T")


def office_page(
    request: HttpRequest, template: str, title: str, *, provisional: bool = False, **context: Any
) -> HttpResponse:
    """Render a page of the office. `provisional`: an open deadline on it is 暂定.

    Whoever may open the page gets the frame, also a leader, who has no other business in the admin.
    """
    frame = admin.site.each_context(request) | {"has_permission": True}
    banner = unentered_year_banner(today(), provisional=provisional)
    return render(request, template, {**frame, "title": title, "banner": banner, **context})


def carried_out(form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """What the service made of a form that is in order; its refusal is put on the form, and None comes back."""
    try:
        return act()
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
