"""python -m portal.launch run | stop | demo | migrate | backup | restore FILE | test-server …

Every refusal is one Chinese sentence on stderr and exit status 1.
"""

import argparse
import importlib
import sys

from .processes import Stopped
from .refusal import Refusal

# Imported only when called: `run` has no time to read what `restore` needs.
COMMANDS = {
    "run": "run",
    "stop": "stop",
    "demo": "manage",
    "migrate": "manage",
    "backup": "backup",
    "restore": "restore",
    "test-server": "test_server",
}


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m portal.launch", description="启动与备份")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--until-parent-dies", action="store_true")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    return parser.parse_args(words)


def main() -> int:
    given = arguments(sys.argv[1:])
    try:
        importlib.import_module(f"portal.launch.{COMMANDS[given.command]}").main(given)
    except Stopped:
        return 0
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"没有权限写入 {error.filename}：请换一个账户，或检查这个文件夹。", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
