"""Coming in, going out, choosing a password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yangcheng_inspect.accounts.forms import LoginForm, PasswordForm
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.services import logins, users
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import origin


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Name and password; afterwards to where the person was going."""
    if isinstance(request.user, User):
        return redirect(_next(request))
    form = LoginForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/login.html", {"form": form, "next": _wanted(request)})
    outcome = logins.attempt(**form.cleaned_data, source=origin.current.get().ip or "")
    if outcome.user:
        start_session(request, outcome.user)
        return redirect("password_change" if outcome.user.must_change_password else _next(request))
    form.add_error(None, outcome.sentence)
    status = 429 if outcome.blocked else 401
    return render(request, "accounts/login.html", {"form": form, "next": _wanted(request)}, status=status)


@login_not_required
@never_cache
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session. Pages left in this browser's cache are dropped; drafts on a phone are not."""
    if isinstance(request.user, User):
        logins.leave(by=request.user)
    end_session(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@login_not_required
def admin_login(request: HttpRequest) -> HttpResponseRedirect:
    """Where the admin sends whoever may not come in: strangers to the one login page, others get a 403."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if not request.user.is_staff:
        raise PermissionDenied("您没有进入双随机办页面的权限。")
    return redirect("admin:index")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def password_change(request: Request) -> HttpResponse:
    """Choose a password. The session goes on; every other one of this person ends."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = users.change_password(user=request.user, password=form.cleaned_data["new"], by=request.user)
        except DomainError as error:
            form.add_error("new", str(error))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "密码已修改。其他设备上的登录已全部退出。")
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/password_change.html", {"form": form})


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next", request.GET.get("next", ""))


def _next(request: HttpRequest) -> str:
    """Where the person was going, if it is a page of this site."""
    wanted = _wanted(request)
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
