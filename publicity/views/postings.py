"""录入公示系统: the list of what is public here and not typed in there, stamped many at once or taken as a workbook."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from publicity import board, board_export, lateness
from publicity.desk_forms import PostForm
from publicity.models import Publication
from publicity.services import postings
from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.office import carried_out, office_page
from yangcheng_inspect.paging import paginate
from yangcheng_inspect.trail.disclosure import note_export
from yangcheng_inspect.workdays import calendar

TITLE = "未录入公示系统"
PER_PAGE = 50


@permission_required("publicity.stamp_posting")
@require_http_methods(["GET", "POST"])
def posting_list(request: Request) -> HttpResponse:
    """What was published first stands first; nothing is ticked beforehand."""
    form = PostForm(request.POST or None)
    ticked = request.POST.getlist("publication")
    if request.method == "POST" and form.is_valid() and _stamped(request, form, ticked):
        return redirect("posting_list")
    waiting = lateness.unposted(Publication.objects.all()).for_page().order_by("published_at", "pk")
    page, days = paginate(request, waiting, per_page=PER_PAGE), calendar.load()
    rows = [(one, lateness.post_by(one, days)) for one in page.object_list]
    context: dict[str, Any] = {"form": form, "rows": rows, "page": page, "ticked": set(ticked), "today": today()}
    return office_page(request, "publicity/postings.html", TITLE, total=page.paginator.count, **context)


def _stamped(request: Request, form: PostForm, ticked: list[str]) -> bool:
    """Whether the ticked ones were stamped; what was not is said on the form."""
    chosen = list(Publication.objects.filter(pk__in=[pk for pk in ticked if pk.isdecimal()]))
    if not ticked or len(chosen) != len(set(ticked)):
        form.add_error(None, "列表已有变化，请重新核对后勾选。" if ticked else "请先勾选已录入的结果。")
        return False
    given = form.cleaned_data
    done = carried_out(form, lambda: postings.post_many(publications=chosen, by=request.user, **given))
    if done:
        messages.success(request, f"已登记 {done} 件录入公示系统。")
    return bool(done)


@permission_required("publicity.stamp_posting")
@require_safe
def posting_export(request: Request) -> HttpResponse:
    """The same list as a workbook, to type from."""
    waiting = lateness.unposted(Publication.objects.all()).order_by("published_at", "pk")
    rows = list(board.rows(board.for_board(waiting), today(), calendar.load()))
    made = board_export.board_sheet(rows, tab=TITLE, conditions="已公示，未登记录入", by=request.user)
    note_export(title=f"公示台账（{TITLE}）", conditions="已公示，未登记录入", rows=len(rows), by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="to-post-{today():%Y%m%d}.xlsx"'}
    return HttpResponse(made, content_type=workbook.CONTENT_TYPE, headers=headers)
