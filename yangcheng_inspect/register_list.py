"""A list of the admin as people use it: what narrows it, as chips to take away, and its cells as plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

PAGE = "p"
TICK = "action_checkbox"


@dataclass(frozen=True)
class Chip:
    """One condition in words, and the query string without it."""

    words: str
    without: str


class RegisterList(ChangeList):
    """Django's list, which also knows what was asked in words."""

    @property
    def chips(self) -> list[Chip]:
        """Every condition of the address, the search first."""
        found = [Chip(f"搜索：{self.query}", self.get_query_string(remove=[SEARCH_VAR, PAGE]))] if self.query else []
        facets, self.add_facets = self.add_facets, False
        try:
            return [*found, *self._filter_chips(), *self._day_chips()]
        finally:
            self.add_facets = facets

    def _filter_chips(self) -> Iterator[Chip]:
        for spec in self.filter_specs:
            names = [name for name in spec.expected_parameters() if name]
            if any(name in self.params for name in names):
                chosen = [str(one["display"]) for one in spec.choices(self) if one["selected"]]
                words = f"{spec.title}：{'、'.join(strip_tags(word) for word in chosen) or '所选'}"
                yield Chip(words, self.get_query_string(remove=[*names, PAGE]))

    def _day_chips(self) -> Iterator[Chip]:
        """The year, month and day of `date_hierarchy` are one condition."""
        if not self.date_hierarchy:
            return
        names = [f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day")]
        asked = [
            f"{self.params[name]}{unit}" for name, unit in zip(names, "年月日", strict=True) if name in self.params
        ]
        if asked:
            yield Chip(f"日期：{''.join(asked)}", self.get_query_string(remove=[*names, PAGE]))

    @property
    def conditions(self) -> str:
        """The same in one line; 全部 when nothing narrows the list."""
        return "；".join(chip.words for chip in self.chips) or "全部"

    @property
    def asked(self) -> str:
        """The query string for another view of the same rows."""
        return str(self.get_query_string(remove=[PAGE]))

    @property
    def names(self) -> list[str]:
        """The columns, without the boxes to tick."""
        return [str(name) for name in self.list_display if name != TICK]

    @property
    def columns(self) -> list[str]:
        """Their words."""
        return [str(label_for_field(name, self.model, self.model_admin)) for name in self.names]

    def cells(self, row: Model) -> list[object]:
        """One row, in the order of `columns`, as words and days; never HTML."""
        return [_cell(name, row, self.model_admin) for name in self.names]


def _cell(name: str, row: Model, model_admin: Any) -> object:
    try:
        field, _, value = lookup_field(name, row, model_admin)
    except ObjectDoesNotExist:
        return None
    if field is None:
        return strip_tags(value).strip() if isinstance(value, SafeString) else value
    if field.is_relation:
        return getattr(row, field.name)
    return dict(field.flatchoices).get(value, value)
