"""Django's `migrate`, without drawing the whole house anew for every board.

After each operation Django renders the changed model *and every model related to it* again. Nearly
all of ours are related through units and accounts, so a first start took 80 s of drawing for 4 s of
SQL. Here only the changed model is rendered: SQL asks a related one for nothing but its table and
its key, which no migration of ours changes (docs/adr/0009).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState


def reload_alone(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """In place of ProjectState.reload_model: this model, not all that point to it."""
    if "apps" in state.__dict__:
        state._reload({(app_label, model_name)})


@contextmanager
def one_model_at_a_time() -> Iterator[None]:
    usual = ProjectState.reload_model
    ProjectState.reload_model = reload_alone
    try:
        yield
    finally:
        ProjectState.reload_model = usual


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        with one_model_at_a_time():
            return super().handle(*args, **options)
