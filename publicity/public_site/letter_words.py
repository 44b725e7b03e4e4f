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


class Content(TextChoices):
    """How the visit was, all in all."""

    GOOD = "GOOD", "满意"
    FAIR = "FAIR", "基本满意"
    POOR = "POOR", "不满意"


DUE = {
    "two": "来的检查人员不少于两人",
    "shown": "出示了执法证和检查通知书",
    "told": "说明了检查什么、结果怎样",
}
"""What a visit must have; a 没有 is a bad answer (方案三(二)2)."""

BARRED = {
    "gifts": "收受礼品、礼金、报酬或者其他好处",
    "meals": "接受宴请、娱乐、旅游等安排",
    "costs": "让企业支付费用，或者把检查费用转嫁给企业",
    "agents": "强制接受指定的中介机构服务",
    "disturb": "干扰正常生产经营，或者乱查封、动辄责令停业",
    "boss": "刻意要求法定代表人到场",
    "disguised": "以观摩、督导、考察等名义变相检查",
}
"""What no visit may have; a 有 is a bad answer (国办发〔2024〕54号，五个严禁、八个不得)."""

ACCEPT_DAYS, ANSWER_DAYS = 5, 15
"""Working days the bureau promises on its page 怎样提出异议: to accept, then to answer."""
ADDRESS = "山西省晋城市阳城县公安局治安大队（双随机办）"
