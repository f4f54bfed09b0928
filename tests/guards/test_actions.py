"""Every write goes through one door of one shape: keyword-only, `actor`, `at`, atomic."""

import ast
from functools import cache

import pytest

from tests.guards import tree

# What an action may lack, and why. Read-only helpers lack all of it.
ALL = {"keywords", "actor", "at", "atomic"}
EXCUSED = {
    "cases.open_case": ({"atomic"}, "one line in the log"),
    "cases.open_cases_of": ({"at", "atomic"}, "reads: what a leaver has in hand"),
    "cases.open_referrals_of": ({"at", "atomic"}, "reads: what a leaver has in hand"),
    "cases.promises_of": ({"at", "atomic"}, "reads: what a leaver promised"),
    "cases.remind_expiries": ({"actor"}, "the house itself"),
    "families.load_standards": ({"actor"}, "the house itself"),
    "portal.accounts.begin_second_factor": ({"actor", "at"}, "of the account itself, no moment"),
    "portal.accounts.confirm_second_factor": (
        {"atomic"},
        "counts wrong tokens: must not roll back",
    ),
    "portal.accounts.pass_second_factor": ({"actor", "at", "atomic"}, "before she is in"),
    "portal.accounts.record_failed_sign_in": ({"actor"}, "nobody is signed in"),
    "portal.accounts.record_lock_out": ({"actor"}, "nobody is signed in"),
    "portal.accounts.open_work": ({"at"}, "reads: what a leaver has in hand"),
    "portal.audit.origin": (ALL, "says from where the request came, writes nothing"),
    "portal.audit.record": ({"atomic"}, "one line, in the transaction of what it tells"),
    "portal.audit.storable": (ALL, "pure"),
    "portal.audit.prune_log": (
        {"actor", "atomic"},
        "the house itself, all inside",
    ),
    "portal.audit.seal_log": ({"actor", "atomic"}, "the house itself; its task is the transaction"),
    "portal.crypto.encrypted_columns": (ALL, "reads the models"),
    "portal.crypto.reencrypt": ({"actor", "at", "atomic"}, "a command of the machine, by batches"),
    "portal.deadlines.open_rows": (ALL, "reads, within each unit's own scope"),
    "portal.deadlines.recount_open": (
        {"actor", "atomic"},
        "the house itself, in the transaction of the notice",
    ),
    "portal.deadlines.remind": ({"actor"}, "the house itself"),
    "portal.demo.quiet": (ALL, "writes nothing"),
    "portal.demo.seed": ({"actor", "atomic"}, "a command of the machine, by stages"),
    "portal.demo.seed_accounts": ({"actor"}, "a command of the machine"),
    "portal.demo.refuse_outside_the_demo": (ALL, "writes nothing"),
    "portal.demo.seed_stories": (ALL, "a command of the machine, by stages"),
    "portal.demo.registrars": (ALL, "reads"),
    "portal.demo.standing_in": (ALL, "pure"),
    "portal.desk.notify": ({"actor"}, "told by the house, whoever did it"),
    "portal.desk.prune": ({"actor", "atomic"}, "the house itself, one statement"),
    "portal.desk.take_back": ({"actor", "at"}, "inside the transaction of the recusal, no moment"),
    "portal.drafts.discard": ({"at"}, "no moment is kept"),
    "portal.drafts.restore": ({"at", "atomic"}, "reads"),
    "portal.drafts.once": ({"atomic"}, "inside the transaction of the write by contract"),
    "portal.drafts.finish": ({"at", "atomic"}, "inside the transaction of the write by contract"),
    "portal.drafts.prune": ({"actor", "atomic"}, "the house itself, one statement"),
    "portal.search.index": ({"actor", "at", "atomic"}, "inside the transaction of the write"),
    "portal.search.index_documents": (
        {"actor", "at", "atomic"},
        "inside the transaction of the write",
    ),
    "portal.papers.checked_number": (ALL, "reads and judges"),
    "portal.papers.locked": (ALL, "reads and locks"),
    "portal.papers.preview_paper": ({"atomic"}, "one line in the log"),
    "portal.papers.read_paper": ({"atomic"}, "one line in the log"),
    "portal.files.open_file": ({"atomic"}, "one line in the log"),
    "portal.files.sweep": ({"actor"}, "the house itself"),
    "portal.jobs.enqueue": ({"keywords"}, "the task stands first, as in Django's own API"),
    "portal.jobs.finish": ({"actor"}, "the job knows whose it is"),
    "portal.jobs.fail": ({"actor"}, "the job knows whose it is"),
    "portal.jobs.fail_lost": ({"actor"}, "the house itself"),
    "portal.jobs.prune": ({"actor"}, "the house itself"),
    "portal.sheets.prune": ({"actor"}, "the house itself"),
}


def exported(path):
    """`__all__` of a package of actions: what others may call. The rest works inside it."""
    for node in tree.parse(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return {element.value for element in node.value.elts}
    return set()


@cache
def actions():
    """{portal.desk.notify: its definition} for each function others may call."""
    found = {}
    for path in tree.in_rooms("actions"):
        package = tree.package_of(path).replace("/", ".")
        index = path.parent / "__init__.py" if path.parent.name == "actions" else None
        defined = {
            node.name: node
            for node in tree.parse(path).body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }
        names = set(defined) & exported(index) if index else set(defined)
        found |= {f"{package}.{name}": defined[name] for name in names}
    return found


def lacks(node):
    """What of the one shape this function has not."""
    arguments = node.args
    optional = {
        argument.arg
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    }
    names = {argument.arg for argument in arguments.kwonlyargs} - optional
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    missing = {"keywords"} if arguments.args or arguments.posonlyargs else set()
    missing |= {name for name in ("actor", "at") if name not in names}
    return missing | (set() if "transaction.atomic" in decorators else {"atomic"})


def test_the_actions_are_found():
    assert {"cases.register_contact", "portal.desk.notify"} <= set(actions())


@pytest.mark.parametrize("name", sorted(actions()))
def test_an_action_is_keyword_only_takes_actor_and_at_and_is_atomic(name):
    excused = EXCUSED.get(name, (set(), ""))[0]

    assert lacks(actions()[name]) <= excused


def test_no_excuse_is_kept_that_nobody_needs():
    found = actions()

    assert set(EXCUSED) <= set(found)
    assert [name for name in EXCUSED if not lacks(found[name])] == []


def test_no_action_looks_at_the_request_or_the_clock():
    """`at` comes from portal.clock through the caller; HTML and HTTP stop at the view."""
    wrong = [
        f"{tree.name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in tree.in_rooms("actions", "rules", "models", "querysets")
        for node in ast.walk(tree.parse(path))
        if (isinstance(node, ast.Name) and node.id == "request")
        or (isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"})
    ]

    assert wrong == []


def test_a_rule_asks_neither_database_nor_clock():
    touching = [
        f"{tree.name_of(path)}:{node.lineno}"
        for path in tree.in_rooms("rules")
        for node in ast.walk(tree.parse(path))
        if (isinstance(node, ast.Attribute) and node.attr == "objects")
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db"))
    ]

    assert touching == []
