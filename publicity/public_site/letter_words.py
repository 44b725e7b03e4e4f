"""The words of what the public sends in: its kinds, what may be wrong with a result, what a visit is asked about."""

from django.db.models import TextChoices


class LetterKind(TextChoices):
    """What a letter is; the value is the one `SSJ-INBOX/1` writes."""

    OBJECTION = "objection", "异议"
    STATEMENT = "statement", "情况说明"
    RATING = "rating", "检查评价"
    FAULT = "fault", "页面找错"


class Wrong(TextChoices):
    """What is wrong with a result, in the words of the national system's 异议 (错误、遗漏、重复、不应公示、超期)."""

    ERROR = "ERROR", "错误"
    OMISSION = "OMISSION", "遗漏"
    DUPLICATE = "DUPLICATE", "重复"
    NOT_PUBLIC = "NOT_PUBLIC", "不应公示"
    OVERDUE = "OVERDUE", "超期"


WRONG_MEANINGS = {
    Wrong.ERROR: "公示的内容与事实不符",
    Wrong.OMISSION: "该公示的没有公示，或者少了一部分",
    Wrong.DUPLICATE: "同一次检查公示了两次以上",
    Wrong.NOT_PUBLIC: "含有商业秘密、个人信息，或者依法不公开",
    Wrong.OVERDUE: "没有按时公示，或者公示期满没有撤下",
}


class Capacity(TextChoices):
    """In what capacity somebody writes."""

    FIRM = "FIRM", "该企业（个体工商户）"
    AGENT = "AGENT", "该企业委托的人"
    OTHER = "OTHER", "其他利害关系人"


class Said(TextChoices):
    """An answer about what was or was not done."""

    YES = "YES", "有"
    NO = "NO", "没有"
    UNKNOWN = "UNKNOWN", "不清楚"


SAID_DUE = [(Said.YES, "是"), (Said.NO, "不是"), (Said.UNKNOWN, "不清楚")]
"""The same answers to what must have been done."""


class Content(TextChoices):
    """How the visit was, all in all."""

    GOOD = "GOOD", "满意"
    FAIR = "FAIR", "基本满意"
    POOR = "POOR", "不满意"


ACCEPT_DAYS, ANSWER_DAYS = 5, 15
"""Working days the bureau promises on its page 怎样提出异议: to accept, then to answer."""
ADDRESS = "山西省晋城市阳城县公安局治安大队（双随机办）"
