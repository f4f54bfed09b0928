"""Whatever comes in: a clear answer in Chinese, never a 500, and what was typed stays."""

import re
import uuid

import pytest
from django.db import transaction

from cases.models import Case, Contact
from portal.access import scope
from portal.drafts import actions as drafts
from tests.conftest import ROOT
from tests.factories.cases import STORY
from tests.factories.stage import ANONYMOUS, stage, undone
from tests.guards.bad_forms import FIGURES, REFERRALS
from tests.guards.bad_values import BAD, FORM, HARSH, WAY, encoded

__all__ = ["stage"]
CHINESE = re.compile("[\u4e00-\u9fff]")
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
QUERIES = {
    "/cases/": ("q", "status", "category", "period", "mine", "before", "since"),
    "/deadlines/": ("on", "at", "rule", "length", "counting", "year"),
    "/cases/export/": ("status", "category", "period", "mine"),
    "/notices/": ("before", "since"),
    "/referrals/": ("open", "state", "before", "since"),
    "/referrals/sent/": ("state", "before", "since"),
    "/log/": ("before", "since", "q", "action", "account", "day", "from", "to"),
    "/papers/": ("kind", "state", "q", "before", "since"),
    "/units/": ("on", "under"),
    "/sign-in/": ("next", "again"),
    "/drafts/case-register/": ("next",),
    "/cases/register/": ("channel",),
}
PATHS = (
    "/files/{bad}/410402-2026-1/", "/files/cases/{bad}/", "/files/cases/410402-2026-1/{bad}/",
    "/cases/{bad}/", "/cases/410402-2026-1/{bad}/", "/cases/{bad}/handle/",
    "/papers/{bad}/", "/papers/new/{bad}/blank/", "/papers/new/case-notice/{bad}/",
    "/cases/contacts/{bad}/withdraw/", "/cases/410402-2026-1/safety/{bad}/",
    "/notices/{bad}/", "/jobs/{bad}/", "/drafts/{bad}/",
    "/drafts/case-register.{bad}/", "/accounts/{bad}/code/", "/admin/units/unit/{bad}/change/",
    "/admin/accounts/account/{bad}/change/", "/{bad}",
)  # fmt: skip


def is_clear(answer):
    """Told in Chinese, or nothing to tell."""
    body = answer.content.decode()
    return answer.status_code < 500 and (not body.strip() or CHINESE.search(body) is not None)


@pytest.mark.parametrize("url", FORMS)
def test_no_field_of_a_form_breaks_the_page(stage, url):
    wrong, scene = [], stage.scene
    names = {"number": scene.case.number, "paper": scene.paper.pk, "file": scene.file.pk}
    names |= {"referral": scene.referral.pk, "transfer": scene.transfer.pk}
    for field in FORMS[url]:
        for name, bad in (BAD if field in FREE_TEXT else HARSH).items():
            body = encoded(FORMS[url] | {"once": uuid.uuid4()} | {field: bad})
            who = ANONYMOUS if url == "/sign-in/" else "leader"
            path = url.format(**names)
            answer = stage.ask(who, "POST", path, body, content_type=FORM)
            if not is_clear(answer):
                wrong.append((field, name, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("url", QUERIES)
def test_no_parameter_of_a_page_breaks_it(stage, url):
    wrong = []
    for field in QUERIES[url]:
        for name, bad in BAD.items():
            if name == "long":
                bad = bad[:3000]
            for who in ("leader", ANONYMOUS):
                answer = stage.ask(who, "GET", f"{url}?{encoded({field: bad})}")
                if not is_clear(answer):
                    wrong.append((field, name, who, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_breaks_the_house(stage, path, method):
    wrong = []
    for name, bad in BAD.items():
        if name == "long":
            bad = bad[:1500]
        piece = encoded({"": bad}).lstrip("=")
        for who in ("leader", "sysadmin"):
            answer = stage.ask(who, method, path.format(bad=piece))
            if not is_clear(answer):
                wrong.append((name, who, answer.status_code))

    assert wrong == []


# ── What was typed stays ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("phone", "不是号码"),
        ("caller_name", "张\x00三"),
        ("caller_name", "字" * 31),
        ("birth_year", "明年"),
        ("received_at", "后天"),
        ("safety", "perhaps"),
        ("category", "999999"),
        ("once", "not a key"),
    ],
)
def test_one_wrong_field_loses_nothing_else(stage, field, bad):
    body = encoded(CALL | {"once": uuid.uuid4()} | {field: bad})

    answer = stage.ask("clerk", "POST", "/cases/register/", body, content_type=FORM)

    assert answer.status_code == 422
    assert STORY in answer.content.decode()


def test_a_story_that_is_too_long_comes_back_whole(stage):
    story = "字" * 20_001
    body = encoded(CALL | {"once": uuid.uuid4(), "story": story})

    answer = stage.ask("clerk", "POST", "/cases/register/", body, content_type=FORM)

    assert answer.status_code == 422
    assert story in answer.content.decode()
    assert "20,001" in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true"}])
@pytest.mark.parametrize("url", ["/cases/register/", "/drafts/case-register/", "/sign-in/"])
def test_ten_megabytes_are_refused_by_name(stage, url, headers):
    body = encoded(CALL | {"story": b"a" * 10_000_000})

    answer = stage.ask("clerk", "POST", url, body, content_type=FORM, **headers)

    assert answer.status_code == 413
    assert "太长或文件太大，没有保存" in answer.content.decode()


def test_too_many_fields_are_refused_by_name(stage):
    body = "&".join(f"f{n}=1" for n in range(2_100))

    assert (
        stage.ask("clerk", "POST", "/cases/register/", body, content_type=FORM).status_code == 413
    )


# ── What was never offered ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("step", ["approve", "shut", "HANDLE", "handle/void", "__class__"])
def test_an_unknown_step_does_not_exist(stage, step):
    url = f"/cases/{stage.scene.case.number}/{step}/"

    assert stage.ask("leader", "POST", url, {"note": "已办理完毕"}).status_code == 404


def test_fields_nobody_offered_are_ignored(stage):
    offered = {"unit_code": "410403", "status": "void", "handler": "1", "number": "410403-2026-1",
               "registered_code": "4104", "access_label": "normal", "version": "9"}  # fmt: skip
    with stage.unblock(), undone():
        client = stage.clients["stranger"]
        answer = client.post("/cases/register/", CALL | {"once": str(uuid.uuid4())} | offered)
        with scope(ROOT):
            case = Case.objects.get(number="410403-2026-1")

    assert answer.status_code == 302
    assert (case.unit_code, case.registered_code, case.version) == ("410403", "410403", 1)
    assert (case.status, case.handler_id) == (
        "handling", stage.scene.cast["stranger"].account_id
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("readers", {"account": "stranger"}),
        ("recusals", {"account": "stranger", "reason": "与当事人是亲属"}),
    ],
)
def test_people_of_another_unit_cannot_be_chosen(stage, verb, typed):
    stranger = stage.scene.cast[typed["account"]].account_id
    url = f"/cases/{stage.scene.case.number}/{verb}/"

    answer = stage.ask("leader", "POST", url, typed | {"account": str(stranger)})

    assert answer.status_code == 422
    assert "孙见溪" not in answer.content.decode()


def test_the_key_of_anothers_form_is_not_taken(stage):
    key, clerk = uuid.uuid4(), stage.scene.cast["clerk"]
    with stage.unblock(), undone():
        with transaction.atomic(), scope(clerk):
            drafts.once(key=key, actor=clerk, at=stage.scene.case.registered_at)
        answer = stage.clients["stranger"].post("/cases/register/", CALL | {"once": str(key)})
        with scope(ROOT):
            made = Contact.objects.filter(unit_code="410403").count()

    assert answer.status_code == 422
    assert "不是您打开的" in answer.content.decode()
    assert STORY in answer.content.decode()
    assert made == 0
