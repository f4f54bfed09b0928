"""The names of the field keys, never their bytes: enough to say which one is missing."""

from pathlib import Path

from .home import Home
from .refusal import Refusal


def key_names(keys: Path) -> list[str]:
    return sorted(path.stem for path in keys.glob("*.key"))


def ask_for_keys(home: Home, names: list[str]) -> list[str]:
    """Note which keys a restored database needs; returns those that are not there."""
    note = noted(home)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text("\n".join(names))
    return missing(home)


def missing(home: Home) -> list[str]:
    note = noted(home)
    needed = set(note.read_text().split()) if note.exists() else set()
    return sorted(needed - set(key_names(home.keys)))


def need_keys(home: Home) -> None:
    """Raises Refusal after a restore without its keys: preparing would make new ones beside data
    that they cannot read, and whose index they would silently miss.
    """
    if names := missing(home):
        raise Refusal(
            f"恢复的数据还缺字段密钥 {'、'.join(names)}。请把离线保存的密钥文件放回 {home.keys}"
            "（文件 0400，文件夹 0700），再启动。"
        )


def noted(home: Home) -> Path:
    return home.var / "marks" / "keys-needed"
