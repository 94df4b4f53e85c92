"""Files that never change while the app runs: read once, compressed once, given from memory."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.server.headers import Header

FOREVER = "public, immutable, max-age=31536000"
ASK_AGAIN = "no-cache"
_LEVEL = 6
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_LARGE = 100_000
"""From how many bytes on a file is compressed in a thread of its own, since it takes longer than changing to one."""
_NO_SMALLER = (".gif", ".png", ".woff2")


@dataclass(frozen=True)
class StaticFile:
    """Where a file comes from, what it is and how long a browser may keep it."""

    read: Callable[[], bytes]
    suffix: str
    lasting: str


@dataclass(frozen=True)
class Kept:
    """A file in memory, as it is sent: the headers say whether it is compressed."""

    body: bytes
    etag: bytes
    headers: list[Header]


def folder(place: Path, below: str, lasting: str) -> dict[str, StaticFile]:
    """Every file of a folder, by its address."""
    files = (path for path in place.rglob("*") if path.is_file() and path.suffix in _TYPES)
    return {f"{below}/{path.relative_to(place).as_posix()}": StaticFile(path.read_bytes, path.suffix, lasting) for path in files}


def text(give: Callable[[], str], suffix: str, lasting: str) -> StaticFile:
    """A file that is made, not read."""
    return StaticFile(lambda: give().encode(), suffix, lasting)


class Held:
    """Files by their address; each is made when it is first asked for, also when a hall asks for it at once."""

    def __init__(self, files: Mapping[str, StaticFile]) -> None:
        self._files = dict(files)
        self._kept: dict[str, asyncio.Future[Kept]] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._files

    def add(self, files: Mapping[str, StaticFile]) -> None:
        """Hold more."""
        self._files |= files

    async def get(self, address: str, packed: bool = True, hurried: bool = False) -> Kept:
        """The file at an address it holds, compressed unless it is not to be ``packed``, or never was and is ``hurried``.

        Raises OSError when it cannot be read.
        """
        file = self._files[address]
        if hurried and address not in self._kept:
            # Nobody between here and the reader is to keep it like this for the others.
            return _raw(replace(file, lasting=ASK_AGAIN), file.read())
        if not packed:
            return _raw(file, file.read())
        if address not in self._kept:
            self._kept[address] = asyncio.ensure_future(_made(file))
        try:
            # A reader who goes away takes the file from nobody else.
            return await asyncio.shield(self._kept[address])
        except OSError:
            self._kept.pop(address, None)
            raise


async def _made(file: StaticFile) -> Kept:
    raw = file.read()
    return await asyncio.to_thread(_keep, file, raw) if len(raw) > _LARGE else _keep(file, raw)


def _keep(file: StaticFile, raw: bytes) -> Kept:
    packed = raw if file.suffix in _NO_SMALLER else gzip.compress(raw, _LEVEL, mtime=0)
    return _raw(file, raw) if len(packed) >= len(raw) else Kept(packed, *_said(file, raw, packed, (b"content-encoding", b"gzip")))


def _raw(file: StaticFile, raw: bytes) -> Kept:
    return Kept(raw, *_said(file, raw, raw))


def _said(file: StaticFile, raw: bytes, sent: bytes, *more: Header) -> tuple[bytes, list[Header]]:
    etag = f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'.encode()
    length = str(len(sent)).encode()
    kind = _TYPES[file.suffix].encode()
    said = [(b"etag", etag), (b"cache-control", file.lasting.encode()), (b"vary", b"Accept-Encoding")]
    return etag, [*said, *more, (b"content-type", kind), (b"content-length", length)]
