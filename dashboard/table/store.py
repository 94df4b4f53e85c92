"""The table store: holds the current table, reloads it when its files change, and keeps the last valid one when an edit is not."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from dashboard.table.files import Files, Stamp
from dashboard.table.load import Table, load
from dashboard.table.problems import Problem, Unreadable
from dashboard.table.wording import PROGRAM
from dashboard.table.words import plural, sentence_list

SECONDS = 1.0
"""The interval of polling, and how long files must be unchanged before they are read, in seconds: an edit is not written at once."""
_TRIES = 20


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One state of the table: its number, from 1, and a text on how it differs from the one before, empty for the first."""

    number: int
    table: Table
    changed: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """Identifies the content, so that a browser notices that its table is outdated."""
        return self.table.package.files.fingerprint()


class TableStore:
    """The last valid snapshot of the table in one folder, and the problems of a newer one that is not shown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._snapshot: Snapshot | None = None
        self._seen: tuple[Stamp, ...] = ()
        self._before: tuple[Stamp, ...] = ()
        self._read()

    def snapshot(self) -> Snapshot:
        """The current snapshot. Raises `Unreadable` with every problem when there has been no valid one."""
        if self._snapshot is None:
            raise Unreadable(self.problems)
        return self._snapshot

    @property
    def title(self) -> str:
        """The title of the table; the name of the program when there is no table."""
        return self._snapshot.table.package.title if self._snapshot else PROGRAM

    def watch(self) -> None:
        """Start a thread that polls for edits and reports each on the terminal."""
        threading.Thread(target=self._watch, name="table", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(SECONDS)
            try:
                self.look()
            except Exception as error:
                # An unexpected error must not end the thread silently: later edits would never be shown.
                print(f"The edit could not be read ({error!r}); readers keep what they have.", file=sys.stderr, flush=True)

    def look(self) -> None:
        """Read the table again if its files have changed and are stable since the last poll, and report the result."""
        before, self._before = self._before, self._files.stamps()
        if self._before != self._seen and self._before == before:
            self._read()
            print(self._report(), file=sys.stderr, flush=True)

    def _read(self) -> None:
        """Read the files until they do not change while being read, and replace the snapshot if the table is valid."""
        for _ in range(_TRIES):
            self._files = Files(self.folder)
            table, problems = _attempt(self._files)
            if self._files.unchanged():
                self._seen = self._files.stamps()
                break
            time.sleep(SECONDS / 5)
        else:
            table, problems = None, [Problem(str(self.folder), "is being written without a pause.", "Let the files rest for a second.")]
        self.problems = problems
        if table:
            known = self._snapshot
            self._snapshot = Snapshot(known.number + 1, table, differences(known.table, table)) if known else Snapshot(1, table)

    def _report(self) -> str:
        if not self.problems:
            snapshot = self.snapshot()
            return f"The table was read again: {snapshot.changed or 'it was broken and is sound now'}. Readers see it from now on."
        consequence = f"readers keep data {self._snapshot.table.package.version}" if self._snapshot else "readers see these problems"
        return "\n".join([f"The edit is not shown, {consequence}; {plural(len(self.problems), 'problem')}:", *map(str, self.problems)])


def _attempt(files: Files) -> tuple[Table | None, list[Problem]]:
    try:
        return load(files), []
    except Unreadable as error:
        return None, error.problems


def differences(old: Table, new: Table) -> str:
    """A text on how many claims were added, changed and withdrawn between two tables."""
    columns = list(new.package["claims"].columns)
    stayed = old.claims.index.intersection(new.claims.index)
    before, after = (table.claims.loc[stayed, columns] for table in (old, new))
    changed = int(((before != after) & ~(before.isna() & after.isna())).any(axis=1).sum())
    counts = {"added": len(new.claims) - len(stayed), "changed": changed, "withdrawn": len(old.claims) - len(stayed)}
    parts = [f"{plural(count, 'claim')} {what}" for what, count in counts.items() if count]
    return sentence_list(parts) or "the claims are the same, and something beside them changed"


@cache
def table_store(folder: Path) -> TableStore:
    """The store of a folder, one for each process."""
    return TableStore(folder)
