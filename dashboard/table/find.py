"""The results of a search as they are listed: things and claims, best first, each with its matched words and the page it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.table.documents import COLUMNS, Document, Text, closed
from dashboard.table.index import Marker, SearchIndex
from dashboard.table.load import Table
from dashboard.table.search import Matches, search
from dashboard.table.selection import Query, Selection, mask
from dashboard.table.words import period_words, plural

Part = tuple[str, bool]
"""A piece of text, and whether it is a match."""

Parts = tuple[Part, ...]

NAMES, CLAIMS, PARAGRAPHS, NOTED = 7, 6, 3, 3
"""How many results are listed: things matched by name, claims, paragraphs, things matched by their notes."""
FEW = 4
"""How many names, and how many claims, are listed of a search of which nothing holds all the words."""
_KINDS = {
    "city": "", "institution": "Institution", "area": "Focus area", "topic": "Where the articles pull apart", "measure": "Figure",
    "speaker": "Who speaks", "article": "Article", "status": "Status", "paragraph": "Paragraph",
}  # fmt: skip
"""The label of each kind of thing, in the order in which exact matches of a name are ranked."""
_TITLE, _NAMES, _PRINTED, _FIGURE, _MORE, _PINYIN = range(len(COLUMNS))
_OWN = {_PRINTED: "As printed", _FIGURE: "Figure", _MORE: "Note"}
_BESIDE = {
    "institution": "Institution", "area": "Focus area", "measure": "Measure", "speaker": "Said by", "topic": "Question",
    "status": "Status", "paragraph": "Paragraph", "article": "Printed by", "city": "",
}  # fmt: skip
"""The related documents in which words may match that the text of a claim does not hold, in the order in which they are reported."""
_AROUND = 110
"""How many characters of a long text are shown before the first match, and twice that after it."""
_MARK = re.compile("\x02(.*?)\x03", re.DOTALL)


@dataclass(frozen=True)
class Reason:
    """A match outside the title: where it is, and the text with the matches marked."""

    where: str
    parts: Parts


@dataclass(frozen=True)
class Hit:
    """One result: kind, title with matches marked, a line of details, matches outside the title, and the page and parameters it opens."""

    kind: str
    title: Parts
    summary: str
    reasons: tuple[Reason, ...]
    page: str
    query: Query
    part: str = ""
    status: str = ""


@dataclass(frozen=True)
class SearchResult:
    """The answer to a search: the results, the number of matching claims within and outside the filters, and messages to the reader."""

    hits: tuple[Hit, ...]
    claims: int
    outside: int
    messages: tuple[str, ...]
    loose: bool


def best(table: Table, selection: Selection, first: int) -> list[int]:
    """Row positions of the ``first`` best claims of a selection: by search score, restatements last, then in the order of the table."""
    places = np.flatnonzero(mask(table, selection, table.numbered))
    again = ~table.numbered["restates"].holds([""])[places]
    places = places[np.argsort(again, kind="stable")]
    if selection.search:
        places = places[np.argsort(-search(table, selection.search).claims[places], kind="stable")]
    return [int(place) for place in places[:first]]


def outside(table: Table, selection: Selection) -> int:
    """How many claims match the search but not the rest of the selection."""
    return int(search(table, selection.search).mask.sum()) - sum(selection.sizes(table))


def find(table: Table, selection: Selection) -> SearchResult:
    """Run the search of a selection; its filters narrow the claims but not the things found by name, its facets are ignored."""
    unfaceted = replace(selection, facets=())
    matches = search(table, unfaceted.search)
    named, noted, paragraphs = _names(matches, unfaceted.search)
    first = best(table, unfaceted, 4 * CLAIMS)
    claims = ([place for place in first if _holds_itself(matches, place)] or first)[:CLAIMS]
    if matches.loose:
        named, noted, paragraphs, claims = named[: FEW // 2], [], [], claims[:FEW]
    why = MatchReasons(table, matches, claims, (*named, *noted, *paragraphs))
    filters = unfaceted.only_filters()
    ranked = [
        *((float(matches.claims[place]), hit) for place, hit in zip(claims, _claims(table, why, claims, filters), strict=True)),
        *((float(matches.documents[number]), _thing(table, matches.index, why, number, filters)) for number in paragraphs),
    ]
    between = [hit for _, hit in sorted(ranked, key=lambda pair: -pair[0])]
    things = [[_thing(table, matches.index, why, number, filters) for number in numbers] for numbers in (named, noted)]
    return SearchResult(
        (*things[0], *between, *things[1]), sum(unfaceted.sizes(table)), outside(table, unfaceted), tuple(matches.messages()), matches.loose
    )


def _names(matches: Matches, text: str) -> tuple[list[int], list[int], list[int]]:
    """Document numbers: things matched by name (exact names first), things matched by their notes, paragraphs."""
    index, scores = matches.index, matches.documents
    order = [int(number) for number in np.argsort(-scores, kind="stable")[: int((scores > 0).sum())]]
    documents = {number: index.documents[number - 1] for number in order}
    kinds = list(_KINDS)
    same = [number for number in order if text.strip().casefold() in _aliases(documents[number].text)]
    same.sort(key=lambda number: kinds.index(documents[number].kind))
    counts = np.sum([word.scores > 0 for word in matches.words], axis=0) if matches.words else np.zeros(index.size)
    holds_most = counts >= (max((counts[number] for number in order), default=0) if matches.some else max(len(matches.words), 1))
    named = [number for number in order if holds_most[number] and number not in same and documents[number].kind != "paragraph"]
    # A name of no other words before those that hold them among others.
    named.sort(key=lambda number: len(documents[number].text[_TITLE].split()) > len(matches.words))
    noted = [number for number in order if not holds_most[number] and documents[number].kind != "paragraph"]
    paragraphs = [number for number in order if documents[number].kind == "paragraph"]
    # A firm that also speaks is listed as a firm first.
    first = sorted([*same, *named], key=lambda number: number not in same[:1] and documents[number].kind == "speaker")
    return first[:NAMES], noted[:NOTED], paragraphs[:PARAGRAPHS]


def _aliases(text: Text) -> set[str]:
    return {name.casefold() for name in (text[_TITLE], *text[_NAMES].split(" · "), *text[_PINYIN].split(" ")) if name}


def _holds_itself(matches: Matches, place: int) -> bool:
    """Whether a claim matches outside its paragraph: a match in the paragraph alone is listed as the paragraph."""
    index = matches.index
    numbers = [index.own[place], *(index.related[name][place] for name in _BESIDE if name != "paragraph")]
    paragraph = index.related["paragraph"][place]
    return all(word.scores[paragraph] == 0 or any(word.scores[number] > 0 for number in numbers) for word in matches.words)


class MatchReasons:
    """Where the words of a search match in the listed claims (by row position) and things (by document number)."""

    def __init__(self, table: Table, matches: Matches, claims: Sequence[int], things: Iterable[int] = ()) -> None:
        self._place = table.wording.head
        self._index = index = matches.index
        notes: dict[int, int] = dict(index.notes)
        self._notes = {number: notes[number] for number in things if number in notes}
        beside = {int(index.related[name][place]) for name in _BESIDE for place in claims} - {0}
        own = {int(index.own[place]) for place in claims}
        self._texts = index.texts({*own, *beside, *things, *self._notes.values()})
        marker = Marker(self._texts)
        every = " OR ".join(f"({word.expression})" for word in matches.words)
        self._marked = marker.marked(every) if every else {}
        self._words_at: dict[tuple[int, int], set[int]] = {}
        for which, word in enumerate(matches.words):
            for number, texts in marker.marked(word.expression).items():
                for column, text in enumerate(texts):
                    if "\x02" in text:
                        self._words_at.setdefault((number, column), set()).add(which)

    def title(self, number: int) -> Parts:
        """The title of a document with the matches marked."""
        return _parts(self._text(number, _TITLE))

    def of_claim(self, place: int) -> tuple[Parts, tuple[Reason, ...]]:
        """The marked statement of a claim, and the matches of words that the statement does not hold."""
        own = int(self._index.own[place])
        places = [(own, column, where) for column, where in _OWN.items()]
        for name, where in _BESIDE.items():
            number = int(self._index.related[name][place])
            places += [(number, column, where or self._place) for column in range(len(COLUMNS))]
        return self.title(own), tuple(self._reasons(places, self._words_at.get((own, _TITLE), set())))

    def of_thing(self, number: int, document: Document) -> tuple[Reason, ...]:
        """The matches of words that the title of a thing does not hold; for a topic always its ``difference``."""
        where = {_NAMES: "Also called", _PINYIN: "In Chinese", _PRINTED: "Printed", _MORE: "About"}
        places = [(number, column, words) for column, words in where.items()]
        note = self._notes.get(number, 0)
        known = self._words_at.get((number, _TITLE), set())
        if document.kind == "topic":
            return (Reason("The sides", _parts(self._text(note, _MORE))),)
        return tuple(self._reasons([*places, (note, _MORE, "Noted")], known))

    def _reasons(self, places: Iterable[tuple[int, int, str]], known: set[int]) -> Iterator[Reason]:
        covered = set(known)
        for number, column, where in places:
            here = self._words_at.get((number, column), set())
            if here - covered:
                covered |= here
                yield Reason(where, self._excerpts(number, column))

    def _excerpts(self, number: int, column: int) -> Parts:
        text = self._text(number, column)
        if column == _PINYIN:
            chinese = self._index.chinese(number)
            return ((f"{chinese}, " if chinese else "", False), (" ".join(_MARK.findall(text)), True))
        if column in (_NAMES, _FIGURE):
            return _parts(" · ".join(name for name in text.split(" · ") if "\x02" in name))
        return _parts(_excerpt(text))

    def _text(self, number: int, column: int) -> str:
        texts = self._marked.get(number) or self._texts.get(number)
        return closed(texts[column]) if texts else ""


def _parts(text: str) -> Parts:
    return tuple((part, bool(place % 2)) for place, part in enumerate(_MARK.split(text)) if part)


def _excerpt(text: str) -> str:
    """A long text shortened to the surroundings of its first match, cut between words."""
    first, last = text.find("\x02"), len(text)
    start = max(text.rfind(" ", 0, max(first - _AROUND, 0)) + 1, 0) if first > _AROUND else 0
    end = text.find(" ", first + 2 * _AROUND) if last - first > 2 * _AROUND else -1
    excerpt = text[start : end if end > 0 else last]
    excerpt += "\x03" if excerpt.count("\x02") > excerpt.count("\x03") else ""
    return f"{'… ' if start else ''}{excerpt}{' …' if end > 0 else ''}"


def _kind(table: Table, kind: str) -> str:
    return table.wording.head if kind == "city" else _KINDS[kind]


def _claims(table: Table, why: MatchReasons, places: list[int], filters: Selection) -> Iterator[Hit]:
    rows = table.claims[["claim_id", "city", "status", "article", "paragraph"]].iloc[places].to_dict("records")
    for place, row in zip(places, rows, strict=True):
        title, reasons = why.of_claim(place)
        where = _where(table, row["article"], row["paragraph"])
        summary = " · ".join([table.label("city", row["city"]), table.label("status", row["status"]), where])
        yield Hit("Claim", title, summary, reasons, "evidence", (("claim", row["claim_id"]), *filters.query()), status=row["status"])


def _where(table: Table, article: str, paragraph: object) -> str:
    return f"{table.label('article', article)}, paragraph {paragraph}"


def _thing(table: Table, index: SearchIndex, why: MatchReasons, number: int, filters: Selection) -> Hit:
    document = index.documents[number - 1]
    kind, key = document.kind, document.key
    title, reasons = why.title(number), why.of_thing(number, document)
    facets: Query = (("stands" if kind == "status" else kind, key),)
    if kind == "paragraph":
        article, _, paragraph = key.rpartition(" ")
        title, facets = ((_where(table, article, paragraph), False),), (("article", article), ("paragraph", paragraph))
    if kind == "topic":
        many = int((table.claims["topic"] == key).sum())
        return Hit(_KINDS[kind], title, plural(many, "claim"), reasons, "", filters.query(), part=f"#topic-{key}")
    within = sum(replace(filters, facets=facets).sizes(table))
    every = within or sum(Selection(facets=facets).sizes(table))
    summary = [plural(every, "claim") + ("" if within or not every else " outside your filters")]
    if kind == "article":
        summary.insert(0, period_words(str(table.vocabularies["articles"].at[key, "published"])))
    if kind == "city" and key in table.hubs:
        return Hit(_kind(table, kind), title, " · ".join(summary), reasons, "city", (("of", key), *filters.query()))
    kind_name = _KINDS[kind] if kind != "city" else "Nation"
    return Hit(kind_name, title, " · ".join(summary), reasons, "evidence", (*facets, *(filters.query() if within else ())))
