"""The edges never choose rows themselves: they ask `visible_to`, or read tables open to all.

Two lists hold by themselves. A model of content (row security other than Open) may be asked at an
edge only for `visible_to`, `valid_on` and `none`. An open model may be asked anything there if it
is on REFERENCE, which says why its rows are nobody's secret.
"""

import ast
from collections.abc import Iterator

from django.apps import apps

from portal.access.row_security import Open, kind_of
from tests.guards import tree

EDGES = ("views", "forms", "filters", "exports", "reports", "papers", "admin", "presenters",
         "context", "desk", "notices")  # fmt: skip
SAFE = {"visible_to", "valid_on", "none"}
REFERENCE = {
    "Category": "the classes of matters, the same for everybody",
    "Channel": "how a contact comes in, the same for everybody",
    "NumberSeries": "marks and last numbers of a unit's papers; no content",
    "Relation": "who a caller may be, the same for everybody",
    "HandlingWay": "what may be done with a case, the same for everybody",
    "Procedure": "how a case may be treated, the same for everybody",
    "Phrase": "common words, the same for everybody",
    "ClockRule": "rules of counting, public",
    "Holiday": "holidays, public",
    "HolidayNotice": "yearly notices, public",
    "Indicator": "the figures of a list, the same for everybody",
    "IndicatorOwner": "which kind of unit is asked which figure, no content",
    "IndicatorSet": "the lists of figures, the same for everybody",
    "Region": "places, public",
    "Unit": "the units of the network, public",
    "UnitName": "what units were called, public",
    "Account": "names of colleagues; which ones a page offers, its permission says",
    "Posting": "who works where; read to sign in",
    "Likeness": "fingerprints; which of the files behind them are shown, visible_to says",
    "TOTPDevice": "whether oneself has a second factor",
    "AccessAttempt": "when the lock of a sign-in ends",
}
# One by one, with the reason.
ALLOWED = {
    # A notice is written for one account; nobody reads through it.
    ("portal/desk/notices.py", "Notice", "create"),
    # Fields of models that test_views holds to be accounts, units and reference data.
    ("portal/units/admin/base.py", "db_field.remote_field.model", "_default_manager"),
    # A material is counted and frozen for its duty, which the action found by visible_to and
    # locked; its rows hang on that duty by key, and row security asks once more.
    ("campaigns/forms/text.py", "Activity", "filter"),
    ("campaigns/reports/counting.py", "Activity", "standing"),
    ("campaigns/reports/counting.py", "ActivityFigure", "filter"),
    ("campaigns/reports/indicator_report.py", "Activity", "filter"),
    ("campaigns/reports/indicator_report.py", "DutyVersion", "filter"),
    ("campaigns/reports/table.py", "DutyVersion", "filter"),
    ("campaigns/reports/table.py", "PastFigure", "of"),
    ("campaigns/reports/text_material.py", "DutyFile", "filter"),
    ("campaigns/reports/text_material.py", "DutyVersion", "filter"),
}
RAW = {"_default_manager", "_base_manager"}


def content_names() -> set[str]:
    return {
        model.__name__
        for model in apps.get_models()
        if (kind := kind_of(model)) is not None and not isinstance(kind, Open)
    }


def asked(path) -> Iterator[tuple[int, str, str]]:
    """(line, model, what is asked of its manager) for each `Model.objects.what`."""
    parsed = tree.parse(path)
    parents = {child: node for node in ast.walk(parsed) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(parsed):
        if not isinstance(node, ast.Attribute) or node.attr not in {"objects", *RAW}:
            continue
        next_ = parents[node]
        what = next_.attr if isinstance(next_, ast.Attribute) else "(the manager itself)"
        yield node.lineno, ast.unparse(node.value), what if node.attr == "objects" else node.attr


def breaches(path) -> list[str]:
    name, content = tree.name_of(path), content_names()
    return [
        f"{name}:{line} {model}.objects.{what}"
        for line, model, what in asked(path)
        if what not in SAFE
        and not (model in REFERENCE and model not in content)
        and (name, model, what) not in ALLOWED
    ]


def bare_models(path) -> list[str]:
    """get_object_or_404(Case, …) and its like would ask the raw manager behind our back."""
    content = content_names()
    return [
        f"{tree.name_of(path)}:{node.lineno} {ast.unparse(node.func)}({node.args[0].id}, …)"
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"get_object_or_404", "get_list_or_404"}
        and node.args
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id in content
    ]


def test_no_edge_touches_a_raw_manager():
    assert [breach for path in tree.in_rooms(*EDGES) for breach in breaches(path)] == []


def test_no_edge_hands_a_bare_model_to_a_shortcut():
    assert [breach for path in tree.in_rooms(*EDGES) for breach in bare_models(path)] == []


def test_the_edges_are_found():
    assert len(tree.in_rooms(*EDGES)) > 30


def test_what_is_called_reference_is_open():
    models = {model.__name__: model for model in apps.get_models()}
    closed = [name for name in REFERENCE if name in models and name in content_names()]

    assert set(REFERENCE) <= set(models)
    assert closed == []


def test_a_raw_query_would_be_noticed(tmp_path, monkeypatch):
    edge = tmp_path / "views.py"
    edge.write_text(
        "Case.objects.all()\nUnit.objects.all()\nCase.objects.visible_to(a)\n"
        "Case._base_manager.get(pk=1)\nget_object_or_404(Case, pk=1)\nq = Case.objects\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(tree, "ROOT", tmp_path)

    assert sorted(breach.split(":")[1].split()[1] for breach in breaches(edge)) == [
        "Case.objects.(the", "Case.objects._base_manager", "Case.objects.all",
    ]  # fmt: skip
    assert len(bare_models(edge)) == 1
