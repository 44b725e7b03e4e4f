"""公示网站回执: what was sent to the public machine, and the receipts that come back on paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from publicity.models import Bundle, Publication
from publicity.services import receipts
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out, office_page
from yangcheng_inspect.paging import paginate


class ReceiptForm(forms.Form):
    """As it is printed on the receipt; nothing is filled in beforehand."""

    no = forms.IntegerField(label="传输包编号", min_value=1)
    imported_at = forms.DateTimeField(
        label="导入时间",
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        help_text="与回执一致，如 2026-11-20 10:30",
        error_messages={"invalid": "请按回执填写，如 2026-11-20 10:30。"},
    )
    code = forms.CharField(label="回执码", max_length=20, help_text="12 位，如 7KQ2-M9RT-4XWE，不分大小写")


@permission_required(receipts.PERMISSION)
@require_http_methods(["GET", "POST"])
def bundle_list(request: Request) -> HttpResponse:
    """Every file, the newest first; the receipt of the oldest that waits is due next."""
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if bundle := carried_out(form, lambda: receipts.acknowledge(by=request.user, **given)):
            messages.success(request, f"{bundle}已登记回执，所含公示的期限已停止计算。")
            return redirect("bundle_list")
    context: dict[str, Any] = {
        "form": form,
        "page": paginate(request, Bundle.objects.select_related("acknowledged_by"), per_page=20),
        "next": Bundle.objects.waiting().first(),
        "sent": Publication.objects.sent().count(),
    }
    return office_page(request, "publicity/bundles.html", "公示网站回执", **context)
