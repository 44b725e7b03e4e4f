"""Pictures that come with the record's own form, from a page without a script (see `_pic_plain.html`)."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from django.contrib import messages

from inspections.forms.evidence import UploadForm
from inspections.models import Inspection
from inspections.services import evidence
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError

PREFIX = "photo_"


def store(request: Request, inspection: Inspection) -> None:
    """Each one by itself: one that is refused says so and hinders no other."""
    for form in _forms(request):
        try:
            if not form.is_valid():
                raise DomainError(form.sentence)
            evidence.add(inspection=inspection, claim=form.claim, raw=form.cleaned_data["file"], by=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))


def _forms(request: Request) -> Iterator[UploadForm]:
    """The n-th file of a field has a key of its own, made from the form's: sent twice, it is one picture."""
    for name in request.FILES:
        key = _key(request.POST.get(f"photo_key_{name.removeprefix(PREFIX)}", ""))
        if not name.startswith(PREFIX) or key is None:
            continue
        for rank, file in enumerate(request.FILES.getlist(name)):
            given = {"key": uuid5(key, str(rank)), "point": name.removeprefix(PREFIX)}
            yield UploadForm(given, {"file": file})  # type: ignore[arg-type]  # a plain mapping of one file


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
