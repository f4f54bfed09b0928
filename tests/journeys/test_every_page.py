"""axe finds nothing on any page, wide or narrow, and no page is broader than a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.access import matrix
from tests.factories.cases import named
from tests.factories.stage import address_on
from tests.guards.routes import routes
from tests.journeys.conftest import LAPTOP, shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
BEHIND_TOOLBARS = {"width": 1093, "height": 560}  # 1366 × 768 at 125 % with two toolbars
# Each page is read by the first of these who may; the detail of a case by the leader as well.
READERS = ("clerk", "leader", "unit_admin", "auditor", "sysadmin", "anonymous")
GROUPS = ("clerk", "sysadmin", "leader unit_admin auditor anonymous")  # the city is made once each
TWICE = {"leader": {"cases:detail", "desk:desk"}, "auditor": {"desk:desk"},
         "unit_admin": {"desk:desk"}, "sysadmin": {"desk:desk"}}  # fmt: skip
NOT_PAGES = {"healthz", "admin:jsi18n", "cases:figures-file", "cases:figures-issued-file",
             "drafts:keep", "families:rates-file",
             "families:selection-table", "files:content", "files:copy", "jobs:progress",
             "papers:download", "sheets:marked", "sheets:template"}  # fmt: skip
AXE = Axe()
# Said of the wide page already; the narrow one has the same colours (of one page all is asked).
OF_THE_SAME_PAGE = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": False}}}


def pages_of(who):
    """The routes whose page this person reads for the test."""
    table, found = matrix.read(), []
    for route in routes():
        letters = table.get(("GET", route.name), {})
        reader = next((one for one in READERS if letters.get(one) == "y"), None)
        if route.name not in NOT_PAGES and (who == reader or route.name in TWICE.get(who, ())):
            found.append(route)
    return found


def faults(page):
    """What axe says about what is shown, and whether the page has to be pushed sideways."""
    return said(AXE.run(page).response) + broad(page)


def narrow_faults(page):
    """The same of a page that axe has read at its full width."""
    found = page.evaluate("options => axe.run(document, options)", OF_THE_SAME_PAGE)
    return said(found) + broad(page)


def said(found):
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def broad(page):
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{width} px too broad"] if width > 0 else []


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_readable_by_everybody_and_fits(house, city, group):
    wrong = {}
    for who in group.split():
        wrong |= wrong_with(house.window(city.cast.get(who)), city, who)

    assert not wrong, "\n".join(f"{where}: {what}" for where, what in wrong.items())


def wrong_with(page, city, who):
    """{route and width: what is wrong with the page there}, of what this person reads."""
    wrong, narrow = {}, faults
    for route in pages_of(who):
        page.set_viewport_size(LAPTOP)
        answer = page.goto(address_on(city, route))
        assert answer.status == 200, route.name
        name = route.name.replace(":", "_")
        for size, look in ((LAPTOP, faults), (BEHIND_TOOLBARS, broad), (PHONE, narrow)):
            page.set_viewport_size(size)
            if found := look(page):
                wrong[f"{route.name} {size['width']}"] = found
        shot(page, f"phone_{who}_{name}")
        narrow = narrow_faults
    return wrong


def test_the_pages_of_what_went_wrong_are_readable_too(house, city):
    hidden = named(city.case, leader=city.cast["leader"])
    page = house.window(city.cast["coordinator"])
    wrong = {}
    for url, status in (("/no-such-page/", 404), (hidden.get_absolute_url(), 403), ("/log/", 403)):
        assert page.goto(url).status == status
        for size in (LAPTOP, PHONE):
            page.set_viewport_size(size)
            if found := faults(page):
                wrong[f"{url} {size['width']}"] = found

    assert not wrong, "\n".join(f"{where}: {what}" for where, what in wrong.items())


def test_every_reader_reads():
    assert sorted(" ".join(GROUPS).split()) == sorted(READERS)
