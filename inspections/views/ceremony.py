"""抽取仪式 on the projector: six steps, the state on the server, the computation done once (ux.md §3.5)."""

from io import BytesIO
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import ceremony as screen
from inspections.forms.numbers import NumbersForm
from inspections.models import CeremonyScreen, Draw, DrawSession
from inspections.services import public_numbers, sessions
from inspections.session_papers import public_address
from inspections.status import DrawStatus, SessionStatus
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import AlreadyDone, DomainError

READ = ("inspections.view_drawsession", "inspections.view_draws")
SHOWN = (SessionStatus.FROZEN, SessionStatus.DRAWN)


@permission_required(*READ)
@require_safe
def ceremony(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(DrawSession, pk=pk, status__in=SHOWN)
    form = NumbersForm(session=found) if found.status == SessionStatus.FROZEN else None
    return _page(request, found, form)


def _page(request: Request, found: DrawSession, form: NumbersForm | None) -> HttpResponse:
    state = CeremonyScreen.objects.filter(session=found).first()
    first = screen.first_step(found)
    step = max(first, state.step) if state else first
    if form is not None and form.is_bound:  # numbers that were refused: the screen stays where they are typed
        step = screen.NUMBERS
    context: dict[str, Any] = {
        "session": found,
        "steps": screen.STEPS,
        "form": form,
        "lotteries_missing": public_numbers.missing(found),
        "stage": {
            "step": step if found.drawn_at else min(step, screen.NUMBERS),
            "task": state.task if state else 0,
            "drawn": found.drawn_at is not None,
            "screens": screen.screens(found),
        },
    }
    return render(request, "inspections/office/ceremony.html", context)


@permission_required("inspections.draw")
@require_http_methods(["POST"])
def ceremony_draw(request: Request, pk: int) -> HttpResponse:
    """The witnesses' digits, read out in the room; computes once, then the screen goes on to step three."""
    found = get_object_or_404(DrawSession, pk=pk, status__in=SHOWN)
    form = NumbersForm(request.POST, session=found)
    try:
        sessions.require_undrawn(found)
        if not form.is_valid():
            return _page(request, found, form)
        numbers, again = form.read(), form.read("_again")
        sessions.draw(session=found, numbers=numbers, again=again, witnesses=form.witnesses, by=request.user)
    except AlreadyDone as done:
        messages.warning(request, str(done))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form)
    CeremonyScreen.objects.update_or_create(session=found, defaults={"step": screen.MIXED, "task": 0})
    return redirect("session_ceremony", pk=found.pk)


@permission_required("inspections.draw")
@post_only("session_ceremony")
def ceremony_step(request: Request, pk: int) -> HttpResponse:
    """Remember how far the screen has come; never further than what has been drawn."""
    found = get_object_or_404(DrawSession, pk=pk, status__in=SHOWN)
    step, task = (_small(request.POST.get(name, "")) for name in ("step", "task"))
    limit = screen.SIGNED if found.drawn_at else screen.NUMBERS
    last = max(0, found.draws.exclude(status=DrawStatus.VOID).count() - 1)
    values = {"step": max(screen.SEALED, min(step, limit)), "task": min(task, last)}
    CeremonyScreen.objects.update_or_create(session=found, defaults=values)
    return JsonResponse(values)


def _small(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


@permission_required(*READ)
@require_safe
def draw_qr(request: Request, pk: int) -> HttpResponse:
    """The address of a draw's public page, as an image for the telephones in the room."""
    image = BytesIO()
    segno.make(public_address(get_object_or_404(Draw, pk=pk)), error="m").save(image, kind="svg", scale=4, border=2)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
