"""Compare what the models say about row security with what the database does, and refuse to serve
when they differ."""

import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from portal.access.open_tables import OPEN_TABLES
from portal.access.row_security import Kind, kind_of

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relrowsecurity AND c.relforcerowsecurity
"""
POLICIES = """
SELECT tablename, policyname, permissive = 'RESTRICTIVE', roles::text[],
       COALESCE(qual, ''), COALESCE(with_check, '')
  FROM pg_policies WHERE schemaname = 'public'
"""
# Owners of definer functions, members of nothing: policies for them open nothing to the web.
FUNCTION_ROLES = {"portal_reader", "portal_mover"}
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


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as the database has it."""

    name: str
    is_restrictive: bool
    roles: frozenset[str]
    using: str
    check: str

    @property
    def opens(self) -> bool:
        """Whether it gives rows to anybody but a definer function."""
        return not self.is_restrictive and not self.roles <= FUNCTION_ROLES


def differences() -> list[str]:
    """Tables whose policies are not those of their kind: by name, by effect, and by what each asks.

    PostgreSQL rewrites an expression, so not its letters are compared but the settings and tables
    it must ask: a policy that says `true` asks nothing.
    """
    forced, policies = in_the_database()
    problems = []
    for table, model in sorted(tables_of_models().items()):
        kind = kind_of(model)
        if kind is None or not kind.forced:
            continue
        if table not in forced:
            problems.append(f"{table}: row security is not enabled and forced")
        problems += wrong_policies(table, kind, policies.get(table, []))
    return problems


def in_the_database() -> tuple[set[str], dict[str, list[Policy]]]:
    policies: dict[str, list[Policy]] = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        forced = {name for (name,) in cursor.fetchall()}
        cursor.execute(POLICIES)
        for table, name, is_restrictive, roles, *texts in cursor.fetchall():
            found = Policy(name, is_restrictive, frozenset(roles), *texts)
            policies.setdefault(table, []).append(found)
    return forced, policies


def wrong_policies(table: str, kind: Kind, found: list[Policy]) -> list[str]:
    """What is missing, what no longer restricts, what opens the table beside its kind."""
    own = kind.policies(table)
    names = {policy.name for policy in found}
    restrictive = {policy.name for policy in found if policy.is_restrictive}
    opening = {policy.name for policy in found if policy.opens}
    must = set(kind.also) | {name for name, rest in own.items() if "RESTRICTIVE" in rest}
    wrong = {
        "policies missing": (set(own) | set(kind.also)) - names,
        "policies that no longer restrict": (must & names) - restrictive,
        "policies that open it": opening - set(own),
        "policies that do not ask": {
            policy.name for policy in found if asks_too_little(policy, own.get(policy.name))
        },
    }
    return [
        f"{table}: {what}: {', '.join(sorted(which))}" for what, which in wrong.items() if which
    ]


def asked(text: str) -> set[str]:
    """The settings and tables an expression asks: {"app.scope", "app.upto", "cases_case"}."""
    return set(re.findall(r"app\.\w+", text)) | set(re.findall(r"FROM (\w+)", text))


def asks_too_little(policy: Policy, definition: str | None) -> bool:
    """Whether USING or WITH CHECK leaves out what its definition asks. An added one asks."""
    if definition is None:
        return policy.is_restrictive and not asked(policy.using + policy.check)
    using, _, check = definition.partition("WITH CHECK")
    return bool(asked(using) - asked(policy.using) or asked(check) - asked(policy.check))


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
