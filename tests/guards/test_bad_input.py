"""Whatever comes in: a clear answer in Chinese, never a 500, and what was typed stays."""

import re
import uuid
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import transaction
from django.forms import BaseForm

from cases.models import Case, Contact
from portal.access import scope
from portal.drafts import actions as drafts
from tests.conftest import ROOT
from tests.factories.cases import STORY
from tests.factories.stage import ANONYMOUS, stage, undone
from tests.guards.bad_forms import CALL, FORMS, FREE_TEXT
from tests.guards.bad_values import BAD, FORM, HARSH, SEEN, encoded

__all__ = ["stage"]
CHINESE = re.compile("[\u4e00-\u9fff]")
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


def values_for(field):
    return BAD if field in FREE_TEXT else HARSH


def posted(stage, url, broken, *, drawn=True):
    """The answer to a sound form with these fields broken."""
    scene = stage.scene
    names = {"number": scene.case.number, "paper": scene.paper.pk, "file": scene.file.pk}
    names |= {"referral": scene.referral.pk, "transfer": scene.transfer.pk}
    body = encoded(FORMS[url] | {"once": uuid.uuid4()} | broken)
    who = ANONYMOUS if url == "/sign-in/" else "leader"
    return stage.ask(who, "POST", url.format(**names), body, content_type=FORM, drawn=drawn)


@contextmanager
def refusing():
    """Of the forms that are cleaned inside: the names their own boxes refuse."""
    refused, clean = set(), BaseForm.full_clean

    def watched(form):
        clean(form)
        refused.update(form.add_prefix(name) for name in form.errors)

    with mock.patch.object(BaseForm, "full_clean", watched):
        yield refused


@pytest.mark.parametrize("url", FORMS)
def test_no_field_of_a_form_breaks_the_page(stage, url):
    """Each value in all fields at once, to be written back into the page; then in each field alone
    that lets it through, so that it comes as far as the rest of the form would."""
    wrong = []
    for name, bad in (BAD if FREE_TEXT & set(FORMS[url]) else HARSH).items():
        with refusing() as refused:
            answer = posted(stage, url, dict.fromkeys(FORMS[url], bad), drawn=name in SEEN)
        if not is_clear(answer):
            wrong.append(("all", name, answer.status_code))
        for field in FORMS[url]:
            if field not in refused and name in values_for(field):
                answer = posted(stage, url, {field: bad}, drawn=False)
                if not is_clear(answer):
                    wrong.append((field, name, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("url", QUERIES)
def test_no_parameter_of_a_page_breaks_it(stage, url):
    wrong = []
    for field in QUERIES[url]:
        for name, bad in values_for(field).items():
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
