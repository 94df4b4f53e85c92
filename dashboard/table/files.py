"""The files of a data package as they stood at one moment: each is read once, and whether they have changed since can be asked."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int] | None
"""When a file was written, its size and its place on the disk; None when it is not there."""


class Files:
    """The files below and beside a data folder, by their paths in the descriptor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, bytes | OSError] = {}
        self._stamps: dict[str, Stamp] = {}

    def read(self, path: str) -> bytes:
        """What a file holds; the same bytes each time. Raises OSError when it cannot be read."""
        if path not in self._found:
            self._stamps[path] = _stamp(self.folder / path)
            try:
                self._found[path] = (self.folder / path).read_bytes()
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
        return all(_stamp(self.folder / path) == stamp for path, stamp in self._stamps.items())

    def stamps(self) -> tuple[Stamp, ...]:
        """How the files that were read stand on the disk now."""
        return tuple(_stamp(self.folder / path) for path in self._stamps)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
