"""Leaves out new names in other articles: they print the name, but were coded before the table knew it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from dashboard.curate.draft import Cells
from dashboard.curate.edited import EditedPackage, MutableRow
from dashboard.table.accounts import accounted
from dashboard.table.articles import find_paragraph
from dashboard.table.paragraphs import Paragraph, read_bodies
from dashboard.table.rows import Row


def leave_out_elsewhere(
    edited: EditedPackage, terms: Mapping[str, Iterable[Cells]], article: str, version: str, copies: Path | None
) -> tuple[str, ...]:  # fmt: skip
    """Enter names new in ``version`` as left out into the ledger of other articles that print them; returns those places.

    Only paragraphs with a copy in ``copies`` are searched, as by the check.
    """
    names = {name.strip() for row in terms.get("institutions", ()) for name in _names(row)}
    names |= {row["name"] for row in terms.get("cities", ())}
    if copies is None or not names:
        return ()
    printed = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")
    files = {row["article"]: row["file"] for row in edited["articles"].rows}
    claims: dict[tuple[str, str], list[MutableRow]] = {}
    for row in edited["claims"].rows:
        claims.setdefault((row["article"], row["paragraph"]), []).append(row)
    bodies = read_bodies(_rows(edited["institutions"].rows), _rows(edited["cities"].rows))
    places = []
    for line in edited["ledger"].rows:
        if line["article"] == article or line["article"] not in files:
            continue
        text = find_paragraph(copies, files[line["article"]], int(line["paragraph"]), line["sha256"]) or ""
        hits = dict.fromkeys(match.group() for match in printed.finditer(text.replace("’", "'")) if match.group() in text)
        place = (line["article"], line["paragraph"])
        if hits and any(accounted(_rows([line])[0], Paragraph(text), _rows(claims.get(place, [])), bodies)):
            entries = [line["left_out"], *(f"{name}: not known to the table before {version}" for name in hits)]
            edited["ledger"].put(line, "left_out", " | ".join(filter(None, entries)))
            places.append(" ".join(place))
    return tuple(places)


def _names(row: Cells) -> list[str]:
    return [name for name in (row.get("name", ""), row.get("short", ""), *row.get("printed_names", "").split("|")) if name.strip()]


def _rows(rows: Sequence[MutableRow]) -> list[Row]:
    """Rows of strings as the `Row` that the check expects; only their cells are used."""
    return cast("list[Row]", list(rows))
