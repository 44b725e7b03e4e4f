"""What a sitting hands out: the paper to sign, the sealed envelope, a firm's own line."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from inspections import session_papers as papers
from inspections.models import Draw, DrawSession
from inspections.services import envelopes, own_lines
from inspections.services.envelopes import SECRET
from inspections.status import SessionStatus
from inspections.views.documents import answer
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError

READ = ("inspections.view_drawsession", "inspections.view_draws")
BEFORE = (SessionStatus.OPEN, SessionStatus.PROPOSED)


def handed_out(session: DrawSession) -> dict[str, Any]:
    """What the session's page needs: draws with the prints of their envelopes, and whether one may be printed now."""
    rows = session.draws.select_related("task").prefetch_related("envelope_prints__printed_by").order_by("number")
    return {"papers": [{"draw": draw, "secret": draw.status in SECRET} for draw in rows]}


@permission_required(*READ)
@require_safe
def session_paper(request: Request, pk: int) -> HttpResponse:
    """封存单 before the draw, 抽取结果单 after it: to be printed and signed."""
    found = get_object_or_404(DrawSession.objects.exclude(status__in=BEFORE), pk=pk, draws__isnull=False)
    name = f"{found.draws.order_by('number')[0].number}-{'R' if found.drawn_at else 'F'}"
    return answer("inspections/session_pdf.html", papers.session_paper(found), name)


@permission_required("inspections.print_envelope")
@post_only("session_list", keep=())
def print_envelope(request: Request, pk: int) -> HttpResponse:
    """The print is noted in the same transaction in which the paper is made: no paper without a line in the trail."""
    draw = get_object_or_404(Draw, pk=pk)
    try:
        with transaction.atomic():
            printed = envelopes.note_print(draw=draw, reason=request.POST.get("reason", ""), by=request.user)
            response = answer("inspections/envelope_pdf.html", papers.envelope_paper(printed), f"{draw.number}-secret")
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(draw.session)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@permission_required("inspections.hand_out_line")
@post_only("session_list", keep=())
def own_line(request: Request, pk: int) -> HttpResponse:
    """A firm's own line of the frozen list, as a text file for the firm."""
    draw, code = get_object_or_404(Draw, pk=pk), request.POST.get("code", "")
    try:
        text = own_lines.hand_out(draw=draw, code=code, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(draw.session)
    name = f"{draw.number}-own-line.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
