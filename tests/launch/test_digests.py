import pytest

from portal.launch.digests import Marks, digest, inputs


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    package = tmp_path / "portal" / "units" / "migrations"
    package.mkdir(parents=True)
    (package / "0001_initial.py").write_text("first")
    return tmp_path


def of(tree):
    return digest(inputs(tree), "3.11")


def test_an_unchanged_tree_keeps_its_digest(tree):
    before = of(tree)

    (tree / "portal/units/migrations/0001_initial.py").write_text("first")

    assert of(tree) == before


@pytest.mark.parametrize("name", ["portal/units/migrations/0002.py", "static/portal.css"])
def test_a_new_file_changes_it(tree, name):
    before = of(tree)

    (tree / name).parent.mkdir(exist_ok=True)
    (tree / name).touch()

    assert of(tree) != before


def test_a_renamed_file_changes_it(tree):
    before = of(tree)

    path = tree / "portal/units/migrations/0001_initial.py"
    path.rename(path.with_name("0001_other.py"))

    assert of(tree) != before


def test_byte_code_does_not_change_it(tree):
    before = of(tree)

    (tree / "portal/__pycache__").mkdir()
    (tree / "portal/__pycache__/units.pyc").write_text("compiled")

    assert of(tree) == before


def test_another_database_changes_it(tree):
    assert digest(inputs(tree), "one") != digest(inputs(tree), "other")


def test_a_mark_holds_for_its_own_digest_only(tmp_path):
    marks = Marks(tmp_path / "marks")

    marks.set("prepared", "abc")

    assert marks.holds("prepared", "abc")
    assert not marks.holds("prepared", "abd")
    assert not marks.holds("seeded", "abc")
