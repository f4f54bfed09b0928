"""What the acts on a case are called: in its lines and in the log."""

from cases.presenters import danger
from portal.files import presenters as files

VERBS = (
    {
        "register": "登记",
        "handle": "办理",
        "answer": "答复",
        "void": "作废",
        "alarm": "报警情况",
        "edit": "修改登记",
        "label": "知悉范围",
        "reader": "知悉人员",
        "recuse": "回避",
        "end_recusal": "解除回避",
        "emergency": "应急查阅",
        "hand_over": "移交",
        "move": "转入",
        "tell": "告知当事人",
        "paper": "生成文书",
        "report": "报告主管",
        "result": "结果",
        "redirect": "告知另提",
        "shelve": "存查",
        "close": "办结",
        "ask-close": "报请办结",
        "agree": "同意办结",
        "send-back": "退回再办",
        "follow-up": "回访",
        "archive": "归档",
        "reopen": "重新办理",
        "undo": "撤销",
        "procedure": "办理程序",
        "pause": "期限中止",
        "resume": "期限恢复",
        "ask-extension": "申请延期",
        "extend": "延期审批",
        "told-extension": "告知延期",
        "repeat": "初件重件",
        "join": "又有来件",
        "leave": "撤销并入",
        "merge": "并入初件",
        "link": "关联事项",
        "unlink": "解除关联",
        "instruct": "领导批示",
        "ask-review": "复查申请",
        "give-review": "复查结果",
        "review-original": "补传盖章原件",
        "ask-recheck": "复核申请",
        "give-recheck": "复核结果",
        "press-remind": "提醒",
        "press-press": "催办",
        "press-supervise": "督办",
        "press-reply": "办理情况回复",
        "external": "外部编号",
        "fill": "补充登记",
        "history": "自历史台账导入",
    }
    | files.VERBS
    | danger.VERBS
)
# What the log calls the filters of a list, and the pages it was opened from.
WORDS = {
    "q": "查找", "status": "状态", "category": "类别", "period": "登记时间", "due": "期限",
    "mine": "只看我经办的", "unit": "单位", "closing": "待同意办结", "figures": "统计表里的数",
    "issued": "报出的数",
}  # fmt: skip
SENTENCES = {f"case.{verb}": f"事项：{label}" for verb, label in VERBS.items()} | {
    "case.list": "查看台账",
    "case.filter": "保存常用筛选",
    "case.unfilter": "删去常用筛选",
    "case.figures": "查看统计",
    "case.figures_file": "下载统计表",
    "case.figures_issue": "报出统计数字",
    "case.read": "打开事项",
    "case.unmask": "查看姓名、电话全文",
    "contact.consult": "登记咨询",
    "contact.misdial": "登记误拨",
    "contact.withdraw": "撤销来件",
    "contact.lookup": "按号码查历史来件",
}
