"""Make `.venv` and install a locked file of requirements when its digest has changed.

Runs under any Python 3 that is at hand, before anything is installed: standard library only, and
syntax that an older interpreter can still read, so that it gets the sentence and not a traceback.

    python3 portal/launch/bootstrap.py requirements.txt
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = 0x030B0000  # 3.11
# The tools' file is compiled as a superset of the runtime's: who has it has both.
COVERS = {"requirements-dev.txt": ["requirements-dev.txt", "requirements.txt"]}


def mark_of(name):
    return VENV / f"installed-{name}.sha256"


def digest_of(name):
    """Of the locked file and of the interpreter's version: wheels belong to one version."""
    text = (ROOT / name).read_bytes() + sys.version.encode()
    return hashlib.sha256(text).hexdigest()


def is_installed(name):
    mark = mark_of(name)
    return PYTHON.exists() and mark.exists() and mark.read_text() == digest_of(name)


def refuse(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def make_venv():
    if sys.hexversion < OLDEST:
        refuse(f"需要 Python 3.11 或更高版本，现在是 {sys.version.split()[0]}。")
    if find_spec("ensurepip") is None:
        refuse("这个 Python 缺少 venv 组件。Debian/Ubuntu 请先运行：apt-get install python3-venv")
    print("正在建立运行环境 .venv …", flush=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "没有建成 .venv，原因见上。")


def install(name):
    print(f"正在安装 {name}（仅首次或清单有变时）…", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*pip, "--no-input", "--require-hashes", "-r", str(ROOT / name)],
        f"没有装上 {name}，原因见上。多半是连不上软件包索引，请检查网络后再试。",
    )
    for covered in COVERS.get(name, [name]):
        mark_of(covered).write_text(digest_of(covered))


def run(command, sentence):
    # Byte code is what makes the second start quick: wanted here, whatever the shell says.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    if subprocess.run(command, cwd=str(ROOT), env=env).returncode != 0:
        refuse(sentence)


def main(name):
    if is_installed(name):
        return
    if not PYTHON.exists() or Path(sys.executable).parent != PYTHON.parent:
        make_venv()
    install(name)


if __name__ == "__main__":
    main(sys.argv[1])
