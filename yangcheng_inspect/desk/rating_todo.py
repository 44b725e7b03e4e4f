"""检查评价 in 我的待办: a rating that tells of something forbidden waits for the supervisor alone."""

from collections.abc import Iterator

from publicity.models import Rating
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    """One row for each; the row itself says nothing of what was written."""
    if user.has_perm("publicity.settle_rating"):
        for rating in Rating.objects.visible_to(user).open().for_page():
            about = rating.visit.unit.name if rating.visit else "评价码对不上检查"
            note = f"{about}，{rating.received_on:%Y-%m-%d} 收到"
            title = "评价反映有违反规定的情形，待核查"
            yield Todo("检查评价", "red", "chat-left-text", title, note, rating.get_absolute_url(), "核查")
