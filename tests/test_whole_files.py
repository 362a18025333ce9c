"""A file is there whole or not at all, and on the disk when it is said to be."""

import errno
import os
from pathlib import Path

import pytest

from readiness.whole_files import write_whole


def test_a_file_appears_whole_and_for_its_owner_only(tmp_path):
    write_whole(tmp_path / "deep" / "x.pdf", [b"who", b"le"])
    assert {path.name: path.read_bytes() for path in (tmp_path / "deep").iterdir()} == {"x.pdf": b"whole"}
    assert (tmp_path / "deep" / "x.pdf").stat().st_mode & 0o077 == 0


def test_it_is_on_the_disk_before_it_has_its_name_and_its_name_after(tmp_path, monkeypatch):
    synced, sync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(Path(f"/proc/self/fd/{file}").readlink()), sync(file)))
    write_whole(tmp_path / "deep" / "x.pdf", [b"whole"])
    assert synced == [tmp_path / "deep" / "x.part", tmp_path / "deep", tmp_path]


def test_what_a_full_disk_cuts_off_leaves_the_file_of_before(tmp_path):
    def cut_off():
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    write_whole(tmp_path / "x.pdf", [b"before"])
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "x.pdf", cut_off())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.pdf": b"before"}


def test_what_a_killed_writer_left_is_written_over(tmp_path):
    (tmp_path / "x.part").write_bytes(b"half of something longer")
    write_whole(tmp_path / "x.pdf", [b"whole"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.pdf": b"whole"}
