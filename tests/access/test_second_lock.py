"""PostgreSQL asks "which rows exist for you?" a second time: a view that forgot its filter.

Every query here is deliberately without one.
"""

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from cases.models import Case, CaseHappening, Contact, Party
from portal.access import SystemActor, scope
from portal.access.row_security import History, Owned, Personal, TwoSided, kind_of
from portal.audit.models import LogEntry
from portal.desk.models import Notice
from portal.drafts.models import Draft
from portal.jobs.models import Job
from tests.factories.cast import CAST, OTHER_COUNTY
from tests.factories.rows import SEES, make_rows
from tests.factories.stage import stage, undone

__all__ = ["stage"]
CONTENT = [
    model for model in apps.get_models() if isinstance(kind_of(model), Owned | TwoSided | Personal)
]
FOLLOWING = [
    model
    for model in CONTENT
    if getattr(kind_of(model), "follows", None) and kind_of(model).follows[0] == "cases_case"
]
PERSONAL = [model for model in CONTENT if isinstance(kind_of(model), Personal)]
HISTORIES = [
    model
    for model in apps.get_models()
    if isinstance(kind_of(model), History) and not kind_of(model).open_parent
]


@pytest.fixture(scope="module")
def made(stage):
    """Made once: what follows only looks, or is undone."""
    with stage.unblock():
        return make_rows(stage.scene)


@pytest.fixture
def rows(stage, made):
    with stage.unblock(), undone():
        yield made


def test_the_tables_of_content_are_all_met_here():
    assert {Case, Contact, Party, CaseHappening, Draft, Notice, Job} <= set(CONTENT)
    assert len(FOLLOWING) >= 3
    assert len(HISTORIES) >= 5


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────
def test_a_query_without_a_filter_gives_each_role_its_own_cases(rows):
    found = {}
    for who, actor in rows.actors.items():
        with scope(actor):
            found[who] = dict(Case.objects.values_list("pk", "number"))

    assert found == {who: rows.expected(who) for who in rows.actors}
    assert set(found) == set(SEES) == set(CAST) | {"colleague"}


def test_the_first_lock_holds_alone(rows):
    """`visible_to` where the database would show every case: neither lock leans on the other."""
    everything = SystemActor("测试", scope="4104", leads="410402")
    with scope(everything):
        assert Case.objects.count() == len(rows.cases)
        for who, actor in rows.actors.items():
            expected = rows.expected(who)
            contacts = Contact.objects.visible_to(actor).values_list("case_id", flat=True)
            parties = Party.objects.visible_to(actor).values_list("case_id", flat=True)

            assert dict(Case.objects.visible_to(actor).values_list("pk", "number")) == expected
            assert set(contacts) == set(parties) == set(expected), who


@pytest.mark.parametrize("model", FOLLOWING, ids=lambda model: model.__name__)
def test_what_hangs_on_a_case_is_there_only_while_the_case_is(rows, model):
    for who, actor in rows.actors.items():
        with scope(actor):
            found = set(model.objects.values_list("case_id", flat=True))

        assert found == set(rows.expected(who)), who


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_no_row_of_content_lies_outside_the_actors_range(rows, model):
    for who, actor in rows.actors.items():
        with scope(actor):
            if isinstance(kind_of(model), Personal):
                strange = model.objects.exclude(account_id=actor.account_id)
            elif isinstance(kind_of(model), TwoSided):
                start, end = actor.scope or "~", actor.upto or "~"
                strange = model.objects.exclude(from_code__gte=start, from_code__lt=end)
                strange = strange.exclude(to_code__gte=start, to_code__lt=end)
            else:
                strange = model.objects.exclude(
                    unit_code__gte=actor.scope or "~", unit_code__lt=actor.upto or "~"
                )
            assert not strange.exists(), who


@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model.__name__)
def test_the_history_of_a_row_is_seen_by_whoever_sees_the_row(rows, model):
    parent = next(m for m in apps.get_models() if m._meta.db_table == kind_of(model).parent)
    seen = 0
    for who, actor in rows.actors.items():
        with scope(actor):
            found = set(model.objects.values_list("pgh_obj_id", flat=True))
            visible = set(parent.objects.values_list("pk", flat=True))
        seen += len(found)

        assert found == visible, who
    assert seen


def test_the_log_is_read_by_the_auditor_and_by_a_leader_of_her_own_unit(rows):
    found = {}
    for who, actor in rows.actors.items():
        with scope(actor):
            found[who] = set(LogEntry.objects.values_list("unit_code", flat=True))

    assert found.pop("auditor") >= {"4104", "410402", "410403"}
    assert found.pop("leader") == {"410402"}
    assert found.pop("city_leader") == {"4104"}
    assert set().union(*found.values()) == set()


def test_drafts_notices_and_jobs_are_their_owners_alone(rows):
    for model in (Draft, Notice, Job):
        for who, actor in rows.actors.items():
            with scope(actor):
                owners = set(model.objects.values_list("account", flat=True))
                assert owners <= {actor.account_id}, (model, who)
                assert who != "clerk" or owners, model


@pytest.mark.parametrize("model", [*CONTENT, *HISTORIES, LogEntry], ids=lambda m: m.__name__)
def test_without_a_scope_no_row_exists(rows, model):
    assert not model.objects.exists()

    with scope(None):
        assert not model.objects.exists()


def test_a_job_of_the_house_sees_its_range_and_no_named_case(rows):
    with scope(SystemActor("测试", scope="410402")):
        found = set(Case.objects.values_list("number", flat=True))

    own = ("county", "not_coordinator", "not_city")
    assert found == {rows.cases[name].number for name in own}


# ── Writing ─────────────────────────────────────────────────────────────────────────────────────
def test_another_units_rows_cannot_be_changed(rows):
    with scope(rows.actors["stranger"]):
        assert Case.objects.filter(pk=rows.cases["county"].pk).update(title="改") == 0
        assert Party.objects.filter(case=rows.cases["county"].pk).update(name="改") == 0
        assert Case.objects.exclude(unit_code=OTHER_COUNTY).delete() == (0, {})


def refused():
    """The database refuses the row, and only this statement is taken back."""
    return pytest.raises(ProgrammingError, match="row-level security")


def test_a_row_cannot_be_made_for_another_unit(rows):
    case = rows.cases["county"]
    party = Party(unit_code=case.unit_code, case=case, role="concerned")

    with scope(rows.actors["stranger"]), refused(), transaction.atomic():
        party.save(force_insert=True)


def test_a_row_cannot_be_given_away(rows):
    case = rows.cases["county"]

    with scope(rows.actors["clerk"]), refused(), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(unit_code=OTHER_COUNTY)


def test_a_case_one_is_recused_from_cannot_be_changed(rows):
    with scope(rows.actors["colleague"]):
        assert Case.objects.filter(pk=rows.cases["county"].pk).update(title="改") == 0
        assert Party.objects.filter(case_id=rows.cases["county"].pk).update(name="改") == 0
