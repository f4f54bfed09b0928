"""Her safety, written: what counts, what it sets off, what is refused, what is told and to whom."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction

from cases import actions
from cases.actions.deadlines import open_clocks
from cases.models import Case, CaseHappening, Party, ProtectionOrder, RiskScreening
from portal.access import scope
from portal.access.refusal import Refused
from portal.desk.models import Notice
from portal.units.models import Unit
from tests.cases.conftest import AT
from tests.factories.danger import YELLOW, fifteen, four

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=20)


class Desk:
    """One case and who works on it: each act in a transaction and scope of its own."""

    def __init__(self, case, people):
        self.case, self.people = case, people

    def do(self, action, who="clerk", at=LATER, **what):
        actor = getattr(self.people, who)
        with transaction.atomic(), scope(actor):
            made = getattr(actions, action)(case=self.case, actor=actor, at=at, **what)
        self.look()
        return made

    def look(self):
        with scope(self.people.clerk):
            self.case = Case.objects.select_related("category").get(pk=self.case.pk)
            self.clocks = {clock.rule.code for clock in open_clocks(self.case)}

    def told(self):
        with scope(self.people.leader):
            return [notice.text for notice in Notice.objects.visible_to(self.people.leader)]

    def alarm(self):
        return self.do(
            "record_alarm", alarm_at=LATER - timedelta(minutes=3), taken_by="110", number=""
        )


@pytest.fixture
def desk(people, register):
    made = Desk(register(people.clerk, category="0101"), people)
    made.look()
    return made


def act(kind, **changes):
    return {"kind": kind, "done_at": LATER, "whom": "", "until": None, "place": "", "phone": "",
            "note": ""} | changes  # fmt: skip


def test_one_yes_makes_red_starts_its_clocks_and_tells_the_leader(desk):
    desk.do("record_first_check", answers=four(lethal="yes"))

    assert desk.case.risk == "red"
    assert desk.case.needs_alarm
    assert desk.clocks == {"inform", "risk-screening", "risk-red", "risk-letter"}
    assert any("红色" in text for text in desk.told())
    for step in ("handle", "answer"):
        with pytest.raises(Refused, match="先报警"):
            desk.do("perform", step=step, note="已劝解双方")

    desk.alarm()

    assert not desk.case.needs_alarm
    desk.do("perform", step="handle", note="已陪同到派出所")


def test_what_happens_now_asks_for_a_call_of_now_but_not_for_one_just_made(desk):
    desk.alarm()
    desk.do("record_first_check", answers=four(happening="yes"))
    assert not desk.case.needs_alarm

    desk.do("record_first_check", at=LATER + timedelta(days=3), answers=four(happening="yes"))

    assert desk.case.needs_alarm
    assert desk.case.safety == "danger"


def test_her_refusal_of_the_police_is_kept_with_its_reason_or_refused(desk):
    desk.do("record_first_check", answers=four(injured="yes"))
    desk.do("decline_alarm", reason="本人已搬回娘家，明确不报警")
    assert not desk.case.needs_alarm

    desk.do("record_first_check", answers=four(injured="yes", child="yes"))
    with scope(desk.people.clerk):
        Case.objects.filter(pk=desk.case.pk).update(
            alarm_declined_at=None, alarm_declined_reason=""
        )
    with pytest.raises(Refused, match="未成年人"):
        desk.do("decline_alarm", reason="本人已搬回娘家，明确不报警")


def test_a_screening_in_person_meets_the_day_and_lowering_waits_for_the_leader(desk):
    desk.do("record_first_check", answers=four(injured="yes"))
    desk.alarm()

    desk.do("screen", answers=YELLOW, note="")

    assert desk.case.risk == "red"
    assert desk.clocks == {"inform", "risk-letter"}
    assert any("低于现在的等级" in text for text in desk.told())
    with pytest.raises(Refused, match="主管"):
        desk.do("adjust_risk", level="yellow", reason="已分开居住，对方外出务工")
    desk.do("adjust_risk", who="leader", level="yellow", reason="已分开居住，对方外出务工")
    assert desk.case.risk == "yellow"
    assert desk.clocks == {"inform", "risk-yellow"}
    desk.do("record_no_change", note="电话联系，情况平稳")
    assert desk.clocks == {"inform"}
    with scope(desk.people.clerk):
        kinds = RiskScreening.objects.filter(case=desk.case).order_by("pk").values_list("kind")
        assert [kind for (kind,) in kinds] == ["first", "full", "lowered", "unchanged"]


def test_answered_on_the_spot_and_in_danger_after_all_is_handled_again(people, register):
    desk = Desk(register(people.clerk, category="0101", first_step="answer"), people)

    desk.do("record_first_check", answers=four(lethal="yes"))

    assert desk.case.status == "handling"
    assert desk.case.needs_alarm


def test_a_child_that_was_hit_makes_a_report_due_and_red_leaves_no_way_around_it(desk):
    desk.do("record_first_check", answers=four())
    desk.do("screen", answers=fifteen(children="grave"), note="")
    none = {"situation": "", "reported_at": None, "reporter": "", "reported_to": "",
            "receipt_number": ""}  # fmt: skip

    assert desk.case.involves_minor
    with pytest.raises(Refused, match="立即向公安机关报告"):
        desk.do("report_minor", outcome="not_required", reason="孩子不在家里", **none)
    desk.do(
        "report_minor", outcome="reported", situation="violence", reported_at=LATER,
        reporter="李知微", reported_to="光明路派出所", receipt_number="", reason="",
    )  # fmt: skip
    assert desk.case.minor_settled_at


def test_where_she_is_stands_in_no_line_and_in_no_plain_column(desk):
    place = "七里岗路九号三楼"
    desk.do("record_act", **act("shelter", whom="刘主任", place=place, phone="03750000777"))

    with scope(desk.people.clerk), connection.cursor() as cursor:
        lines = [str(line.data) for line in CaseHappening.objects.filter(case=desk.case)]
        cursor.execute("SELECT cases_safetyact::text FROM cases_safetyact")
        (row,) = cursor.fetchone()
        kept = desk.case.safety_acts.get()
    assert not any(place in line or "刘主任" in line for line in lines)
    assert place not in row
    assert "03750000777" not in row
    assert (kept.place, kept.phone) == (place, "03750000777")


def test_legal_aid_is_decided_in_seven_days_and_assigned_in_three(desk):
    desk.do("record_act", **act("aid_applied", whom="区法律援助中心"))
    assert "legal-aid-check" in desk.clocks
    desk.do("record_act", **act("aid_granted"))
    assert "legal-aid-assign" in desk.clocks
    assert "legal-aid-check" not in desk.clocks
    desk.do("record_act", **act("aid_assigned", whom="周律师"))
    assert not {"legal-aid-check", "legal-aid-assign"} & desk.clocks
    with pytest.raises(Refused, match="不能晚于现在"):
        desk.do("record_act", **act("medical", done_at=LATER + timedelta(hours=1)))


def test_a_breach_of_an_order_is_red_and_asks_for_the_police_again(desk):
    desk.do("record_first_check", answers=four())
    desk.alarm()
    order = desk.do(
        "prepare_order", applicant="on_behalf", ground="forced", will="3月3日当面表示要申请",
        court="新华区人民法院", measures=["no_contact"], is_urgent=True, note="",
    )  # fmt: skip
    day = AT.date()
    steps = (
        ("file", {"filed_on": day}),
        ("issue", {"decided_on": day, "number": "（2026）豫民保令1号",
                   "expires_on": date(2026, 9, 3)}),
    )  # fmt: skip
    for step, values in steps:
        with transaction.atomic(), scope(desk.people.clerk):
            actions.take_order_step(
                order=order, actor=desk.people.clerk, at=LATER, step=step, values=values
            )

    desk.do(
        "record_check", kind="breach", seen_on=day, by_whom="本人来电", found="到单位门口纠缠",
        order=order,
    )  # fmt: skip

    assert desk.case.risk == "red"
    assert desk.case.needs_alarm
    assert "risk-screening" in desk.clocks
    assert any("违反保护令" in text for text in desk.told())


def test_the_plan_is_printed_with_her_word_only(desk):
    desk.do("keep_plan", parts={"bag": "放在姐姐家"}, consent="")
    with pytest.raises(Refused, match="未经本人同意"):
        desk.do("print_plan")

    desk.do("keep_plan", parts={"bag": "放在姐姐家"}, consent="3月3日当面要求带走一份")

    assert desk.do("print_plan").consent


def test_how_to_reach_her_is_encrypted_and_no_paper_is_told_to_the_leader(desk):
    desk.do(
        "keep_safe_contact", safe_contact="打她姐姐电话", safe_times="工作日上午",
        code_word="问快递到了吗", no_message=True, no_paper=True,
    )  # fmt: skip

    with scope(desk.people.clerk):
        party = Party.objects.get(case=desk.case)
    assert (party.safe_contact, party.no_message, party.no_paper) == ("打她姐姐电话", True, True)
    assert any("不宜书面送达" in text for text in desk.told())


def test_a_stranger_and_a_reader_above_write_nothing(desk):
    for who in ("stranger", "coordinator", "liaison"):
        with pytest.raises((Refused, Case.DoesNotExist)):
            desk.do("record_first_check", who=who, answers=four())
    assert desk.case.checked_at is None


def test_the_end_of_an_order_is_told_to_the_handler_and_in_the_last_week_to_the_leader(desk):
    order = desk.do(
        "prepare_order", applicant="herself", ground="", will="", court="新华区人民法院",
        measures=["no_contact"], is_urgent=False, note="",
    )  # fmt: skip
    with transaction.atomic(), scope(desk.people.clerk):
        ProtectionOrder.objects.filter(pk=order.pk).update(
            status="issued", decided_on=AT.date(), expires_on=date(2026, 9, 3)
        )
    found = []
    for days in (31, 30, 29, 7, 6, -1):
        at = datetime(2026, 9, 3, 10, tzinfo=AT.tzinfo) - timedelta(days=days)
        with transaction.atomic():
            found.append(actions.remind_expiries(at=at))

    assert found == [0, 1, 0, 1, 0, 0]
    assert sum("到期" in text for text in desk.told()) == 1


def test_a_letter_or_a_message_is_no_way_to_tell_her_where_it_endangers_her(desk):
    desk.do(
        "keep_safe_contact", safe_contact="", safe_times="", code_word="", no_message=True,
        no_paper=True,
    )  # fmt: skip
    for way in ("written", "message"):
        with pytest.raises(Refused, match="不"):
            desk.do("tell_person", way=way, note="")

    desk.do("tell_person", way="safe_call", note="已约好暗语")

    assert "inform" not in desk.clocks


def test_who_is_taken_off_the_list_sees_the_case_no_more(desk):
    desk.do("set_label", who="leader", label="named")
    with scope(desk.people.leader):
        rows = {row.account_id: row for row in desk.case.readers.all()}
    own, theirs = rows[desk.people.leader.account_id], rows[desk.people.clerk.account_id]
    with transaction.atomic(), scope(desk.people.leader):
        with pytest.raises(Refused, match="经办人不能移出"):
            actions.end_reader(reader=theirs, actor=desk.people.leader, at=LATER)
        ended = actions.end_reader(reader=own, actor=desk.people.leader, at=LATER)

    assert ended.until == LATER


def test_a_referral_of_a_red_case_to_the_police_is_the_letter_of_the_first_day(desk):
    desk.do("record_first_check", answers=four(lethal="yes"))
    desk.alarm()
    police = Unit.objects.get(code="410402M07")
    sharing = actions.Sharing(
        what="当事人反映遭受家庭暴力", asked_for="依法出具告诫书", basis="protection",
        basis_note="有现实危险",
    )  # fmt: skip

    desk.do("send_referral", targets=[actions.Target("refer", police)], sharing=sharing)

    assert "risk-letter" not in desk.clocks
    with scope(desk.people.clerk):
        assert desk.case.safety_acts.get().whom == "新华公安分局"
