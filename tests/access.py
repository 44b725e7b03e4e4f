"""Who may open which page: every URL name of the internal site, checked in.

A name may end in `*`; the longest entry that fits decides. Add a line when you add a page: `tests/test_access.py`
fails until you do, opens every page as every role, and compares.
"""

from yangcheng_inspect.accounts.roles import Role

EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
INSPECTOR, UNIT_HEAD, LEADER, OFFICE = Role.INSPECTOR, Role.UNIT_HEAD, Role.LEADER, Role.OFFICE
SUPERVISOR, SYSADMIN, SECURITY, AUDITOR = Role.SUPERVISOR, Role.SYSADMIN, Role.SECURITY, Role.AUDITOR


def only(*roles: Role) -> frozenset[Role]:
    """These roles and no other."""
    return frozenset(roles)


WITHOUT_LOGIN = frozenset({"login", "logout"})
"""The only pages a stranger is not sent to the login page from."""

ACCESS: dict[str, frozenset[Role]] = {
    # accounts
    "login": EVERYBODY,
    "logout": EVERYBODY,
    "password_change": EVERYBODY,
    "admin:accounts_user_*": only(OFFICE, SYSADMIN, SECURITY),
    "admin:accounts_user_add": only(SYSADMIN),
    "admin:accounts_deputy_*": only(OFFICE, SECURITY),
    # workdays
    "admin:workdays_calendaryear_*": only(OFFICE),
    "admin:workdays_specialday_*": only(OFFICE),
    "admin:workdays_specialday_add": NOBODY,
    # registry
    # inspections
    # publicity
    # desk
    "home": EVERYBODY,
    # the admin itself
    "admin:*_delete": NOBODY,
    "admin:auth_group_*": NOBODY,
    "admin:index": only(OFFICE, SYSADMIN, SECURITY),
    "admin:login": only(OFFICE, SYSADMIN, SECURITY),
    "admin:logout": EVERYBODY,
    "admin:password_change": only(OFFICE, SYSADMIN, SECURITY),
    "admin:password_change_done": only(OFFICE, SYSADMIN, SECURITY),
    "admin:autocomplete": NOBODY,
    "admin:jsi18n": only(OFFICE, SYSADMIN, SECURITY),
    "admin:view_on_site": only(OFFICE, SYSADMIN, SECURITY),
    "admin:app_list": only(OFFICE, SYSADMIN, SECURITY),
}
