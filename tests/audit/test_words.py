"""The log is read by people: no name of ours stands in it."""

import re

import pytest

from cases.filters import CaseFilter
from families.filters import HouseholdFilter
from portal.access import Role
from portal.audit import presenters, registry
from portal.audit.filters import LogFilter
from portal.files.choices import FileRole
from tests.guards.tree import CODE, python

WRITTEN = re.compile(r'\baction="([a-z_]+\.[a-z_]+)"')
FILTERS = re.compile(r"\bfilter=\[([^\]]*)\]")
LATIN = re.compile("[a-z]")


def found(pattern):
    return {name for path in python(*CODE) for name in pattern.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("act", sorted(found(WRITTEN)))
def test_every_act_that_is_written_down_has_its_sentence(act):
    assert not LATIN.search(registry.sentence(act))


def test_what_is_written_down_by_name_has_its_word():
    names = {name for listed in found(FILTERS) for name in re.findall('"([a-z_]+)"', listed)}
    names |= {
        name for form in (CaseFilter, HouseholdFilter, LogFilter) for name in form.base_filters
    }
    names |= set(Role) | set(FileRole)

    assert len(names) > 20
    assert [name for name in names if LATIN.search(registry.word(str(name)))] == []


def test_a_line_says_them():
    facts = presenters.facts_of({"rows": 3, "filter": ["period", "unit"], "role": "photo"})

    assert facts == "行数：3；条件：登记时间、单位；岗位：照片"
