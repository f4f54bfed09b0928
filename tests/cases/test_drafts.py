"""What is written about her safety survives a closed tab and a session that ended."""

import pytest

from cases.choices.danger import ITEMS
from cases.choices.protection import PLAN
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db
STORY = "她说上周在楼道里被掐过脖子"
KEY = "6f1c1f0e-6d4b-4a5d-9a3c-0d1f2b3c4d5e"
ANSWERS = {item.name: "no" for item in ITEMS}


@pytest.mark.parametrize(
    ("form", "page", "field", "rest"),
    [
        ("case-screening", "screening", "note", ANSWERS),
        ("case-plan", "plan", PLAN[0][0], {"consent": ""}),
    ],
)
def test_a_long_form_comes_back_as_it_was_left_and_is_forgotten_when_saved(
    scene, form, page, field, rest
):
    clerk, number = scene.cast["clerk"], scene.case.number
    url = f"/cases/{number}/safety/{page}/"
    typed = rest | {field: STORY, "once": KEY}
    kept = client_of(clerk).post(f"/drafts/{form}.{number}/", typed)
    again = client_of(clerk).get(url).content.decode()  # another window, another session
    other = client_of(scene.cast["leader"]).get(url).content.decode()
    saved = [client_of(clerk).post(url, typed).status_code for _ in range(2)]
    after = client_of(clerk).get(url).content.decode()

    assert kept.status_code == 204
    assert "已恢复" in again
    assert STORY in again
    assert STORY not in other
    assert saved == [302, 302]
    assert "已恢复" not in after
