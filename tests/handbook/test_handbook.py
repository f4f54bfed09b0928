"""The handbook: every page is found, readable, and linked where it is needed."""

import re

import pytest
from django.urls import reverse

from portal.handbook import book
from tests.factories.scene import client_of
from tests.guards.routes import routes

FILES = sorted(path.stem for path in book.FOLDER.glob("*.md") if path.stem != book.CONTENTS)


def test_contents_name_every_page_once_and_no_other():
    assert sorted(book.names_in_contents()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_page_says_what_it_is_whom_it_is_for_and_leads_nowhere_else(name):
    page = book.page(name)
    linked = re.findall(r'href="(/handbook/[^"]*)"', page.body)

    assert page.title != name
    assert page.readers
    assert "<h2>" in page.body
    assert {link.split("/")[2] for link in linked} <= set(FILES)
    assert "给谁看" not in page.body


def test_every_page_of_the_portal_it_speaks_of_exists():
    known = {route.name for route in routes()}

    assert {place for name in FILES for place in book.page(name).places} <= known


def test_html_written_in_a_page_stays_text():
    assert "<script" not in book._html("<script>alert(1)</script>")
    assert 'href="javascript' not in book._html("[x](javascript:alert(1))")


def test_a_page_without_a_file_is_not_there():
    assert book.page("../settings") is None
    assert book.page("contents") is None


@pytest.mark.django_db
def test_the_page_that_needs_help_links_to_it_and_back(scene):
    client = client_of(scene.cast["clerk"])

    asked = client.get(reverse("accounts:password")).content.decode()
    contents = client.get(reverse("handbook:contents")).content.decode()
    missing = client.get(reverse("handbook:page", args=["no-such-page"]))

    assert f'href="{reverse("handbook:page", args=["sign-in"])}"' in asked
    assert f'href="{reverse("handbook:page", args=["search"])}"' in contents
    assert missing.status_code == 404
