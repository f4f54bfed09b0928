"""How her safety is told: words of the log; the card on the case page; the page of protection."""

VERBS = {
    "check": "首次四问",
    "decline": "报警情况",
    "screen": "危险性评估",
    "unchanged": "跟进",
    "risk": "危险等级",
    "protect": "保护措施",
    "minor": "强制报告",
    "warning": "告诫书",
    "order": "人身安全保护令",
    "guard": "查访和违反",
    "evidence": "证据清单",
    "plan": "安全计划",
    "print_plan": "打印安全计划",
    "contact": "安全联系",
}
