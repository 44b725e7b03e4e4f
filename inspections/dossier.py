"""卷宗 of one check: its papers in order, photographs, the course of events, hashes; one PDF with numbered leaves."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Model

from inspections import disk, paper_list, shelf, vault
from inspections.binding import count, merged
from inspections.choices import PROBLEM_RESULTS
from inspections.models import Evidence, PaperPrint, Visit
from inspections.papers import kinds, rendering
from inspections.papers.kinds import LONG, MEDIUM
from yangcheng_inspect import pdf
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.objects import name_of
from yangcheng_inspect.trail.reading import Entry, entry

PHOTOS_AT_ONCE = 8  # pictures drawn into one PDF, so that memory stays bounded
KEPT = "归档件"


@dataclass(frozen=True)
class Piece:
    """One paper of the file: its title in the 目录, its name in the zip, its bytes."""

    title: str
    name: str
    content: bytes
    retention: str

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Photo:
    """A picture under the hash it is kept by; read only while it is drawn or packed."""

    row: Evidence
    name: str
    caption: str

    def read(self) -> bytes:
        """Raises Damaged."""
        return disk.read(vault.path_of(self.row.sha256), self.row.sha256)

    @property
    def uri(self) -> str:
        return f"data:image/jpeg;base64,{b64encode(self.read()).decode()}"


@dataclass(frozen=True)
class Happened:
    """One event in words, with the number it has in the trail."""

    seq: int
    entry: Entry


@dataclass
class Dossier:
    """Everything the file of one check holds. `size` and `root` are the receipt of the trail it rests on."""

    visit: Visit
    number: str
    made_at: datetime
    made_by: str
    size: int
    root: str
    pieces: list[Piece] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    events: list[Happened] = field(default_factory=list)

    @property
    def retention(self) -> str:
        """The longest of its papers, and long wherever a problem was found, also without a paper about it."""
        found = self.visit.inspections.filter(result__in=PROBLEM_RESULTS).exists()
        longest = any(piece.retention == LONG for piece in self.pieces)
        return LONG if found or longest else MEDIUM


def gather(visit: Visit, *, number: str, made_at: datetime, made_by: str) -> Dossier:
    """Reads everything but the pictures themselves."""
    size, root = receipt()
    made = Dossier(visit, number, made_at, made_by, size, root)
    made.pieces = list(_pieces(visit))
    made.photos = list(_photos(visit))
    events = Event.objects.filter(obj__in=objects(visit), seq__lt=size).select_related("detail").order_by("seq")
    made.events = [Happened(event.seq, entry(event)) for event in events]
    return made


def receipt() -> tuple[int, str]:
    """How many events the log holds and its root, as committed now."""
    last = Event.objects.order_by("-seq").first()
    return (last.seq + 1, last.root) if last else (0, "")


def objects(visit: Visit) -> list[str]:
    """The trail's names of everything that belongs to a check."""
    found: list[Model] = [visit.approval, visit, *visit.disputes.all(), *visit.documents.all(), *visit.cases.all()]
    for record in visit.inspections.all():
        found += [record, *record.referrals.all()]
        order = getattr(record, "rectification", None)
        found += [order] if order else []
    names = [kinds.name(line.source) for line in paper_list.of_visit(visit)]
    prints = PaperPrint.objects.filter(source__in=names)
    return [*map(name_of, found), *map(name_of, prints)]


def _pieces(visit: Visit) -> Iterator[Piece]:
    """Drafts stay out; what was issued goes in as the bytes that were kept."""
    final = (line for line in paper_list.of_visit(visit) if not line.draft)
    for number, line in enumerate(final, 1):
        content = shelf.read(line.issued.sha256) if line.issued else rendering.compose(line.kind, line.source).pdf(KEPT)
        about = f"（{line.about}）" if line.about else ""
        yield Piece(
            f"{line.kind.title}{about}", f"文书/{number:02d}-{line.kind.title}.pdf", content, line.kind.retention
        )


def _photos(visit: Visit) -> Iterator[Photo]:
    rows = Evidence.objects.filter(inspection__visit=visit, stored_at__isnull=False, withdrawn_at__isnull=True)
    rows = rows.select_related("check_point", "inspection__version__item")
    for number, row in enumerate(rows.order_by("inspection", "order", "pk"), 1):
        about = row.check_point.prompt if row.check_point else row.inspection.version.item.title
        yield Photo(row, f"照片/{number:02d}.jpg", f"{row.get_kind_display()} {number}　{about}")


def bound(dossier: Dossier) -> bytes:
    """One PDF: cover and 目录, papers, photographs, course of events and hashes; each leaf numbered."""
    middle = [(piece.title, piece.content) for piece in dossier.pieces]
    middle += [("现场照片", sheet) for sheet in _photo_sheets(dossier.photos)]
    back = _sheet("back", dossier, hashes=[(piece.name, piece.sha256) for piece in dossier.pieces])
    middle.append(("办理过程、校验码清单和备考表", back))
    lengths = [count(content) for _, content in middle]
    front = _front(dossier, middle, lengths)
    return merged([front, *(content for _, content in middle)])


def _front(dossier: Dossier, middle: Sequence[tuple[str, bytes]], lengths: Sequence[int]) -> bytes:
    """Drawn twice: how long the 目录 is decides where everything behind it begins."""
    own = count(_sheet("front", dossier, contents=_contents(middle, lengths, 2), total=0))
    return _sheet("front", dossier, contents=_contents(middle, lengths, own), total=own + sum(lengths))


def _contents(middle: Sequence[tuple[str, bytes]], lengths: Sequence[int], before: int) -> list[tuple[str, int, int]]:
    """Title, first leaf, number of leaves; pictures as one entry."""
    rows: list[tuple[str, int, int]] = []
    for (title, _), length in zip(middle, lengths, strict=True):
        if rows and rows[-1][0] == title == "现场照片":
            rows[-1] = (title, rows[-1][1], rows[-1][2] + length)
        else:
            rows.append((title, before + 1, length))
        before += length
    return rows


def _sheet(name: str, dossier: Dossier, **values: Any) -> bytes:
    context = {"issuer": settings.ISSUER, "dossier": dossier, "visit": dossier.visit, **values}
    return pdf.render(f"inspections/archive/{name}.html", context)


def _photo_sheets(photos: Sequence[Photo]) -> Iterator[bytes]:
    rest = iter(photos)
    while some := list(islice(rest, PHOTOS_AT_ONCE)):
        yield pdf.render("inspections/archive/photos.html", {"photos": some})
