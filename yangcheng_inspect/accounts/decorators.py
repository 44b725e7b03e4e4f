"""Who may open a page: the outermost decorator of every view."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from yangcheng_inspect.accounts.models import User

View = Callable[..., HttpResponseBase]


def permission_required(*perms: str) -> Callable[[View], View]:
    """Login first, then 403 unless the person holds one of `perms`.

    The permissions stand on the view as `required`, so that a test can compare them with the access table.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            if not any(request.user.has_perm(perm) for perm in perms):
                raise PermissionDenied("您没有打开此页的权限。")
            return view(request, *args, **kwargs)

        guarded.required = perms  # type: ignore[attr-defined]
        return guarded

    return decorate


def post_only(page: str, *, keep: Collection[str] | None = None) -> Callable[[View], View]:
    """POST acts; GET goes to `page`, which takes the same arguments, or of them those in `keep`; anything else is 405.

    After a login the browser comes back by GET to where a POST had been sent: that must end on a page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def acted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in {"GET", "HEAD"}:
                taken = {name: value for name, value in kwargs.items() if keep is None or name in keep}
                return HttpResponseRedirect(reverse(page, args=args, kwargs=taken))
            if request.method != "POST":
                return HttpResponseNotAllowed(["GET", "POST"])
            return view(request, *args, **kwargs)

        return acted

    return decorate
