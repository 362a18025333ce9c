"""Backups while people save: nothing that was acknowledged before one began is missing from it, and its files can be read.

The suite makes a few; `make backups BACKUPS=25` makes more.
"""

import os
import subprocess
import sys
import threading
from queue import Empty, Queue

from readiness.settings import BASE_DIR

BACKUPS = int(os.environ.get("BACKUPS", "2"))


class Load:
    """Threads of another process that save, and what it was told is saved, line by line."""

    def __init__(self, installation, seconds):
        words = [sys.executable, "-m", "tests.backup.scene", "save", str(seconds)]
        self.process = subprocess.Popen(
            words, cwd=BASE_DIR, env=installation.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines, self.queue = [], Queue()
        threading.Thread(target=lambda: [self.queue.put(line.split()) for line in self.process.stdout], daemon=True).start()

    def so_far(self):
        while True:
            try:
                self.lines.append(self.queue.get_nowait())
            except Empty:
                return list(self.lines)

    def wait_for(self, count):
        """Return once so many more lines have come."""
        goal = len(self.so_far()) + count
        while len(self.lines) < goal:
            self.lines.append(self.queue.get(timeout=60))

    def end(self):
        self.process.terminate()
        self.process.communicate(timeout=60)


def missing(before, after, seen):
    """Return what was acknowledged before a backup began and is not in what was restored; `after` is all said until its end."""
    remarks = set(seen["remarks"])
    leaving = {words[1] for words in after if words[0] == "removing"}
    return [words for words in before if words[0] == "saved" and words[1] not in remarks] + [
        words for words in before
        if words[0] == "added" and words[1] not in leaving and seen["files"].get(words[1]) != words[2]
    ]  # fmt: skip


def test_nothing_acknowledged_before_a_backup_began_is_missing(install, original, tmp_path, capsys):
    load = Load(original, 3600)
    counts = {"backups": 0, "acknowledged before": 0, "acknowledged meanwhile": 0, "missing": 0, "torn": 0}
    try:
        for number in range(BACKUPS):
            load.wait_for(20)
            before, path = load.so_far(), tmp_path / f"{number}.zip"
            said = original.run("manage.py", "backup", path)
            after = load.so_far()
            assert (said.returncode, said.stderr) == (0, "")
            other = install()
            other.manage("restore", path)
            seen = other.scene("seen")
            counts["backups"] += 1
            counts["acknowledged before"] += len(before)
            counts["acknowledged meanwhile"] += len(after) - len(before)
            counts["missing"] += len(missing(before, after, seen))
            counts["torn"] += len(seen["unlike their history"]) + len(seen["lost reports"])
            assert missing([*before, ["saved", "never"], ["added", "never", "0"]], after, seen)[-2:] == [
                ["saved", "never"], ["added", "never", "0"],
            ]  # fmt: skip
    finally:
        load.end()
    with capsys.disabled():
        print(f"\n  {counts}")
    assert counts["acknowledged before"] > 0 < counts["acknowledged meanwhile"]
    assert (counts["missing"], counts["torn"]) == (0, 0)
