"""What machines follow: the newest results as Atom, every address of the site as a site map."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from publicity.public_site import tally
from publicity.public_site.models import PublicDraw, PublicNotice, PublicResult
from yangcheng_inspect.clock import today
from yangcheng_inspect.workbook import UNPRINTABLE

NEWEST = 50
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
ATOM = "http://www.w3.org/2005/Atom"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PLACES = ("results", "items", "draws", "plans", "notices", "checkpoints", "data", "about", "sitemap")
Entry = tuple[datetime, str, str, str]
"""When, title, address, one sentence."""


def atom() -> str:
    """The newest results and notices: name, item, result; what stands on the list and nothing more."""
    entries = sorted([*_results(), *_notices()], reverse=True)[:NEWEST]
    last = entries[0][0] if entries else _moment(date(2026, 1, 1))
    own = absolute(reverse("feed"))
    parts = [
        HEAD,
        f'<feed xmlns="{ATOM}" xml:lang="zh-CN">',
        f"<title>{escape(settings.ISSUER)}“双随机、一公开”公示</title>",
        f"<id>{escape(own)}</id>",
        f"<link rel={quoteattr('self')} href={quoteattr(own)}/>",
        f"<author><name>{escape(settings.ISSUER)}</name></author>",
        f"<updated>{last.isoformat()}</updated>",
        *map(_entry, entries),
        "</feed>\n",
    ]
    return "\n".join(parts)


def _results() -> Iterator[Entry]:
    for row in PublicResult.objects.listed().newest_first()[:NEWEST]:
        at = absolute(reverse("result", args=[row.number]))
        said = f"{row.ended_on}检查，{row.published_on}公示。"
        yield _moment(row.updated_on), f"{row.entity_name}　{row.item_title}：{row.tag.word}", at, said


def _notices() -> Iterator[Entry]:
    for row in PublicNotice.objects.shown()[:NEWEST]:
        at = absolute(reverse("notice", args=[row.number]))
        yield timezone.localtime(row.updated_at), row.title, at, f"{row.published_on}公布。"


def _entry(entry: Entry) -> str:
    when, title, at, said = entry
    title = UNPRINTABLE.sub("", title)
    return (
        f"<entry><id>{escape(at)}</id><title>{escape(title)}</title><link href={quoteattr(at)}/>"
        f"<updated>{when.isoformat()}</updated><summary>{escape(said)}</summary></entry>"
    )


def months() -> Sequence[date]:
    """The months in which something was published, newest first."""
    return tally.kept("months", today(), _months)


def _months(_: date) -> Sequence[date]:
    rows = PublicResult.objects.order_by().values_list(TruncMonth("published_on")).annotate(found=Count("*"))
    return sorted((month for month, _ in rows), reverse=True)


def site_maps() -> str:
    """The index: one map of places, one of the results of each month."""
    maps = [reverse("map_of_places"), *(reverse("map_of_month", args=[f"{one:%Y-%m}"]) for one in months())]
    rows = "\n".join(f"<sitemap><loc>{escape(absolute(one))}</loc></sitemap>" for one in maps)
    return f'{HEAD}<sitemapindex xmlns="{MAP}">\n{rows}\n</sitemapindex>\n'


def map_of_places() -> str:
    draws = PublicDraw.objects.values_list("number", flat=True)
    places = [*map(reverse, PLACES), *(reverse("draw", args=[number]) for number in draws)]
    return _map((place, None) for place in places)


def map_of_month(first: date) -> str:
    """The results published in the month of a day; a search engine reads 50,000 of one map at most."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows = PublicResult.objects.listed().filter(published_on__range=(first, last))  # which an index can find
    found = rows.order_by("-publication_id").values_list("number", "updated_on")[:50_000]
    return _map((reverse("result", args=[number]), changed) for number, changed in found)


def _map(places: Iterable[tuple[str, date | None]]) -> str:
    rows = "\n".join(
        f"<url><loc>{escape(absolute(at))}</loc>{f'<lastmod>{on}</lastmod>' if on else ''}</url>" for at, on in places
    )
    return f'{HEAD}<urlset xmlns="{MAP}">\n{rows}\n</urlset>\n'


def absolute(path: str) -> str:
    """The address by which the public knows a page."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(min(on, today()), time()))
