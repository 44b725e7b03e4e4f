"""The left menu: every line with the page it leads to and the rights that show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line. `permissions`: any of these names, split by blanks; empty: everybody. The request fills in the rest."""

    label: str
    name: str
    icon: str
    permissions: str = ""
    url: str = ""
    count: int = 0
    urgent: bool = False
    active: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under one heading; the first group has none."""

    label: str
    entries: tuple[Entry, ...]


VISITS = "inspections.view_own inspections.view_unit inspections.view_all"
REVIEW = "inspections.review_record inspections.office_review inspections.approve_record"

BOARD = "publicity.view_board publicity.view_cases"
RISK = "registry.draft_risk_matrix registry.approve_risk_matrix"
OBJECTIONS = "publicity.handle_objection publicity.answer_objection"

MENU = (
    Group(
        "",
        (
            Entry("首页", "home", "house"),
            Entry("双随机办", "admin:index", "grid-1x2", "inspections.prepare_task"),
            Entry("管理后台", "admin:index", "sliders", "accounts.grant_roles accounts.add_user"),
        ),
    ),
    Group(
        "检查",
        (
            Entry("我的检查", "my_visits", "clipboard2-check", "inspections.view_own"),
            Entry("出勤日历", "attendance", "calendar3-week", VISITS),
            Entry("检查审批", "approvals", "file-earmark-check", VISITS),
            Entry("换人申请", "excuses", "people", "inspections.decide_recusal"),
            Entry("审核审批", "review_queue", "check2-square", REVIEW),
            Entry(
                "后续处理",
                "follow_up",
                "arrow-repeat",
                "inspections.view_own inspections.view_unit inspections.approve_record",
            ),
            Entry("卷宗", "archive_files", "archive", "inspections.make_archive"),
            Entry("频次例外", "cap_exceptions", "plus-slash-minus", "inspections.approve_cap_exception"),
            Entry("计划审批", "plan_approvals", "calendar-check", "inspections.approve_plan"),
            Entry("事项审批", "item_versions", "card-checklist", "registry.approve_item"),
        ),
    ),
    Group(
        "抽查",
        (
            Entry("年度抽查计划", "plan_list", "calendar3", "inspections.view_plan"),
            Entry("抽查任务", "task_list", "list-task", "inspections.view_task"),
            Entry("随机抽取", "session_list", "shuffle", "inspections.view_drawsession inspections.view_draws"),
            Entry("后续处理", "office_follow_up", "arrow-repeat", "inspections.office_review"),
            Entry("公示台账", "publication_board", "megaphone", BOARD),
            Entry("异议和企业说明", "sent_in", "chat-left-text", OBJECTIONS),
            Entry("公告与解读", "bulletin_list", "newspaper", "publicity.draft_notice publicity.approve_notice"),
        ),
    ),
    Group(
        "两库一单",
        (
            Entry("市场主体", "entity_list", "buildings", "desk.list_entities"),
            Entry("申变更", "proposal_queue", "person-badge", "registry.manage_registry"),
            Entry("名录导入", "admin:registry_registryimport_changelist", "upload", "registry.import_registry"),
            Entry(
                "市场主体名录库", "admin:registry_marketentity_changelist", "buildings", "registry.view_marketentity"
            ),
            Entry("检查人员名录库", "admin:registry_inspector_changelist", "people", "registry.view_inspector"),
            Entry("值班表", "duty_roster", "calendar2-week", "registry.manage_registry"),
            Entry("检查人员", "people", "people", "registry.view_people"),
            Entry(
                "抽查事项清单", "admin:registry_inspectionitem_changelist", "list-check", "registry.view_inspectionitem"
            ),
            Entry("投诉举报", "admin:registry_complaint_changelist", "megaphone", "registry.register_complaint"),
            Entry("风险矩阵", "risk_matrices", "grid-3x3", RISK),
        ),
    ),
    Group(
        "设置与监督",
        (
            Entry("工作日历", "admin:workdays_calendaryear_changelist", "calendar-week", "workdays.view_calendaryear"),
            Entry("参数", "parameters", "sliders2", "parameters.propose_value parameters.approve_value"),
            Entry("用户与角色", "admin:accounts_user_changelist", "person-gear", "accounts.view_user"),
            Entry("操作留痕", "admin:trail_event_changelist", "clock-history", "trail.view_event"),
            Entry("检查评价", "rating_list", "chat-left-text", "publicity.view_ratings"),
            Entry("责任追溯", "responsibility", "person-lines-fill", "trail.view_responsibility"),
        ),
    ),
)
