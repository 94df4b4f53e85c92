"""Session state of the page: the open draft, saved after each step, and what is computed from it once a step."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.curate import CODER
from dashboard.curate.draft import SUFFIX, Draft, DraftError, read_draft, write_draft
from dashboard.curate.draft_check import DraftProblem, check_draft
from dashboard.curate.journal import drafts_of
from dashboard.curate.publish import copies_of
from dashboard.curate.suggestions import OpenItem, Suggestion, open_items, suggest
from dashboard.curate.units import KEY_OF
from dashboard.table.files import Stamp, released, stamp
from dashboard.table.load import Table, load

FILE_TAKEN = "given"
"""Set once the file named on the command line has been read."""
_PATH, _DRAFT, _STAMP, _STATE, _MESSAGES = "draft-path", "draft", "draft-stamp", "draft-state", "messages"


def data() -> Path:
    """The folder of the data package."""
    return Path(os.environ.get("TECH_HUBS_DATA") or released())


def articles() -> Path:
    """The folder of the articles' texts."""
    folder = os.environ.get("TECH_HUBS_ARTICLES")
    return copies_of(data(), Path(folder) if folder else None)


def coder() -> str:
    """The name of the coder; empty where none is given."""
    return os.environ.get(CODER, "")


def table() -> Table:
    """The current table. Raises `Unreadable`."""
    folder = data()
    files = (*sorted(folder.glob("*.csv")), folder / "datapackage.json", folder.resolve().parent / "seeds" / "ledger.csv")
    return _table(folder, tuple(stamp(file) for file in files))


@st.cache_resource(show_spinner=False, max_entries=2)
def _table(folder: Path, _state: tuple[Stamp, ...]) -> Table:
    return load(folder)


def drafts() -> list[Path]:
    """The paths of this coder's drafts, newest first."""
    ending = f".{coder()}{SUFFIX}" if coder() else SUFFIX
    folder = drafts_of(data())
    paths = [path for path in folder.glob(f"*{SUFFIX}") if path.name.endswith(ending) and (coder() or path.name.count(".") == 2)]
    return sorted(paths, key=lambda path: (-(stamp(path) or (0,))[0], path.name))


def path_of(article: str) -> Path:
    """The path of the draft of an article."""
    return drafts_of(data()) / f"{article}{f'.{coder()}' if coder() else ''}{SUFFIX}"


def open_draft(path: Path) -> None:
    """Open a draft; problems with its file become messages."""
    try:
        draft = read_draft(path)
    except (OSError, DraftError) as error:
        say(f"{path.name} cannot be opened: {error.strerror if isinstance(error, OSError) else error}")
        return
    put_away()
    st.session_state[_PATH], st.session_state[_DRAFT], st.session_state[_STAMP] = path, draft, stamp(path)


def begin(path: Path, draft: Draft) -> None:
    """Open a new draft and save it."""
    put_away()
    st.session_state[_PATH], st.session_state[_DRAFT], st.session_state[_STAMP] = path, draft, stamp(path)
    _save(draft)


def put_away() -> None:
    """Close the draft; its file stays."""
    for name in list(st.session_state):
        if name not in (_MESSAGES, FILE_TAKEN):
            del st.session_state[name]


def draft() -> Draft | None:
    """The open draft; None if there is none."""
    current: Draft | None = st.session_state.get(_DRAFT)
    return current


def opened() -> Draft:
    """The open draft. Raises KeyError when there is none."""
    current: Draft = st.session_state[_DRAFT]
    return current


def change(step: Callable[[Draft], Draft]) -> None:
    """Apply ``step`` to the draft and save it. If another window has saved the draft since, that one is opened and the step is dropped."""
    path: Path = st.session_state[_PATH]
    if stamp(path) != st.session_state[_STAMP]:
        open_draft(path)
        say("This draft was changed in another window. It is shown as it is now; your last step was not taken.")
        return
    _save(step(opened()))


def _save(draft: Draft) -> None:
    path: Path = st.session_state[_PATH]
    try:
        write_draft(path, draft)
    except OSError as error:
        say(
            f"The draft cannot be saved ({error.strerror or error}), so your last step was not taken. "
            f"Make room, or allow writing to {path.parent}."
        )
        return
    st.session_state[_DRAFT], st.session_state[_STAMP] = draft, stamp(path)


def say(sentence: str) -> None:
    """Add a message for the top of the page, shown when it is next drawn."""
    st.session_state.setdefault(_MESSAGES, []).append(sentence)


def messages() -> list[str]:
    """Take the messages to be shown now."""
    sentences: list[str] = st.session_state.pop(_MESSAGES, [])
    return sentences


@dataclass(frozen=True)
class DraftState:
    """What is computed from a draft: problems, suggestions and open items."""

    problems: tuple[DraftProblem, ...]
    suggestions: tuple[Suggestion, ...]
    open: tuple[OpenItem, ...]

    def of_claim(self, key: str, field: str = "") -> list[DraftProblem]:
        """The problems of one claim, or of one of its fields."""
        return [each for each in self.problems if each.claim == key and (not field or each.field == field)]

    def place_of(self, problem: DraftProblem) -> tuple[int, str]:
        """The paragraph and claim where a problem is corrected; for a new term, those of the first claim that uses it."""
        if problem.term:
            claim = next((claim for claim in opened().claims if claim.get(KEY_OF[problem.table]) == problem.term), None)
            return (int(claim["paragraph"]), claim["key"]) if claim else (0, "")
        return problem.paragraph, problem.claim

    def beside_open(self) -> list[DraftProblem]:
        """The problems that are not open items as well."""
        return [each for each in self.problems if not (each.table == "ledger" and each.field in ("reason", "left_out", "gist"))]


def state() -> DraftState:
    """The state of the open draft, computed once for each version of it."""
    draft, table_now = opened(), table()
    cached: tuple[Any, Any, DraftState] | None = st.session_state.get(_STATE)
    if cached is None or cached[0] is not draft or cached[1] is not table_now:
        problems = tuple(check_draft(data(), draft, articles()))
        cached = (draft, table_now, DraftState(problems, suggest(table_now, draft), open_items(table_now, draft)))
        st.session_state[_STATE] = cached
    return cached[2]


def file_stem(name: str) -> str:
    """The name of a file without suffix, if valid in the table; else empty."""
    stem = Path(name).stem
    return stem if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", stem) else ""


def with_article(draft: Draft, field: str, text: str) -> Draft:
    """The draft with ``text`` in a field of the article."""
    return replace(draft, article={**draft.article, field: text.strip()})


def path_of_open() -> Path:
    """The file of the open draft. Raises KeyError when there is none."""
    path: Path = st.session_state[_PATH]
    return path
