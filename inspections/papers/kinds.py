"""The one register of papers: what each is called, how it is numbered, what it rests on, when it may be issued.

Each module of papers registers its own; `apps.ready()` imports them all, those of later apps included.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from inspections.choices import PaperKind
from inspections.models import Task, Visit
from registry.models import Unit

LONG, MEDIUM = "30年", "10年"
"""保管期限 of 行政执法案卷: what led to an order, a transfer or a dispute is kept longer."""


def always(source: Any) -> str:
    """Nothing stands against issuing it."""
    return ""


@dataclass(frozen=True)
class Kind:
    """One kind of paper. `source` is the model it is made from (`inspections.Visit`)."""

    code: PaperKind
    source: str
    template: str
    values: Callable[[Any], Mapping[str, Any]]
    # What stands in 阳公(治/禁/网)抽查◯〔2026〕n号; empty: the paper bears the number of its own record.
    word: str = ""
    number: Callable[[Any], str] = str
    unit: Callable[[Any], Unit | None] = lambda source: None
    visit: Callable[[Any], Visit | None] = lambda source: None
    task: Callable[[Any], Task | None] = lambda source: None
    # Why it may not be issued yet, as a sentence; empty: it may. Until then every print is a draft.
    waits: Callable[[Any], str] = always
    # The content's own SHA-256 where people signed one; else that of the page itself.
    code_of: Callable[[Any], str] = lambda source: ""
    served: bool = False
    retention: str = MEDIUM

    @property
    def title(self) -> str:
        return str(self.code.label)

    @property
    def issued(self) -> bool:
        """Goes out under a number or to somebody, so it is issued once; the others are only printed."""
        return bool(self.word) or self.served


_kinds: dict[PaperKind, Kind] = {}


def register(kind: Kind) -> None:
    """Called once by the module that fills the paper."""
    _kinds[kind.code] = kind


def of(code: str) -> Kind:
    """Raises KeyError for a kind nobody registered, ValueError for a word that is none."""
    return _kinds[PaperKind(code)]


def known() -> list[Kind]:
    """In the order of the choices."""
    return [_kinds[code] for code in PaperKind if code in _kinds]


def source_of(kind: Kind, key: int) -> Model:
    """The object a paper is made from. Raises its model's DoesNotExist."""
    found: Model = apps.get_model(kind.source)._default_manager.get(pk=key)
    return found


def name(source: Model) -> str:
    """`visit/12`."""
    return f"{source._meta.model_name}/{source.pk}"


def for_model(label: str) -> list[Kind]:
    """The kinds made from such an object (`inspections.Visit`), in the order of the choices."""
    return [kind for kind in known() if kind.source == label]
