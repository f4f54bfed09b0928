"""Deny by default: every address names a permission or stands on a short printed list."""

import ast
from inspect import unwrap

from django.contrib import admin
from django.views.generic import RedirectView

from portal.access import Permission
from portal.access.open_tables import OPEN_TABLES
from portal.access.row_security import Open, kind_of
from portal.ui.views import PortalView, PublicView
from tests.guards import tree
from tests.guards.routes import ours, routes

# Pages for people who are not signed in. Each more is a decision of security.md §2.
PUBLIC = {
    "healthz": "for load balancers: says only whether the database answers",
    "accounts:sign-in": "the one door",
    "families:plaque-status": "holds or not, since when; off unless the city switches it on",
}
LONGEST_METHOD = 25
METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}


def test_every_address_is_a_class_that_names_a_permission_or_is_public():
    unguarded = [
        route.name
        for route in ours()
        if not (
            isinstance(route.view, type)
            and issubclass(route.view, PortalView)
            and isinstance(route.view.permission, Permission)
        )
        and route.name not in PUBLIC
    ]

    assert unguarded == []


def test_the_printed_list_is_the_list_of_public_pages():
    public = {
        route.name
        for route in ours()
        if isinstance(route.view, type) and issubclass(route.view, PublicView)
    }

    assert public == set(PUBLIC)


def test_no_view_takes_over_the_question_of_permission():
    """`dispatch` of PortalView asks it; whoever overrides it must not."""
    views = {route.view for route in ours() if issubclass(route.view, PortalView)}

    assert len(views) > 20
    assert [view for view in views if unwrap(view.dispatch) is not PortalView.dispatch] == []


def test_every_address_has_a_name_but_djangos_own_detour():
    nameless = [route for route in routes() if ":" not in route.name and route.name != "healthz"]

    assert [r.path for r in nameless if r.view is not RedirectView or not r.is_admin] == []


def test_the_admin_site_knows_only_accounts_units_and_reference_data():
    models = {model._meta.label for model in admin.site._registry}
    content = [
        model._meta.label
        for model in admin.site._registry
        if not isinstance(kind_of(model), Open) or model._meta.db_table in OPEN_TABLES
    ]

    assert models
    assert content == []


def test_no_method_of_a_view_is_over_25_lines():
    long = {
        f"{tree.name_of(path)}:{node.lineno} {node.name}": tree.length(node)
        for path in tree.in_rooms("views")
        for node in tree.functions(tree.parse(path))
        if tree.length(node) > LONGEST_METHOD
    }

    assert long == {}


def test_a_view_never_saves():
    saving = [
        f"{tree.name_of(path)}:{node.lineno}"
        for path in tree.in_rooms("views", "forms", "filters", "presenters")
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"save", "bulk_create", "bulk_update", "select_for_update"}
    ]

    assert saving == []
