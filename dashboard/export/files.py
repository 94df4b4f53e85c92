"""Exports written into a folder, one after the other: each file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.charts import CHARTS
from dashboard.charts.screens import CLAIMS, Asked, screens
from dashboard.export.formats import DRAWN, EVERYTHING, FORMATS
from dashboard.export.names import part_of, stem
from dashboard.export.pictures import draw
from dashboard.table.load import Table
from dashboard.table.permalink import short
from dashboard.table.selection import Selection

NAMES = (*CHARTS, CLAIMS)
"""What can be named to be exported."""
SUFFIXES = (*DRAWN, *FORMATS)


@dataclass(frozen=True)
class File:
    """A file to be written: its name, and how its bytes are made; ``drawn`` when a Chrome must draw it."""

    name: str
    suffix: str
    asked: tuple[Asked, ...]
    part: int = 0

    @property
    def drawn(self) -> bool:
        return self.suffix in DRAWN


def planned(table: Table, names: Sequence[str], suffixes: Sequence[str], asked: Asked, site: str) -> list[File]:
    """Every file that ``names`` (of ``NAMES``) as ``suffixes`` (of ``SUFFIXES``) make.

    ``asked`` is what all pictures share, ``site`` where the app is found. Slides and pages hold all the pictures in one
    file, and the whole data package is one whatever is named.
    """
    each = [_one(table, name, asked, site) for name in dict.fromkeys(names)]
    files: list[File] = []
    for suffix in dict.fromkeys(suffixes):
        form = FORMATS.get(suffix)
        if not form:
            files += [file for one in each if one.picture in CHARTS for file in _parts(table, one, suffix)]
        elif form.names == (EVERYTHING,):
            files.append(File(f"{stem(table, Selection(), EVERYTHING)}.{suffix}", suffix, (asked,)))
        else:
            fit = [one for one in each if one.picture in form.names]
            groups = [fit] if form.together and fit else [[one] for one in fit]
            files += [File(f"{_named(table, group)}.{suffix}", suffix, tuple(group)) for group in groups]
    return files


def _one(table: Table, name: str, asked: Asked, site: str) -> Asked:
    if name == CLAIMS:
        return replace(asked, picture=name)
    pictured = asked.selection.only_filters()
    return replace(asked, picture=name, selection=pictured, link=short(table, site, name, pictured, CHARTS))


def _parts(table: Table, asked: Asked, suffix: str) -> list[File]:
    many = len(screens(table, asked).figures)
    parts = [part_of(part, many, asked.style.name, asked.size) for part in range(1, many + 1)]
    return [
        File(f"{stem(table, asked.selection, asked.picture, part)}.{suffix}", suffix, (asked,), place) for place, part in enumerate(parts)
    ]  # fmt: skip


def _named(table: Table, group: Sequence[Asked]) -> str:
    name = group[0].picture if len(group) == 1 else "all" if len(group) == len(CHARTS) else "-".join(one.picture for one in group)
    return stem(table, group[0].selection, name)


def made(table: Table, files: Sequence[File], times: int, copies: Path | None) -> Iterator[tuple[File, bytes]]:
    """Each file with its bytes, those a Chrome draws last; ``copies`` are the reader's own of the articles.

    Raises `NoChrome` when it comes to them and there is none."""
    yield from ((file, FORMATS[file.suffix].write(table, list(file.asked), copies)) for file in files if not file.drawn)
    wanted = [file for file in files if file.drawn]
    pictures = dict.fromkeys((file.asked[0], file.part) for file in wanted)
    found = [screens(table, asked) for asked, _ in pictures]
    figures = [(picture.figures[part], picture.headline) for picture, (_, part) in zip(found, pictures, strict=True)]
    for (asked, part), drawing in zip(
        pictures, draw(figures, times if any(file.suffix == "png" for file in wanted) else 0) if figures else (), strict=True
    ):
        for file in wanted:
            if (file.asked[0], file.part) == (asked, part):
                yield file, drawing.png if file.suffix == "png" else drawing.svg.encode()


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
