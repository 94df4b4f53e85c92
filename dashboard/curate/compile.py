"""Combines a draft with the data package: every file as it will be after publishing, with all mechanical fields filled in.

Computes keys, letters, order, fingerprints, ledger, changes, version and day; everything else is decided by a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from dashboard.curate.changes import changes_section, record_changes
from dashboard.curate.coders import ONCE, record_coders
from dashboard.curate.draft import Cells, Draft
from dashboard.curate.edited import EditedPackage, EditedTable, MutableRow, next_version
from dashboard.curate.elsewhere import leave_out_elsewhere
from dashboard.curate.fill import filled_article, filled_claim, filled_term, gist, key_of_name
from dashboard.table.articles import fingerprint
from dashboard.table.check import CHANGES, read_releases
from dashboard.table.files import Files
from dashboard.table.schema import DESCRIPTOR

VOCABULARIES = ("areas", "institutions", "measures", "topics", "cities")
"""The tables a draft may add rows to."""
LAST_KEYED = 99
"""The last paragraph number that fits into the key of a claim."""


@dataclass(frozen=True)
class Compiled:
    """The data package with a draft included.

    ``files``: the changed files, by path from the data folder. ``keys``: draft key of a claim to claim id. ``file`` and ``text``:
    the article's copy as the table describes it. ``changed``: released claims that changed. ``terms``: new rows of the
    vocabularies. ``summary``: the section of CHANGES.md, in Markdown.
    """

    files: Mapping[str, bytes]
    article: str
    version: str
    day: str
    keys: Mapping[str, str]
    file: str
    text: bytes
    changed: tuple[str, ...]
    terms: Mapping[str, tuple[Cells, ...]]
    summary: str


def split_keys(cell: str) -> list[str]:
    """The claim keys in a cell, separated by blanks or commas."""
    return [key for key in re.split(r"[\s,;]+", cell) if key]


def article_text(draft: Draft) -> bytes:
    """The article's file: one paragraph a line, in UTF-8, with an empty line between."""
    lines = [" ".join(paragraph.text.splitlines()).strip() for paragraph in draft.paragraphs]
    return ("\n\n".join(lines) + "\n").encode()


def compile_draft(
    folder: Path, draft: Draft, *, today: date | None = None, text: bytes | None = None, articles: Path | None = None
) -> Compiled:  # fmt: skip
    """The package in ``folder`` after publishing ``draft``. ``text`` is the content of the article's file, if it exists already.

    ``articles``: folder of the reader's own copies, in whose other articles new names are looked for.
    Does not check anything: see `check_draft`. Raises `Unreadable` when the package cannot be read.
    """
    files = Files(folder)
    edited = EditedPackage(files)
    releases, _ = read_releases(files)
    version = next_version(edited.package.version, *releases)
    day = (today or date.today()).isoformat()
    content = article_text(draft) if text is None else text
    draft, terms = _add_terms(edited, draft)
    before = [dict(row) for row in edited["claims"].rows]
    article = filled_article(draft, edited["articles"].rows)
    article |= {"paragraphs": str(len(draft.paragraphs)), "sha256": sha256(content).hexdigest()}
    edited["articles"].add(article)
    record_coders(edited, article["article"], draft.article.get("coders", ONCE), version)
    keys = claim_ids(draft, article["article"], edited)
    _add_claims(edited, draft, article, keys)
    _set_beside(edited, draft)
    _add_ledger(edited, draft, article["article"], keys)
    elsewhere = leave_out_elsewhere(edited, terms, article["article"], version, articles)
    changed = record_changes(edited, before, version=version, day=day, article=article)
    section = changes_section(article, len(draft.claims), terms, changed, elsewhere, version=version, day=day)
    changes_text = files.read(CHANGES).decode("utf-8-sig")
    contents: dict[str, bytes] = {DESCRIPTOR: edited.described(version, day), CHANGES: _inserted(changes_text, section).encode()}
    for target in edited.touched():
        target.sort()
        contents[target.resource.path] = target.content()
    return Compiled(contents, article["article"], version, day, keys, article["file"], content, tuple(changed), terms, section)


def claim_ids(draft: Draft, article: str, edited: EditedPackage) -> dict[str, str]:
    """The claim id of every claim of the draft, by its key: ordered by printed words within a paragraph, never one used before."""
    used = edited["claims"].keys() | {row["claim_id"] for row in edited["changes"].rows}
    ids: dict[str, str] = {}
    for claim in sorted(draft.claims, key=lambda claim: _stands(draft, claim)):
        start = f"{article}-{claim.get('paragraph', '').zfill(2)}-"
        letters = (letter for letter in _letters() if f"{start}{letter}" not in used)
        ids[claim["key"]] = f"{start}{next(letters, 'zz')}"
        used.add(ids[claim["key"]])
    return ids


def _letters() -> Sequence[str]:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return [*alphabet, *(first + second for first in alphabet for second in alphabet)]


def _stands(draft: Draft, claim: Cells) -> tuple[int, int, int]:
    """Sort key of a claim: its position in the article; words that are not printed sort last."""
    number = int(claim.get("paragraph", "")) if claim.get("paragraph", "").isdecimal() else 0
    text = draft.paragraphs[number - 1].text if 0 < number <= len(draft.paragraphs) else ""
    place = text.find(claim.get("as_printed", "")) if claim.get("as_printed") else -1
    return number, place if place >= 0 else len(text), len(claim.get("as_printed", ""))


def _add_terms(edited: EditedPackage, draft: Draft) -> tuple[Draft, dict[str, tuple[Cells, ...]]]:
    """Add the draft's new terms to the vocabularies; returns the draft with their final keys, and the new rows by table.

    A term that exists by now only has its empty cells filled. A key that has another meaning by now is replaced in the draft.
    """
    added: dict[str, tuple[Cells, ...]] = {}
    for name in VOCABULARIES:
        rows: list[Cells] = []
        for cells in draft.vocabulary.get(name, ()):
            target = edited[name]
            column, name_column = target.resource.primary_key[0], "question" if name == "topics" else "name"
            existing = next((row for row in target.rows if row[column] == cells.get(column)), None)
            if existing is not None and cells.get(name_column, existing[name_column]) != existing[name_column]:
                key = key_of_name(cells[column], target.keys())
                draft = _renamed(draft, column, cells[column], key)
                cells, existing = {**cells, column: key}, None
            if existing is None:
                rows.append(target.add(filled_term(name, cells, target.rows, draft)))
                if name == "cities":
                    _nation_last(target)
            else:
                _complete(target, existing, cells)
        if rows:
            added[name] = tuple(rows)
    return draft, added


def _nation_last(cities: EditedTable) -> None:
    """Keep the nation behind the places compared."""
    hubs = [int(row["order"]) for row in cities.rows if row["role"] != "nation" and row["order"].isdecimal()]
    for row in cities.rows:
        if row["role"] == "nation" and row["order"].isdecimal() and int(row["order"]) <= max(hubs, default=0):
            cities.put(row, "order", str(max(hubs) + 1))


def _complete(target: EditedTable, existing: MutableRow, cells: Cells) -> None:
    """Add to an existing term what the draft knows: printed names, and empty cells."""
    for column, text in cells.items():
        if column == "printed_names":
            names = [name.strip() for name in f"{existing[column]}|{text}".split("|") if name.strip()]
            target.put(existing, column, "|".join(dict.fromkeys(names)))
        elif column in existing and text and not existing[column]:
            target.put(existing, column, text)


def _renamed(draft: Draft, column: str, old: str, new: str) -> Draft:
    """The draft with ``new`` for the key ``old`` of a term of its own."""
    claims = tuple({**claim, column: new} if claim.get(column) == old else claim for claim in draft.claims)
    links = ("part_of", "owner") if column == "institution" else ("home",) if column == "city" else ()
    bodies = tuple(
        {name: new if name in links and text == old else text for name, text in row.items()}
        for row in draft.vocabulary.get("institutions", ())
    )
    vocabulary = {**draft.vocabulary, "institutions": bodies} if bodies else draft.vocabulary
    return replace(draft, claims=claims, vocabulary=vocabulary)


def _add_claims(edited: EditedPackage, draft: Draft, article: Cells, keys: Mapping[str, str]) -> None:
    target = edited["claims"]
    later: list[tuple[MutableRow, str]] = []
    for claim in draft.claims:
        cells = filled_claim(claim, article, edited)
        cells |= {"claim_id": keys[claim["key"]], "article": article["article"]}
        cells["restates"] = keys.get(cells.get("restates", ""), cells.get("restates", ""))
        cells["inputs"] = " ".join(keys.get(name, name) for name in cells.get("inputs", "").split())
        same = cells.pop("same_as", "")
        row = target.add(cells)
        if same:
            later.append((row, keys.get(same, same)))
    for row, same in later:
        _tie(target, row, same)


def _set_beside(edited: EditedPackage, draft: Draft) -> None:
    """Write a new topic into the released claims it lists, where they have no topic yet."""
    target = edited["claims"]
    for topic in draft.vocabulary.get("topics", ()):
        selected = set(split_keys(topic.get("claims", "")))
        for row in target.rows:
            if row["claim_id"] in selected and not row["topic"]:
                target.put(row, "topic", topic["topic"])


def _tie(target: EditedTable, row: MutableRow, same: str) -> None:
    """Write ``same_as`` for two equal claims as the check requires: on the later key, pointing to the earliest of the group."""
    by_id = {each["claim_id"]: each for each in target.rows}
    root = by_id.get(same)
    while root is not None and root["same_as"] in by_id and root["same_as"] != root["claim_id"]:
        root = by_id[root["same_as"]]
    if root is None or root is row or row["claim_id"] > root["claim_id"]:
        target.put(row, "same_as", root["claim_id"] if root is not None else same)
        return
    for each in target.rows:
        if each["same_as"] == root["claim_id"]:
            target.put(each, "same_as", row["claim_id"])
    target.put(root, "same_as", row["claim_id"])


def _add_ledger(edited: EditedPackage, draft: Draft, article: str, keys: Mapping[str, str]) -> None:
    for number, paragraph in enumerate(draft.paragraphs, 1):
        claims = sorted(keys[claim["key"]] for claim in draft.of_paragraph(number))
        text = " ".join(paragraph.text.splitlines())
        edited["ledger"].add(
            {
                "article": article,
                "paragraph": str(number),
                "sha256": fingerprint(text),
                "gist": paragraph.gist.strip() or gist(draft, number, edited),
                "claims": " ".join(claims),
                "reason": "" if claims else paragraph.reason,
                "left_out": paragraph.left_out,
            }
        )


def _inserted(text: str, section: str) -> str:
    """CHANGES.md with ``section`` above the older ones."""
    text = text.replace("\r\n", "\n")
    first = re.search(r"^## ", text, re.MULTILINE)
    at = first.start() if first else len(text)
    return f"{text[:at]}{section}\n{text[at:]}"
