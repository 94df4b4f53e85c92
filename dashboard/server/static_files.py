"""Static files, which do not change while the app runs: read and compressed once, then served from memory."""

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
"""The size in bytes from which a file is compressed in a thread."""
_INCOMPRESSIBLE = (".gif", ".png", ".woff2")


@dataclass(frozen=True)
class StaticFile:
    """How to read a file, its type by suffix, and its Cache-Control (``lasting``)."""

    read: Callable[[], bytes]
    suffix: str
    lasting: str


@dataclass(frozen=True)
class CachedFile:
    """A file in memory, ready to be sent; the headers say whether it is compressed."""

    body: bytes
    etag: bytes
    headers: list[Header]


def folder(place: Path, below: str, lasting: str) -> dict[str, StaticFile]:
    """The files of a folder, by their paths below ``below``."""
    files = (path for path in place.rglob("*") if path.is_file() and path.suffix in _TYPES)
    return {f"{below}/{path.relative_to(place).as_posix()}": StaticFile(path.read_bytes, path.suffix, lasting) for path in files}


def text(give: Callable[[], str], suffix: str, lasting: str) -> StaticFile:
    """A static file whose content is computed by ``give``."""
    return StaticFile(lambda: give().encode(), suffix, lasting)


class StaticFiles:
    """Static files by path; each is read and compressed once, on its first request, also when many requests come at once."""

    def __init__(self, files: Mapping[str, StaticFile]) -> None:
        self._files = dict(files)
        self._cached: dict[str, asyncio.Future[CachedFile]] = {}

    def __contains__(self, address: str) -> bool:
        return address in self._files

    def add(self, files: Mapping[str, StaticFile]) -> None:
        """Add files."""
        self._files |= files

    async def get(self, address: str, packed: bool = True, hurried: bool = False) -> CachedFile:
        """The file at a known path: compressed if ``packed``; with ``hurried`` only if it has been compressed before.

        Raises OSError when it cannot be read.
        """
        file = self._files[address]
        if hurried and address not in self._cached:
            # A proxy must not cache the uncompressed file.
            return _uncompressed(replace(file, lasting=ASK_AGAIN), file.read())
        if not packed:
            return _uncompressed(file, file.read())
        if address not in self._cached:
            self._cached[address] = asyncio.ensure_future(_load(file))
        try:
            # A request that is cancelled must not cancel the file for the others.
            return await asyncio.shield(self._cached[address])
        except OSError:
            self._cached.pop(address, None)
            raise


async def _load(file: StaticFile) -> CachedFile:
    raw = file.read()
    return await asyncio.to_thread(_compressed, file, raw) if len(raw) > _LARGE else _compressed(file, raw)


def _compressed(file: StaticFile, raw: bytes) -> CachedFile:
    packed = raw if file.suffix in _INCOMPRESSIBLE else gzip.compress(raw, _LEVEL, mtime=0)
    return (
        _uncompressed(file, raw)
        if len(packed) >= len(raw)
        else CachedFile(packed, *_headers(file, raw, packed, (b"content-encoding", b"gzip")))
    )


def _uncompressed(file: StaticFile, raw: bytes) -> CachedFile:
    return CachedFile(raw, *_headers(file, raw, raw))


def _headers(file: StaticFile, raw: bytes, sent: bytes, *more: Header) -> tuple[bytes, list[Header]]:
    etag = f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'.encode()
    length = str(len(sent)).encode()
    kind = _TYPES[file.suffix].encode()
    cache_headers = [(b"etag", etag), (b"cache-control", file.lasting.encode()), (b"vary", b"Accept-Encoding")]
    return etag, [*cache_headers, *more, (b"content-type", kind), (b"content-length", length)]
