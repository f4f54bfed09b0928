"""Compare what the models say about row security with what the database does, and refuse to serve
when they differ."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from portal.access.open_tables import OPEN_TABLES
from portal.access.row_security import kind_of

TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       COALESCE((SELECT array_agg(p.polname::text) FROM pg_policy p WHERE p.polrelid = c.oid), '{}')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""
ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def tables_of_models() -> dict[str, type[models.Model]]:
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def append_only_tables() -> list[str]:
    """Tables to which the web may only add: logs, seals, happenings and every history."""
    return sorted(
        table
        for table, model in tables_of_models().items()
        if getattr(model, "append_only", False) or type(kind_of(model)).__name__ == "History"
    )


def undeclared() -> list[str]:
    """Models that say no kind and are on no list."""
    return [
        f"{table}: no row_security kind"
        for table, model in sorted(tables_of_models().items())
        if kind_of(model) is None and table not in OPEN_TABLES
    ]


def differences() -> list[str]:
    """Tables whose policies are not those of their kind."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = {name: (forced, set(policies)) for name, forced, policies in cursor.fetchall()}
    problems = []
    for table, model in sorted(tables_of_models().items()):
        kind = kind_of(model)
        if kind is None or not kind.forced:
            continue
        forced, policies = found.get(table, (False, set()))
        if not forced:
            problems.append(f"{table}: row security is not enabled and forced")
        if missing := set(kind.policies(table)) - policies:
            problems.append(f"{table}: policies missing: {', '.join(sorted(missing))}")
    return problems


def role_may_bypass() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        row = cursor.fetchone()
    return bool(row and row[0])


_passed = False


def ensure_secure() -> None:
    """Once per process, before the first page: raise ImproperlyConfigured unless all locks hold."""
    global _passed
    if _passed:
        return
    problems = undeclared() + differences()
    if role_may_bypass():
        problems.append("the web's database role may bypass row security")
    if problems:
        raise ImproperlyConfigured("Row security is not in force:\n" + "\n".join(problems))
    _passed = True


@register()
def every_model_says_its_kind(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [Error(problem, id="access.E001") for problem in undeclared()]
