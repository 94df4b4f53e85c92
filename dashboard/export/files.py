"""Plans the files of an export and writes them into a folder, each atomically."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dashboard.export.formats import DRAWN, EVERYTHING, EXPORT_FORMATS
from dashboard.export.names import named, stem
from dashboard.export.pictures import draw
from dashboard.export.request import CLAIMS, ExportRequest, drawn, figure, linked, placed
from dashboard.pictures import ARRANGED, PICTURES, picture_name
from dashboard.table.dimensions import USUAL
from dashboard.table.load import Table
from dashboard.table.selection import Selection

NAMES = (*PICTURES, CLAIMS)
"""The names that can be exported."""
SUFFIXES = (*DRAWN, *EXPORT_FORMATS)


@dataclass(frozen=True)
class ExportFile:
    """A file to write: its name, its suffix, and the requests it is made from."""

    name: str
    suffix: str
    requests: tuple[ExportRequest, ...]

    @property
    def painted(self) -> bool:
        """Whether Chrome is needed to draw it."""
        return self.suffix == "png"


def planned(table: Table, names: Sequence[str], suffixes: Sequence[str], request: ExportRequest, site: str) -> list[ExportFile]:
    """The files for ``names`` (of ``NAMES``, or former names of these) in ``suffixes`` (of ``SUFFIXES``).

    ``request`` has what all pictures share, ``site`` is the address of the app. Slides and pages hold all pictures in one file, and
    the data package is one file whatever the names.
    """
    each = [_one(table, name, request, site) for name in dict.fromkeys(map(picture_name, names))]
    files: list[ExportFile] = []
    for suffix in dict.fromkeys(suffixes):
        form = EXPORT_FORMATS.get(suffix)
        if not form:
            files += [ExportFile(f"{_pictured(table, one)}.{suffix}", suffix, (one,)) for one in each if one.picture in PICTURES]
        elif form.names == (EVERYTHING,):
            files.append(ExportFile(f"{stem(table, Selection(), EVERYTHING)}.{suffix}", suffix, (request,)))
        else:
            fit = [one for one in each if one.picture in form.names]
            groups = [fit] if form.together and fit else [[one] for one in fit]
            files += [ExportFile(f"{_named(table, group)}.{suffix}", suffix, tuple(group)) for group in groups]
    return files


def _one(table: Table, name: str, request: ExportRequest, site: str) -> ExportRequest:
    if name == CLAIMS:
        return replace(request, picture=name, arranged=USUAL)
    arranged = request.arranged if name in ARRANGED else USUAL
    one = replace(request, picture=name, selection=request.selection.only_filters(), arranged=arranged)
    return replace(one, link=linked(table, site, one))


def _pictured(table: Table, request: ExportRequest) -> str:
    return named(table, request, request.size)


def _named(table: Table, group: Sequence[ExportRequest]) -> str:
    name = group[0].picture if len(group) == 1 else "all" if len(group) == len(PICTURES) else "-".join(one.picture for one in group)
    arranged = next((one.arranged for one in group if one.arranged.query()), USUAL)
    return stem(table, group[0].selection, name, arranged=arranged)


def file_contents(table: Table, files: Sequence[ExportFile], times: int, copies: Path | None) -> Iterator[tuple[ExportFile, bytes]]:
    """Each file with its content, those drawn by Chrome last; ``copies`` is the folder of the reader's own copies of the articles.

    Raises `DrawingError` when Chrome is missing or fails."""
    for file in files:
        if file.suffix in EXPORT_FORMATS:
            yield file, EXPORT_FORMATS[file.suffix].write(table, list(file.requests), copies)
        elif not file.painted:
            draws = drawn if file.suffix == "svg" else figure
            yield file, draws(table, file.requests[0]).encode()
    wanted = [file for file in files if file.painted]
    scenes = [placed(table, file.requests[0], date.today()) for file in wanted]
    pictures = [(drawn(table, file.requests[0]), (scene.width, scene.height)) for file, scene in zip(wanted, scenes, strict=True)]
    yield from zip(wanted, draw(pictures, times) if pictures else (), strict=True)


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a file atomically. Raises OSError when there is no room or no permission."""
    handle, rough = tempfile.mkstemp(dir=folder, prefix=".tech-hubs-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(rough).chmod(0o644)
        Path(rough).replace(folder / name)
    except BaseException:
        Path(rough).unlink(missing_ok=True)
        raise
