"""Sound forms, to be broken field by field (test_bad_input.py)."""

from tests.factories.cases import STORY

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
WAY = {
    "/cases/{number}/result/": {
        "result-result": "explained", "result-settlement": "settled", "result-assistance": "",
        "result-note": "已说明政策", "result-once": "",
    },
    "/cases/{number}/form/a/": {
        "version": "2", "purpose": "help", "urgency": "normal", "extreme_risk": "no",
        "head_count": "1", "involved": "3", "source_on": "3.3",
    },
    "/cases/{number}/form/d/": {
        "version": "2", "victims": "1", "name_1": "小明", "birth_year_1": "",
    },
    "/cases/filters/": {"query": "status=open", "filter-name": "未办结", "filter-is_shared": "on"},
    "/cases/{number}/national/": {"external_number": "410402"},
    "/cases/{number}/links/": {"link-number": "新华·0001", "link-kind": "event"},
    "/cases/{number}/reviews/ask-review/": {
        "received_on": "3.3", "asked_on": "3.4", "asked_by": "herself", "way": "post",
        "body": "平顶山市妇联", "claim": "不服答复意见", "why_late": "",
    },
    "/cases/{number}/reviews/give-review/": {
        "outcome": "upheld", "answered_on": "3.9", "number": "", "opinion": "维持原答复",
    },
    "/cases/{number}/press/": {
        "step": "remind", "way": "phone", "spoke_with": "李知微", "answer": "本周办完",
    },
    "/cases/{number}/press/reply/": {"reply": "已联系双方，下周三前办完"},
    "/cases/{number}/procedure/": {"procedure": "simple"},
    "/cases/{number}/instructions/": {
        "instruct-leader": "顾云舒", "instruct-on": "3.3", "instruct-text": "请依法办理",
    },
}  # fmt: skip
CALL = {
    "phone": "10000020001",
    "caller_name": "张桂兰",
    "relation": "self",
    "story": STORY,
    "safety": "safe",
    "first_step": "own",
    "channel": "call_12338",
    "sex": "female",
    "outcome": "case",
}
# A sound form for each address that takes one; each field of it is broken in turn.
FORMS = REFERRALS | FIGURES | WAY | {
    "/cases/register/": CALL | {
        "category": "", "frequent": "", "place": "", "received_at": "", "birth_year": "1986",
        "is_anonymous": "", "once": "", "next": "/",
    },
    "/cases/": {"q": "张桂兰", "status": "open", "category": "", "period": "", "mine": ""},
    "/search/": {"q": "张桂兰"},
    "/cases/register/history/": {"phone": "10000020001"},
    "/cases/misdial/": {"next": "/"},
    "/cases/{number}/edit/": {
        "version": "2", "category": "", "place": "", "safety": "safe", "story": STORY, "once": "",
    },
    "/cases/{number}/handle/": {"handle-note": "已上门了解情况"},
    "/cases/{number}/answer/": {"answer-note": "已电话答复来电人"},
    "/cases/{number}/void/": {"void-note": "误登，重复一次"},
    "/cases/{number}/alarm/": {"alarm_at": "", "taken_by": "110", "number": ""},
    "/cases/{number}/tell/": {"tell-way": "written", "tell-note": "已寄出告知书"},
    "/cases/{number}/label/": {"label": "named"},
    "/cases/{number}/readers/": {"account": ""},
    "/cases/{number}/recusals/": {"account": "", "unit": "", "reason": "与当事人是亲属"},
    "/cases/export/": {
        "purpose": "报送领导", "password": "x", "is_plain": "on", "columns": "name",
        "set_name": "甲", "is_shared": "on", "set": "1", "q": "张桂兰",
    },
    "/cases/{number}/safety/check/": {"check-happening": "no", "check-child": "no"},
    "/cases/{number}/safety/screening/": {"choked": "no", "again": "grave", "note": "当面问的"},
    "/cases/{number}/safety/risk/": {"level": "red", "reason": "对方到单位门口扬言"},
    "/cases/{number}/safety/no-change/": {"note": "电话联系，平稳"},
    "/cases/{number}/safety/act/": {
        "kind": "shelter", "done_at": "今天 0:01", "whom": "站长", "place": "三楼", "phone": "110",
        "until": "", "note": "",
    },
    "/cases/{number}/safety/minor/": {
        "outcome": "reported", "situation": "injury", "reported_at": "今天 0:01",
        "reporter": "李知微", "reported_to": "派出所", "receipt_number": "1", "reason": "",
    },
    "/cases/{number}/safety/contact/": {
        "safe_contact": "打给姐姐", "safe_times": "上午", "code_word": "快递", "no_paper": "on",
    },
    "/cases/{number}/safety/evidence/": {"medical": "have", "medical_note": "门诊病历"},
    "/cases/{number}/safety/plan/": {"bag": "放在姐姐家", "consent": ""},
    "/cases/{number}/safety/warnings/new/": {
        "issued_on": "今天", "issuer": "派出所", "number": "1", "note": "",
    },
    "/cases/{number}/safety/orders/new/": {
        "applicant": "on_behalf", "ground": "forced", "will": "当面表示同意", "court": "法院",
        "measures": "no_contact", "is_urgent": "on", "note": "",
    },
    "/campaigns/activities/new/": {
        "title": "法律赶大集", "held_on": "3.6", "part_of_day": "", "place": "广场", "joint": "",
        "held_as": "fair", "line": "law", "reported": "", "note": "", "unit": "", "version": "",
        "sure": "yes", "once": "", "f-P02": "600", "f-C01": "85", "f-C02": "40",
    },
    "/drafts/case-register/": {"story": STORY, "once": "", "category": ""},
    "/drafts/case-register/discard/": {"next": "/"},
    "/papers/new/case-notice/{number}/": {
        "addressee": "张桂兰", "basis": "条例", "where_to": "由我单位办理", "contact": "0375-0",
        "source": "own", "mark": "新妇告", "number": "", "act": "preview", "once": "",
    },
    "/papers/{paper}/void/": {"reason": "重复生成"},
    "/papers/{paper}/final/": {"file": ""}, "/papers/{paper}/final/confirm/": {"checked": "0"},
    "/files/cases/{number}/order/": {"order": "1,2", "file": "3", "way": "up"},
    "/files/cases/{number}/disc/": {"name": "录像1份"},
    "/files/cases/{number}/{file}/": {"role": "photo", "caption": "院坝会", "consent": "given"},
    "/files/cases/{number}/{file}/blur/": {"boxes": "1,1,9,9"},
    "/ui/gallery/": {"name": "张桂兰"},
    "/ui/letters/": {"next": "/"},
    "/sign-in/": {"username": "t-clerk", "password": "x", "next": "/"},
    "/account/password/": {"old": "x", "new": "Pingding-2026-1", "again": "Pingding-2026-1"},
    "/sign-in/token/": {"token": "123456"},
}  # fmt: skip
FREE_TEXT = {
    "what",
    "where_to",
    "story",
    "caller_name",
    "q",
    "handle-note",
    "username",
    "reason",
    "place",
    "bag",
}
