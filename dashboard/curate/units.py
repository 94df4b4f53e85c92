"""Sets codings of one article side by side: checks that they are comparable, and matches claims about the same subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from dashboard.curate.draft import Cells, Draft
from dashboard.table.problems import listed, named, quoted
from dashboard.table.words import one_line, plural

SUBJECT = {"focus_area": "area", "institution": "institution", "figure": "measure"}
"""The subject field of each aspect; with paragraph and city it identifies the unit that coders are compared on."""
VOCABULARY = {"area": "areas", "institution": "institutions", "measure": "measures", "topic": "topics", "city": "cities"}
"""Fields of a claim to which a coder may add values, with their tables."""
KEY_OF = {table: name for name, table in VOCABULARY.items()}
"""The key field of each table that a coder may add to."""
RESERVED = ("paragraph", "city", "aspect", "key", "field", "pick", "reason")
"""Columns of the settlement sheet, which coders must not be called."""
CODERS = 26
_KEY = re.compile(r"[a-z0-9]+([:_-][a-z0-9]+)*")
_PLAIN_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,15})?")
_AROUND = 24


class NotComparable(ValueError):
    """Drafts that cannot be compared; ``problems`` lists why, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Place:
    """The unit of a claim: paragraph, city, aspect and key of its subject; ``number`` distinguishes several claims of one subject.

    For an article, a paragraph or a new term, the aspect is ``article``, ``paragraph`` or the table's name.
    """

    paragraph: int
    city: str
    aspect: str
    key: str
    number: int = 1

    @property
    def name(self) -> str:
        """The key as sheets and lists write it: ``chips``, and ``chips (2)`` for a second claim about it."""
        return self.key if self.number == 1 else f"{self.key} ({self.number})"

    @property
    def label(self) -> str:
        """The place in words: ``paragraph 4, shanghai, chips``."""
        return ", ".join(filter(None, [f"paragraph {self.paragraph}" if self.paragraph else self.aspect, self.city, self.name]))


@dataclass(frozen=True)
class Unit:
    """A unit that somebody coded, with the claim of each coder who did."""

    place: Place
    claims: Mapping[str, Cells]


@dataclass(frozen=True)
class Alike:
    """New terms of several coders with apparently the same meaning under different keys: the key by coder."""

    table: str
    keys: Mapping[str, str]

    @property
    def place(self) -> Place:
        return Place(0, "", self.table, next(iter(self.keys.values())))


@dataclass(frozen=True, eq=False)
class Codings:
    """The drafts of one article by coder, in a fixed order; ``same`` maps a coder's new key to the key that stands for it."""

    drafts: Mapping[str, Draft]
    same: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """(coder, table, key) to the key that is used for it."""

    @property
    def coders(self) -> tuple[str, ...]:
        return tuple(self.drafts)

    @property
    def article(self) -> str:
        """The key of the article; empty where no draft has one."""
        return next(filter(None, (draft.article.get("article", "") for draft in self.drafts.values())), "")

    @property
    def first(self) -> Draft:
        return next(iter(self.drafts.values()))

    def resolved_by(self, paragraph: int) -> tuple[str, ...]:
        """The coders who have coded a paragraph: claims, or a reason for having none."""
        return self._resolved[paragraph - 1]

    @cached_property
    def _resolved(self) -> tuple[tuple[str, ...], ...]:
        with_claims = {coder: {cells["paragraph"] for cells in draft.claims} for coder, draft in self.drafts.items()}
        return tuple(
            tuple(coder for coder, draft in self.drafts.items() if draft.paragraphs[number - 1].reason or str(number) in with_claims[coder])
            for number in range(1, len(self.first.paragraphs) + 1)
        )

    def value(self, coder: str, name: str, cells: Cells) -> str:
        """A coder's value of a field, normalised for comparison."""
        text = cells.get(name, "").strip()
        if name in ("value", "value_high") and _PLAIN_NUMBER.fullmatch(text):
            sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
            whole, _, decimals = digits.partition(".")
            decimals = decimals.rstrip("0")
            return f"{sign}{whole.lstrip('0') or '0'}{'.' if decimals else ''}{decimals}"
        if name == "method":
            return text or "reported"
        if name in VOCABULARY:
            return self.same.get((coder, VOCABULARY[name], text), text)
        if name in ("restates", "same_as", "inputs"):
            return " + ".join(self._reference(coder, key) for key in text.split())
        return text

    def _reference(self, coder: str, key: str) -> str:
        place = self.places.get((coder, key))
        return place.label if place else key

    @cached_property
    def places(self) -> Mapping[tuple[str, str], Place]:
        """The place of each claim, by coder and claim key."""
        return {(coder, cells["key"]): unit.place for unit in self.units for coder, cells in unit.claims.items()}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units that somebody coded, in the order of the article."""
        claims: dict[Place, dict[str, list[Cells]]] = {}
        for coder, draft in self.drafts.items():
            for cells in draft.claims:
                aspect = cells["aspect"]
                key = self.value(coder, SUBJECT[aspect], cells)
                place = Place(int(cells["paragraph"]), self.value(coder, "city", cells), aspect, key)
                claims.setdefault(place, {}).setdefault(coder, []).append(cells)
        order = sorted(claims, key=lambda place: (place.paragraph, place.city, tuple(SUBJECT).index(place.aspect), place.key))
        return tuple(unit for place in order for unit in self._matched(place, claims[place]))

    def _matched(self, place: Place, claims: Mapping[str, list[Cells]]) -> Iterator[Unit]:
        """The claims about one subject as units: at most one claim of a coder in each, the most similar ones together."""
        slots: list[dict[str, Cells]] = []
        for coder, rows in claims.items():
            pairs = [
                (self._likeness(place, coder, cells, slot), -number, -slots.index(slot), cells, slot)
                for number, cells in enumerate(rows)
                for slot in slots
            ]
            left = list(rows)
            for likeness, _, _, cells, slot in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
                if likeness and coder not in slot and any(cells is other for other in left):
                    slot[coder] = cells
                    left = [other for other in left if other is not cells]
            slots += [{coder: cells} for cells in left]
        for number, slot in enumerate(slots, 1):
            yield Unit(replace(place, number=number), {coder: slot[coder] for coder in self.drafts if coder in slot})

    def _likeness(self, place: Place, coder: str, cells: Cells, slot: Mapping[str, Cells]) -> int:
        """Similarity of a claim to those of a unit; 0 where it is about another number."""
        return max(self._alike(place, (coder, cells), other) for other in slot.items())

    def _alike(self, place: Place, one: tuple[str, Cells], other: tuple[str, Cells]) -> int:
        same = {name: self.value(one[0], name, one[1]) == self.value(other[0], name, other[1]) for name in _TELLS}
        if place.aspect == "figure" and not (same["value"] and same["unit"] and (same["period"] or one[1].get("value"))):
            # Two numbers of one measure are one unit only where both coders quote the same place of the paragraph.
            text = self.first.paragraphs[place.paragraph - 1].text
            return int(_overlap(text, one[1].get("as_printed", ""), other[1].get("as_printed", "")))
        return 1 + sum(weight for name, weight in _TELLS.items() if same[name])


_TELLS = {"basis": 8, "relation": 8, "value": 8, "unit": 4, "period": 4, "status": 2, "as_printed": 1}
"""Weight of each field in the similarity of claims about one subject."""


def _overlap(text: str, one: str, other: str) -> bool:
    at_one, at_other = text.find(one), text.find(other)
    return bool(one and other) and at_one >= 0 and at_other >= 0 and at_one < at_other + len(other) and at_other < at_one + len(one)


def side_by_side(drafts: Iterable[tuple[str, Draft]]) -> Codings:
    """The drafts as codings; each with its file name, which names the coder where the draft does not.

    Raises `NotComparable` when they are of different articles, or cannot be compared.
    """
    by_coder: dict[str, Draft] = {}
    files: dict[str, str] = {}
    problems: list[str] = []
    for file, draft in drafts:
        coder = one_line(draft.coder) or one_line(file.removesuffix(".json").removesuffix(".draft"))
        if coder in by_coder:
            problems.append(
                f"{named(file)}: is by {quoted(coder)}, as {named(files[coder])} is. Give each coder one draft and a name of their own."
            )
            continue
        if coder.lower() in RESERVED or not coder:
            problems.append(f"{named(file)}: a coder cannot be called {quoted(coder)}. Choose another name.")
        problems += [f"{named(file)}: {fault}" for fault in _faults(draft)]
        by_coder[coder], files[coder] = draft, file
    if len(by_coder) + len(problems) < 2:
        problems.append("One draft is nothing to compare. Name two drafts of the same article, or more.")
    if len(by_coder) > CODERS:
        problems.append(f"{len(by_coder)} drafts are too many: at most {CODERS} are merged at once.")
    if not problems:
        problems = list(_of_another_article(by_coder))
    if problems:
        raise NotComparable(problems)
    codings = Codings(dict(sorted(by_coder.items())))
    return replace(codings, same=_first_of(alike_terms(codings)))


def _first_of(alike: Iterable[Alike]) -> dict[tuple[str, str, str], str]:
    return {(coder, each.table, key): each.place.key for each in alike for coder, key in each.keys.items()}


def _faults(draft: Draft) -> Iterator[str]:
    """Problems that keep the claims of one draft from being compared."""
    last, keys = len(draft.paragraphs), set()
    if not last:
        yield "holds no paragraph. Take the file as it was written."
    for cells in draft.claims:
        key, aspect = cells["key"], cells.get("aspect", "")
        where = f"claim {named(key)}"
        if key in keys:
            yield f"{where}: two claims have this key. Take the file as it was written."
        keys.add(key)
        number = cells.get("paragraph", "")
        if not re.fullmatch(r"[1-9][0-9]{0,5}", number) or int(number) > last:
            yield f"{where}, paragraph: {quoted(number)} is none of the {plural(last, 'paragraph')}. Write its number, from 1."
        if aspect not in SUBJECT:
            yield f"{where}, aspect: {quoted(aspect)} is not known. Write {listed(SUBJECT)}."
            continue
        for name in ("city", SUBJECT[aspect]):
            if not _KEY.fullmatch(cells.get(name, "").strip()):
                yield f"{where}, {name}: {quoted(cells.get(name, ''))} is no key. Choose one of the vocabulary, or add one."


def _of_another_article(drafts: Mapping[str, Draft]) -> Iterator[str]:
    """Differences in the text of the article: number of paragraphs, and paragraphs that differ."""
    (first, mine), *others = drafts.items()
    for coder, draft in others:
        counts = len(mine.paragraphs), len(draft.paragraphs)
        if counts[0] != counts[1]:
            yield (
                f"paragraphs: {named(first)} has {counts[0]}, {named(coder)} {counts[1]}. "
                "Both must have begun with the same copy of the article."
            )
        pairs = zip(mine.paragraphs, draft.paragraphs, strict=False)
        differing = [(number, one.text, other.text) for number, (one, other) in enumerate(pairs, 1) if one.text != other.text]
        for number, one, other in differing[:3]:
            at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
            excerpt, other_excerpt = (quoted(text[max(0, at - _AROUND) : at + _AROUND]) for text in (one, other))
            yield (
                f"paragraph {number}, character {at + 1}: {named(first)} has {excerpt}, {named(coder)} {other_excerpt}. "
                "Code the same copy of the article."
            )
        if len(differing) > 3:
            yield f"{len(differing) - 3} more paragraphs of {named(first)} and {named(coder)} differ."


def alike_terms(codings: Codings) -> tuple[Alike, ...]:
    """New terms under different keys whose names differ only in case, punctuation and word order."""
    alike: list[Alike] = []
    for table in VOCABULARY.values():
        groups: dict[str, dict[str, str]] = {}
        for coder, draft in codings.drafts.items():
            for row in draft.vocabulary.get(table, ()):
                key = next(iter(row.values()), "")
                for meaning in filter(None, (_meaning(row.get(name, "")) for name in ("name", "short", "question"))):
                    groups.setdefault(meaning, {}).setdefault(coder, key)
        for keys in groups.values():
            if len(set(keys.values())) > 1 and not any(each.table == table and each.keys == keys for each in alike):
                alike.append(Alike(table, keys))
    return tuple(alike)


def _meaning(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return " ".join(sorted(word.removesuffix("s") for word in words if word not in ("the", "a", "an", "of", "and")))
