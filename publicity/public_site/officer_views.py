"""检查人员公示: is the certificate I have been shown one of this bureau's (ux.md W7; 行政处罚法第四十二条)?

What an anonymous look-up may reveal was decided so. Whoever asks holds a card in front of him, or has read its number
on a notice, so the answer tells him only what the card tells: that it stands, whose unit, until when. It is given for
the whole number alone: no beginning, no name, no unit leads to a number, and one sentence answers a number that was
never given out, one that has ended and one that was taken back. Trying numbers one after the other would show how many
certificates a unit has, which the page says anyway, and no name. Names, and with them a list, appear only where the
parameter officers_public says so; then they stand in the rows themselves, since this side knows no parameters.
"""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.public_site import officer_schema
from publicity.public_site.decorators import public_page
from publicity.public_site.forms import CertificateForm
from publicity.public_site.models import PublicInspector
from yangcheng_inspect.clock import today


@public_page
def officers(request: HttpRequest) -> HttpResponse:
    """How many officers each unit has, and the box to have a certificate checked."""
    form = CertificateForm(request.GET)
    standing = [row for row in PublicInspector.objects.standing() if any(_valid(card) for card in row.cards)]
    number = form.asked()
    context = {
        "form": form,
        "asked": number,
        "answer": _answer(number) if number else None,
        "units": sorted(Counter(row.unit for row in standing).items()),
        "total": len(standing),
        "named": [(row, _valid_cards(row)) for row in standing if row.name],
    }
    return render(request, "public/officers.html", context)


def _answer(number: str) -> dict[str, Any] | None:
    """Unit and last day of a certificate that stands today; a name where the row has one."""
    wanted = officer_schema.digest(number)
    for row in PublicInspector.objects.holding(wanted):
        for card in _valid_cards(row):
            if card["sha256"] == wanted:
                return {"unit": row.unit, "name": row.name, "valid_to": card["valid_to"]}
    return None


def _valid_cards(row: PublicInspector) -> list[dict[str, str]]:
    return [card for card in row.cards if _valid(card)]


def _valid(card: dict[str, str]) -> bool:
    day = today()
    begun = "valid_from" not in card or date.fromisoformat(card["valid_from"]) <= day
    return begun and day <= date.fromisoformat(card["valid_to"])
