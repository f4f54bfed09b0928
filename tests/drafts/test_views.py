"""Drafts over HTTP, and a whole page made of the two mixins."""

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from portal import clock
from portal.access import Permission, scope
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.audit.models import LogEntry
from portal.drafts import actions, registry
from portal.drafts.forms import OnceFormMixin
from portal.drafts.views import DraftMixin
from portal.ui.forms import PortalFormMixin
from portal.ui.views import PortalView, redirect_to
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
PAGE = "/drafts/test-page/"


@registry.draftable("test-page")
class StoryForm(OnceFormMixin, PortalFormMixin, forms.Form):
    story = forms.CharField(label="说了什么")


class StoryPage(DraftMixin, PortalView):
    """What a page of an app looks like."""

    permission = Permission.DESK
    form_class = StoryForm

    def get(self, request):
        return HttpResponse(self.open_form()["story"].value() or "空")

    def post(self, request):
        form = self.sent_form()
        if form.is_valid() and (url := self.send(form, lambda: self.register(form))):
            return redirect_to(request, url)
        return HttpResponse(form.errors.as_text(), status=422)

    def register(self, form):
        if form.cleaned_data["story"] == "不行":
            raise Refused("不能登记。", "story")
        entry = audit.record(actor=self.request.actor, action="test.story", at=clock.now())
        return f"/made/{entry.pk}/"


@pytest.fixture
def clerk(people, enter):
    return enter(people.clerk)


def ask(actor, method, data=None):
    request = getattr(RequestFactory(), method)("/page/", data)
    request.actor = actor
    with scope(actor):
        return StoryPage.as_view()(request)


def key():
    return StoryForm(actor=None)["once"].value()


def made():
    with scope(ROOT):
        return LogEntry.objects.filter(action="test.story").count()


def test_a_draft_is_kept_without_an_answer_to_read(clerk, people):
    response = clerk.post(PAGE, {"story": "孩子发烧", "once": str(key())})

    assert response.status_code == 204
    with scope(people.clerk):
        assert actions.restore(form="test-page", actor=people.clerk).initial == {
            "story": "孩子发烧"
        }


def test_the_kept_draft_is_told_in_a_line_that_can_clear_it(clerk):
    clerk.post(PAGE, {"story": "孩子发烧"})

    words = clerk.get(PAGE).content.decode()

    assert "已恢复 今天" in words
    assert "清除" in words
    assert f"{PAGE}discard/" in words


def test_clearing_forgets_and_leads_back(clerk):
    clerk.post(PAGE, {"story": "孩子发烧"})

    response = clerk.post(f"{PAGE}discard/", {"next": "/notices/"})

    assert response.url == "/notices/"
    assert "已恢复" not in clerk.get(PAGE).content.decode()


def test_clearing_leads_to_no_other_site(clerk):
    response = clerk.post(f"{PAGE}discard/", {"next": "https://elsewhere.example/"})

    assert response.url == "/"


@pytest.mark.parametrize("name", ["unknown", "unknown.410402-2026-1"])
def test_a_form_nobody_declared_is_a_404(clerk, name):
    assert clerk.post(f"/drafts/{name}/", {"story": "甲"}).status_code == 404
    assert clerk.get(f"/drafts/{name}/").status_code == 404
    assert clerk.post(f"/drafts/{name}/discard/").status_code == 404


def test_too_much_text_is_a_413_in_words(clerk):
    response = clerk.post(PAGE, {"story": "a" * (actions.LARGEST + 1)})

    assert response.status_code == 413
    assert "内容过长" in response.content.decode()


@pytest.mark.parametrize("text", ["\x00甲", "\ud800甲", "\u202e甲", "𠮷"])
def test_strange_characters_in_a_draft_are_no_accident(clerk, text):
    body = b"story=" + text.encode("utf-8", "surrogatepass")

    response = clerk.post(PAGE, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 204
    assert clerk.get(PAGE).status_code == 200


def test_without_signing_in_a_script_is_told_so(client):
    response = client.post(PAGE, {"story": "甲"}, headers={"HX-Request": "true"})

    assert response.status_code == 401


def test_a_stranger_gets_no_line(clerk, people, enter):
    clerk.post(PAGE, {"story": "孩子发烧"})

    assert "已恢复" not in enter(people.stranger).get(PAGE).content.decode()


def test_a_page_opens_with_what_was_left_in_it(people):
    with scope(people.clerk):
        actions.keep(
            form="test-page", values={"story": ["半句"]}, actor=people.clerk, at=clock.now()
        )

    assert ask(people.clerk, "get").content.decode() == "半句"


def test_a_page_sent_twice_makes_one_record(people):
    data = {"story": "孩子发烧", "once": str(key())}

    first, second = ask(people.clerk, "post", data), ask(people.clerk, "post", data)

    assert first.url == second.url
    assert made() == 1


def test_a_refusal_stands_at_its_field_and_the_same_page_may_be_sent_again(people):
    data = {"story": "不行", "once": str(key())}

    refused = ask(people.clerk, "post", data)
    sent = ask(people.clerk, "post", data | {"story": "改了"})

    assert refused.status_code == 422
    assert "不能登记" in refused.content.decode()
    assert sent.status_code == 302


@pytest.mark.parametrize("once", ["", "1", "not-a-key", "\x00"])
def test_a_page_without_its_key_loses_nothing_and_goes_through_the_second_time(people, once):
    form = StoryForm({"story": "甲", "once": once}, actor=people.clerk)

    again = StoryForm(
        {"story": form["story"].value(), "once": form["once"].value()}, actor=people.clerk
    )

    assert "再提交一次" in form.errors["__all__"][0]
    assert again.is_valid()


def test_the_key_is_rendered_beside_a_layout_of_ones_own(people):
    from crispy_forms.layout import Layout
    from crispy_forms.utils import render_crispy_form

    form = StoryForm(actor=people.clerk)
    form.helper.layout = Layout("story")

    assert 'name="once"' in render_crispy_form(form)
