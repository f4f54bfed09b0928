"""Sound forms of one subject each, to be broken field by field (test_bad_input.py)."""

FIGURES = {"/cases/figures/issue/": {"sent_to": "市妇联权益部", "note": ""}}
REFERRALS = {
    "/cases/{number}/refer/": {
        "lead": "", "lead_outside": "新华区法院", "co": "", "co_outside": "",
        "what": "当事人反映家庭矛盾激化。", "asked_for": "请依法办理并反馈", "with_name": "",
        "with_phone": "", "with_whereabouts": "", "basis": "consent", "consent_at": "",
        "basis_note": "电话同意", "act": "send", "once": "",
    },
    "/cases/{number}/transfer/": {"unit": "", "note": "属你单位辖区办理"},
    "/cases/{number}/complained/": {"complaint-unit": ""},
    "/referrals/{referral}/send-back/": {"send-back-text": "请补充处理结果"},
    "/referrals/{referral}/chase/": {
        "step": "remind", "way": "phone", "spoke_with": "值班", "answer": "马上办",
        "promised_on": "",
    },
    "/referrals/transfers/{transfer}/decline/": {"note": "不属本县（市、区）"},
}  # fmt: skip
