"""Who may do what: the whole table on one screen.

A permission is `app.act_object`, or Django's own `app.view_model` where an admin page asks for it.
Nobody may delete anything, so no role has a `delete_` permission.
"""

from collections.abc import Iterable

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is here. A login has a set of these; the three administrators stand alone."""

    INSPECTOR = "INSPECTOR", "检查人员"
    UNIT_HEAD = "UNIT_HEAD", "单位负责人"
    LEADER = "LEADER", "分管局领导"
    OFFICE = "OFFICE", "双随机办"
    SUPERVISOR = "SUPERVISOR", "监督员"
    SYSADMIN = "SYSADMIN", "系统管理员"
    SECURITY = "SECURITY", "安全管理员"
    AUDITOR = "AUDITOR", "审计管理员"


STANDS_ALONE = frozenset({Role.SYSADMIN, Role.SECURITY, Role.AUDITOR})
"""等保 三员: each excludes every other role."""

CAN_BE_DEPUTISED = frozenset({Role.UNIT_HEAD, Role.LEADER, Role.OFFICE})
"""Whoever approves has deputies; nobody else needs one."""

USES_ADMIN = frozenset({Role.OFFICE, Role.SYSADMIN, Role.SECURITY, Role.SUPERVISOR, Role.AUDITOR})
"""Roles that may enter /admin/; the last two only read there."""


def _perms(app: str, words: str) -> frozenset[str]:
    return frozenset(f"{app}.{word}" for word in words.split())


def _edit(app: str, models: str) -> frozenset[str]:
    """Django's own names for admin pages: look, add, change."""
    return frozenset(f"{app}.{act}_{model}" for model in models.split() for act in ("view", "add", "change"))


def _look(app: str, models: str) -> frozenset[str]:
    return frozenset(f"{app}.view_{model}" for model in models.split())


_REGISTRY = _edit("registry", "unit town industry marketentity entityindustry entityflag inspector certificate")
_REGISTRY |= _edit("registry", "absence recusal training inspectionitem itemversion legalbasis checkpoint itemindustry")
_REGISTRY |= _look("registry", "registryimport importrow entityfact")
_INSPECTIONS = _edit("inspections", "plan planline task drawsession")
_INSPECTIONS |= _look("inspections", "draw drawnentity reserve team teammember visit visitapproval inspection")
_INSPECTIONS |= _look("inspections", "answer evidence confirmation")
_RISK = _look("registry", "riskmatrix complaint") | _edit("registry", "keyarea")
_RISK |= _perms("registry", "draft_risk_matrix register_complaint")
_PUBLICITY = _look("publicity", "publication correction withdrawal objection statement")
_CALENDAR = _edit("workdays", "calendaryear") | _look("workdays", "specialday")
_PARAMETERS = _look("parameters", "parametervalue") | _perms("parameters", "propose_value")
_FIRMS = _perms("desk", "list_entities")
"""The officer site's list of firms stands in the menu of whoever does not keep the registry itself."""
_NOTICES = _perms("desk", "read_notices")
"""Whoever has cases is told about them."""
_ISSUE = _perms("inspections", "issue_paper")
_ARCHIVE = _perms("inspections", "issue_paper make_archive give_copy")
_PROOFS = _perms("inspections", "view_draws") | _perms("desk", "view_statistics")

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.INSPECTOR: _perms("inspections", "view_own visit_entity record_visit submit_record ask_recusal void_record")
    | _perms("inspections", "add_visit submit_visits plan_visit")
    | _perms("registry", "view_entities propose_change")
    | _perms("publicity", "view_cases ask_hold explain_late")
    | _FIRMS
    | _NOTICES
    | _ISSUE,
    Role.UNIT_HEAD: _perms("inspections", "view_unit review_record approve_visits_as_head decide_recusal void_record")
    | _perms("inspections", "add_visit submit_visits ask_cap_exception plan_visit")
    | _perms("registry", "view_entities propose_change view_people note_absence")
    | _perms("publicity", "view_cases ask_hold explain_late")
    | _perms("desk", "view_statistics")
    | _NOTICES
    | _ARCHIVE,
    Role.LEADER: _perms("registry", "view_registry view_entities view_people approve_item approve_risk_matrix")
    | _perms("inspections", "approve_cap_exception")
    | _perms("inspections", "view_all approve_plan approve_task approve_visits approve_record approve_void")
    | _perms("publicity", "view_board decide_hold approve_withdrawal approve_correction answer_objection")
    | _perms("publicity", "approve_notice")
    | _perms("trail", "approve_erasure")
    | _perms("parameters", "approve_value")
    | _NOTICES
    | _FIRMS
    | _PROOFS,
    Role.OFFICE: (_REGISTRY | _RISK | _INSPECTIONS | _PUBLICITY | _CALENDAR | _PARAMETERS | _PROOFS | _ARCHIVE)
    | _perms("registry", "view_entities")
    | _perms("inspections", "ask_cap_exception")
    | _perms("registry", "view_registry import_registry manage_registry manage_items")
    | _perms("inspections", "view_all draft_plan prepare_task freeze confirm_freeze draw void_draw replace_inspector")
    | _perms("inspections", "print_envelope hand_out_line archive_all void_record")
    | _perms("inspections", "office_review decide_recusal add_visit submit_visits")
    | _perms("publicity", "view_board handle_objection propose_withdrawal propose_correction")
    | _perms("publicity", "draft_notice")
    | _perms("publicity", "acknowledge_bundle")
    | _perms("publicity", "ask_hold explain_late urge stamp_posting")
    | _NOTICES
    | _perms("accounts", "open_inspector_login view_user view_deputy add_deputy change_deputy")
    | _perms("trail", "propose_erasure"),
    Role.SUPERVISOR: _perms("trail", "view_trail view_event view_responsibility")
    | _perms("registry", "view_entities")
    | _perms("publicity", "view_board view_ratings register_rating settle_rating")
    | _FIRMS
    | _PROOFS,
    Role.SYSADMIN: _perms("accounts", "view_user add_user change_user open_login close_login reset_password"),
    Role.SECURITY: _perms("accounts", "view_user change_user close_login grant_roles") | _edit("accounts", "deputy"),
    Role.AUDITOR: _perms("trail", "view_trail view_event"),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[str]:
    """Everything a set of roles may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))
