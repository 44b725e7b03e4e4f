"""Which units a person heads today."""

from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today


def headed_units(user: User) -> list[str]:
    """Codes of the units this person heads today, in his own right or as a deputy."""
    acting = Deputy.objects.on(today()).filter(deputy=user, role=Role.UNIT_HEAD)
    own = [user.unit_code] if Role.UNIT_HEAD in user.roles else []
    return [code for code in [*own, *acting.values_list("principal__unit_code", flat=True)] if code]
