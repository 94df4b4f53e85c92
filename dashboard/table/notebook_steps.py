"""One step with a notebook: what a reader asks of it, the notebook afterwards, and what is said. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from dashboard.table.load import Table
from dashboard.table.notebook import MOST, Full, Notebook, read_notebook
from dashboard.table.problems import listed, shown
from dashboard.table.selection import read_query
from dashboard.table.words import plural


@dataclass(frozen=True)
class Step:
    """The notebook after a step, as an address holds it, and what is said of it."""

    keep: str
    notebook: Notebook
    told: str = ""


def step(table: Table, asked: Mapping[str, str]) -> Step:
    """Do what is asked: ``do`` names the step, ``keep`` is the notebook before it. Raises `Full` with a sentence where that cannot be."""
    given, what = asked.get("keep", ""), asked.get("do", "read")
    notebook, wrong = read_notebook(given)
    if what == "read":
        return Step(given, notebook, wrong)
    if what not in _STEPS:
        raise Full(f"A notebook has no step called {shown(what)}: {listed(_STEPS)}.")
    if wrong and not notebook.kept and what != "empty":
        raise Full(f"{wrong} Or start an empty one: open Notebook.")
    after, told = _STEPS[what](table, notebook, asked)
    return Step(after.written, after, told)


def _add(table: Table, notebook: Notebook, asked: Mapping[str, str]) -> tuple[Notebook, str]:
    claims = asked.get("claims", "").split()
    if "query" in asked:
        selection, unknown = read_query(table, parse_qsl(asked["query"]))
        if unknown:
            raise Full(" ".join(unknown))
        rows = selection.rows(table, first=MOST + 1)
        claims = list(map(str, rows["claim_id"]))
        if len(claims) > MOST:
            raise Full(f"A notebook holds {MOST} claims at most, and the selection has more. Narrow it, or keep them one by one.")
    strange = [claim for claim in claims if claim not in table.claims.index]
    if strange:
        raise Full(f"The table holds no claim called {listed(strange)}.")
    after = notebook.with_claims(claims, table.package.version)
    new = len(after.kept) - len(notebook.kept)
    there = len(set(claims)) - new
    told = f"{plural(new, 'claim')} kept" if new else "Nothing new to keep"
    return after, f"{told}{f', {there} kept before' if there else ''}. The notebook has {after.counted}."


def _remove(_table: Table, notebook: Notebook, asked: Mapping[str, str]) -> tuple[Notebook, str]:
    after = notebook.without(asked.get("claims", "").split())
    gone = len(notebook.kept) - len(after.kept)
    told = f"{plural(gone, 'claim')} taken out. The notebook has {after.counted}; Back brings it back."
    return after, told if gone else "Nothing to take out."


def _moved(by: int) -> Callable[[Table, Notebook, Mapping[str, str]], tuple[Notebook, str]]:
    def move(_table: Table, notebook: Notebook, asked: Mapping[str, str]) -> tuple[Notebook, str]:
        claim = asked.get("claims", "")
        after = notebook.moved(claim, by)
        if claim not in after.claims:
            return after, "Nothing to move."
        return after, f"Place {after.claims.index(claim) + 1} of {len(after.kept)}."

    return move


def _note(_table: Table, notebook: Notebook, asked: Mapping[str, str]) -> tuple[Notebook, str]:
    claim, note = asked.get("claims", ""), asked.get("note", "")
    if claim not in notebook.claims:
        raise Full(f"The notebook does not hold {shown(claim)}.")
    return notebook.noted(claim, note), "Your note is kept in the address." if note.strip() else "Your note was taken away."


def _seen(table: Table, notebook: Notebook, _asked: Mapping[str, str]) -> tuple[Notebook, str]:
    return notebook.seen(table.package.version), f"The notebook stands on data {table.package.version} now."


def _empty(_table: Table, _notebook: Notebook, _asked: Mapping[str, str]) -> tuple[Notebook, str]:
    return Notebook(), "The notebook is empty. Back brings the address back that could not be read."


_STEPS: Mapping[str, Callable[[Table, Notebook, Mapping[str, str]], tuple[Notebook, str]]] = {
    "add": _add,
    "remove": _remove,
    "up": _moved(-1),
    "down": _moved(1),
    "note": _note,
    "seen": _seen,
    "empty": _empty,
}
