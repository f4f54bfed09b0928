"""What a page tells of a person, on the screen and on paper."""

from types import SimpleNamespace

import pytest

from cases.presenters import person_lines
from portal.access.masking import UNKNOWN

PARTY = SimpleNamespace(
    name="张桂兰",
    phone="10000000912",
    identity_number="410402199001011234",
    whereabouts="矿工路街道某小区3号楼",
)


@pytest.mark.parametrize("plain", [True, False])
def test_paper_never_carries_what_is_masked(plain):
    lines = person_lines(PARTY, None, plain=plain)

    printed = " ".join(line.printed for line in lines)
    for secret in (PARTY.name, PARTY.phone, PARTY.identity_number, PARTY.whereabouts):
        assert secret not in printed


def test_the_screen_of_ones_own_open_case_is_plain():
    shown = {line.label: line.value for line in person_lines(PARTY, None, plain=True)}

    assert shown["当事人"] == PARTY.name
    assert shown["联系电话"] == PARTY.phone


def test_what_is_masked_says_so_and_what_was_never_given_has_no_button():
    nameless = SimpleNamespace(name="", phone="", identity_number="", whereabouts="")

    masked = person_lines(PARTY, None, plain=False)
    nothing = person_lines(nameless, None, plain=False)

    assert all(line.hidden for line in masked)
    assert [(line.value, line.hidden) for line in nothing] == [(UNKNOWN, False)] * 2


def test_who_rang_about_somebody_and_asked_not_to_be_named_is_masked_for_the_handler_too():
    caller = SimpleNamespace(caller_name="周明霞", caller_phone="13900007788")

    lines = person_lines(PARTY, caller, plain=True, hides_caller=True)

    shown = {line.label: line.value for line in lines}
    assert (shown["来电（访）人"], shown["来电号码"]) == ("周某某", "139＊＊＊＊7788")
    assert all(line.hidden for line in lines[-2:])
    assert shown["当事人"] == PARTY.name
