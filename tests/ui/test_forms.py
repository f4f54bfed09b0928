from datetime import UTC, date, datetime

import pytest
from django import forms
from django.http import QueryDict

from portal import clock
from portal.access import Actor
from portal.ui.forms import DayField, NumberField, PortalFormMixin, Typeahead

CLERK = Actor(1, "李知微", 1, "410402", "新华区妇联")


class CallForm(PortalFormMixin, forms.Form):
    name = forms.CharField(label="怎么称呼", max_length=20)
    story = forms.CharField(label="说了什么", widget=forms.Textarea)
    happened_on = DayField(label="哪天", lean="past")
    people = NumberField(label="人数", min_value=0)
    relation = forms.ChoiceField(label="关系", choices=[("self", "本人")])


def call(**changes):
    sent = {
        "name": "张某",
        "story": "一\n二",
        "happened_on": "3.3",
        "people": "１２",
        "relation": "self",
    }
    data = QueryDict(mutable=True)
    data.update(sent | changes)
    return CallForm(data, actor=CLERK)


def test_a_form_understands_what_is_typed_in_a_hurry():
    with clock.at(datetime(2026, 3, 5, tzinfo=UTC)):
        form = call()

        assert form.is_valid(), form.errors
    assert form.cleaned_data["happened_on"] == date(2026, 3, 3)
    assert form.cleaned_data["people"] == 12


@pytest.mark.parametrize("typed", ["张\x00某", "张\u200b某", "张\ud800某", "张\ue000某"])
def test_hidden_characters_are_an_error_of_their_field(typed):
    form = call(name=typed, story=typed)

    assert set(form.errors) == {"name", "story"}
    form.as_p().encode()


def test_a_text_of_one_line_has_one_line():
    assert call(name="张\n某").errors["name"] == ["这里只能填一行，请去掉换行。"]


def test_a_missing_value_is_asked_for_in_chinese():
    form = call(name="", relation="", happened_on="", people="")

    assert form.errors["name"] == ["请填写。"]
    assert form.errors["relation"] == ["请选择。"]
    assert form.errors["happened_on"] == ["请填写。"]


@pytest.mark.parametrize("typed", ["昨儿", "3.32", "9" * 400, "\x00"])
def test_no_day_is_an_error_in_words(typed):
    assert call(happened_on=typed).errors["happened_on"][0].startswith("请填日期")


@pytest.mark.parametrize("typed", ["一", "1.5", "9" * 16, "9" * 5000, "\x00", "٣"])
def test_no_number_is_an_error_in_words(typed):
    assert call(people=typed).errors["people"] == ["请填整数，没有就填0。"]


def test_bounds_speak_chinese():
    assert call(people="-1").errors["people"] == ["不能小于0。"]


def test_a_day_is_shown_as_the_portal_writes_days():
    form = CallForm(actor=CLERK, initial={"happened_on": date(2026, 3, 3)})

    assert 'value="2026年3月3日"' in str(form["happened_on"])


def test_forms_never_write():
    with pytest.raises(TypeError, match="action"):
        call().save()


def test_a_type_ahead_carries_other_words_and_stays_a_select():
    widget = Typeahead(words={"dv": "jtbl 打人"}, choices=[("", "请选择"), ("dv", "家庭暴力")])

    html = widget.render("category", "dv")

    assert html.startswith("<select")
    assert 'data-words="jtbl 打人"' in html
