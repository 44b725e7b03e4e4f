"""The codes of an inspection: result, answer, opinion, kind of visit (决定表“Result codes”; 市场监管总局八类结果)."""

from django.db.models import TextChoices


class Result(TextChoices):
    """抽查结果. The label is the word the public reads."""

    NONE = "NONE", "未发现问题"
    FIXED = "FIXED", "发现问题已责令改正"
    ORDERED = "ORDERED", "责令改正中"
    CASE = "CASE", "立案处理"
    REFERRED = "REFERRED", "移送有关部门"
    NO_ACTIVITY = "NO_ACTIVITY", "未发现开展本次抽查涉及的经营活动"
    UNREACHABLE = "UNREACHABLE", "通过登记的住所（经营场所）无法联系"
    CLOSED = "CLOSED", "已关闭停业"
    GONE = "GONE", "注销、吊销、迁出"
    OBSTRUCTED = "OBSTRUCTED", "不配合检查情节严重"


LATER = "发现问题待后续处理"
NATIONAL_CATEGORY: dict[str, str] = {
    Result.FIXED: "发现问题已责令改正",
    Result.ORDERED: LATER,
    Result.CASE: LATER,
    Result.REFERRED: LATER,
}
"""The category of 国家企业信用信息公示系统 where it differs from the public word."""


def national_category(result: str) -> str:
    return NATIONAL_CATEGORY.get(result, Result(result).label)


PROBLEM_RESULTS = [Result.FIXED, Result.ORDERED, Result.CASE, Result.REFERRED]
"""Something was wrong, so at least one check-point is 不符合."""

ABSENT_RESULTS = [Result.UNREACHABLE, Result.CLOSED, Result.GONE, Result.OBSTRUCTED, Result.NO_ACTIVITY]
"""The check-points could not be gone through; the reason is written down instead."""

NOBODY_THERE = [Result.UNREACHABLE, Result.CLOSED, Result.GONE]
"""Nobody of the business was there to confirm."""


class AnswerChoice(TextChoices):
    YES = "YES", "符合"
    NO = "NO", "不符合"
    NA = "NA", "不适用"


class Opinion(TextChoices):
    """被检查单位意见 (方案四(三): 由检查对象确认)."""

    AGREED = "AGREED", "无异议"
    DISPUTED = "DISPUTED", "有异议"
    REFUSED = "REFUSED", "拒绝签字"
    ABSENT = "ABSENT", "现场无人，无法确认"
    NO_REPLY = "NO_REPLY", "限期内未答复"


AT_DOOR = [pair for pair in Opinion.choices if pair[0] != Opinion.NO_REPLY]
"""What can be said where somebody stands before the officers."""


class RefusalReason(TextChoices):
    RESULT = "RESULT", "不认可检查结果"
    AWAY = "AWAY", "负责人不在场"
    NO_RIGHT = "NO_RIGHT", "称无权签字"
    NONE_GIVEN = "NONE_GIVEN", "未说明理由"


class EvidenceKind(TextChoices):
    """What a picture on a record is; a scan shows the sheet that was signed by hand."""

    PHOTO = "PHOTO", "现场照片"
    SCAN = "SCAN", "纸质记录扫描件"
    OTHER = "OTHER", "其他材料"


class VisitKind(TextChoices):
    """Why officers come. 双随机、日常、专项、个案 count against the yearly cap (国办发〔2024〕54号); what follows
    an earlier check, a complaint, a transfer or the firm's own request is counted apart and never blocked."""

    RANDOM = "RANDOM", "双随机抽查"
    DAILY = "DAILY", "日常检查"
    SPECIAL = "SPECIAL", "专项检查"
    RECHECK = "RECHECK", "复查"
    COMPLAINT = "COMPLAINT", "投诉举报核查"
    CASE = "CASE", "个案检查"
    TRANSFER = "TRANSFER", "移送交办核查"
    REQUEST = "REQUEST", "企业申请检查"


CAPPED_KINDS = [VisitKind.RANDOM, VisitKind.DAILY, VisitKind.SPECIAL, VisitKind.CASE]
WHY_APART: dict[str, str] = {
    VisitKind.RECHECK: "核对前次检查的改正情况",
    VisitKind.COMPLAINT: "由投诉举报引起",
    VisitKind.TRANSFER: "由有关部门移送或上级交办、转办引起",
    VisitKind.REQUEST: "由企业申请引起",
}
"""Why a visit is not counted against the cap."""


class Method(TextChoices):
    ONSITE = "ONSITE", "现场检查"
    WRITTEN = "WRITTEN", "书面检查"
    NETWORK = "NETWORK", "网络核查"
    REMOTE = "REMOTE", "远程检查"


DESK_METHODS = [Method.WRITTEN, Method.NETWORK, Method.REMOTE]
"""Nobody goes: no arrival and no certificate shown, materials and letters instead."""


class Channel(TextChoices):
    """How a paper goes to a business, or comes from it, when nobody stands there."""

    HANDED = "HANDED", "当面送交"
    LETTER = "LETTER", "邮寄信函"
    MESSAGE = "MESSAGE", "短信、邮件等电子方式"
    ONLINE = "ONLINE", "业务系统或网上查看"
    VIDEO = "VIDEO", "视频连线"


class Disclosure(TextChoices):
    """公开时机: when the names drawn may be seen outside."""

    AFTER = "AFTER", "检查结束后公开名单"
    AT_ONCE = "AT_ONCE", "抽取后立即公开名单"


class Reach(TextChoices):
    """选派范围: whose officers stand in the pool."""

    COUNTY = "COUNTY", "全局"
    BRIGADES = "BRIGADES", "各大队"
    AREA = "AREA", "责任单位所在片区"
    UNIT = "UNIT", "责任单位"


class DrawMode(TextChoices):
    RATIO = "ratio", "按比例"
    TOTAL = "total", "按总户数"


class PaperKind(TextChoices):
    """文书: every kind of paper the system makes (司法部行政检查文书基本格式; GB/T 9704)."""

    APPROVAL = "APPROVAL", "行政检查审批表"
    NOTICE = "NOTICE", "行政检查通知书"
    RECORD = "RECORD", "检查记录表"
    MINUTES = "MINUTES", "现场检查笔录"
    RESULT = "RESULT", "检查结果告知书"
    ORDER = "ORDER", "责令改正通知书"
    RECHECK = "RECHECK", "复查意见书"
    HANDOVER = "HANDOVER", "移送审批表"
    REFERRAL = "REFERRAL", "移送函"
    ANSWER = "ANSWER", "异议答复书"
    SERVICE = "SERVICE", "送达回证"
    DRAW = "DRAW", "抽取结果公示单"
    LEDGER = "LEDGER", "公示台账"
    ATTENDANCE = "ATTENDANCE", "出勤单"
    OBJ_NOTICE = "OBJ_NOTICE", "异议办理通知书"
    OBJ_REPLY = "OBJ_REPLY", "公示异议答复书"


class ServiceWay(TextChoices):
    """送达方式 (公安机关办理行政案件程序规定第三十六条)."""

    DIRECT = "DIRECT", "直接送达"
    SUBSTITUTE = "SUBSTITUTE", "他人代收"
    LEFT = "LEFT", "留置送达"
    ENTRUSTED = "ENTRUSTED", "委托送达"
    POST = "POST", "邮寄送达"
    ONLINE = "ONLINE", "传真、互联网送达"
    PUBLIC = "PUBLIC", "公告送达"


class ArchiveScope(TextChoices):
    """卷宗的范围."""

    VISIT = "VISIT", "一户检查"
    TASK = "TASK", "抽查任务"
    YEAR = "YEAR", "年度"


class Applicant(TextChoices):
    """Who asks to read a record."""

    FIRM = "FIRM", "被检查单位"
    CITIZEN = "CITIZEN", "公众"
    ORGAN = "ORGAN", "有关机关"
