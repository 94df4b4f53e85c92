"""What lies on the desk: the draft that is open, saved after each step, and what is worked out from it once a step."""

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

GIVEN = "given"
"""Set once the file that the command names has been taken."""
_PATH, _DRAFT, _STAMP, _FOUND, _SAID = "draft-path", "draft", "draft-stamp", "draft-found", "said"


def data() -> Path:
    """The folder of the data package."""
    return Path(os.environ.get("TECH_HUBS_DATA") or released())


def articles() -> Path:
    """The folder of the articles' texts."""
    told = os.environ.get("TECH_HUBS_ARTICLES")
    return copies_of(data(), Path(told) if told else None)


def coder() -> str:
    """Who codes; empty where nobody is named."""
    return os.environ.get(CODER, "")


def table() -> Table:
    """The table as it is now. Raises `Unreadable`."""
    folder = data()
    files = (*sorted(folder.glob("*.csv")), folder / "datapackage.json", folder.resolve().parent / "seeds" / "ledger.csv")
    return _table(folder, tuple(stamp(file) for file in files))


@st.cache_resource(show_spinner=False, max_entries=2)
def _table(folder: Path, _state: tuple[Stamp, ...]) -> Table:
    return load(folder)


def drafts() -> list[Path]:
    """The drafts of this coder, newest first; those of others are not looked at."""
    ending = f".{coder()}{SUFFIX}" if coder() else SUFFIX
    folder = drafts_of(data())
    found = [path for path in folder.glob(f"*{SUFFIX}") if path.name.endswith(ending) and (coder() or path.name.count(".") == 2)]
    return sorted(found, key=lambda path: (-(stamp(path) or (0,))[0], path.name))


def path_of(article: str) -> Path:
    """Where the draft of an article lies."""
    return drafts_of(data()) / f"{article}{f'.{coder()}' if coder() else ''}{SUFFIX}"


def open_draft(path: Path) -> None:
    """Lay a draft on the desk; what is wrong with its file is said."""
    try:
        draft = read_draft(path)
    except (OSError, DraftError) as error:
        say(f"{path.name} cannot be opened: {error.strerror if isinstance(error, OSError) else error}")
        return
    put_away()
    st.session_state[_PATH], st.session_state[_DRAFT], st.session_state[_STAMP] = path, draft, stamp(path)


def begin(path: Path, draft: Draft) -> None:
    """Lay a new draft on the desk and save it."""
    put_away()
    st.session_state[_PATH], st.session_state[_DRAFT], st.session_state[_STAMP] = path, draft, stamp(path)
    _save(draft)


def put_away() -> None:
    """Clear the desk; the draft's file stays."""
    for name in list(st.session_state):
        if name not in (_SAID, GIVEN):
            del st.session_state[name]


def draft() -> Draft | None:
    """The draft that is open, if one is."""
    found: Draft | None = st.session_state.get(_DRAFT)
    return found


def opened() -> Draft:
    """The draft that is open. Raises KeyError when none is."""
    found: Draft = st.session_state[_DRAFT]
    return found


def change(step: Callable[[Draft], Draft]) -> None:
    """Take one step and save it. Where another window has saved the draft since, that one is shown and the step is not taken."""
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
    """Say something at the top of the page, the next time it is drawn."""
    st.session_state.setdefault(_SAID, []).append(sentence)


def said() -> list[str]:
    """What is to be said now."""
    found: list[str] = st.session_state.pop(_SAID, [])
    return found


@dataclass(frozen=True)
class Found:
    """What is worked out from a draft: what is wrong, what is proposed, and what nothing accounts for yet."""

    problems: tuple[DraftProblem, ...]
    suggestions: tuple[Suggestion, ...]
    open: tuple[OpenItem, ...]

    def of_claim(self, key: str, field: str = "") -> list[DraftProblem]:
        """The problems of one claim, or of one of its fields."""
        return [each for each in self.problems if each.claim == key and (not field or each.field == field)]

    def place_of(self, problem: DraftProblem) -> tuple[int, str]:
        """Where a problem is mended: its paragraph and claim; of a new word of a vocabulary those of the first claim that uses it."""
        if problem.term:
            claim = next((claim for claim in opened().claims if claim.get(KEY_OF[problem.table]) == problem.term), None)
            return (int(claim["paragraph"]), claim["key"]) if claim else (0, "")
        return problem.paragraph, problem.claim

    def beside_open(self) -> list[DraftProblem]:
        """The problems that are not simply something open."""
        return [each for each in self.problems if not (each.table == "ledger" and each.field in ("reason", "left_out", "gist"))]


def found() -> Found:
    """What is worked out from the open draft, once for each state of it."""
    here, known = opened(), table()
    kept: tuple[Any, Any, Found] | None = st.session_state.get(_FOUND)
    if kept is None or kept[0] is not here or kept[1] is not known:
        problems = tuple(check_draft(data(), here, articles()))
        kept = (here, known, Found(problems, suggest(known, here), open_items(known, here)))
        st.session_state[_FOUND] = kept
    return kept[2]


def file_stem(name: str) -> str:
    """The name of a file without its ending, as the table may hold it; empty where it may not."""
    stem = Path(name).stem
    return stem if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", stem) else ""


def with_article(draft: Draft, field: str, text: str) -> Draft:
    """The draft with another text in a field of the article."""
    return replace(draft, article={**draft.article, field: text.strip()})


def path_of_open() -> Path:
    """The file of the draft that is open. Raises KeyError when none is."""
    found: Path = st.session_state[_PATH]
    return found
