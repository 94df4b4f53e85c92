"""The page of ``tech-hubs merge --page``: agreement, and each disagreement beside its paragraph, with pick and reason."""

from __future__ import annotations

import json
import os
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.charts.settled import agreement_html, case_html, field_title, passage_html, place_label, value_label
from dashboard.controls.sidebar import literal
from dashboard.curate.agreement import agreements
from dashboard.curate.draft import write_draft
from dashboard.curate.exchange import codings_csv, qdpx_bytes
from dashboard.curate.merge import Disagreement, Merge, Pick
from dashboard.curate.settlement import EMPTY, once_words, picked_value
from dashboard.curate.settling import DRAFTS, OUT, SHEET, Desk, Refused, keep_picks, publish_settled, read_desk, read_picks
from dashboard.screens.curating.wordings import MESSAGES, wordings
from dashboard.table.files import Stamp, own_copies, released, stamp
from dashboard.table.words import plural

_AT = "at"
# The paragraph stays beside what is decided of it.
_STYLE = "@media (min-width: 801px) { .stColumn:has(.st-key-beside) { position: sticky; top: 1rem; align-self: flex-start; } }"


def main() -> None:
    """Draw the page."""
    st.set_page_config("Settle codings · Tech Hubs", layout="wide")
    st.html(f"<style>{_STYLE}</style>")
    paths = [Path(name) for name in json.loads(os.environ.get(DRAFTS, "[]"))]
    sheet = Path(os.environ.get(SHEET) or "settlement.csv")
    try:
        desk = read_picks(_desk(tuple(paths), tuple(map(stamp, paths))), sheet)
    except Refused as refused:
        st.html(render("notices", sentences=list(refused.sentences)))
        return
    if desk.problems:
        st.html(
            render("notices", sentences=[*desk.problems, "Mend the sheet, or move it away and begin a new one; then load this page again."])
        )
        return
    merge = desk.merge
    _head(merge, sheet)
    sentences, top = st.session_state.pop(MESSAGES, []), st.empty()
    if sentences:
        top.html(render("notices", sentences=sentences))
    settling, agreeing, taking = st.tabs(["Disagreements", "Agreement", "Finish"])
    with settling:
        _settle(desk, sheet)
    with agreeing:
        st.html(agreement_html(desk.table, agreements(desk.codings)))
        if once_words(merge):
            st.html(render("notices", sentences=list(once_words(merge))))
    with taking:
        _finish(desk)


@st.cache_resource(show_spinner=False, max_entries=2)
def _desk(paths: tuple[Path, ...], _state: tuple[Stamp, ...]) -> Desk:
    return read_desk(paths, Path(os.environ.get("TECH_HUBS_DATA") or released()), None)


def _head(merge: Merge, sheet: Path) -> None:
    decided = [each for each in merge.disagreements if not each.wording]
    done = len(decided) - len(merge.unresolved)
    title = merge.codings.first.article.get("title") or merge.codings.first.article.get("outlet") or merge.codings.article
    st.html(render("settling", title=title, coders=list(merge.codings.coders), done=done, of=len(decided), sheet=sheet.name))
    if decided:
        st.progress(done / len(decided))


def _settle(desk: Desk, sheet: Path) -> None:
    """The disagreements of one paragraph beside it, and the navigation to others."""
    merge = desk.merge
    decided = [each for each in merge.disagreements if not each.wording]
    if not decided and not merge.worded:
        st.html(render("notices", sentences=["The coders disagree in nothing. Finish writes the settled draft."]))
        return
    numbers = sorted({each.place.paragraph for each in (*decided, *merge.worded)})
    groups = {number: [each for each in decided if each.place.paragraph == number] for number in numbers}
    unsettled = {each.id for each in merge.unresolved}
    open_counts = {number: sum(each.id in unsettled for each in disagreements) for number, disagreements in groups.items()}
    first = next((number for number in groups if open_counts[number]), next(iter(groups)))
    if st.session_state.get(_AT) not in groups:
        st.session_state[_AT] = first
    number = st.pills(
        "Paragraph",
        list(groups),
        key=_AT,
        format_func=lambda number: f"{number or 'Article and terms'}: {_group_state(groups[number], open_counts[number])}",
    )
    number = first if number is None else number
    beside, cases = st.columns([2, 3], gap="large")
    with beside, st.container(key="beside"):
        _beside(desk, number)
    with cases:
        for each in groups[number]:
            _case(desk, each, sheet, each.id in unsettled)
        wordings(desk, number, sheet)
        following = next((other for other in groups if other != number and open_counts[other]), None)
        if not open_counts[number] and following is not None:
            st.button("Next paragraph", on_click=_go, args=(following,))


def _group_state(disagreements: list[Disagreement], count: int) -> str:
    return f"{count} open" if count else "settled" if disagreements else "wording"


def _go(number: int) -> None:
    st.session_state[_AT] = number


def _beside(desk: Desk, number: int) -> None:
    """The paragraph with the printed words of every coder's claims marked."""
    codings = desk.codings
    if not number:
        st.html(render("notices", sentences=["These belong to the article as a whole: how it is described, and terms that are new."]))
        return
    printed = [cells.get("as_printed", "") for draft in codings.drafts.values() for cells in draft.of_paragraph(number)]
    st.html(passage_html(f"Paragraph {number}", codings.first.paragraphs[number - 1].text, printed))


def _case(desk: Desk, each: Disagreement, sheet: Path, is_open: bool) -> None:
    pick = desk.merge.picks.get(each.id)
    if pick or not is_open:
        label = f"{place_label(desk.table, each.place)}, {field_title(desk.table, each.place, each.field)}"
        result = f"{value_label(desk.table, each.field, pick.value)}. {pick.reason}" if pick else "needs no pick any more"
        with st.expander(literal(f"{label}: {result}")):
            _form(desk, each, sheet, pick)
    else:
        _form(desk, each, sheet, None)


def _form(desk: Desk, each: Disagreement, sheet: Path, pick: Pick | None) -> None:
    """The value of each coder, and the fields to settle it."""
    table, name = desk.table, "-".join(each.id)
    coders = {value: ", ".join(coder for coder, has in each.values.items() if has == value) for value in each.choices}
    words = _words(desk, each)
    options = [*each.choices, *(word for word in words if word not in each.choices)]
    reasons = list(dict.fromkeys(earlier.reason for earlier in desk.picks.values() if earlier.reason))
    with st.form(name, border=True):
        st.html(case_html(table, desk.merge.coded, each))
        st.radio(
            "Settle as",
            options,
            key=f"pick-{name}",
            index=options.index(pick.value) if pick and pick.value in options else None,
            format_func=lambda value: literal(
                f"{value_label(table, each.field, value)}{f' ({coders[value]})' if coders.get(value) else ''}"
            ),
            horizontal=True,
        )
        if not words:
            own = pick.value if pick and pick.value not in options else ""
            st.text_input("or another value", own, key=f"other-{name}", max_chars=200)
        index = reasons.index(pick.reason) if pick and pick.reason in reasons else None
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        left.selectbox(
            "Reason",
            reasons,
            key=f"reason-{name}",
            index=index,
            accept_new_options=True,
            placeholder="Why? Write it, or take one given before",
        )
        right.form_submit_button("Settle", width="stretch", on_click=_take, args=(desk, each, sheet, name))


def _words(desk: Desk, each: Disagreement) -> list[str]:
    """The values of a field with a closed list."""
    if each.field in ("found", "key"):
        return list(each.choices)
    if each.field == "reason":
        return list(desk.table.package.ledger["reason"].words)
    resources, aspect = desk.table.package.resources, each.place.aspect
    resource = resources.get("articles" if aspect == "article" else aspect, resources["claims"])
    return next((list(field.words) for field in resource.fields if field.name == each.field), [])


def _take(desk: Desk, each: Disagreement, sheet: Path, name: str) -> None:
    """Save a pick to the sheet, or report what is missing."""
    typed = str(st.session_state.get(f"other-{name}") or "").strip()
    picked = typed or st.session_state.get(f"pick-{name}")
    reason = str(st.session_state.get(f"reason-{name}") or "").strip()
    value, fault = picked_value(each, EMPTY if picked == "" else picked, desk.table.package) if picked is not None else ("", "")
    if picked is None or not reason or fault:
        st.session_state[MESSAGES] = [
            fault or ("Choose what it is settled as." if picked is None else "Give a reason: it is kept beside the table.")
        ]
        return
    try:
        keep_picks(desk, sheet, {each.id: Pick(value, reason)})
    except Refused as refused:
        st.session_state[MESSAGES] = [*refused.sentences, "Your pick was not taken."]
    except OSError as error:
        st.session_state[MESSAGES] = [f"Cannot write {sheet} ({error.strerror or error}). Your pick was not taken."]


def _finish(desk: Desk) -> None:
    """The settled draft, its publication, and exports to other tools."""
    merge, codings = desk.merge, desk.codings
    count = len(merge.unresolved)
    if count:
        st.html(render("notices", sentences=[f"{plural(count, 'disagreement')} open. The settled draft is written once there is none."]))
    worded = sum(each.id not in merge.picks for each in merge.worded)
    if worded:
        verbs = "differs and follows" if worded == 1 else "differ and follow"
        text = f"{plural(worded, 'wording')} {verbs} the coder whose codes are picked. Each can be chosen or written anew."
        st.html(render("explanation", text=text))
    out = Path(os.environ.get(OUT) or f"{codings.article or 'article'}.settled.draft.json")
    columns = st.columns(4)
    columns[0].button("Write the settled draft", disabled=bool(count), on_click=_write, args=(desk, out), width="stretch")
    columns[1].button("Publish into the table", disabled=bool(count), on_click=_publish, args=(desk,), width="stretch")
    name = f"{codings.article or 'article'}-codings"
    csv_file, qdpx_file = columns[2:]
    csv_file.download_button("Codings (CSV)", lambda: codings_csv(codings), f"{name}.csv", "text/csv", on_click="ignore", width="stretch")
    qdpx_file.download_button(
        "Codings and text (REFI-QDA)",
        lambda: qdpx_bytes(codings, desk.table),
        f"{name}.qdpx",
        "application/zip",
        on_click="ignore",
        width="stretch",
    )


def _write(desk: Desk, out: Path) -> None:
    try:
        write_draft(out, desk.merge.draft)
        st.session_state[MESSAGES] = [f"The settled draft is {out}."]
    except OSError as error:
        st.session_state[MESSAGES] = [f"Cannot write {out} ({error.strerror or error})."]


def _publish(desk: Desk) -> None:
    lines: list[str] = []
    articles = os.environ.get("TECH_HUBS_ARTICLES")
    try:
        publish_settled(desk, Path(articles) if articles else own_copies(), lines.append)
    except OSError as error:
        lines.append(f"Cannot write into {desk.folder} ({error.strerror or error}). Nothing is published.")
    st.session_state[MESSAGES] = [line.removeprefix("tech-hubs: ") for line in lines]
