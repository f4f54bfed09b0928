"""Her safety for tests: answers, and one row of everything that stands about it, by the actions."""

from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices.danger import FIRST_QUESTIONS, ITEMS
from portal import clock
from portal.access import scope


def four(**answers):
    """Four times no, but what is given: four(child="yes")."""
    return {item.name: "no" for item in FIRST_QUESTIONS} | answers


def fifteen(**answers):
    return {item.name: "no" for item in ITEMS} | answers


YELLOW = fifteen(worse="yes", leaving="yes", control="yes")


def checked(case, *, by, at=None, **answers):
    """The case after its four questions, all no unless said: it may be referred and closed."""
    with transaction.atomic(), scope(by):
        actions.record_first_check(
            case=case, actor=by, at=at or clock.now(), answers=four(**answers)
        )
        case.refresh_from_db()
    return case


def watched(case, *, by):
    """The case at yellow with a row of each table about her safety; nothing in the way of it."""
    at, said = clock.now(), {"case": case, "actor": by, "at": clock.now()}
    today = timezone.localdate(at)
    with transaction.atomic(), scope(by):
        actions.record_first_check(**said, answers=four())
        actions.screen(**said, answers=YELLOW, note="")
        actions.record_act(
            **said, kind="shelter", done_at=at, whom="", until=None, place="市庇护所三楼",
            phone="03750000009", note="",
        )  # fmt: skip
        actions.report_minor(
            **said, outcome="not_required", situation="", reported_at=None, reporter="",
            reported_to="", receipt_number="", reason="经核实孩子随外婆生活，未受影响",
        )  # fmt: skip
        warning = actions.register_warning(
            **said, issued_on=today, issuer="光明路派出所", number="", note=""
        )
        actions.record_check(
            **said, kind="visit", seen_on=today, by_whom="派出所和社区", found="未见再犯",
            warning=warning,
        )  # fmt: skip
        actions.prepare_order(
            **said, applicant="herself", ground="", will="", court="新华区人民法院",
            measures=["no_violence", "no_contact"], is_urgent=False, note="",
        )  # fmt: skip
        actions.keep_evidence(**said, items={"medical": {"state": "have", "note": "门诊病历"}})
        actions.keep_plan(**said, parts={"word": "问今天的药吃了没有"}, consent="")
        case.refresh_from_db()
    return case
