"""A draft and the data package together: every file as it is after publishing, with all that is mechanical filled in.

Keys, letters, order, fingerprints, the ledger, the changes, the version and the day are worked out here; a person decides the rest.
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
"""The last paragraph that the key of a claim can name."""


@dataclass(frozen=True)
class Compiled:
    """The data package with a draft in it.

    ``files`` are the files that differ, by their path from the data folder; ``keys`` leads from a draft's key of a claim to its
    claim id; ``file`` and ``text`` are the article's copy as the table describes it; ``changed`` are released claims that
    changed on the way; ``terms`` the new rows of the vocabularies; ``summary`` is what CHANGES.md says, in Markdown.
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


def keys_told(cell: str) -> list[str]:
    """The keys of claims that a cell names, with blanks or commas between."""
    return [key for key in re.split(r"[\s,;]+", cell) if key]


def article_text(draft: Draft) -> bytes:
    """The article's own file: a paragraph a line, in UTF-8, with an empty line between."""
    lines = [" ".join(paragraph.text.splitlines()).strip() for paragraph in draft.paragraphs]
    return ("\n\n".join(lines) + "\n").encode()


def compile_draft(
    folder: Path, draft: Draft, *, today: date | None = None, text: bytes | None = None, articles: Path | None = None
) -> Compiled:  # fmt: skip
    """The package in ``folder`` as it is once ``draft`` is published. ``text`` is the article's file where there is one already.

    ``articles`` is the folder of the reader's own copies: names that are new are looked for in the other articles there.
    Nothing is judged here: see `check_draft`. Raises `Unreadable` when the package cannot be read.
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
    told = files.read(CHANGES).decode("utf-8-sig")
    found: dict[str, bytes] = {DESCRIPTOR: edited.described(version, day), CHANGES: _inserted(told, section).encode()}
    for target in edited.touched():
        target.sort()
        found[target.resource.path] = target.content()
    return Compiled(found, article["article"], version, day, keys, article["file"], content, tuple(changed), terms, section)


def claim_ids(draft: Draft, article: str, edited: EditedPackage) -> dict[str, str]:
    """The claim id of every claim of the draft, by its key: in a paragraph in the order of the printed words, never one used before."""
    used = edited["claims"].keys() | {row["claim_id"] for row in edited["changes"].rows}
    found: dict[str, str] = {}
    for claim in sorted(draft.claims, key=lambda claim: _stands(draft, claim)):
        start = f"{article}-{claim.get('paragraph', '').zfill(2)}-"
        letters = (letter for letter in _letters() if f"{start}{letter}" not in used)
        found[claim["key"]] = f"{start}{next(letters, 'zz')}"
        used.add(found[claim["key"]])
    return found


def _letters() -> Sequence[str]:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return [*alphabet, *(first + second for first in alphabet for second in alphabet)]


def _stands(draft: Draft, claim: Cells) -> tuple[int, int, int]:
    """Where a claim stands in the article; what is not printed there stands last."""
    number = int(claim.get("paragraph", "")) if claim.get("paragraph", "").isdecimal() else 0
    text = draft.paragraphs[number - 1].text if 0 < number <= len(draft.paragraphs) else ""
    place = text.find(claim.get("as_printed", "")) if claim.get("as_printed") else -1
    return number, place if place >= 0 else len(text), len(claim.get("as_printed", ""))


def _add_terms(edited: EditedPackage, draft: Draft) -> tuple[Draft, dict[str, tuple[Cells, ...]]]:
    """Write the draft's words of the vocabularies; returns the draft with their final keys, and the new rows.

    A word the table has by now gains what it lacks. A key that stands for something else by now is another one in the draft.
    """
    found: dict[str, tuple[Cells, ...]] = {}
    for name in VOCABULARIES:
        rows: list[Cells] = []
        for cells in draft.vocabulary.get(name, ()):
            target = edited[name]
            column, named = target.resource.primary_key[0], "question" if name == "topics" else "name"
            known = next((row for row in target.rows if row[column] == cells.get(column)), None)
            if known is not None and cells.get(named, known[named]) != known[named]:
                key = key_of_name(cells[column], target.keys())
                draft = _renamed(draft, column, cells[column], key)
                cells, known = {**cells, column: key}, None
            if known is None:
                rows.append(target.add(filled_term(name, cells, target.rows, draft)))
                if name == "cities":
                    _nation_last(target)
            else:
                _complete(target, known, cells)
        if rows:
            found[name] = tuple(rows)
    return draft, found


def _nation_last(cities: EditedTable) -> None:
    """The nation stays behind the places compared, however many there are."""
    hubs = [int(row["order"]) for row in cities.rows if row["role"] != "nation" and row["order"].isdecimal()]
    for row in cities.rows:
        if row["role"] == "nation" and row["order"].isdecimal() and int(row["order"]) <= max(hubs, default=0):
            cities.put(row, "order", str(max(hubs) + 1))


def _complete(target: EditedTable, known: MutableRow, cells: Cells) -> None:
    """What a draft adds to a word the table has: names it is printed under, and cells that are empty."""
    for column, text in cells.items():
        if column == "printed_names":
            names = [name.strip() for name in f"{known[column]}|{text}".split("|") if name.strip()]
            target.put(known, column, "|".join(dict.fromkeys(names)))
        elif column in known and text and not known[column]:
            target.put(known, column, text)


def _renamed(draft: Draft, column: str, old: str, new: str) -> Draft:
    """The draft with another key for a word of its own."""
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
    """Give a question that is new to the released claims, too, that it sets beside those of the draft, where they answer none yet."""
    target = edited["claims"]
    for topic in draft.vocabulary.get("topics", ()):
        asked = set(keys_told(topic.get("claims", "")))
        for row in target.rows:
            if row["claim_id"] in asked and not row["topic"]:
                target.put(row, "topic", topic["topic"])


def _tie(target: EditedTable, row: MutableRow, same: str) -> None:
    """Write that two claims say the same, as the table wants it: on the later key, leading to the first of all that say so."""
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


def _inserted(told: str, section: str) -> str:
    """CHANGES.md with the newest section above the others."""
    told = told.replace("\r\n", "\n")
    first = re.search(r"^## ", told, re.MULTILINE)
    at = first.start() if first else len(told)
    return f"{told[:at]}{section}\n{told[at:]}"
