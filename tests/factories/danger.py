"""Her safety for tests: answers, and one row of everything that stands about it, by the actions."""

from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices.danger import FIRST_QUESTIONS, ITEMS
from cases.models import (
    Case,
    EvidenceList,
    MinorReport,
    ProtectionCheck,
    ProtectionOrder,
    RiskScreening,
    SafetyAct,
    SafetyPlan,
    WarningLetter,
)
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
    """The case at yellow with a row of each table about her safety; nothing in the way of it.

    Rows as they lie there, not by the actions: the scene is made for every test of access.
    `case.kept` has the keys of those that have a page.
    """
    at = clock.now()
    known = {"case": case, "unit_code": case.unit_code, "at": at, "made_by_id": by.account_id}
    today = timezone.localdate(at)
    with transaction.atomic(), scope(by):
        Case.objects.filter(pk=case.pk).update(risk="yellow", checked_at=at)
        RiskScreening.objects.create(
            **known, kind="full", answers=YELLOW, score=3, suggested="yellow", level="yellow"
        )
        SafetyAct.objects.create(
            **known, kind="shelter", done_at=at, place="市庇护所三楼", phone="03750000009"
        )
        MinorReport.objects.create(
            **known, outcome="not_required", reason="经核实孩子随外婆生活，未受影响"
        )
        warning = WarningLetter.objects.create(**known, issued_on=today, issuer="光明路派出所")
        ProtectionCheck.objects.create(
            **known, kind="visit", seen_on=today, by_whom="社区", found="未见再犯", warning=warning
        )
        order = ProtectionOrder.objects.create(
            **known, status="preparing", applicant="herself", court="新华区人民法院",
            measures=["no_violence", "no_contact"],
        )  # fmt: skip
        EvidenceList.objects.create(**known, items={"medical": {"state": "have", "note": ""}})
        SafetyPlan.objects.create(**known, body='{"word": "问今天的药吃了没有"}')
        case.kept = {"warning": warning.pk, "order": order.pk}
        case.refresh_from_db()
    return case
