"""The many words for one column, and which columns a list must have."""

from registry.importing.headers import DATE, Required, Synonyms, Table, locate

ENTITY_COLUMNS: Synonyms = {
    "name": ("企业名称", "市场主体名称", "主体名称", "单位名称", "商户名称", "字号名称", "名称"),
    "credit_code": ("统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "统一社会信用代码/注册号"),
    "registration_no": ("注册号", "工商注册号", "营业执照注册号"),
    "entity_type": ("市场主体类型", "主体类型", "企业类型", "类型"),
    "legal_representative": (
        "法定代表人(负责人)",
        "法定代表人",
        "负责人",
        "法人代表",
        "法人",
        "经营者",
        "法定代表人/负责人",
        "投资人",
    ),
    "address": ("住所(经营场所)", "住所", "经营场所", "经营地址", "注册地址", "地址", "企业地址"),
    "phone": ("联系电话", "电话", "手机", "手机号码", "联系方式"),
    "established_on": ("成立日期", "成立时间", "注册日期", "核准日期"),
    "registration_status": ("登记状态", "经营状态", "企业状态", "状态"),
    "industries": ("监管行业", "公安监管行业", "行业类别"),
    "sector": ("行业门类", "所属行业", "行业"),
    "business_scope": ("经营范围", "业务范围"),
    "registration_authority": ("登记机关", "发照机关"),
    "market_office": ("属地监管所", "所属监管所", "监管所", "辖区监管所"),
    "region": ("地区", "所在地区", "所属地区", "所在区县", "区县", "乡镇", "所在乡镇", "街道乡镇"),
    "abnormal": ("是否列入经营异常名录", "经营异常", "经营异常名录", "是否经营异常"),
    "serious": ("是否列入严重违法失信名单", "严重违法", "严重违法失信", "严重违法失信名单"),
    "risk_class": ("信用风险等级", "风险等级", "信用风险分类", "风险类别"),
}
INSPECTOR_COLUMNS: Synonyms = {
    "name": ("姓名", "人员姓名"),
    "gender": ("性别",),
    "unit": ("工作单位", "单位", "所在单位", "执法单位", "部门"),
    "position": ("职务", "职务名称"),
    "police_no": ("警号",),
    "certificate": ("执法证号", "执法证编号", "行政执法证号", "证件编号", "证件号码"),
    "valid_to": ("证件有效期至", "有效期至", "执法证有效期至", "有效期"),
    "issuer": ("发证机关", "发证单位"),
    "business_lines": ("执法类别", "业务条线", "执法领域", "执法类型"),
    "kind": ("人员性质", "人员类别", "身份"),
    "status": ("状态", "人员状态", "在岗状态"),
}
ITEM_COLUMNS: Synonyms = {
    "code": ("编号", "事项编号", "序号"),
    "category": ("抽查类别", "抽查领域"),
    "title": ("抽查事项", "事项名称", "抽查事项名称"),
    "content": ("抽查内容", "检查内容"),
    "target": ("检查对象", "抽查对象"),
    "kind": ("事项类别",),
    "methods": ("检查方式", "抽查方式"),
    "authority": ("检查主体", "抽查主体"),
    "power": ("检查依据(检查权)", "检查依据", "抽查依据"),
    "duty": ("检查依据(被查义务)", "义务依据"),
    "penalty": ("处罚依据",),
    "responsible": ("责任单位",),
    "frequency": ("建议比例频次", "抽查比例频次"),
    "ratio_source": ("比例出处",),
    "verification_note": ("核验状态",),
    "caution": ("注意", "备注"),
}
PARAMETER_COLUMNS: Synonyms = {
    "code": ("编号", "事项编号"),
    "industries": ("监管行业",),
    "ratio": ("建议比例_万分比", "抽查比例(万分比)", "比例(万分比)"),
    "floor": ("每层保底户数", "保底户数"),
    "yearly_cap": ("年度频次上限_0为不限", "年度频次上限"),
    "sensitive": ("敏感",),
    "enabled": ("启用",),
    "event_driven": ("事件驱动",),
}

ENTITY_REQUIRED: Required = (("name",), ("credit_code", "registration_no"))
INSPECTOR_REQUIRED: Required = (("name",), ("unit",), ("kind",))
ITEM_REQUIRED: Required = (("code",), ("title",), ("content",), ("power",))

__all__ = ["DATE", "Table", "locate"]
