"""`demo` and `migrate`: management commands that need the database up, with or without the site."""

import argparse

from .home import Home
from .keyring import need_keys
from .processes import stop_on_signals
from .refusal import Refusal
from .session import database_up, manage


def main(given: argparse.Namespace) -> None:
    home = Home.from_environment()
    stop_on_signals()
    need_keys(home)
    with database_up(home, "准备数据库", new=True) as database:
        if given.command == "demo" and not database.embedded:
            raise Refusal("演示数据只写入内置数据库：请先取消 DATABASE_URL。")
        manage(home, database, "prepare")
        if given.command == "demo":
            manage(home, database, "seed_demo")
