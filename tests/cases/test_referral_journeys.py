"""Three ways through the pages: a lead with two that help, a hand-on, a unit complained of."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.models import Case, Referral, ReferralDeadline, ReferralFile, Transfer
from portal import clock
from portal.access import Role, scope
from portal.access.refusal import Refused
from portal.desk import registry
from portal.desk.models import Notice
from portal.units.models import Unit
from tests.factories.accounts import actor_for
from tests.factories.cases import CaseFactory
from tests.factories.files import PDF, upload
from tests.factories.referrals import ASKED_FOR, WHAT, act, answer
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db
SEEN = re.compile('name="seen" value="([0-9a-f]{64})"')


def typed(**changes):
    """The form 转介, as a clerk fills it."""
    values = {
        "lead": "", "lead_outside": "", "co_outside": "", "what": WHAT, "asked_for": ASKED_FOR,
        "basis": "consent", "consent_at": "今天 0:01", "basis_note": "来访时口头同意",
        "once": "6f1c1f0e-6d4b-4a5d-9a3c-0d1f2b3c4d5e",
    }  # fmt: skip
    return values | changes


def unit(code):
    return Unit.objects.get(code=code)


def one(actor, **which):
    with transaction.atomic(), scope(actor):
        return Referral.objects.visible_to(actor).get(**which)


def text_of(answer):
    return answer.content.decode()


def seen_then_sent(page, url, form):
    """What is sent is what was previewed: one word more, and the preview comes again."""
    preview = page.post(url, form | {"act": "preview"})
    assert preview.status_code == 200
    assert WHAT in text_of(preview)
    assert "将看到" in text_of(preview)
    seen = {"act": "send", "seen": SEEN.search(text_of(preview)).group(1)}
    changed = page.post(url, form | seen | {"what": f"{WHAT}另有补充。"})
    assert (changed.status_code, "另有补充" in text_of(changed)) == (200, True)
    assert page.post(url, form | seen).status_code == 302


def signed_without_the_case(liaison, case):
    """The unit asked signs for its referral and never reads the number of the case."""
    inbox, mine = client_of(liaison).get("/referrals/"), one(liaison)
    assert "待签收" in text_of(inbox)
    assert case.number not in text_of(inbox).replace(mine.number, "")
    signed = client_of(liaison).post(f"/referrals/{mine.pk}/receive/")
    assert signed.status_code == 302
    assert WHAT in text_of(client_of(liaison).get(signed["Location"]))


def test_a_lead_outside_and_two_that_help_each_with_its_clock(scene):
    """Story 3: the town on paper, two bureaus by portal; extension, chase by telephone."""
    clerk, leader = scene.cast["clerk"], scene.cast["leader"]
    justice = actor_for("410402M10", Role.MEMBER_LIAISON)
    case, page = CaseFactory(actor=clerk), client_of(clerk)
    form = typed(lead_outside="焦店镇人民政府", co=[unit("410402M10").pk, unit("410402M15").pk])
    url = f"/cases/{case.number}/refer/"

    seen_then_sent(page, url, form)
    town = one(clerk, to_name="焦店镇人民政府")
    step = f"/referrals/{town.pk}"
    assert (town.kind, town.is_outside) == ("refer", True)
    behalf = {"delivery": "paper", "source": "镇妇联主席签收", "came_at": ""}
    named = {f"receive-{name}": value for name, value in behalf.items()}
    assert page.post(f"{step}/receive/", named).status_code == 302
    asked = {"ask-extension-days": "20", "ask-extension-text": "村民会议需要公告"}
    asked |= {f"ask-extension-{name}": value for name, value in behalf.items()}
    assert page.post(f"{step}/ask-extension/", asked).status_code == 302
    agreed = {"rule-extension-ruling": "agreed", "rule-extension-text": "同意"}
    own = page.post(f"{step}/rule-extension/", agreed)
    assert (own.status_code, "请由其他人批准" in text_of(own)) == (422, True)
    assert client_of(leader).post(f"{step}/rule-extension/", agreed).status_code == 302
    again = page.post(f"{step}/ask-extension/", asked)
    assert (again.status_code, "已经延期过一次，不能再延。" in text_of(again)) == (422, True)
    with transaction.atomic(), scope(clerk):
        clocks = ReferralDeadline.objects.running().filter(rule__code="referral-report")
        assert [(row.length, row.extension) for row in clocks] == [(15, 20)]

    signed_without_the_case(justice, case)
    farms = one(clerk, to_name=unit("410402M15").short_name)
    call = {"step": "remind", "way": "phone", "spoke_with": "办公室值班", "answer": "明天签收"}
    assert page.post(f"/referrals/{farms.pk}/chase/", call).status_code == 302
    letter = {"step": "letter", "way": "paper"}
    assert page.post(f"/referrals/{farms.pk}/chase/", letter).status_code == 302
    told = text_of(page.get(f"/referrals/{farms.pk}/"))
    assert "办公室值班" in told
    assert "提请协调组协调" in told
    case_page = text_of(page.get(f"/cases/{case.number}/"))
    assert case_page.count("协办") >= 2


def test_a_report_is_sent_back_then_accepted(scene):
    clerk, branch = scene.cast["clerk"], scene.cast["branch"]
    url = f"/referrals/{scene.referral.pk}"
    back = client_of(clerk).post(f"{url}/send-back/", {"send-back-text": "请写明告诫书文号"})
    form = {"report-acceptance": "accepted", "report-results": ["warning"],
            "report-text": "已出具告诫书（新公告〔2026〕3号）。", "report-told": ""}  # fmt: skip
    empty = client_of(branch).post(f"{url}/report/", form)
    answered = form | {"report-told": "yes", "report-told_on": "今天"}
    sent = client_of(branch).post(f"{url}/report/", answered)
    done = client_of(clerk).post(f"{url}/accept/")

    assert [answer.status_code for answer in (back, empty, sent, done)] == [302, 422, 302, 302]
    assert "已出具告诫书" in text_of(empty)  # nothing typed is lost
    assert one(clerk, pk=scene.referral.pk).status == "done"


@pytest.mark.parametrize(("day", "is_taken"), [(10, True), (11, False)])
def test_what_was_told_today_is_reported_at_half_past_midnight(scene, day, is_taken):
    """In UTC it is still yesterday then: no moment of the day may refuse today."""
    branch, sent = scene.cast["branch"], clock.today().year + 1
    night = timezone.make_aware(datetime(sent, 3, 10, 0, 30))
    clerk = scene.cast["clerk"]
    back = {"verdict": "sent_back", "text": "请写明告诫书文号"}
    act(actions.review, by=clerk, referral=scene.referral, **back)
    given = answer(told_on=date(sent, 3, day), late_reason="节后补录")
    if is_taken:
        act(actions.report, by=branch, at=night, referral=scene.referral, answer=given)
        assert one(clerk, pk=scene.referral.pk).status == "reported"
        return
    with pytest.raises(Refused, match="不能晚于今天"):
        act(actions.report, by=branch, at=night, referral=scene.referral, answer=given)


def test_the_stamped_original_is_read_by_both_and_changed_by_who_put_it_there(scene):
    """盖章件: with the answer by the unit asked, by post through 代录; nobody else finds it."""
    clerk, branch = scene.cast["clerk"], scene.cast["branch"]
    board = f"/files/referrals/{scene.referral.pk}/"
    with transaction.atomic(), scope(branch):
        theirs = ReferralFile.objects.get()
    url = f"{board}{theirs.pk}/"
    sent = {"role": "sealed", "files": upload(PDF, "补寄.pdf")}
    by_post = client_of(clerk).post(board, sent)
    removed = client_of(clerk).post(f"{url}remove/")

    assert theirs.role == "sealed"
    for reader in (clerk, branch):
        assert "盖章件" in text_of(client_of(reader).get(scene.referral.get_absolute_url()))
        read = client_of(reader).get(f"{url}content/")
        assert b"".join(read.streaming_content if read.streaming else [read.content]) == PDF
    assert (by_post.status_code, removed.status_code) == (302, 422)
    assert "由对方修改或移除" in text_of(removed)
    for other in ("police", "hotline", "viewer"):
        assert client_of(scene.cast[other]).get(f"{url}content/").status_code == 404, other
    shouted = {"report-acceptance": "accepted", "report-text": "已出具告诫书并送达双方。",
               "report-told": "unfit", "report-told_note": "安全原因",
               "report-original": upload(b"MZ\0\0", "函.pdf")}  # fmt: skip
    act(actions.review, by=clerk, referral=scene.referral, verdict="sent_back", text="请补充文号")
    bad = client_of(branch).post(f"/referrals/{scene.referral.pk}/report/", shouted)
    assert bad.status_code == 422
    assert "已出具告诫书并送达双方" in text_of(bad)
    assert one(clerk, pk=scene.referral.pk).status == "handling"


def test_the_hotline_hands_a_case_on_and_it_is_taken_over(scene):
    """Story 6: from the city's hotline to 汝州市; the case moves with its clocks."""
    hotline, ruzhou = scene.cast["hotline"], actor_for("410482", Role.COUNTY_CLERK)
    case = CaseFactory(actor=hotline)
    form = {"unit": unit("410482").pk, "note": "孩子在汝州市，请接续办理。"}
    sent = client_of(hotline).post(f"/cases/{case.number}/transfer/", form)
    with transaction.atomic(), scope(ruzhou):
        offer = Transfer.objects.visible_to(ruzhou).get()
        waiting = [todo.next_act for todo in registry.todos_for(ruzhou, 20)]
    before = client_of(ruzhou).get(f"/cases/{case.number}/").status_code
    taken = client_of(ruzhou).post(f"/referrals/transfers/{offer.pk}/accept/")

    assert (sent.status_code, before, taken.status_code) == (302, 404, 302)
    assert "接收" in waiting
    assert taken["Location"] == f"/cases/{case.number}/"
    assert client_of(ruzhou).get(taken["Location"]).status_code == 200
    assert client_of(hotline).get(f"/cases/{case.number}/").status_code == 404
    assert "已接收" in text_of(client_of(hotline).get(f"/referrals/transfers/{offer.pk}/"))
    with transaction.atomic(), scope(ruzhou):
        moved = Case.objects.get(pk=case.pk)
        assert (moved.unit_code, moved.registered_code) == ("410482", "4104")
        assert moved.handler_id == ruzhou.account_id
        assert moved.deadlines.filter(unit_code="410482", status="running").exists()


def test_the_unit_complained_of_is_refused_and_finds_nothing(scene):
    clerk, labour = scene.cast["clerk"], actor_for("410402M12", Role.MEMBER_LIAISON)
    case, page = CaseFactory(actor=clerk), client_of(clerk)
    about = unit("410402M12")
    said = page.post(f"/cases/{case.number}/complained/", {"complaint-unit": about.pk})
    refused = page.post(f"/cases/{case.number}/refer/", typed(lead=about.pk, act="send"))

    assert (said.status_code, refused.status_code) == (302, 422)
    assert "不能转介给被反映的单位。可选择：市人社局、市信访局" in text_of(refused).replace(
        unit("4104M12").short_name, "市人社局"
    ).replace(unit("4104M06").short_name, "市信访局")
    assert WHAT in text_of(refused)
    theirs = client_of(labour)
    urls = ("/", "/referrals/", "/referrals/sheet/", "/referrals/?state=over", "/notices/")
    pages = [text_of(theirs.get(url)) for url in urls]
    assert all(case.short_number not in shown for shown in pages)
    assert theirs.get(f"/cases/{case.number}/").status_code in {403, 404}
    assert theirs.post("/search/", {"q": case.number}).status_code in {200, 403}
    with transaction.atomic(), scope(labour):
        assert not Referral.objects.exists()
        assert not Notice.objects.visible_to(labour).exists()
        assert registry.todo_count(labour) == 0


def test_a_late_answer_asks_for_one_line_and_no_more(scene):
    clerk, branch = scene.cast["clerk"], scene.cast["branch"]
    act(actions.review, by=clerk, referral=scene.referral, verdict="sent_back", text="请补充文号")
    late = clock.now() + timedelta(days=20)
    given = {"acceptance": "accepted", "text": "已出具告诫书并送达。", "told": "unfit",
             "told_note": "安全原因"}  # fmt: skip
    with pytest.raises(Refused) as refusal:
        act(actions.report, by=branch, at=late, referral=scene.referral,
            answer=actions.Answer(**given))  # fmt: skip
    made = act(actions.report, by=branch, at=late, referral=scene.referral,
               answer=actions.Answer(**given, late_reason="等待鉴定意见"))  # fmt: skip

    assert "已过期限" in refusal.value.words
    assert made.late_reason == "等待鉴定意见"
