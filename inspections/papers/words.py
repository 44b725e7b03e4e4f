"""Fixed sentences of the papers, each with where it comes from."""

STRICTLY_FORBIDDEN = ["逐利检查", "干扰企业正常生产经营", "任性处罚企业", "下达检查指标", "变相检查"]
"""五个严禁 (国办发〔2024〕54号)."""

MUST_NOT = [
    "接受被检查企业的任何馈赠、报酬、福利待遇",
    "参加被检查企业提供的宴请、娱乐、旅游等活动",
    "由被检查企业支付消费开支或者将检查费用转嫁给企业",
    "强制企业接受指定的中介机构服务",
    "刻意要求法定代表人到场",
    "乱查封、乱扣押、乱冻结，动辄责令停产停业",
    "将考核考评与检查频次、罚款数额挂钩",
    "以观摩、督导、考察等名义行检查之实",
]
"""八个不得 (国办发〔2024〕54号)."""

RIGHTS = [
    "检查人员不足两人或者不出示执法证的，有权拒绝检查。",
    "认为检查人员与本单位有利害关系的，有权申请回避。",
    "对检查情况和拟作出的处理，有权陈述、申辩。",
    "对检查人员索取、收受财物或者妨碍正常经营的，有权投诉举报。",
]
DUTIES = "应当如实提供情况和材料，协助检查，不得拒绝、阻碍。"


def discipline() -> list[str]:
    """The two lines a notice carries (司法部行政检查文书基本格式, 填写说明)."""
    forbidden = "、".join(f"严禁{word}" for word in STRICTLY_FORBIDDEN)
    barred = "；".join(f"不得{word}" for word in MUST_NOT)
    return [f"五个严禁：{forbidden}。", f"八个不得：{barred}。"]
