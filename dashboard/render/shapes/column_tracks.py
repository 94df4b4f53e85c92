"""The cells of a slot on tracks: those that overlap below each other, or counted where there is too little room."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from dashboard.pictures.model import rest
from dashboard.pictures.shapes import ColumnCell, Slot
from dashboard.render.shapes.column_cells import ColumnGrid
from dashboard.table.words import plural

Tracks: TypeAlias = list[list[tuple[int, int, ColumnCell]]]
"""Each track with the first and the last column of its cells."""


def tracks_of(slot: Slot, grid: ColumnGrid) -> Tracks:
    """The cells with their first and last column, those that do not overlap on one track."""
    tracks: Tracks = []
    cities = [head.city for head in grid.heads]
    for cell in slot.cells:
        places = [number for number, city in enumerate(cities) if city in cell.cities]
        first, last = places[0], places[-1]
        track = next((track for track in tracks if all(last < start or first > end for start, end, _ in track)), None)
        if track is None:
            track = []
            tracks.append(track)
        track.append((first, last, cell))
    return tracks


def summed_tracks(slot: Slot, tracks: Tracks, most: int, grid: ColumnGrid) -> Tracks:
    """The first ``most`` tracks; the cells of the others are counted beside the last, or with one line left follow in the first."""
    if len(tracks) <= most:
        return tracks
    if any(len(cell.cities) < 2 for track in tracks for _, _, cell in track):
        return _folded(tracks, grid) if most == 1 else tracks
    left = tuple(mark for track in tracks[most:] for _, _, cell in track for mark in cell.marks)
    *before, (first, last, cell) = tracks[most - 1]
    pairs = all(len(cell.cities) == 2 for track in tracks[most:] for _, _, cell in track)
    more = rest(left, f"{plural(len(left), f'more {slot.noun}')} that {'two' if pairs else 'some'} {grid.hubs} share")
    return [*tracks[: most - 1], [*before, (first, last, replace(cell, note=more))]]


def _folded(tracks: Tracks, grid: ColumnGrid) -> Tracks:
    """One track: what else is said of some of its cities follows in the first cell that overlaps it, with their names."""
    names = {head.city: head.name for head in grid.heads}
    found = list(tracks[0])
    for first, last, cell in (part for track in tracks[1:] for part in track):
        at = next(number for number, (start, end, _) in enumerate(found) if first <= end and last >= start)
        start, end, into = found[at]
        whose = ", ".join(names[city] for city in cell.cities)
        marks = tuple(replace(mark, words=f"{mark.words} ({whose})") for mark in cell.marks if not mark.silent)
        found[at] = (start, end, replace(into, marks=(*into.marks, *marks)))
    return [found]
