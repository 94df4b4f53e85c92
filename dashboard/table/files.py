"""Safe reading of files from a folder the user names: regular files only, only below allowed folders, each read once."""

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
"""(Modification time in ns, size, inode) of a file; None when it does not exist."""


class Files:
    """The files below and beside a data folder, by their paths in the descriptor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._contents: dict[str, bytes | OSError] = {}
        self._stamps: dict[str, Stamp] = {}

    def read(self, path: str, *within: Path) -> bytes:
        """The content of a file, read once and then cached; it must lie below one of ``within``, by default below the data folder.

        Raises OSError when it cannot be read.
        """
        if path not in self._contents:
            self._stamps[path] = stamp(self.folder / path)
            try:
                self._contents[path] = read_file(self.folder / path, *(within or (self.folder,)))
            except OSError as error:
                self._contents[path] = error
        content = self._contents[path]
        if isinstance(content, OSError):
            raise content
        return content

    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, over paths and contents of all files read; equal on every machine with the same table."""
        readable = ((path, content) for path, content in sorted(self._contents.items()) if isinstance(content, bytes))
        return sha256(b"".join(path.encode() + sha256(content).digest() for path, content in readable)).hexdigest()

    def unchanged(self) -> bool:
        """Whether no file has changed since it was read, so that together they are one state of the table."""
        return all(stamp(self.folder / path) == before for path, before in self._stamps.items())

    def stamps(self) -> tuple[Stamp, ...]:
        """The current stamps of the files that were read."""
        return tuple(stamp(self.folder / path) for path in self._stamps)


def stamp(path: Path) -> Stamp:
    """The current stamp of a file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_file(path: Path, *within: Path) -> bytes:
    """The bytes of a file; with ``within`` it must lie below one of these folders once symbolic links are resolved.

    Raises OSError, also for anything but a regular file and for a file outside: a link in a data package must not expose other
    files, and reading a pipe would block.
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
    """Write a file atomically, with the permissions of the one it replaces. Raises OSError."""
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
    """Whether the path is an accessible folder; False for an invalid name."""
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


def articles_folder() -> Path | None:
    """The folder of the reader's own copies of the articles: the one in TECH_HUBS_ARTICLES, else the one in a clone, else None."""
    configured = os.environ.get("TECH_HUBS_ARTICLES")
    return Path(configured) if configured else own_copies()
