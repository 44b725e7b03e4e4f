"""异议办理中 and 企业说明 on the published page: a new version each time, the old one kept with its hash."""

from django.db import transaction

from publicity import remarks
from publicity.models import Amendment, Publication
from publicity.services import versions
from publicity.services.amendments import OUT
from registry.services.rights import locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today


@transaction.atomic
def show(*, publication: Publication, reason: str, by: User) -> Amendment | None:
    """Bring notice and statement up to date; None where nothing is shown or nothing is another now.

    What is not approved yet gets its remarks when it is (`public_record.build`): an objection stops no clock. What is
    on its way to the public machine is frozen already, so it changes here as well.
    """
    publication = locked(publication)
    if publication.status not in OUT or publication.record is None:
        return None
    after = remarks.written_into(publication.record, publication)
    if after == publication.record:
        return None
    after = {**after, "updated_on": today().isoformat()}
    return versions.replace(publication=publication, after=after, reason=reason, act="publication.remark", by=by)
