"""What an act is called when a person reads it: "4月2日 15:41 陈志远 提交检查记录"."""

UNKNOWN = "有改动"

WORDS = {
    # people
    "login.ok": "登录",
    "login.fail": "登录未成功",
    "logout.ok": "退出",
    "user.create": "开设账号",
    "user.amend": "修改账号信息",
    "user.set_roles": "调整角色",
    "user.close": "停用账号",
    "user.reopen": "恢复账号",
    "user.reset_password": "重置密码",
    "user.change_password": "修改密码",
    "user.appoint_deputy": "指定代理人",
    "user.end_deputy": "结束代理",
    # calendar
    "calendar.enter_year": "录入年度节假日安排",
    "calendar.amend_year": "更正年度节假日安排",
    # registries
    "unit.add": "新增单位",
    "unit.amend": "修改单位",
    "town.add": "新增乡镇",
    "town.amend": "修改乡镇",
    "industry.add": "新增监管行业",
    "industry.amend": "修改监管行业",
    "import.upload": "上传名录文件",
    "import.preview": "读取名录文件并生成预览",
    "import.refuse": "名录文件未能读取",
    "import.confirm": "确认导入名录",
    "import.abandon": "放弃导入",
    "entity.add": "列入市场主体名录库",
    "entity.amend": "更正登记信息",
    "entity.confirm_trades": "确认监管行业",
    "entity.flag": "加注标记",
    "entity.unflag": "取消标记",
    "entity.merge": "并入另一户",
    "proposal.propose": "申变更",
    "proposal.accept": "采纳申变更",
    "proposal.decline": "不予采纳申变更",
    "proposal.withdraw": "撤回申变更",
    "proposal.note": "知悉办理结果",
    "inspector.add": "列入检查人员名录库",
    "inspector.amend": "更正检查人员信息",
    "inspector.certify": "登记执法证",
    "inspector.withdraw_certificate": "注销执法证",
    "inspector.note_absence": "登记请假",
    "inspector.recuse": "登记回避",
    "inspector.end_recusal": "解除回避",
    "inspector.note_training": "登记培训",
    "inspector.link_login": "关联登录账号",
    "item.add": "列入抽查事项清单",
    "item.amend": "修改抽查事项",
    "item.enable": "启用抽查事项",
    "item.disable": "停用抽查事项",
    "item_version.draft": "起草事项版本",
    "item_version.confirm_bases": "确认法律依据",
    "item_version.release": "公布事项版本",
    # plans, tasks, draws
    "plan.draft": "起草年度抽查计划",
    "plan.add_line": "计划中增加一项",
    "plan.remove_line": "计划中去掉一项",
    "plan.submit": "提交年度抽查计划",
    "plan.send_back": "退回年度抽查计划",
    "plan.approve": "批准年度抽查计划",
    "task.create": "建立抽查任务",
    "task.gather": "列入抽取场次",
    "task.release": "移出抽取场次",
    "task.freeze": "封存名录",
    "task.draw": "完成抽取",
    "task.dispatch": "分派检查",
    "task.close": "办结抽查任务",
    "session.open": "建立抽取场次",
    "session.propose": "提出封存",
    "session.reopen": "退回修改，暂不封存",
    "session.freeze": "确认封存本场名录",
    "session.draw": "完成本场抽取",
    "session.cancel": "取消抽取场次",
    "draw.freeze": "封存名录并公布校验码",
    "draw.announce": "公布名单校验码",
    "draw.compute": "计算抽取结果",
    # visits and records
    "cap_exception.ask": "申请频次例外",
    "cap_exception.approve": "批准频次例外",
    "cap_exception.decline": "不批准频次例外",
    "cap_exception.withdraw": "撤回频次例外申请",
    "approval.draft": "起草行政检查审批表",
    "approval.submit": "提交行政检查审批表",
    "approval.review": "审核行政检查审批表",
    "approval.approve": "批准行政检查",
    "approval.send_back": "退回行政检查审批表",
    "visit.order": "发起检查",
    "visit.dispatch": "分派检查",
    "visit.plan": "安排检查日期",
    "visit.begin": "开始检查",
    "visit.approve": "批准检查",
    "visit.arrive": "到达现场并出示证件",
    "visit.inform": "告知权利义务",
    "visit.confirm": "登记被检查人意见",
    "visit.sign": "签字",
    "visit.submit": "提交检查",
    "visit.reopen": "退回补正",
    "record.open": "建立检查记录",
    "record.fill": "填写检查记录",
    "record.check": "核对检查记录",
    "record.submit": "提交检查记录",
    "record.send_back": "退回检查记录",
    "record.review": "审核检查记录",
    "record.approve": "审批通过检查记录",
    # publication
    "publication.expect": "列入公示台账",
    "publication.set_clock": "计算公示期限",
    "publication.approve": "批准公示",
    "publication.publish": "公示",
}
_words = dict(WORDS)


def say(act: str, words: str) -> None:
    """Give an act its words; an app calls this in `ready()` for acts that the table here does not know."""
    _words[act] = words


def words(act: str) -> str:
    """The act in Chinese; never its raw name."""
    return _words.get(act, UNKNOWN)


def known() -> frozenset[str]:
    """Every act that has words."""
    return frozenset(_words)
