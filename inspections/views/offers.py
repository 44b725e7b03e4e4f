"""What a page offers to do: a table of acts, each a form (or only a button) and the service behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from inspections.forms.follow_up import Plain
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.office import carried_out


@dataclass(frozen=True)
class Offer:
    """One act: `do(row, by=user, **the form's values)`; `may` says whether this person may do it now."""

    slug: str
    title: str
    button: str
    done: str
    do: Callable[..., object]
    may: Callable[[Any, User], bool]
    form: type[forms.Form] = Plain
    hint: str = ""
    folded: bool = False

    def blank(self, row: Any, *given: Any) -> forms.Form:
        """Its form, with what was sent; a class that is drawn from the row says so with `of_row`."""
        more: dict[str, Any] = {"row": row} if getattr(self.form, "of_row", False) else {}
        return self.form(*given, **{"auto_id": f"{self.slug}-%s", **more})


@dataclass(frozen=True)
class Shown:
    """An offer on the page, with its form as it stands; a folded one is `open` when it was sent and refused."""

    offer: Offer
    form: forms.Form
    open: bool


@dataclass(frozen=True)
class Page:
    """A page with offers: its template, what it offers, and what else it shows of a row."""

    template: str
    act_url: str
    offers: Sequence[Offer]
    context: Callable[[Request, Any], dict[str, Any]]

    def show(self, request: Request, row: Any, sent: str = "", form: forms.Form | None = None) -> HttpResponse:
        """`sent` and `form`: the act that was refused, with the sentence on its form."""
        may = [offer for offer in self.offers if offer.may(row, request.user)]
        shown = [_shown(offer, row, form if offer.slug == sent else None) for offer in may]
        context = {"row": row, "offers": shown, "act_url": self.act_url, **self.context(request, row)}
        return self.draw(request, row, context)

    def draw(self, request: Request, row: Any, context: dict[str, Any]) -> HttpResponse:
        """In the frame of the officers' site; the office has its own."""
        return render(request, self.template, context)

    def act(self, request: Request, row: Any, slug: str) -> HttpResponse:
        """Do it and come back to the page; refused, the page with what was typed."""
        offer = next((one for one in self.offers if one.slug == slug), None)
        if offer is None:
            raise Http404
        form = offer.blank(row, request.POST, files(request))
        if not form.is_valid() or carried_out(form, lambda: done(offer, row, request.user, form)) is None:
            if not offer.may(row, request.user):
                messages.error(request, " ".join(str(one) for one in form.non_field_errors()) or "现在不能办理此事。")
                return redirect(row)
            return self.show(request, row, slug, form)
        messages.success(request, offer.done)
        return redirect(row)


def _shown(offer: Offer, row: Any, sent: forms.Form | None) -> Shown:
    return Shown(offer, sent or offer.blank(row), sent is not None or not offer.folded)


def files(request: Request) -> Any:
    """Every file under its name as a list, which a field for many pictures reads."""
    return {name: request.FILES.getlist(name) for name in request.FILES}


def done(offer: Offer, row: Any, by: User, form: forms.Form) -> bool:
    offer.do(row, by=by, **form.cleaned_data)
    return True
