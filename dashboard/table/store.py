"""The table that is shown: read once a process, read again when its files change, and kept when an edit is broken."""

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
"""How often the files are looked at, and how long they must rest before they are read: an edit takes a moment to be written."""
_TRIES = 20


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One state of the table: its number, from 1, and how it differs from the one before it in words, empty for the first."""

    number: int
    table: Table
    changed: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """What tells the browser of a reader that this is another table than the one it shows."""
        return self.table.package.files.fingerprint()


class TableStore:
    """The last good snapshot of the table in one folder, and what is wrong with a newer one that is not shown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._snapshot: Snapshot | None = None
        self._seen: tuple[Stamp, ...] = ()
        self._before: tuple[Stamp, ...] = ()
        self._read()

    def snapshot(self) -> Snapshot:
        """The snapshot to show. Raises `Unreadable` with every problem when there has been none yet."""
        if self._snapshot is None:
            raise Unreadable(self.problems)
        return self._snapshot

    @property
    def title(self) -> str:
        """What the table is called; the program's own name as long as there is none to show."""
        return self._snapshot.table.package.title if self._snapshot else PROGRAM

    def watch(self) -> None:
        """Look for edits from now on, in a thread of its own, and say on the terminal what became of each."""
        threading.Thread(target=self._watch, name="table", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(SECONDS)
            try:
                self.look()
            except Exception as error:
                # A fault of ours must not end the watch unseen: later edits would never be shown.
                print(f"The edit could not be read ({error!r}); readers keep what they have.", file=sys.stderr, flush=True)

    def look(self) -> None:
        """Read the table again if its files have changed and have rested since the last look, and say what became of it."""
        before, self._before = self._before, self._files.stamps()
        if self._before != self._seen and self._before == before:
            self._read()
            print(self._told(), file=sys.stderr, flush=True)

    def _read(self) -> None:
        """Read the files until they hold still for one reading, and show the table if it is sound."""
        for _ in range(_TRIES):
            self._files = Files(self.folder)
            found, problems = _attempt(self._files)
            if self._files.unchanged():
                self._seen = self._files.stamps()
                break
            time.sleep(SECONDS / 5)
        else:
            found, problems = None, [Problem(str(self.folder), "is being written without a pause.", "Let the files rest for a second.")]
        self.problems = problems
        if found:
            known = self._snapshot
            self._snapshot = Snapshot(known.number + 1, found, differences(known.table, found)) if known else Snapshot(1, found)

    def _told(self) -> str:
        if not self.problems:
            snapshot = self.snapshot()
            return f"The table was read again: {snapshot.changed or 'it was broken and is sound now'}. Readers see it from now on."
        kept = f"readers keep data {self._snapshot.table.package.version}" if self._snapshot else "readers see these problems"
        return "\n".join([f"The edit is not shown, {kept}; {plural(len(self.problems), 'problem')}:", *map(str, self.problems)])


def _attempt(files: Files) -> tuple[Table | None, list[Problem]]:
    try:
        return load(files), []
    except Unreadable as error:
        return None, error.problems


def differences(old: Table, new: Table) -> str:
    """What became of the claims between two snapshots, in words; the vocabularies where the claims are the same."""
    columns = list(new.package["claims"].columns)
    stayed = old.claims.index.intersection(new.claims.index)
    before, after = (table.claims.loc[stayed, columns] for table in (old, new))
    changed = int(((before != after) & ~(before.isna() & after.isna())).any(axis=1).sum())
    counts = {"added": len(new.claims) - len(stayed), "changed": changed, "withdrawn": len(old.claims) - len(stayed)}
    told = [f"{plural(count, 'claim')} {what}" for what, count in counts.items() if count]
    return sentence_list(told) or "the claims are the same, and something beside them changed"


@cache
def table_store(folder: Path) -> TableStore:
    """The store of a folder, one a process."""
    return TableStore(folder)
