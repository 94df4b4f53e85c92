"""What a search shows: the names and the claims it finds, the best first, each with the words that were found, and where it leads."""

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
"""Words, and whether they were looked for."""

Parts = tuple[Part, ...]

NAMES, CLAIMS, PARAGRAPHS, NOTED = 7, 6, 3, 3
FEW = 4
"""How many of names, and how many of claims, are shown of a search of which nothing holds all."""
"""How many a list shows of things by their names, of claims, of paragraphs and of things by what is noted of them."""
_KINDS = {
    "city": "", "institution": "Institution", "area": "Focus area", "topic": "Where the articles pull apart", "measure": "Figure",
    "speaker": "Who speaks", "article": "Article", "status": "Status", "paragraph": "Paragraph",
}  # fmt: skip
"""What a thing is called that is found, in the order in which those of the very name asked for come."""
_TITLE, _NAMES, _PRINTED, _FIGURE, _MORE, _PINYIN = range(len(COLUMNS))
_OWN = {_PRINTED: "As printed", _FIGURE: "Figure", _MORE: "Note"}
_BESIDE = {
    "institution": "Institution", "area": "Focus area", "measure": "Measure", "speaker": "Said by", "topic": "Question",
    "status": "Status", "paragraph": "Paragraph", "article": "Printed by", "city": "",
}  # fmt: skip
"""Where else the words of a search may stand that a claim does not say itself, in the order in which it is told."""
_AROUND = 110
"""How many letters of a paragraph are shown before and behind the first word that was found."""
_MARK = re.compile("\x02(.*?)\x03", re.DOTALL)


@dataclass(frozen=True)
class Reason:
    """Why something was found beside its title: where the words stand, and the words."""

    where: str
    parts: Parts


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its title, what it is in words, why it was found, and the screen and parameters that show it."""

    kind: str
    title: Parts
    told: str
    reasons: tuple[Reason, ...]
    page: str
    query: Query
    part: str = ""
    status: str = ""


@dataclass(frozen=True)
class Found:
    """The answer to a search: what was found, how many claims within the filters and outside them, and what must be said of it."""

    hits: tuple[Hit, ...]
    claims: int
    outside: int
    told: tuple[str, ...]
    loose: bool


def best(table: Table, selection: Selection, first: int) -> list[int]:
    """The places in the table of the ``first`` claims a selection asks for: those that hold best what is searched for, repetitions last."""
    kept = np.flatnonzero(mask(table, selection, table.numbered))
    again = ~table.numbered["restates"].holds([""])[kept]
    kept = kept[np.argsort(again, kind="stable")]
    if selection.search:
        kept = kept[np.argsort(-search(table, selection.search).claims[kept], kind="stable")]
    return [int(place) for place in kept[:first]]


def outside(table: Table, selection: Selection) -> int:
    """How many claims a search finds that the rest of the selection leaves out."""
    return int(search(table, selection.search).mask.sum()) - sum(selection.sizes(table))


def find(table: Table, selection: Selection) -> Found:
    """What the search of a selection finds: every name, and of the claims those within its filters."""
    asked = replace(selection, facets=())
    matches = search(table, asked.search)
    named, noted, paragraphs = _names(matches, asked.search)
    first = best(table, asked, 4 * CLAIMS)
    claims = ([place for place in first if _said_itself(matches, place)] or first)[:CLAIMS]
    if matches.loose:
        named, noted, paragraphs, claims = named[: FEW // 2], [], [], claims[:FEW]
    why = Why(table, matches, claims, (*named, *noted, *paragraphs))
    filters = asked.only_filters()
    ranked = [
        *((float(matches.claims[place]), hit) for place, hit in zip(claims, _claims(table, why, claims, filters), strict=True)),
        *((float(matches.documents[number]), _thing(table, matches.index, why, number, filters)) for number in paragraphs),
    ]
    between = [hit for _, hit in sorted(ranked, key=lambda pair: -pair[0])]
    things = [[_thing(table, matches.index, why, number, filters) for number in numbers] for numbers in (named, noted)]
    return Found((*things[0], *between, *things[1]), sum(asked.sizes(table)), outside(table, asked), tuple(matches.told()), matches.loose)


def _names(matches: Matches, text: str) -> tuple[list[int], list[int], list[int]]:
    """The things that are found by their names, those of the very name asked for first; those found by what is noted; the paragraphs."""
    index, scores = matches.index, matches.documents
    order = [int(number) for number in np.argsort(-scores, kind="stable")[: int((scores > 0).sum())]]
    documents = {number: index.documents[number - 1] for number in order}
    kinds = list(_KINDS)
    same = [number for number in order if text.strip().casefold() in _aliases(documents[number].text)]
    same.sort(key=lambda number: kinds.index(documents[number].kind))
    counts = np.sum([word.scores > 0 for word in matches.words], axis=0) if matches.words else np.zeros(index.size)
    held = counts >= (max((counts[number] for number in order), default=0) if matches.some else max(len(matches.words), 1))
    named = [number for number in order if held[number] and number not in same and documents[number].kind != "paragraph"]
    # A name of no other words before those that hold them among others.
    named.sort(key=lambda number: len(documents[number].text[_TITLE].split()) > len(matches.words))
    noted = [number for number in order if not held[number] and documents[number].kind != "paragraph"]
    paragraphs = [number for number in order if documents[number].kind == "paragraph"]
    # Who speaks as a firm is found as the firm before.
    first = sorted([*same, *named], key=lambda number: number not in same[:1] and documents[number].kind == "speaker")
    return first[:NAMES], noted[:NOTED], paragraphs[:PARAGRAPHS]


def _aliases(text: Text) -> set[str]:
    return {name.casefold() for name in (text[_TITLE], *text[_NAMES].split(" · "), *text[_PINYIN].split(" ")) if name}


def _said_itself(matches: Matches, place: int) -> bool:
    """Whether a claim holds its words itself or in the name of what it is about; what only its paragraph says, the paragraph shows."""
    index = matches.index
    numbers = [index.own[place], *(index.related[name][place] for name in _BESIDE if name != "paragraph")]
    paragraph = index.related["paragraph"][place]
    return all(word.scores[paragraph] == 0 or any(word.scores[number] > 0 for number in numbers) for word in matches.words)


class Why:
    """The words of a search found again in what is shown: in claims, by their places in the table, and in things, by their numbers."""

    def __init__(self, table: Table, matches: Matches, claims: Sequence[int], things: Iterable[int] = ()) -> None:
        self._place = table.wording.head
        self._matches = matches
        self._index = index = matches.index
        notes: dict[int, int] = dict(index.notes)
        self._notes = {number: notes[number] for number in things if number in notes}
        beside = {int(index.related[name][place]) for name in _BESIDE for place in claims} - {0}
        own = {int(index.own[place]) for place in claims}
        self._texts = index.texts({*own, *beside, *things, *self._notes.values()})
        marker = Marker(self._texts)
        every = " OR ".join(f"({word.expression})" for word in matches.words)
        self._marked = marker.marked(every) if every else {}
        self._held: dict[tuple[int, int], set[int]] = {}
        for which, word in enumerate(matches.words):
            for number, texts in marker.marked(word.expression).items():
                for column, text in enumerate(texts):
                    if "\x02" in text:
                        self._held.setdefault((number, column), set()).add(which)

    def title(self, number: int) -> Parts:
        """The title of a document with the words marked."""
        return _parts(self._text(number, _TITLE))

    def of_claim(self, place: int) -> tuple[Parts, tuple[Reason, ...]]:
        """A claim: its statement, and where the words stand that this does not hold."""
        own = int(self._index.own[place])
        places = [(own, column, where) for column, where in _OWN.items()]
        for name, where in _BESIDE.items():
            number = int(self._index.related[name][place])
            places += [(number, column, where or self._place) for column in range(len(COLUMNS))]
        return self.title(own), tuple(self._reasons(places, self._held.get((own, _TITLE), set())))

    def of_thing(self, number: int, document: Document) -> tuple[Reason, ...]:
        """Where the words stand that the title of a thing does not hold; of a question always how the voices differ."""
        where = {_NAMES: "Also called", _PINYIN: "In Chinese", _PRINTED: "Printed", _MORE: "About"}
        places = [(number, column, words) for column, words in where.items()]
        note = self._notes.get(number, 0)
        known = self._held.get((number, _TITLE), set())
        if document.kind == "topic":
            return (Reason("The sides", _parts(self._text(note, _MORE))),)
        return tuple(self._reasons([*places, (note, _MORE, "Noted")], known))

    def _reasons(self, places: Iterable[tuple[int, int, str]], known: set[int]) -> Iterator[Reason]:
        covered = set(known)
        for number, column, where in places:
            held = self._held.get((number, column), set())
            if held - covered:
                covered |= held
                yield Reason(where, self._shown(number, column))

    def _shown(self, number: int, column: int) -> Parts:
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
    """A long text around the first word that was found in it, cut between words."""
    first, last = text.find("\x02"), len(text)
    start = max(text.rfind(" ", 0, max(first - _AROUND, 0)) + 1, 0) if first > _AROUND else 0
    end = text.find(" ", first + 2 * _AROUND) if last - first > 2 * _AROUND else -1
    kept = text[start : end if end > 0 else last]
    kept += "\x03" if kept.count("\x02") > kept.count("\x03") else ""
    return f"{'… ' if start else ''}{kept}{' …' if end > 0 else ''}"


def _kind(table: Table, kind: str) -> str:
    return table.wording.head if kind == "city" else _KINDS[kind]


def _claims(table: Table, why: Why, places: list[int], filters: Selection) -> Iterator[Hit]:
    rows = table.claims[["claim_id", "city", "status", "article", "paragraph"]].iloc[places].to_dict("records")
    for place, row in zip(places, rows, strict=True):
        title, reasons = why.of_claim(place)
        where = _where(table, row["article"], row["paragraph"])
        told = " · ".join([table.label("city", row["city"]), table.label("status", row["status"]), where])
        yield Hit("Claim", title, told, reasons, "evidence", (("claim", row["claim_id"]), *filters.query()), status=row["status"])


def _where(table: Table, article: str, paragraph: object) -> str:
    return f"{table.label('article', article)}, paragraph {paragraph}"


def _thing(table: Table, index: SearchIndex, why: Why, number: int, filters: Selection) -> Hit:
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
    told = [plural(every, "claim") + ("" if within or not every else " outside your filters")]
    if kind == "article":
        told.insert(0, period_words(str(table.vocabularies["articles"].at[key, "published"])))
    if kind == "city" and key in table.hubs:
        return Hit(_kind(table, kind), title, " · ".join(told), reasons, "city", (("of", key), *filters.query()))
    shown = _KINDS[kind] if kind != "city" else "Nation"
    return Hit(shown, title, " · ".join(told), reasons, "evidence", (*facets, *(filters.query() if within else ())))
