"""What every desk shares: who may read, and how a service's refusal reaches the person."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404

from inspections.models import Inspection, Visit
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError

READ = ("inspections.view_own", "inspections.view_unit", "inspections.view_all")


def attempt(request: Request, act: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say why not; whether it was done."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def visit_or_404(request: Request, pk: int) -> Visit:
    return get_object_or_404(Visit.objects.visible_to(request.user).for_page(), pk=pk)


def record_or_404(request: Request, pk: int) -> Inspection:
    return get_object_or_404(Inspection.objects.visible_to(request.user).for_page(), pk=pk)
