"""Wordings side by side: the words of each coder, of which one is picked, or new ones typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.charts.settled import field_title, place_label, worded_html
from dashboard.controls.sidebar import literal
from dashboard.curate.merge import Disagreement, Pick
from dashboard.curate.settling import Desk, Refused, keep_picks, wording_fault
from dashboard.table.words import one_line

MESSAGES = "messages"
_LONG = ("statement", "note", "definition", "scope", "difference")


def wordings(desk: Desk, number: int, sheet: Path) -> None:
    """Draw a form for each claim of paragraph ``number`` whose wordings differ; 0 for those of the article and of new terms."""
    groups: dict[str, list[Disagreement]] = {}
    for each in desk.merge.worded:
        if each.place.paragraph == number:
            groups.setdefault("-".join(each.id[:4]), []).append(each)
    if not groups:
        return
    st.subheader("Wordings")
    st.html(
        render(
            "explanation", text="Here the codes agree or are settled and the words differ. Unless you choose, the words go with the codes."
        )
    )
    for name, group in groups.items():
        picked = all(each.id in desk.merge.picks for each in group)
        if picked:
            with st.expander(literal(f"{place_label(desk.table, group[0].place)}: {desk.merge.settled_words(group[0])}")):
                _form(desk, name, group, sheet)
        else:
            _form(desk, name, group, sheet)


def _form(desk: Desk, name: str, group: Sequence[Disagreement], sheet: Path) -> None:
    with st.form(f"words-{name}", border=True):
        st.html(worded_html(desk.table, desk.merge, group))
        for each in group:
            title, now = field_title(desk.table, each.place, each.field), desk.merge.settled_words(each)
            coders = {value: ", ".join(coder for coder, has in each.values.items() if has == value) for value in each.choices}
            options = list(each.choices)
            left, right = st.columns([2, 3])
            left.radio(
                f"{title} of",
                options,
                key=f"word-{name}-{each.field}",
                index=options.index(now) if now in options else None,
                format_func=lambda value, coders=coders: literal(coders[value]),
                horizontal=True,
            )
            draw = right.text_area if each.field in _LONG else right.text_input
            draw("or written anew", "" if now in options else now, key=f"anew-{name}-{each.field}", max_chars=1000)
        st.form_submit_button("Keep these words", on_click=_take, args=(desk, name, group, sheet))


def _take(desk: Desk, name: str, group: Sequence[Disagreement], sheet: Path) -> None:
    """Save the words to the sheet, or report what is wrong with them."""
    picks, faults = {}, []
    for each in group:
        typed = one_line(str(st.session_state.get(f"anew-{name}-{each.field}") or ""))
        chosen = typed or st.session_state.get(f"word-{name}-{each.field}")
        if chosen is None:
            faults.append(f"{field_title(desk.table, each.place, each.field)}: choose the words of a coder, or write them anew.")
            continue
        faults += filter(None, (wording_fault(desk, each, str(chosen)),))
        picks[each.id] = Pick(str(chosen), desk.picks[each.id].reason if each.id in desk.picks else "")
    if faults:
        st.session_state[MESSAGES] = [*faults, "Nothing of it was kept."]
        return
    try:
        keep_picks(desk, sheet, picks)
    except Refused as refused:
        st.session_state[MESSAGES] = [*refused.sentences, "Your words were not kept."]
    except OSError as error:
        st.session_state[MESSAGES] = [f"Cannot write {sheet} ({error.strerror or error}). Your words were not kept."]
