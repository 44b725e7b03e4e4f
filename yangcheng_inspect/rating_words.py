"""What a business is asked about a visit: the same on the website and on the card to post back.

Lies below all apps: the internal site prints the questions, the public site asks them, and neither knows the other.
"""

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
