"""逾期说明: the responsible unit says why a result was not public in time."""

from django.db import transaction

from publicity import lateness
from publicity.models import Explanation, Publication
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.services import record


def may_explain(publication: Publication, user: User) -> bool:
    """The team, the head of the unit and the office, once the term is over."""
    seen = Publication.objects.visible_to(user).filter(pk=publication.pk)
    return user.has_perm("publicity.explain_late") and seen.exists() and lateness.is_late(publication, today())


@transaction.atomic
def explain(*, publication: Publication, reason: str, by: User) -> Explanation:
    """Add a line; what was said before stands."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if not reason.strip():
        raise DomainError("请写明逾期的原因。")
    if not lateness.is_late(publication, today()):
        raise DomainError("此件没有逾期，不需要逾期说明。")
    if not may_explain(publication, by):
        raise NotPermitted("逾期说明由责任单位填写：检查组、单位负责人或者双随机办。")
    made = Explanation.objects.create(
        publication=publication, reason=reason.strip(), explained_at=now(), explained_by=by
    )
    record("publication.explain", target=publication, by=by, reason=made.reason)
    return made
