"""Files as they are read from a folder somebody names: whole, only what is a file, and only from where it belongs."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path


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


def is_folder(path: Path) -> bool:
    """Whether there is a folder one may look into; a name that no folder can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
