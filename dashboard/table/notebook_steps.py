"""The steps of a notebook: from the parameters of a request to the changed notebook and a message. The server stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from dashboard.table.load import Table
from dashboard.table.notebook import MOST, Notebook, NotebookError, read_notebook
from dashboard.table.problems import listed, quoted
from dashboard.table.selection import read_query
from dashboard.table.words import plural


@dataclass(frozen=True)
class Step:
    """The notebook after a step, encoded (``keep``) and as a value, and a message to the reader."""

    keep: str
    notebook: Notebook
    message: str = ""


def step(table: Table, parameters: Mapping[str, str]) -> Step:
    """Run a step: ``do`` names it, ``keep`` is the notebook before it, both in ``parameters``. Raises `NotebookError`."""
    encoded, what = parameters.get("keep", ""), parameters.get("do", "read")
    notebook, wrong = read_notebook(encoded)
    if what == "read":
        return Step(encoded, notebook, wrong)
    if what not in _STEPS:
        raise NotebookError(f"A notebook has no step called {quoted(what)}: {listed(_STEPS)}.")
    if wrong and not notebook.kept and what != "empty":
        raise NotebookError(f"{wrong} Or start an empty one: open Notebook.")
    after, message = _STEPS[what](table, notebook, parameters)
    return Step(after.encoded, after, message)


def _add(table: Table, notebook: Notebook, parameters: Mapping[str, str]) -> tuple[Notebook, str]:
    claims = parameters.get("claims", "").split()
    if "query" in parameters:
        selection, unknown = read_query(table, parse_qsl(parameters["query"]))
        if unknown:
            raise NotebookError(" ".join(unknown))
        rows = selection.rows(table, first=MOST + 1)
        claims = list(map(str, rows["claim_id"]))
        if len(claims) > MOST:
            raise NotebookError(f"A notebook holds {MOST} claims at most, and the selection has more. Narrow it, or keep them one by one.")
    strange = [claim for claim in claims if claim not in table.claims.index]
    if strange:
        raise NotebookError(f"The table holds no claim called {listed(strange)}.")
    after = notebook.with_claims(claims, table.package.version)
    new = len(after.kept) - len(notebook.kept)
    there = len(set(claims)) - new
    message = f"{plural(new, 'claim')} kept" if new else "Nothing new to keep"
    return after, f"{message}{f', {there} kept before' if there else ''}. The notebook has {after.claim_count}."


def _remove(_table: Table, notebook: Notebook, parameters: Mapping[str, str]) -> tuple[Notebook, str]:
    after = notebook.without(parameters.get("claims", "").split())
    gone = len(notebook.kept) - len(after.kept)
    message = f"{plural(gone, 'claim')} taken out. The notebook has {after.claim_count}; Back brings it back."
    return after, message if gone else "Nothing to take out."


def _moved(by: int) -> Callable[[Table, Notebook, Mapping[str, str]], tuple[Notebook, str]]:
    def move(_table: Table, notebook: Notebook, parameters: Mapping[str, str]) -> tuple[Notebook, str]:
        claim = parameters.get("claims", "")
        after = notebook.moved(claim, by)
        if claim not in after.claims:
            return after, "Nothing to move."
        return after, f"Place {after.claims.index(claim) + 1} of {len(after.kept)}."

    return move


def _note(_table: Table, notebook: Notebook, parameters: Mapping[str, str]) -> tuple[Notebook, str]:
    claim, note = parameters.get("claims", ""), parameters.get("note", "")
    if claim not in notebook.claims:
        raise NotebookError(f"The notebook does not hold {quoted(claim)}.")
    return notebook.noted(claim, note), "Your note is kept in the address." if note.strip() else "Your note was taken away."


def _seen(table: Table, notebook: Notebook, _parameters: Mapping[str, str]) -> tuple[Notebook, str]:
    return notebook.seen(table.package.version), f"The notebook stands on data {table.package.version} now."


def _empty(_table: Table, _notebook: Notebook, _parameters: Mapping[str, str]) -> tuple[Notebook, str]:
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
