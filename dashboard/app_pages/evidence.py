"""Evidence: every claim of the selection, each with its paragraph, its speaker and its citation."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.listing import PAGE, claim_html, claims_html
from dashboard.charts.markup import render
from dashboard.controls import current, download, parameter, search_box
from dashboard.table.cite import citation
from dashboard.table.words import plural

table, selection, copies = current()
rows = selection.rows(table)
claim = parameter("claim")

if claim in table.claims.index:
    st.html(claim_html(table, claim, selection, table.paragraph(table.claims.loc[claim].to_dict(), copies)))
    st.caption("Cite this claim")
    st.code(citation(table, claim), language=None, wrap_lines=True)
elif claim:
    unknown = f"No claim is called “{claim[:60]}”. It may belong to another version of the data; search for it below."
    st.html(render("notices", sentences=[unknown]))

head, button = st.columns([4, 1], vertical_alignment="bottom")
with head:
    search_box()
with button:
    download(table, rows)
repeated = int((rows["restates"] != "").sum())
told = plural(len(rows) - repeated, "claim")
st.subheader(f"{told}, and {plural(repeated, 'repetition')} of a claim" if repeated else told)
asked = parameter("show")
st.html(claims_html(table, rows, selection, max(PAGE, int(asked)) if asked.isdecimal() and len(asked) < 7 else PAGE))
