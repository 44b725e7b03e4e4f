"""Pages of a list, with what the partial `_pagination.html` needs."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


class NumberedPage(Page):
    """A page that knows its neighbours and the query string that leads to them."""

    prefix: str = "?"

    @property
    def numbers(self) -> list[int]:
        """Page numbers to show; 0 stands for a gap."""
        shown = self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1)
        return [number if isinstance(number, int) else 0 for number in shown]


class _NumberedPaginator(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> NumberedPage:
        return NumberedPage(*args, **kwargs)


def paginate(request: HttpRequest, rows: Any, *, per_page: int = 20) -> NumberedPage:
    """The page asked for by `?page=`; an impossible number gives the nearest page. `rows` must be ordered."""
    query = request.GET.copy()
    number = query.pop("page", ["1"])[-1]
    page = _NumberedPaginator(rows, per_page).get_page(number)
    assert isinstance(page, NumberedPage)
    page.prefix = f"?{query.urlencode()}&" if query else "?"
    return page
