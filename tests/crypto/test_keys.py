import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command

from portal.crypto.keys import Key, KeyProblem, KeyRing, Kind, make_keys, rotate_field_key


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def key_files(folder, kind):
    return sorted(folder.glob(f"{kind}-*.key"))


def test_the_first_keys_are_made_once_and_readable_by_their_owner_only(key_folder):
    made_again = make_keys(key_folder)

    [field], [index] = (key_files(key_folder, kind) for kind in Kind)
    assert not made_again
    assert mode(key_folder) == 0o700
    assert {mode(path) for path in key_folder.iterdir()} == {0o400}
    assert (len(field.read_bytes()), len(index.read_bytes())) == (16, 32)


def test_many_processes_starting_at_once_make_one_pair_of_keys(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(make_keys, [tmp_path / "new"] * 8))

    assert made.count(True) == 1
    assert len(list((tmp_path / "new").iterdir())) == 3


@pytest.mark.parametrize("bits", [0o440, 0o404, 0o420, 0o401])
@pytest.mark.parametrize("name", ["field", "index", "current"])
def test_a_key_file_open_to_others_is_refused_in_plain_words(key_folder, name, bits):
    [path] = key_folder.glob(f"{name}*")
    path.chmod(bits)

    with pytest.raises(KeyProblem, match=f"chmod 400 {path}"):
        KeyRing(key_folder).current(Kind.FIELD)


def test_a_key_folder_open_to_others_is_refused_in_plain_words(key_folder):
    key_folder.chmod(0o750)

    with pytest.raises(KeyProblem, match=f"chmod 700 {key_folder}"):
        KeyRing(key_folder).current(Kind.INDEX)


def test_a_folder_without_keys_says_how_to_make_them(tmp_path):
    for use in (lambda: KeyRing(tmp_path).current(Kind.FIELD), lambda: rotate_field_key(tmp_path)):
        with pytest.raises(KeyProblem, match="make_keys"):
            use()


def test_a_running_process_writes_with_a_rotated_key_at_once(key_folder):
    running = KeyRing(key_folder)
    old_id, old = running.current(Kind.FIELD)

    new_id = rotate_field_key(key_folder)

    assert running.current(Kind.FIELD)[0].hex() == new_id
    assert running.field_key(old_id) == old


def test_a_running_process_finds_a_key_that_arrived_without_a_rotation_here(key_folder):
    running = KeyRing(key_folder)
    running.current(Kind.FIELD)
    arrived = Key(Kind.FIELD, os.urandom(16))

    (key_folder / arrived.file_name).write_bytes(arrived.secret)
    (key_folder / arrived.file_name).chmod(0o400)

    assert running.field_key(arrived.id) == arrived
    assert running.field_key(b"none") is None


def test_a_damaged_or_renamed_key_file_is_noticed(key_folder):
    [path] = key_files(key_folder, Kind.FIELD)
    path.rename(key_folder / "field-00000000.key")

    with pytest.raises(KeyProblem, match="已损坏或被改名"):
        KeyRing(key_folder).current(Kind.FIELD)


@pytest.mark.parametrize("content", ["", "field 00\nindex 00\n", "field\n", "field xy\nindex 00"])
def test_a_pointer_to_nowhere_is_refused(key_folder, content):
    pointer = key_folder / "current"
    pointer.unlink()
    pointer.write_text(content)
    pointer.chmod(0o400)

    with pytest.raises(KeyProblem, match="指向的密钥不存在"):
        KeyRing(key_folder).current(Kind.FIELD)


def test_a_start_cut_off_between_the_keys_is_completed(key_folder):
    [index] = key_files(key_folder, Kind.INDEX)
    (key_folder / "current").unlink()
    key_files(key_folder, Kind.FIELD)[0].unlink()

    made = make_keys(key_folder)

    assert made
    assert key_files(key_folder, Kind.INDEX) == [index]
    assert KeyRing(key_folder).current(Kind.FIELD)


@pytest.mark.parametrize("is_rotated", [False, True])
def test_keys_that_cannot_be_told_apart_are_never_guessed(key_folder, is_rotated):
    if is_rotated:
        rotate_field_key(key_folder)
    else:
        key_files(key_folder, Kind.INDEX)[0].unlink()
    (key_folder / "current").unlink()

    with pytest.raises(KeyProblem, match="从备份恢复"):
        make_keys(key_folder)


def test_a_key_does_not_show_its_bytes():
    secret = b"0123456789abcdef"

    shown = repr(Key(Kind.FIELD, secret))

    assert "0123" not in shown
    assert secret.hex() not in shown


def test_the_commands_make_and_rotate_keys(tmp_path, settings, capsys):
    settings.PORTAL_KEYS = tmp_path / "fresh"

    for command in ("make_keys", "make_keys", "rotate_keys"):
        call_command(command)

    said = capsys.readouterr().out
    assert "已生成密钥" in said
    assert "密钥已存在" in said
    assert len(key_files(tmp_path / "fresh", Kind.FIELD)) == 2
    for path in key_files(tmp_path / "fresh", Kind.FIELD):
        assert path.read_bytes().hex() not in said
