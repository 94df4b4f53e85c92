"""The input of the Check screen: a text pasted, from the examples, or from a file, which is discarded once read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.verify.documents import LONGEST_TEXT, MEGABYTES, SUFFIXES, DocumentError, read_document

_TEXT, _FILE, _ROUND, _MESSAGE = "passage", "passage-file", "passage-round", "passage-said"


def passage(examples: Sequence[str]) -> tuple[str, str]:
    """The text a reader wants checked, empty at first, and a sentence where a file could not be read."""
    with st.form("check", border=False):
        text = st.text_area(
            "Text to check",
            key=_TEXT,
            height=150,
            placeholder="Paste a sentence, a paragraph or the text of a slide …",
        )
        st.form_submit_button("Check")
    columns = st.columns([2, 1])
    with columns[0].expander("Check a file: .pptx, .md or .txt"):
        # A new key empties the uploader, so that Streamlit discards the file.
        key = f"{_FILE}-{st.session_state.get(_ROUND, 0)}"
        st.file_uploader(
            "A presentation or a text", type=list(SUFFIXES), key=key, max_upload_size=MEGABYTES, on_change=_read_upload, args=(key,)
        )  # fmt: skip
    if not text and examples:
        columns[1].button("Try the examples", on_click=_set_text, args=("\n".join(examples),))
    elif text:
        columns[1].button("Clear", on_click=_set_text, args=("",))
    said = str(st.session_state.pop(_MESSAGE, ""))
    if len(text) > LONGEST_TEXT:
        # Streamlit's own limit of a text area drops a longer paste without a word.
        said = f"This text has {len(text):,} letters; the first {LONGEST_TEXT:,} are checked."
    return str(text or "")[:LONGEST_TEXT], said


def _set_text(text: str) -> None:
    st.session_state[_TEXT] = text


def _read_upload(key: str) -> None:
    """Put the text of an uploaded file into the box, and discard the file."""
    file = st.session_state.get(key)
    if file is None:
        return
    try:
        passages = read_document(file.name, file.getvalue())
        text = "\n\n".join(passage.text for passage in passages)
        if text.strip():
            st.session_state[_TEXT] = text
        else:
            st.session_state[_MESSAGE] = "There is no text in this file. Slides that are pictures hold none."
    except DocumentError as refused:
        st.session_state[_MESSAGE] = str(refused)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
