"""What a person confided stands in its own columns and nowhere else: no log, no notice, no session.

The scene's call is looked for, by its own words, in every row of every table.
"""

import logging
import uuid

import pytest
from django.db import connection, transaction
from psycopg2 import sql

from cases import actions
from portal import clock
from portal.access import SystemActor, scope
from portal.access.masking import FieldClass
from tests.factories.cases import STORY
from tests.factories.scene import client_of, make_scene

pytestmark = pytest.mark.django_db
NAME, PHONE = "张桂兰", "10000017788"
HOUSE = SystemActor("测试", scope="4104", leads="410402")
STORIES = {"cases_case", "cases_caseevent", "cases_contact", "cases_contactevent"}
NAMES = {"cases_party", "cases_partyevent", "cases_contact", "cases_contactevent"}
READABLE = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
   AND has_table_privilege(oid, 'SELECT')
"""


def tables_with(words, *actors):
    """Tables in which these words stand in clear, in any row that exists for one of the actors."""
    found = set()
    for actor in actors:
        with scope(actor), connection.cursor() as cursor:
            cursor.execute(READABLE)
            for (table,) in cursor.fetchall():
                query = sql.SQL("SELECT 1 FROM {} AS t WHERE t::text LIKE %s LIMIT 1")
                cursor.execute(query.format(sql.Identifier(table)), [f"%{words}%"])
                if cursor.fetchone():
                    found.add(table)
    return found


@pytest.fixture
def told(key_ring, db, caplog):
    """A call registered and handled through the pages, with all that is logged on the way."""
    caplog.set_level(logging.DEBUG)
    scene = make_scene()
    clerk, client = scene.cast["clerk"], client_of(scene.cast["clerk"])
    form = {"phone": PHONE, "caller_name": NAME, "relation": "self", "story": STORY}
    form |= {"safety": "safe", "first_step": "own", "channel": "call_12338", "sex": "female"}
    assert client.post("/drafts/case-register/", form).status_code == 204
    client.post("/cases/register/history/", {"phone": PHONE})
    answer = client.post("/cases/register/", form | {"once": str(uuid.uuid4())})
    client.get(answer.headers["Location"])
    client.post("/drafts/case-register/", form)
    client.post("/cases/", {"q": NAME})
    client.post("/search/", {"q": NAME})
    client.post("/search/", {"q": PHONE})
    with transaction.atomic(), scope(clerk):
        for kind in FieldClass:
            actions.unmask(case=scene.case, actor=clerk, at=clock.now(), field_class=kind)
    return clerk, caplog


def test_a_phone_number_stands_nowhere_in_clear(told):
    clerk, _ = told

    assert tables_with(PHONE, HOUSE, clerk) == set()


def test_a_story_stands_only_with_its_case_and_its_contact(told):
    clerk, _ = told

    assert tables_with(STORY, HOUSE, clerk) == STORIES


def test_a_name_stands_only_with_the_person(told):
    clerk, _ = told

    assert tables_with(NAME, HOUSE, clerk) == NAMES


def test_the_log_of_the_program_holds_none_of_it(told):
    _, caplog = told
    lines = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")

    assert not any(words in lines for words in (STORY, NAME, PHONE))
