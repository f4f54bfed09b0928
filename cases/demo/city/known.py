"""What the demo city has already, in the words of the margins."""

from cases.choices import CaseStatus
from cases.choices.handling import Repeat
from cases.choices.referral import ReferralStatus, RequestKind, Ruling
from cases.demo.city.planning import Known
from cases.models import Case, CaseDeadline, Contact, ExtensionRequest, Referral, ReferralRequest
from portal import clock

PLAIN = {
    CaseStatus.CLOSED: "closed", CaseStatus.FOLLOWED: "archived", CaseStatus.ARCHIVED: "archived",
    CaseStatus.ANSWERED: "answered", CaseStatus.REDIRECTED: "redirected",
    CaseStatus.FILED: "filed", CaseStatus.REGISTERED: "undecided",
}  # fmt: skip


def known() -> list[Known]:
    """Every case, once; within the scope of the whole city."""
    year, states = clock.today().year, states_of()
    first = dict(Contact.objects.order_by("-pk").values_list("case_id", "channel_id"))
    found = Case.objects.exclude(status=CaseStatus.VOID).select_related("category")
    return [
        Known(
            unit=case.registered_code,
            years_ago=year - case.received_at.year,
            category=case.category.code if case.category else "07",
            channel=first.get(case.pk, ""),
            state=states[case.pk],
            colour=case.risk if case.category and case.category.code == "0101" else "",
            is_repeat=case.repeat_state == Repeat.REPEAT,
            assistance=case.assistance,
        )
        for case in found
    ]


def states_of() -> dict[int, str]:
    """By case the state of e5 (margins.STATES): one, the most telling."""
    states = {}
    for case in Case.objects.exclude(status=CaseStatus.VOID):
        state = PLAIN.get(CaseStatus(case.status), "handling")
        states[case.pk] = "archived" if case.is_history else state
    today = clock.today()
    late = CaseDeadline.objects.standing().filter(strict_on__lt=today)
    paused = CaseDeadline.objects.filter(status="paused")
    extended = ExtensionRequest.objects.filter(is_approved=True)
    asked = ReferralRequest.objects.filter(kind=RequestKind.RETURN, ruling="")
    longer = ReferralRequest.objects.filter(kind=RequestKind.EXTENSION, ruling=Ruling.AGREED)
    open_ones = Referral.objects.open().values_list("case_id", "status")
    working = {key for key, state in states.items() if state in ("handling", "undecided")}

    def mark(state, keys):
        states.update(dict.fromkeys(working & set(keys), state))

    mark("late", late.values_list("case_id", flat=True))
    mark("extended", extended.values_list("case_id", flat=True))
    mark("paused", paused.values_list("case_id", flat=True))
    mark("received", [key for key, status in open_ones])
    mark("waiting", [key for key, status in open_ones if status == ReferralStatus.WAITING])
    mark("extended", longer.values_list("referral__case_id", flat=True))
    mark("returning", asked.values_list("referral__case_id", flat=True))
    mark("repeat", Case.objects.filter(repeat_state=Repeat.WAITING).values_list("pk", flat=True))
    return states
