"""卷宗: made from a check's or a task's papers page, listed, fetched."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inspections import shelf
from inspections.forms.papers import ArchiveYearForm
from inspections.models import ArchiveFile, Task
from inspections.services import archives
from inspections.services.archives import Progress
from inspections.views.common import READ, visit_or_404
from inspections.views.documents import shown
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.paging import paginate

MAKE = "inspections.make_archive"
MAKE_ALL = "inspections.archive_all"


@permission_required(*READ)
@require_safe
def archive_files(request: Request) -> HttpResponse:
    """Every archive file this person may see; the office makes that of a year here."""
    rows = ArchiveFile.objects.visible_to(request.user).for_page()
    context = {"page": paginate(request, rows), "form": ArchiveYearForm()}
    context |= {"may_make": request.user.has_perm(MAKE_ALL)}
    return render(request, "inspections/archive/archive_files.html", context)


def _archive_or_404(request: Request, pk: int) -> ArchiveFile:
    return get_object_or_404(ArchiveFile.objects.visible_to(request.user).for_page(), pk=pk)


@permission_required(*READ)
@require_safe
def archive_file(request: Request, pk: int) -> HttpResponse:
    return render(request, "inspections/archive/archive_file.html", {"archive": _archive_or_404(request, pk)})


@permission_required(*READ)
@require_safe
def archive_pdf(request: Request, pk: int) -> HttpResponse:
    found = _archive_or_404(request, pk)
    if not found.pdf_sha256:
        raise Http404
    return shown(shelf.read(found.pdf_sha256), found.number)


@permission_required(*READ)
@require_safe
def archive_zip(request: Request, pk: int) -> HttpResponseBase:
    """Streamed from the disk: the file of a year may be long."""
    found = _archive_or_404(request, pk)
    path = shelf.path_of(found.zip_sha256, "zip")
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{found.number}.zip")


@permission_required(MAKE)
@post_only("visit_papers")
def archive_visit(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    try:
        made = archives.of_visit(visit=found, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("visit_papers", pk)
    messages.success(request, f"已归档，归档号 {made.number}。")
    return redirect(made)


@permission_required(MAKE_ALL)
@post_only("task_papers")
def archive_task(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Task, pk=pk)
    try:
        progress = archives.of_task(task=found, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("task_papers", pk)
    return _said(request, progress) or redirect("task_papers", pk)


@permission_required(MAKE_ALL)
@post_only("archive_files")
def archive_year(request: Request) -> HttpResponse:
    form = ArchiveYearForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写年度。")
        return redirect("archive_files")
    try:
        progress = archives.of_year(year=form.cleaned_data["year"], by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("archive_files")
    return _said(request, progress) or redirect("archive_files")


def _said(request: Request, progress: Progress) -> HttpResponse | None:
    if progress.made:
        messages.success(request, f"已归档 {progress.done} 户次，归档号 {progress.made.number}。")
        return redirect(progress.made)
    messages.info(request, f"已归档 {progress.done} 户次，还剩 {progress.left} 户次。请再点一次，接着归档。")
    return None
