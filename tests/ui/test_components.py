from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines

from portal import clock
from portal.access import Actor, Role
from portal.ui import gallery, menu, views
from portal.ui.choices import Tone

CLERK = Actor(1, "李知微", 1, "410402", "新华区妇联", frozenset({Role.COUNTY_CLERK}))
EVIL = '<script>"&'
SAFE = "&lt;script&gt;&quot;&amp;"
# fmt: off
PARTS = (
    "panel", "tag-late", "steps", "timeline", "table-frame", "pager", "undo", "progress", "masked",
    "confirm", "watermark", "chips", "empty", "figure",
)
# fmt: on
NOW = datetime(2026, 3, 3, 6, 20, tzinfo=UTC)


def draw(source, **context):
    with clock.at(NOW):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        "{% status label=evil %}",
        "{% deadline day label=evil %}",
        "{% deadline day why=evil %}",
        '{% breadcrumb evil "/" evil %}',
        "{% page_header evil note=evil %}",
        "{% figure evil evil note=evil %}",
        "{% masked evil url=evil key=evil %}",
        "{% pager newer=evil total=evil %}",
        "{% progress 1 label=evil note=evil %}",
        "{% undo evil evil %}",
        "{% card title=evil note=evil %}{{ evil }}{% endcard %}",
        "{% empty_state text=evil %}{{ evil }}{% endempty_state %}",
        "{% table_frame label=evil %}{% endtable_frame %}",
        "{% confirm_button label=evil url=evil question=evil yes=evil %}{% endconfirm_button %}",
        "{% definitions pairs %}",
        "{% timeline entries %}",
        "{% steps stations %}",
    ],
)
def test_what_a_component_is_given_is_text(source):
    html = draw(
        source,
        evil=EVIL,
        day=date(2026, 3, 3),
        pairs=[(EVIL, EVIL)],
        entries=[SimpleNamespace(at=NOW, by=EVIL, text=EVIL)],
        stations=[SimpleNamespace(label=EVIL, state="now", note=EVIL)],
    )

    assert EVIL not in html
    assert SAFE in html


def test_a_status_brings_its_own_words_and_colour():
    choice = SimpleNamespace(label="通过", tone=Tone.GOOD)

    assert draw("{% status choice %}", choice=choice).strip() == (
        '<span class="tag tag-good">通过</span>'
    )


def test_a_deadline_tells_how_it_stands_and_turns_green_when_met():
    day = date(2026, 3, 3)

    assert "今天" in draw("{% deadline day %}", day=day)
    assert "tag-soon" in draw("{% deadline day %}", day=day)
    assert "tag-good" in draw("{% deadline day done=day %}", day=day)
    assert "超2个工作日" in draw('{% deadline day label="超2个工作日" tone="late" %}', day=day)
    assert "不计期限" in draw("{% deadline None %}")


def test_filters_speak_chinese():
    context = {"day": date(2026, 3, 11), "at": NOW, "number": 85822, "nothing": None}

    assert draw("{{ day|day_long }} {{ day|day_week }}", **context) == (
        "2026年3月11日 3月11日（星期三）"
    )
    assert draw("{{ at|moment }} {{ number|thousands }}", **context) == "今天 14:20 85,822"
    assert draw("{{ nothing|moment }}{{ nothing|thousands }}", **context) == ""


def test_the_buttons_of_a_question_are_verbs_and_its_form_carries_the_token():
    html = draw(
        '{% confirm_button label="报请办结" url="/x/" question="办结？" yes="同意办结" %}'
        '<textarea name="reason"></textarea>{% endconfirm_button %}',
        csrf_token="token",
    )

    assert "同意办结" in html
    assert "再看看" in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html
    assert 'name="reason"' in html


def test_a_form_lists_all_that_is_wrong_with_links():
    form = gallery.SampleForm({"name": ""}, actor=CLERK)

    html = draw('{% portal_form form submit="登记" target="box" draft="/drafts/x/" %}'
                "{% endportal_form %}", form=form, csrf_token="token")  # fmt: skip

    assert '<a href="#id_name">怎么称呼</a>：请填写。' in html
    assert 'href="#div_id_relation"' in html
    assert 'id="div_id_relation"' in html
    assert 'hx-target="#box"' in html
    assert 'data-draft-url="/drafts/x/"' in html
    assert html.count("csrfmiddlewaretoken") == 1
    assert "novalidate" in html


@pytest.fixture
def page(rf, monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(menu, "_entrances", {})

    def ask(method="get", **kwargs):
        request = getattr(rf, method)("/ui/gallery/", **kwargs)
        request.actor = CLERK
        return views.Gallery.as_view()(request)

    return ask


def test_the_gallery_shows_everything(page):
    html = page().text

    for part in PARTS:
        assert f'class="{part}' in html or f" {part}" in html
    assert "本系统为非涉密信息系统" in html


def test_a_sample_with_errors_is_answered_with_its_part_alone(page):
    headers = {"HX-Request": "true", "HX-Target": "sample"}

    response = page("post", data={"name": ""}, headers=headers)

    assert response.status_code == 422
    assert "<html" not in response.text
    assert "error-list" in response.text
