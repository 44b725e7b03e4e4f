"""提请更正: the published text field by field; what is another afterwards goes to 分管局领导."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from publicity.change_forms import CorrectionForm
from publicity.models import Publication
from publicity.services import corrections
from publicity.views.change_offers import may_correct
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out, office_page


@permission_required("publicity.propose_correction")
@require_http_methods(["GET", "POST"])
def correction_new(request: Request, pk: int) -> HttpResponse:
    """404 where nothing can be corrected any more; the page of the publication says why."""
    found = get_object_or_404(Publication.objects.visible_to(request.user).for_page(), pk=pk)
    if found.record is None:
        raise Http404
    if not may_correct(found, request.user):
        messages.error(request, "这条公示现在不能提请更正：已有申请待决定，或者不在公示中。")
        return redirect(found)
    form = CorrectionForm(found, request.POST or None)
    if form.is_valid():
        wanted = {**form.wanted, "by": request.user}
        if carried_out(form, lambda: corrections.propose(publication=found, **wanted)):
            messages.success(request, "已报分管局领导决定。决定之前，公示内容不变。")
            return redirect(found)
    context: dict[str, Any] = {"publication": found, "form": form, "back": found.get_absolute_url()}
    return office_page(request, "publicity/correction.html", "提请更正公示", **context)
