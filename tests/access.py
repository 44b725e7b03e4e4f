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


OPEN_ADMIN = only(OFFICE, SYSADMIN, SECURITY, SUPERVISOR, AUDITOR)
WITH_CASES = only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE)
"""Everybody who has visits of their own, of their unit, or all of them; which rows is another question."""

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
    # trail
    "admin:trail_event_*": only(SUPERVISOR, AUDITOR),
    "admin:trail_event_add": NOBODY,
    # registry
    "admin:registry_*": only(OFFICE),
    "admin:registry_inspectionitem_add": NOBODY,
    "admin:registry_inspector_add": NOBODY,
    "admin:registry_itemversion_add": NOBODY,
    "duty_roster*": only(OFFICE),
    "people": only(UNIT_HEAD, LEADER),
    "person": only(UNIT_HEAD, LEADER),
    "person_*": only(UNIT_HEAD),
    "basis_end": only(OFFICE),
    "item_draft*": only(OFFICE),
    "item_event_*": only(OFFICE),
    "item_version": only(LEADER, OFFICE),
    "item_version_compare": only(LEADER, OFFICE),
    "item_version_confirm": only(LEADER),
    "item_version_discard": only(OFFICE),
    "item_version_marks": only(LEADER),
    "item_version_phone": only(LEADER, OFFICE),
    "item_version_publish": only(OFFICE),
    "item_version_submit": only(OFFICE),
    "item_version_approve": only(LEADER),
    "item_version_send_back": only(LEADER),
    "item_versions": only(LEADER),
    "risk_matri*": only(LEADER, OFFICE),
    "risk_matrix_approve": only(LEADER),
    "risk_matrix_send_back": only(LEADER),
    "risk_matrix_discard": only(OFFICE),
    "risk_matrix_draft": only(OFFICE),
    "risk_matrix_edit": only(OFFICE),
    "risk_matrix_submit": only(OFFICE),
    "complaint*": only(OFFICE),
    "admin:registry_complaint_add": NOBODY,
    "admin:registry_riskmatrix_add": NOBODY,
    # inspections
    "admin:inspections_*": only(OFFICE),
    "admin:inspections_*_add": NOBODY,
    "draw_bundle": only(LEADER, OFFICE, SUPERVISOR),
    "draw_commitment": only(LEADER, OFFICE, SUPERVISOR),
    "plan": only(LEADER, OFFICE),
    "plan_add_line": only(OFFICE),
    "plan_draft": only(OFFICE),
    "plan_list": only(LEADER, OFFICE),
    "plan_remove_line": only(OFFICE),
    "plan_submit": only(OFFICE),
    "correction_decide": only(LEADER, OFFICE),
    "draw_envelope": only(OFFICE),
    "draw_own_line": only(OFFICE),
    "draw_qr": only(LEADER, OFFICE, SUPERVISOR),
    "draw_supplement": only(OFFICE),
    "draw_void": only(OFFICE),
    "void_decide": only(LEADER),
    "session": only(LEADER, OFFICE, SUPERVISOR),
    "session_*": only(OFFICE),
    "session_ceremony": only(LEADER, OFFICE, SUPERVISOR),
    "session_list": only(LEADER, OFFICE, SUPERVISOR),
    "session_paper": only(LEADER, OFFICE, SUPERVISOR),
    "session_recompute": only(LEADER, OFFICE, SUPERVISOR),
    "task": only(LEADER, OFFICE),
    "task_list": only(LEADER, OFFICE),
    "task_new": only(OFFICE),
    "task_again": only(OFFICE),
    "task_approve": only(LEADER),
    "task_decline": only(LEADER),
    "excuses": only(UNIT_HEAD, OFFICE),
    "excuse_*": only(UNIT_HEAD, OFFICE),
    "excuse_withdraw": only(INSPECTOR),
    "my_visits": only(INSPECTOR),
    "visit": WITH_CASES,
    "visit_*": only(INSPECTOR),
    "visit_order": only(INSPECTOR, UNIT_HEAD, OFFICE),
    "visit_order_for": only(INSPECTOR, UNIT_HEAD, OFFICE),
    "visit_submitted": WITH_CASES,
    "notice_pdf": WITH_CASES,
    "record": WITH_CASES,
    "record_fill": only(INSPECTOR),
    "record_sync": only(INSPECTOR),
    "offline_worker": only(INSPECTOR),
    "record_*pdf": WITH_CASES,
    "evidence": WITH_CASES,
    "evidence_*": only(INSPECTOR),
    "evidence_file": WITH_CASES,
    "evidence_thumb": WITH_CASES,
    "approval": WITH_CASES,
    "approval_approve": only(LEADER),
    "approval_pdf": WITH_CASES,
    "approval_re*": only(UNIT_HEAD, LEADER, OFFICE),
    "approval_submit": only(INSPECTOR, UNIT_HEAD, OFFICE),
    "approvals": WITH_CASES,
    "cap_exception": only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE, SUPERVISOR),
    "cap_exceptions": only(UNIT_HEAD, LEADER, OFFICE),
    "cap_exception_ask": only(UNIT_HEAD, OFFICE),
    "cap_exception_withdraw": only(UNIT_HEAD, OFFICE),
    "cap_exception_approve": only(LEADER),
    "cap_exception_decline": only(LEADER),
    "review": only(UNIT_HEAD, LEADER, OFFICE),
    "review_*": only(UNIT_HEAD, LEADER, OFFICE),
    "review_approve": only(LEADER),
    "review_batch": only(LEADER),
    "plan_approv*": only(LEADER),
    "plan_return": only(LEADER),
    # publicity
    "admin:publicity_publication_*": only(OFFICE),
    "admin:publicity_publication_add": NOBODY,
    "publication": only(LEADER, OFFICE, SUPERVISOR),
    "publication_board": only(LEADER, OFFICE, SUPERVISOR),
    "publication_export": only(LEADER, OFFICE, SUPERVISOR),
    # desk
    "home": EVERYBODY,
    "entity_list": only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE, SUPERVISOR),
    "entity_export": only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE, SUPERVISOR),
    "entity_file": only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE, SUPERVISOR),
    "entity_merge": only(OFFICE),
    "proposal": only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE, SUPERVISOR),
    "proposal_list": only(INSPECTOR, UNIT_HEAD, LEADER, OFFICE, SUPERVISOR),
    "proposal_change": only(INSPECTOR, UNIT_HEAD),
    "proposal_new": only(INSPECTOR, UNIT_HEAD),
    "proposal_note": only(INSPECTOR, UNIT_HEAD),
    "proposal_withdraw": only(INSPECTOR, UNIT_HEAD),
    "proposal_queue": only(OFFICE),
    "proposal_decide": only(OFFICE),
    "proposal_accept": only(OFFICE),
    "proposal_decline": only(OFFICE),
    # the admin itself
    "admin:*_delete": NOBODY,
    "admin:auth_group_*": NOBODY,
    "admin:index": OPEN_ADMIN,
    "admin:login": OPEN_ADMIN,
    "admin:logout": EVERYBODY,
    "admin:password_change": OPEN_ADMIN,
    "admin:password_change_done": OPEN_ADMIN,
    "admin:autocomplete": NOBODY,
    "admin:jsi18n": OPEN_ADMIN,
    "admin:view_on_site": OPEN_ADMIN,
    "admin:app_list": OPEN_ADMIN,
}
