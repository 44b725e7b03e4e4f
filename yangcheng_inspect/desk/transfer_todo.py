"""What waits on the way to the public machine, for the office (两个网络)."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from publicity.models import Bundle, Publication
from publicity.services import receipts
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    if settings.PUBLIC_SITE_APART and user.has_perm(receipts.PERMISSION):
        yield from waiting()


def waiting() -> Iterator[Todo]:
    """Due with the entry among them that is due first: the clock runs until the receipt is registered."""
    sent = Publication.objects.sent().order_by("due_on", "pk")
    bundle, due = Bundle.objects.waiting().first(), sent.values_list("due_on", flat=True).first()
    url = reverse("bundle_list")
    if bundle is not None:
        note = "带到外网导入后，登记带回的回执"
        yield Todo("外网公示", "amber", "box-arrow-up-right", f"{bundle}的回执未到", note, url, "登记回执", due=due)
    elif due is not None:
        title = f"待上传外网 {sent.count()} 件"
        note = "已批准，等检查点签署后导出传输包；期限照常计算"
        yield Todo("外网公示", "amber", "box-arrow-up-right", title, note, url, "查看", due=due)
