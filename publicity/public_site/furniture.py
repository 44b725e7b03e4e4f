"""What stands on every page of a government's website (政府网站发展指引; ux.md §1.4 row 10): who runs it, whom to call.

Numbers the site has not been given are left out: an empty line is worse than none.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from publicity.public_site import tally


@dataclass(frozen=True)
class Furniture:
    """The footer's facts."""

    issuer: str
    undertaker: str
    phone: str
    site_code: str
    icp: str
    police: str
    updated_at: datetime | None


def furniture() -> Furniture:
    """One query: when a result was written last."""
    return Furniture(
        issuer=settings.ISSUER,
        undertaker=settings.UNDERTAKER,
        phone=settings.SUPERVISION_PHONE or settings.CONTACT_PHONE,
        site_code=settings.SITE_CODE,
        icp=settings.ICP_NUMBER,
        police=settings.POLICE_NUMBER,
        updated_at=tally.said(tally.updated_at()),
    )
