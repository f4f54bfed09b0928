"""Whatever comes in: words in Chinese, what was typed stays, never an error of ours."""

import re

import pytest

from families.models import Household, StageScore
from tests.factories.families import VILLAGE, count_of, make_home
from tests.factories.scene import client_of
from tests.guards.bad_values import FORM, HARSH, encoded

CHINESE = re.compile("[\u4e00-\u9fff]")
pytestmark = pytest.mark.django_db


def forms(home):
    """{address: (who, its fields)}"""
    entry, year = home.entry.pk, home.round.pk
    number = home.household.number
    facts = ("head_name", "members", "kind", "block", "door", "group", "phone", "village")
    items = [f"safety-{part}" for part in ("lines", "sheet")]
    return {
        "/families/households/": ("village", (
            "q", "kind", "status", "round", "stars", "before", "since")),
        "/families/households/new/": ("village", (*facts, "is_other")),
        f"/families/households/{number}/edit/": ("village", (*facts, "version")),
        f"/families/households/{number}/split/": ("village", facts),
        f"/families/households/{number}/join/": ("village", ("into", "on")),
        f"/families/households/{number}/leave/move/": ("village", ("on",)),
        "/families/figures/total/": ("village", ("village", "year", "households")),
        "/families/figures/group/": ("village", ("village", "kind", "name", "leader_name")),
        "/families/rounds/new/": ("coordinator", ("year", "name", "standard", "difference",
            "authority", "vetting_rule", "town-from", "town-to", "quota-410402")),
        f"/families/entries/{entry}/": ("village", (*items, "note", "own_points", "is_declared")),
        f"/families/entries/{entry}/send-back/": ("village", ("reason",)),
        f"/families/entries/{entry}/verify/": ("clerk", ("decision", "ground", "document_number")),
        f"/families/rounds/{year}/selection/{VILLAGE[:6]}/": ("clerk", ("entry", "was")),
        f"/families/rounds/{year}/selection/{VILLAGE[:6]}/draw/": ("clerk", ("seed", "size")),
        f"/families/rounds/{year}/vetting/consent/": ("clerk", ("selection", "adults",
            "signed_on")),
        f"/families/rounds/{year}/vetting/answer/": ("clerk", ("body", "cleared", "answered_on")),
        f"/families/rounds/{year}/notice/post/": ("coordinator", ("posted_on", "days", "place",
            "phone")),
        f"/families/rounds/{year}/notice/object/": ("coordinator", ("selection", "received_on",
            "heard_by", "said", "by_whom")),
        f"/families/rounds/{year}/notice/objections/{home.objection.pk}/": ("coordinator",
            ("outcome", "finding")),
        f"/families/rounds/{year}/naming/": ("coordinator", ("named_on",)),
        f"/families/rounds/{year}/plaques/": ("coordinator", ("issued_on",)),
        f"/families/plaques/{home.plaque.number}/review/": ("clerk", ("year", "outcome",
            "mend_by")),
        f"/families/rounds/{year}/villages/{VILLAGE}/": ("village", (
            f"e{entry}-safety.p", f"e{entry}-own", f"e{entry}-note", "e9-x", "e-1-rated")),
    }  # fmt: skip


def send(client, url, values):
    return client.generic("POST", url, encoded(values), content_type=FORM)


def test_no_field_of_a_form_breaks_a_page_and_nothing_wrong_is_kept(cast):
    home = make_home(cast.village, cast.coordinator)
    clients = {name: client_of(getattr(cast, name)) for name in ("village", "coordinator", "clerk")}
    wrong = []

    for url, (who, fields) in forms(home).items():
        for name, bad in HARSH.items():
            answer = send(clients[who], url, dict.fromkeys(fields, bad))
            if answer.status_code >= 500 or not (
                answer.status_code == 302 or CHINESE.search(answer.content.decode())
            ):
                wrong.append((url, name, answer.status_code))

    assert wrong == []
    assert count_of(cast.village) == (2, 2)
    assert count_of(cast.village, StageScore)[0] <= 1
    assert Household.objects.count() == 0  # outside a scope nothing is seen


def test_a_damaged_standard_form_comes_back_with_what_is_wrong(cast):
    from tests.factories.families import do, standard

    draft = do("copy_standard", cast.coordinator, standard=standard(cast.coordinator, "civil-100"))
    page = client_of(cast.coordinator)
    url = f"/families/standards/{draft.pk}/edit/"

    for name, bad in HARSH.items():
        fields = ("name", "source", "from_year", "to_year", "good_percent", "star_by", "kinds",
                  "l0-name", "l0-stars", "l0-least", "b0-title", "b0-kind", "b0-base", "b0-cap",
                  "b0-code", "b0-i0-title", "b0-i0-rule", "b0-i0-points", "b0-i0-minus",
                  )  # fmt: skip
        for act in ("save", "up-0", "drop-0-0", "add-block", "add-item-0", "drop-99", "x"):
            answer = send(page, url, dict.fromkeys(fields, bad) | {"do": act.encode()})
            assert answer.status_code in {200, 413, 422}, (name, act)
    assert "名称" in page.post(url, {"do": "save"}).content.decode()
