"""Only what one may see, also in the counts; nothing without a scope; one function, one owner."""

import io

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from cases import actions as cases
from portal import clock
from portal.access import SystemActor, scope
from portal.accounts.models import Account
from portal.search import actions, finding, registry
from portal.units.actions import rename_unit
from portal.units.models import Unit
from tests.conftest import ROOT
from tests.factories.cases import CaseFactory, named, recused
from tests.factories.cast import OTHER_COUNTY, VILLAGE

pytestmark = pytest.mark.django_db
WAYS = ["张桂兰", "桂兰", "zgl", "zhangguilan", "10000020912", "0912", "抚养费", "前夫 孩子"]


@pytest.mark.parametrize("typed", WAYS)
def test_the_clerk_finds_her_case_and_a_stranger_nothing(case, type_in, typed):
    assert case.short_number in type_in("clerk", typed)
    assert case.short_number in type_in("coordinator", typed)
    assert type_in("stranger", typed) == type_in("hotline", typed) == []


@pytest.mark.parametrize("who", ["town", "village", "police", "unit_admin", "sysadmin", "auditor"])
def test_who_may_not_see_cases_finds_none(case, type_in, who):
    assert type_in(who, "抚养费") == []


def test_a_case_is_found_by_its_number(case, type_in):
    assert type_in("clerk", case.number)[0] == case.short_number
    assert case.short_number in type_in("clerk", str(case.sequence))


def test_a_named_case_is_found_by_those_on_the_list_only(scene, case, type_in):
    named(case, leader=scene.cast["leader"])

    assert type_in("clerk", "抚养费") == type_in("leader", "抚养费") == [case.short_number]
    for who in ("viewer", "coordinator", "city_leader"):
        assert type_in(who, "抚养费") == [], who


def test_a_recused_person_finds_nothing_and_counts_nothing(scene, case, type_in):
    CaseFactory(actor=scene.cast["clerk"], call__story="也说到抚养费的另一件。")
    account = Account.objects.get(pk=scene.cast["leader"].account_id)
    recused(case, by=scene.cast["leader"], account=account)
    with scope(scene.cast["leader"]):
        (found,) = finding.search(scene.cast["leader"], "抚养费", shown=20)

    assert found.total == "1"
    assert case.short_number not in [hit.number for hit in found.hits]
    assert len(type_in("clerk", "抚养费")) == 2


def test_without_a_scope_nothing_is_found(case, known_units):
    with scope(None):
        assert finding.search_ids("case", "抚养费") == []
        assert finding.search_ids("unit", "新华") == []


def test_a_setting_left_over_from_another_person_finds_nothing(scene, case):
    with scope(scene.cast["clerk"]):
        assert finding.search_ids("case", "抚养费") == [case.pk]

    assert finding.search_ids("case", "抚养费") == []


# ── Ranking ─────────────────────────────────────────────────────────────────────────────────────
def test_the_whole_name_stands_before_its_part_and_both_before_a_story(scene, type_in):
    clerk = scene.cast["clerk"]
    whole = CaseFactory(actor=clerk, call__caller_name="胡桃", call__story="咨询一件事情。")
    part = CaseFactory(actor=clerk, call__caller_name="胡桃红", call__story="咨询一件事情。")
    story = CaseFactory(actor=clerk, call__caller_name="王某", call__story="院里的胡桃树被砍了。")
    newer = CaseFactory(actor=clerk, call__caller_name="李某", call__story="邻居偷摘胡桃。")

    numbers = [one.short_number for one in (whole, part, newer, story)]
    assert type_in("clerk", "胡桃") == numbers


# ── Kept current ────────────────────────────────────────────────────────────────────────────────
def test_a_changed_story_is_found_by_its_new_words_only(scene, case, type_in):
    clerk = scene.cast["clerk"]
    values = {name: getattr(case, name) for name in ("category", "place", "safety")}
    with transaction.atomic(), scope(clerk):
        cases.edit_case(
            case=case, actor=clerk, at=clock.now(), version=case.version,
            values=values | {"story": "改为咨询继承问题。"},
        )  # fmt: skip

    assert type_in("clerk", "继承") == [case.short_number]
    assert type_in("clerk", "zgl")[:1] == [case.short_number]


def test_a_case_that_moves_takes_its_entry_along(scene, case, type_in):
    new, old = Unit.objects.get(code=OTHER_COUNTY), Unit.objects.get(code=case.unit_code)
    with transaction.atomic(), scope(ROOT):
        cases.take_over_cases(old=old, new=new, actor=ROOT, at=clock.now())

    assert type_in("stranger", "抚养费") == [case.short_number]
    assert type_in("clerk", "抚养费") == []


def test_a_renamed_unit_is_found_by_both_names(scene, known_units):
    unit = Unit.objects.get(code="410402")
    admin = scene.cast["sysadmin"]
    with transaction.atomic(), scope(admin):
        rename_unit(
            unit=unit, name="新华区妇女儿童联合会", short_name="新华妇儿联",
            on=clock.today(), actor=admin, at=clock.now(),
        )  # fmt: skip
        by_new, by_old = (finding.search_ids("unit", t) for t in ("xhfel", "新华区妇联"))

    assert unit.pk in by_new
    assert unit.pk in by_old


def test_reindexing_writes_the_same_entries_again(scene, case, type_in):
    named(case, leader=scene.cast["leader"])
    before = {who: type_in(who, "抚养费") for who in ("clerk", "leader", "stranger")}
    with scope(scene.cast["clerk"]), connection.cursor() as cursor:  # as if it were never written
        cursor.execute("SELECT search_put('case', %s, %s, now(), '{1}')", [case.pk, case.unit_code])
    assert type_in("clerk", "抚养费") == []

    call_command("reindex_search", kind="case", stdout=io.StringIO())

    assert {who: type_in(who, "抚养费") for who in before} == before


# ── The table and its functions ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM search_entry", "DELETE FROM search_entry", "SELECT search_unit('410402')",
     "UPDATE search_entry SET kind = ''",
     "INSERT INTO search_entry VALUES ('case', 1, '', now(), '{}')"],
)  # fmt: skip
def test_the_web_reads_and_writes_no_entry_itself(root, statement):
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


MANY = "SELECT search_put_many('case', ARRAY[%s], ARRAY[%s], ARRAY[now()], ARRAY['{1}'])"


@pytest.mark.parametrize("put", ["SELECT search_put('case', %s, %s, now(), '{1}')", MANY])
def test_nobody_writes_into_anothers_range(scene, case, put):
    with scope(scene.cast["stranger"]), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="outside the range"), transaction.atomic():
            cursor.execute(put, [case.pk, case.unit_code])
        cursor.execute(put, [case.pk, OTHER_COUNTY])

    with scope(scene.cast["clerk"]):
        assert finding.search_ids("case", "抚养费") == [case.pk]


def test_the_functions_are_owned_fixed_and_callable_by_the_web_alone(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.proname, r.rolname, p.prosecdef, p.proconfig::text,
                      has_function_privilege('portal_app', p.oid, 'EXECUTE'),
                      EXISTS (SELECT 1 FROM aclexplode(p.proacl) a WHERE a.grantee = 0)
                 FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
                WHERE p.proname ^@ 'search_' AND p.prosecdef ORDER BY 1"""
        )
        rows = cursor.fetchall()

    assert [(name, owner, web) for name, owner, _, _, web, _ in rows] == [
        ("search_follow", "portal_mover", False),
        ("search_ids", "portal_reader", True),
        ("search_put", "portal_mover", True),
        ("search_put_many", "portal_mover", True),
    ]
    for name, _, is_definer, config, _, is_public in rows:
        assert is_definer, name
        assert not is_public, name
        assert "search_path=pg_catalog, public" in config, name


def test_every_kind_says_its_documents(scene):
    with transaction.atomic(), scope(SystemActor("测试", scope="4104", leads="4104")):
        for kind in registry.kinds():
            keys = {key for code in ("4104", "410402", VILLAGE, "") for key in kind.keys_of(code)}
            assert actions.index(kind=kind.name, keys=keys) == len(keys) > 0
