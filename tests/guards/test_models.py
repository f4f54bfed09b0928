"""Every table says what it holds, and the database does what the table says."""

import ast

import pytest
from django.apps import apps

from portal.access.checks import append_only_tables, differences, tables_of_models, undeclared
from portal.access.open_tables import OPEN_TABLES
from portal.access.row_security import (
    History,
    Log,
    Open,
    Owned,
    Personal,
    Published,
    TwoSided,
    kind_of,
)
from tests.guards import tree

CONTENT = (Owned, TwoSided, Published, Personal, Log)


def content_models():
    return [model for model in apps.get_models() if isinstance(kind_of(model), CONTENT)]


def test_every_model_says_its_kind():
    assert undeclared() == []


def test_the_list_of_open_tables_has_nothing_left_over():
    assert set(OPEN_TABLES) - {"django_migrations"} <= set(tables_of_models())


def test_every_open_table_says_why():
    silent = [
        table
        for table, model in tables_of_models().items()
        if isinstance(kind_of(model), Open) and not kind_of(model).why
    ]

    assert silent == []
    assert [table for table, why in OPEN_TABLES.items() if not why] == []


@pytest.mark.django_db
def test_the_database_has_the_policies_the_models_declare():
    assert differences() == []


def test_the_models_of_content_are_found():
    assert len(content_models()) > 8


def test_every_model_of_content_says_who_sees_it():
    silent = [
        model._meta.label
        for model in content_models()
        if not hasattr(model.objects.all(), "visible_to")
    ]

    assert silent == []


def test_visible_to_is_written_for_every_model_of_content():
    """ScopedQuerySet.visible_to raises: inheriting it is forgetting it."""
    forgotten = [
        model._meta.label
        for model in content_models()
        if type(model.objects.all()).visible_to.__qualname__.startswith("ScopedQuerySet")
    ]

    assert forgotten == []


def test_every_owned_row_keeps_its_history_or_is_one():
    """Changes of content are written down by triggers; a line of a log is its own history."""
    events = {
        kind_of(model).parent for model in apps.get_models() if isinstance(kind_of(model), History)
    }
    without = [
        model._meta.label
        for model in apps.get_models()
        if isinstance(kind_of(model), Owned)
        and model._meta.db_table not in events
        and not getattr(model, "append_only", False)
    ]

    assert without == []


def test_every_history_and_every_log_is_append_only():
    logs = {
        table
        for table, model in tables_of_models().items()
        if isinstance(kind_of(model), History | Log)
    }

    assert logs <= set(append_only_tables())


def test_no_model_orders_by_default_saves_with_logic_or_listens_to_signals():
    """An unasked ORDER BY costs every query; logic in save() is passed by bulk and raw SQL."""
    wrong = []
    for path in tree.in_rooms("models"):
        for node in ast.walk(tree.parse(path)):
            if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}:
                wrong.append(f"{tree.name_of(path)}:{node.lineno} {node.name}")
            if isinstance(node, ast.ClassDef) and node.name == "Meta":
                names = [t.id for n in node.body if isinstance(n, ast.Assign) for t in n.targets]
                wrong += [f"{tree.name_of(path)}:{node.lineno} ordering"] * ("ordering" in names)
    signals = [
        tree.name_of(path)
        for path in tree.written(*tree.CODE)
        if "django.db.models.signals" in path.read_text(encoding="utf-8")
    ]

    assert wrong == []
    assert signals == []
