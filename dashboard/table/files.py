"""Files as they are read from a folder somebody names: whole, once, only what is a file, and only from where it belongs."""

from __future__ import annotations

import errno
import io
import os
import stat
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeAlias

_HERE = Path(__file__).resolve().parent.parent

Stamp: TypeAlias = tuple[int, int, int] | None
"""When a file was written, its size and its place on the disk; None when it is not there."""


class Files:
    """The files below and beside a data folder, by their paths in the descriptor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, bytes | OSError] = {}
        self._stamps: dict[str, Stamp] = {}

    def read(self, path: str, *within: Path) -> bytes:
        """What a file holds, the same bytes each time; it lies ``within`` one of these folders, or else in the data folder.

        Raises OSError when it cannot be read.
        """
        if path not in self._found:
            self._stamps[path] = stamp(self.folder / path)
            try:
                self._found[path] = read_file(self.folder / path, *(within or (self.folder,)))
            except OSError as error:
                self._found[path] = error
        found = self._found[path]
        if isinstance(found, OSError):
            raise found
        return found

    def fingerprint(self) -> str:
        """SHA-256 over all that was read, in hexadecimal: the same on every machine that read the same table."""
        found = ((path, content) for path, content in sorted(self._found.items()) if isinstance(content, bytes))
        return sha256(b"".join(path.encode() + sha256(content).digest() for path, content in found)).hexdigest()

    def unchanged(self) -> bool:
        """Whether every file that was read still is what it was, so that together they are one state of the table."""
        return all(stamp(self.folder / path) == before for path, before in self._stamps.items())

    def stamps(self) -> tuple[Stamp, ...]:
        """How the files that were read stand on the disk now."""
        return tuple(stamp(self.folder / path) for path in self._stamps)


def stamp(path: Path) -> Stamp:
    """How a file stands on the disk now."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_file(path: Path, *within: Path) -> bytes:
    """The bytes of a file; where folders are given it lies below one of them, wherever links lead.

    Raises OSError, also for what is no file or lies elsewhere: nothing outside a folder is read because something
    inside it says so, and a pipe would keep everybody waiting.
    """
    try:
        real = path.resolve(strict=True)
        inside = not within or any(real.is_relative_to(folder.resolve()) for folder in within)
    except RuntimeError as error:
        raise OSError(errno.ELOOP, "its links lead in a circle") from error
    except ValueError as error:
        raise OSError(errno.EINVAL, "no file can have this name") from error
    if not inside:
        raise OSError(errno.EACCES, "it lies outside the folder")
    # A pipe without a writer would block where it is opened.
    handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "it is no file")
        return io.FileIO(handle, closefd=False).readall()
    finally:
        os.close(handle)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, with the permissions of the one it takes the place of. Raises OSError."""
    with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.stem}-", delete=False) as rough:
        try:
            rough.write(content)
            rough.flush()
            os.fsync(rough.fileno())
            Path(rough.name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(rough.name).replace(target)
        except BaseException:
            Path(rough.name).unlink(missing_ok=True)
            raise


def is_folder(path: Path) -> bool:
    """Whether there is a folder one may look into; a name that no folder can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def released() -> Path:
    """The folder of the released data: beside the code in a clone, inside the package when installed as a wheel."""
    clone = _HERE.parent / "data"
    return clone if (clone / "datapackage.json").is_file() else _HERE / "released" / "data"


def own_copies() -> Path | None:
    """The folder where a clone keeps the reader's own copies of the articles, when there is one."""
    folder = _HERE.parent / "seeds" / "articles"
    return folder if folder.is_dir() else None


def at_hand() -> Path | None:
    """The folder of the reader's own copies of the articles: the one the command was told of, else the one in a clone."""
    told = os.environ.get("TECH_HUBS_ARTICLES")
    return Path(told) if told else own_copies()
