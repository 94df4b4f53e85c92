"""Splits an article into paragraphs, from pasted text or a file, and proposes its title, date, outlet and author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dashboard.curate.article_facts import read_facts
from dashboard.curate.article_formats import ARTICLE_FORMATS, ArticleError, Parsed, clean
from dashboard.table.articles import fingerprint
from dashboard.table.load import Table
from dashboard.table.problems import listed, quoted

__all__ = ["LONGEST_PARAGRAPH", "MEGABYTES", "MOST_PARAGRAPHS", "SUFFIXES", "ArticleError", "ArticleText", "duplicate_of", "read_article"]

MEGABYTES = 20
"""The maximum size of a file."""
MOST_PARAGRAPHS = 5_000
LONGEST_PARAGRAPH = 20_000
"""The maximum number of characters of a paragraph."""
SUFFIXES = tuple(ARTICLE_FORMATS)
"""The file suffixes that are read; a name without a suffix, as of pasted text, is plain text."""
_SAME = 0.5
"""Two articles are the same where at least this share of the paragraphs of the shorter one is in the other."""
_SHORTEST = 40
"""Only paragraphs of at least this many characters identify an article: signatures and links recur in many."""


@dataclass(frozen=True)
class ArticleText:
    """The paragraphs of an article, and proposed fields of articles.csv.

    ``proposed`` holds some of ``title``, ``author``, ``outlet``, ``outlet_kind``, ``outlet_known``, ``published`` and
    ``published_known``; the latter says how the date is printed.
    """

    paragraphs: tuple[str, ...]
    proposed: Mapping[str, str]


def read_article(content: bytes, name: str, table: Table) -> ArticleText:
    """The article in ``content``, from a file called ``name``. Raises `ArticleError`.

    Does not check whether the table has the article already: see `duplicate_of`.
    """
    if len(content) > MEGABYTES * 1024 * 1024:
        raise ArticleError(f"{quoted(name)} is larger than {MEGABYTES} MB. Save its text alone, without pictures, and hand that in.")
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in ARTICLE_FORMATS:
        raise ArticleError(
            f"{quoted(name)} is no file that can be read. Hand in one that ends in {listed(ARTICLE_FORMATS)}, or paste the text."
        )
    parsed = ARTICLE_FORMATS[suffix or ".txt"](content, name)
    paragraphs = tuple(filter(None, map(clean, parsed.paragraphs)))
    if not paragraphs:
        raise ArticleError(f"{quoted(name)} holds no text. Check that it is the article, or paste the text.")
    if len(paragraphs) > MOST_PARAGRAPHS:
        what = f"{quoted(name)} has {len(paragraphs):,} paragraphs, and an article may have {MOST_PARAGRAPHS:,}."
        raise ArticleError(f"{what} Cut off what is not the article, or hand it in in parts.")
    longest = max(range(len(paragraphs)), key=lambda place: len(paragraphs[place]))
    if len(paragraphs[longest]) > LONGEST_PARAGRAPH:
        size = f"{len(paragraphs[longest]):,} characters, and {LONGEST_PARAGRAPH:,} are the most"
        what = f"Paragraph {longest + 1} of {quoted(name)} has {size}."
        raise ArticleError(f"{what} Put its line ends back, one paragraph a line.")
    return ArticleText(paragraphs, read_facts(Parsed(paragraphs, parsed.facts), table))


def duplicate_of(table: Table, paragraphs: Sequence[str]) -> str:
    """The key of the article of the table that has the same paragraphs; empty where none has.

    The table stores fingerprints only, so paragraphs match exactly, except for quotation marks and blanks that copying may change.
    """
    telling = [paragraph for paragraph in paragraphs if len(paragraph) >= _SHORTEST] or list(paragraphs)
    mine = [{fingerprint(form) for form in _forms(paragraph)} for paragraph in dict.fromkeys(telling)]
    ledger = table.ledger[table.ledger["reason"] != "furniture"]
    matches: dict[str, tuple[float, int]] = {}
    for article, lines in ledger.groupby(level="article"):
        theirs = set(lines["sha256"])
        same = sum(not forms.isdisjoint(theirs) for forms in mine)
        if same:
            matches[str(article)] = (same / max(1, min(len(mine), len(theirs))), same)
    best = max(matches, key=lambda key: matches[key], default="")
    return best if best and matches[best][0] >= _SAME else ""


def _forms(paragraph: str) -> set[str]:
    """A paragraph as it is, and with the quotation marks, dashes and blanks that copying may have changed."""
    plain = paragraph.translate(_PLAIN)
    return {paragraph, plain, " ".join(paragraph.split()), " ".join(plain.split())}


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "})
