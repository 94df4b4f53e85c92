"""The text to check: pasted, tried from the examples, or taken out of a file, which is let go as soon as it has been read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.verify.documents import LONGEST_TEXT, MEGABYTES, SUFFIXES, DocumentError, read_document

_TEXT, _FILE, _ROUND, _SAID = "passage", "passage-file", "passage-round", "passage-said"


def passage(examples: Sequence[str]) -> tuple[str, str]:
    """The text a reader wants checked, empty at first, and a sentence where a file could not be read."""
    with st.form("check", border=False):
        text = st.text_area(
            "Text to check",
            key=_TEXT,
            height=150,
            max_chars=LONGEST_TEXT,
            placeholder="Paste a sentence, a paragraph or the text of a slide …",
        )
        st.form_submit_button("Check")
    columns = st.columns([2, 1])
    with columns[0].expander("Check a file: .pptx, .md or .txt"):
        # A file that has been read is let go: its place is taken by one that is empty.
        key = f"{_FILE}-{st.session_state.get(_ROUND, 0)}"
        st.file_uploader(
            "A presentation or a text", type=list(SUFFIXES), key=key, max_upload_size=MEGABYTES, on_change=_take, args=(key,)
        )  # fmt: skip
    if not text and examples:
        columns[1].button("Try the examples", on_click=_put, args=("\n".join(examples),))
    elif text:
        columns[1].button("Clear", on_click=_put, args=("",))
    return str(text or ""), str(st.session_state.pop(_SAID, ""))


def _put(text: str) -> None:
    st.session_state[_TEXT] = text


def _take(key: str) -> None:
    """Put the text of a file into the box, and let the file go."""
    given = st.session_state.get(key)
    if given is None:
        return
    try:
        passages = read_document(given.name, given.getvalue())
        text = "\n\n".join(passage.text for passage in passages)[:LONGEST_TEXT]
        if text.strip():
            st.session_state[_TEXT] = text
        else:
            st.session_state[_SAID] = "There is no text in this file. Slides that are pictures hold none."
    except DocumentError as refused:
        st.session_state[_SAID] = str(refused)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
