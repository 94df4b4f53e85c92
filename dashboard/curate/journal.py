"""Several files changed together, whole or not at all, whatever ends the process in the middle, and taken back once.

What is to be written is laid beside the files and noted first; one rename decides. Before it nothing has happened, after it
whoever comes next finishes: `finish` is called by every command that reads the table.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BUILDING, _DECIDED, _DONE, _LOCK = ".publishing.new", ".publishing", ".undo", ".publishing.lock"
_NOTES = "journal.json"
SECONDS_TO_WAIT = 10.0
"""How long one waits for another process that publishes: it takes a moment."""


class JournalError(Exception):
    """Files cannot be changed together; the message says why and what to do."""


@dataclass(frozen=True)
class Change:
    """A file before and after; None where it is not there."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class _Note:
    """One file of the journal: where it is, what it was and is to be as fingerprints, empty where it is not there."""

    path: Path
    before: str
    after: str

    @property
    def beside(self) -> Path:
        """The finished file, waiting to take its place."""
        return self.path.with_name(f".{self.path.name}.publishing")


def drafts_of(data: Path) -> Path:
    """The folder of the drafts of the table in ``data``, where the journal is kept too."""
    return data.resolve().parent / "seeds" / "drafts"


@contextmanager
def alone(drafts: Path, seconds: float = SECONDS_TO_WAIT) -> Iterator[None]:
    """Nobody else changes the table meanwhile. Raises `JournalError` when somebody does for longer than ``seconds``, and OSError."""
    drafts.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    with (drafts / _LOCK).open("ab") as file:
        while True:
            try:
                _lock(file.fileno())
                break
            except OSError:
                if time.monotonic() > end:
                    raise JournalError("Another draft is being published. Wait until it is done, and try again.") from None
                time.sleep(0.05)
        # The lock goes with the file, also when the process is killed.
        yield


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def commit(drafts: Path, changes: Sequence[Change], *, kept: bool = True) -> None:
    """Make all changes or none; what was is kept for `undo_changes` where ``kept``. To be called `alone`.

    Raises `JournalError` where a file is not what it was any more, and OSError where it cannot be written: then nothing changed.
    """
    building = drafts / _BUILDING
    notes = [_Note(change.path, _print(change.before), _print(change.after)) for change in changes]
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        told = {"kept": kept, "files": [{"path": str(note.path), "before": note.before, "after": note.after} for note in notes]}
        _write(building / _NOTES, json.dumps(told, indent=1).encode())
        for number, (note, change) in enumerate(zip(notes, changes, strict=True)):
            if change.before is not None:
                _write(building / f"{number}.before", change.before)
            if change.after is not None:
                _write(building / f"{number}.after", change.after)
                note.path.parent.mkdir(parents=True, exist_ok=True)
                _write(note.beside, change.after, like=note.path)
        for note in notes:
            if _found(note.path) != note.before:
                raise JournalError(f"{note.path.name} was changed in the same moment. Nothing is published: try again.")
        _settle(building)
        building.rename(drafts / _DECIDED)
        _settle(drafts)
    except BaseException:
        _forget(building, notes)
        raise
    _carry_out(drafts, notes, kept)


def finish(drafts: Path, roots: Sequence[Path]) -> bool:
    """Finish what a killed process had decided, and throw away what it had not; returns whether files were changed.

    Only files below ``roots`` are touched, whatever the journal says. To be called `alone`.
    """
    building, decided = drafts / _BUILDING, drafts / _DECIDED
    if building.is_dir():
        _forget(building, _notes(building, roots)[0] if (building / _NOTES).is_file() else [])
    if not decided.is_dir():
        return False
    notes, kept = _notes(decided, roots)
    _carry_out(drafts, notes, kept)
    return True


def pending(drafts: Path) -> bool:
    """Whether a process was killed while it changed files together."""
    return (drafts / _DECIDED).is_dir() or (drafts / _BUILDING).is_dir()


def finish_publishing(data: Path, articles: Path | None) -> bool:
    """Finish a publishing into ``data`` that was killed in the middle, if there is one; returns whether files were changed.

    ``articles`` is the folder of the articles' texts, where it is not the one beside the data. Raises `JournalError`.
    """
    drafts = drafts_of(data)
    if not pending(drafts):
        return False
    try:
        with alone(drafts):
            return finish(drafts, roots_of(data, articles))
    except OSError as error:
        what = f"A publishing into {data} was interrupted and cannot be finished ({error.strerror or error})."
        raise JournalError(f"{what} Make room, or allow writing there, and try again.") from None


def roots_of(data: Path, articles: Path | None) -> tuple[Path, ...]:
    """The folders below which publishing may write."""
    return tuple(filter(None, (data, data.resolve().parent / "seeds", articles)))


def can_undo(drafts: Path) -> bool:
    """Whether there is something that can be taken back."""
    return (drafts / _DONE / _NOTES).is_file()


def undo_changes(drafts: Path, roots: Sequence[Path]) -> None:
    """Take the last changes back, once. To be called `alone`. Raises `JournalError` when there are none, or files changed since."""
    done = drafts / _DONE
    if not can_undo(drafts):
        raise JournalError("There is nothing to undo: the last publishing is taken back already, or there was none.")
    notes, _ = _notes(done, roots)
    later = [note.path.name for note in notes if _found(note.path) != note.after]
    if later:
        raise JournalError(f"{', '.join(later)} changed after publishing, and undoing would lose that. Restore the table by hand.")
    changes = []
    for number, note in enumerate(notes):
        before, after = ((done / f"{number}.{name}") for name in ("before", "after"))
        changes.append(Change(note.path, after.read_bytes() if note.after else None, before.read_bytes() if note.before else None))
    commit(drafts, changes, kept=False)


def _carry_out(drafts: Path, notes: Sequence[_Note], kept: bool) -> None:
    decided = drafts / _DECIDED
    for number, note in enumerate(notes):
        if not note.after:
            note.path.unlink(missing_ok=True)
        elif _found(note.path) != note.after:
            if _found(note.beside) != note.after:
                _write(note.beside, (decided / f"{number}.after").read_bytes(), like=note.path)
            note.beside.replace(note.path)
        with suppress(OSError):
            note.beside.unlink()
    for folder in {note.path.parent for note in notes}:
        _settle(folder)
    shutil.rmtree(drafts / _DONE, ignore_errors=True)
    if kept:
        decided.rename(drafts / _DONE)
    else:
        shutil.rmtree(decided)
    _settle(drafts)


def _notes(folder: Path, roots: Sequence[Path]) -> tuple[list[_Note], bool]:
    try:
        told = json.loads((folder / _NOTES).read_bytes())
        notes = [_Note(Path(each["path"]), str(each["before"]), str(each["after"])) for each in told["files"]]
        kept = bool(told["kept"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        if folder.name == _BUILDING:
            return [], False
        raise JournalError(
            f"{folder / _NOTES} cannot be read ({error}). Restore the table from its repository, and remove {folder}."
        ) from None
    known = [root.resolve() for root in roots]
    for note in notes:
        if not any(note.path.resolve().is_relative_to(root) for root in known):
            raise JournalError(f"{note.path} was being written and lies in no folder named here. Name its folder with --articles.")
    return notes, kept


def _forget(building: Path, notes: Sequence[_Note]) -> None:
    """Throw away what was prepared and not decided."""
    for note in notes:
        with suppress(OSError):
            note.beside.unlink()
    shutil.rmtree(building, ignore_errors=True)


def _print(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()


def _found(path: Path) -> str:
    try:
        return _print(path.read_bytes())
    except FileNotFoundError:
        return ""


def _write(path: Path, content: bytes, like: Path | None = None) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like is not None and like.exists():
        path.chmod(like.stat().st_mode & 0o777)


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
