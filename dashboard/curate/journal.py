"""Changes several files atomically, whatever ends the process in between, and can undo the last change.

New content is written beside the files and recorded in a journal; one rename commits it. After that, an interrupted change is
completed by `finish`, which every command that reads the table calls.
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
"""How long to wait for another process that publishes."""


class JournalError(Exception):
    """Files cannot be changed together; the message gives the reason and the next step."""


@dataclass(frozen=True)
class Change:
    """The content of a file before and after; None where it does not exist."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class _Note:
    """A file in the journal: its path, and its fingerprints before and after (empty where it does not exist)."""

    path: Path
    before: str
    after: str

    @property
    def beside(self) -> Path:
        """The path of the new content until it replaces the file."""
        return self.path.with_name(f".{self.path.name}.publishing")


def drafts_of(data: Path) -> Path:
    """The folder of the drafts of the table in ``data``, which also holds the journal."""
    return data.resolve().parent / "seeds" / "drafts"


@contextmanager
def alone(drafts: Path, seconds: float = SECONDS_TO_WAIT) -> Iterator[None]:
    """Hold the lock on the table. Raises `JournalError` when another process holds it for longer than ``seconds``, and OSError."""
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
        # Closing the file releases the lock, also when the process is killed.
        yield


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def commit(drafts: Path, changes: Sequence[Change], *, undoable: bool = True) -> None:
    """Apply all changes or none; keeps the old content for `undo_changes` if ``undoable``. Call it within `alone`.

    Raises `JournalError` where a file has changed meanwhile, and OSError where it cannot be written; then nothing has changed.
    """
    building = drafts / _BUILDING
    notes = [_Note(change.path, _print(change.before), _print(change.after)) for change in changes]
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        document = {"kept": undoable, "files": [{"path": str(note.path), "before": note.before, "after": note.after} for note in notes]}
        _write(building / _NOTES, json.dumps(document, indent=1).encode())
        for number, (note, change) in enumerate(zip(notes, changes, strict=True)):
            if change.before is not None:
                _write(building / f"{number}.before", change.before)
            if change.after is not None:
                _write(building / f"{number}.after", change.after)
                note.path.parent.mkdir(parents=True, exist_ok=True)
                _write(note.beside, change.after, like=note.path)
        for note in notes:
            if _fingerprint_of(note.path) != note.before:
                raise JournalError(f"{note.path.name} was changed in the same moment. Nothing is published: try again.")
        _settle(building)
        building.rename(drafts / _DECIDED)
        _settle(drafts)
    except BaseException:
        _forget(building, notes)
        raise
    _carry_out(drafts, notes, undoable)


def finish(drafts: Path, roots: Sequence[Path]) -> bool:
    """Complete a committed change of a killed process, and discard an uncommitted one; returns whether files were changed.

    Only files below ``roots`` are written, whatever the journal says. Call it within `alone`.
    """
    building, decided = drafts / _BUILDING, drafts / _DECIDED
    if building.is_dir():
        _forget(building, _notes(building, roots)[0] if (building / _NOTES).is_file() else [])
    if not decided.is_dir():
        return False
    notes, undoable = _notes(decided, roots)
    _carry_out(drafts, notes, undoable)
    return True


def pending(drafts: Path) -> bool:
    """Whether a process was killed while it changed files."""
    return (drafts / _DECIDED).is_dir() or (drafts / _BUILDING).is_dir()


def finish_publishing(data: Path, articles: Path | None) -> bool:
    """Complete an interrupted publishing into ``data``, if there is one; returns whether files were changed.

    ``articles``: folder of the articles' texts, if not the one beside the data. Raises `JournalError`.
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
    """Whether there is a change that can be undone."""
    return (drafts / _DONE / _NOTES).is_file()


def undo_changes(drafts: Path, roots: Sequence[Path]) -> None:
    """Undo the last change, once. Call it within `alone`. Raises `JournalError` when there is none, or files changed since."""
    done = drafts / _DONE
    if not can_undo(drafts):
        raise JournalError("There is nothing to undo: the last publishing is taken back already, or there was none.")
    notes, _ = _notes(done, roots)
    later = [note.path.name for note in notes if _fingerprint_of(note.path) != note.after]
    if later:
        raise JournalError(f"{', '.join(later)} changed after publishing, and undoing would lose that. Restore the table by hand.")
    changes = []
    for number, note in enumerate(notes):
        before, after = ((done / f"{number}.{name}") for name in ("before", "after"))
        changes.append(Change(note.path, after.read_bytes() if note.after else None, before.read_bytes() if note.before else None))
    commit(drafts, changes, undoable=False)


def _carry_out(drafts: Path, notes: Sequence[_Note], undoable: bool) -> None:
    decided = drafts / _DECIDED
    for number, note in enumerate(notes):
        if not note.after:
            note.path.unlink(missing_ok=True)
        elif _fingerprint_of(note.path) != note.after:
            if _fingerprint_of(note.beside) != note.after:
                _write(note.beside, (decided / f"{number}.after").read_bytes(), like=note.path)
            note.beside.replace(note.path)
        with suppress(OSError):
            note.beside.unlink()
    for folder in {note.path.parent for note in notes}:
        _settle(folder)
    shutil.rmtree(drafts / _DONE, ignore_errors=True)
    if undoable:
        decided.rename(drafts / _DONE)
    else:
        shutil.rmtree(decided)
    _settle(drafts)


def _notes(folder: Path, roots: Sequence[Path]) -> tuple[list[_Note], bool]:
    try:
        document = json.loads((folder / _NOTES).read_bytes())
        notes = [_Note(Path(each["path"]), str(each["before"]), str(each["after"])) for each in document["files"]]
        undoable = bool(document["kept"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        if folder.name == _BUILDING:
            return [], False
        raise JournalError(
            f"{folder / _NOTES} cannot be read ({error}). Restore the table from its repository, and remove {folder}."
        ) from None
    allowed = [root.resolve() for root in roots]
    for note in notes:
        if not any(note.path.resolve().is_relative_to(root) for root in allowed):
            raise JournalError(f"{note.path} was being written and lies in no folder named here. Name its folder with --articles.")
    return notes, undoable


def _forget(building: Path, notes: Sequence[_Note]) -> None:
    """Delete the new content of a change that was not committed."""
    for note in notes:
        with suppress(OSError):
            note.beside.unlink()
    shutil.rmtree(building, ignore_errors=True)


def _print(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()


def _fingerprint_of(path: Path) -> str:
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
    """Flush the folder's directory entries to disk, where the system supports it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
