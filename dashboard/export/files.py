"""Exports written into a folder, one after the other: each file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dashboard.export.asked import CLAIMS, Asked, drawn, figure, linked, placed
from dashboard.export.formats import DRAWN, EVERYTHING, FORMATS
from dashboard.export.names import named, stem
from dashboard.export.pictures import draw
from dashboard.pictures import ARRANGED, PICTURES, picture_name
from dashboard.table.dimensions import USUAL
from dashboard.table.load import Table
from dashboard.table.selection import Selection

NAMES = (*PICTURES, CLAIMS)
"""What can be named to be exported."""
SUFFIXES = (*DRAWN, *FORMATS)


@dataclass(frozen=True)
class ExportFile:
    """A file to be written: its name, and of what it is made."""

    name: str
    suffix: str
    asked: tuple[Asked, ...]

    @property
    def painted(self) -> bool:
        """Whether a Chrome must draw it."""
        return self.suffix == "png"


def planned(table: Table, names: Sequence[str], suffixes: Sequence[str], asked: Asked, site: str) -> list[ExportFile]:
    """Every file that ``names`` (of ``NAMES``, or what they were called before) as ``suffixes`` (of ``SUFFIXES``) make.

    ``asked`` is what all pictures share, ``site`` where the app is found. Slides and pages hold all the pictures in one
    file, and the whole data package is one whatever is named.
    """
    each = [_one(table, name, asked, site) for name in dict.fromkeys(map(picture_name, names))]
    files: list[ExportFile] = []
    for suffix in dict.fromkeys(suffixes):
        form = FORMATS.get(suffix)
        if not form:
            files += [ExportFile(f"{_pictured(table, one)}.{suffix}", suffix, (one,)) for one in each if one.picture in PICTURES]
        elif form.names == (EVERYTHING,):
            files.append(ExportFile(f"{stem(table, Selection(), EVERYTHING)}.{suffix}", suffix, (asked,)))
        else:
            fit = [one for one in each if one.picture in form.names]
            groups = [fit] if form.together and fit else [[one] for one in fit]
            files += [ExportFile(f"{_named(table, group)}.{suffix}", suffix, tuple(group)) for group in groups]
    return files


def _one(table: Table, name: str, asked: Asked, site: str) -> Asked:
    if name == CLAIMS:
        return replace(asked, picture=name, arranged=USUAL)
    arranged = asked.arranged if name in ARRANGED else USUAL
    one = replace(asked, picture=name, selection=asked.selection.only_filters(), arranged=arranged)
    return replace(one, link=linked(table, site, one))


def _pictured(table: Table, asked: Asked) -> str:
    return named(table, asked, asked.size)


def _named(table: Table, group: Sequence[Asked]) -> str:
    name = group[0].picture if len(group) == 1 else "all" if len(group) == len(PICTURES) else "-".join(one.picture for one in group)
    arranged = next((one.arranged for one in group if one.arranged.query()), USUAL)
    return stem(table, group[0].selection, name, arranged=arranged)


def made(table: Table, files: Sequence[ExportFile], times: int, copies: Path | None) -> Iterator[tuple[ExportFile, bytes]]:
    """Each file with its bytes, those a Chrome draws last; ``copies`` are the reader's own of the articles.

    Raises `NoChrome` when it comes to them and there is none."""
    for file in files:
        if file.suffix in FORMATS:
            yield file, FORMATS[file.suffix].write(table, list(file.asked), copies)
        elif not file.painted:
            draws = drawn if file.suffix == "svg" else figure
            yield file, draws(table, file.asked[0]).encode()
    wanted = [file for file in files if file.painted]
    scenes = [placed(table, file.asked[0], date.today()) for file in wanted]
    pictures = [(drawn(table, file.asked[0]), (scene.width, scene.height)) for file, scene in zip(wanted, scenes, strict=True)]
    yield from zip(wanted, draw(pictures, times) if pictures else (), strict=True)


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError when there is no room or no permission."""
    handle, rough = tempfile.mkstemp(dir=folder, prefix=".tech-hubs-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(rough).chmod(0o644)
        Path(rough).replace(folder / name)
    except BaseException:
        Path(rough).unlink(missing_ok=True)
        raise
