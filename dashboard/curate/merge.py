"""Several codings of one article made into one: what they disagree in, what was settled, and the draft that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from dashboard.curate.agreement import CODES, FOUND, NOT_CODED, REASON, WORDINGS, found_values, values_of
from dashboard.curate.draft import Cells, Draft, DraftParagraph
from dashboard.curate.units import KEY_OF, SUBJECT, VOCABULARY, Codings, Place, Unit, alike_terms

Asked: TypeAlias = tuple[str, str, str, str, str]
"""What names a disagreement: paragraph, city, aspect, key and field, as the settlement sheet writes them."""
KEY, DIFFERENT = "key", "different things"
"""The field in which two keys for one new term disagree, and the pick that keeps both."""
_FOLLOWS = {"statement": "status", "aim": "status", "speaker": "speaker_kind", "counts": "value"}
"""The field whose pick a wording goes with: a statement's verb carries the status."""
_MECHANICAL = ("coders", "file")
"""What of an article no coder decides."""
_WORDED_TERMS = (
    "name",
    "short",
    "chinese_name",
    "scope",
    "note",
    "printed_names",
    "definition",
    "question",
    "difference",
    "general_knowledge",
)
_WORDED_ARTICLE = ("short", "outlet_known", "published_known", "note", "general_knowledge")


@dataclass(frozen=True)
class Disagreement:
    """A field in which coders differ: what each of them has. A wording needs no pick: it follows the coder of the codes picked."""

    place: Place
    field: str
    values: Mapping[str, str]
    wording: bool = False

    @property
    def asked(self) -> Asked:
        number = str(self.place.paragraph or "")
        return (number, self.place.city, self.place.aspect, self.place.name, self.field)

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be picked without writing anything new, each once."""
        more = (DIFFERENT,) if self.field == KEY and not self.place.paragraph else ()
        return tuple(dict.fromkeys((*self.values.values(), *more)))


@dataclass(frozen=True)
class Pick:
    """What a disagreement was settled as, and why."""

    value: str
    reason: str = ""


Picks: TypeAlias = Mapping[Asked, Pick]


@dataclass(frozen=True, eq=False)
class Merge:
    """Codings with what was picked so far. The draft is made of what coders agree in and of the picks."""

    codings: Codings
    picks: Picks = field(default_factory=dict)

    @cached_property
    def coded(self) -> Codings:
        """The codings with the keys taken for the same that a person did not call different."""
        apart = {place for place in (each.place for each in alike_terms(self.codings)) if self._picked(place, KEY) == DIFFERENT}
        if not apart:
            return self.codings
        kept = {known: key for known, key in self.codings.same.items() if not any((known[1], key) == (p.aspect, p.key) for p in apart)}
        return replace(self.codings, same=kept)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Everything the coders differ in: of the article, of new terms, then paragraph by paragraph."""
        return (*self._of_article(), *self._of_terms(), *self._of_paragraphs())

    @cached_property
    def unresolved(self) -> tuple[Disagreement, ...]:
        """What still needs a pick. What a pick has made pointless needs none: the fields of a claim that is not taken over."""
        dropped = {unit.place for unit in self.coded.units if not self._taken(unit)}
        return tuple(
            each
            for each in self.disagreements
            if not each.wording and each.asked not in self.picks and (each.field == FOUND or each.place not in dropped)
        )

    @cached_property
    def worded(self) -> tuple[Disagreement, ...]:
        """The wordings that differ of what is taken over."""
        dropped = {unit.place for unit in self.coded.units if not self._taken(unit)}
        return tuple(each for each in self.disagreements if each.wording and each.place not in dropped)

    def settled_words(self, each: Disagreement) -> str:
        """The words of a wording as the settled draft has them: those picked, or those of the coder whose codes were."""
        unit = next((unit for unit in self.coded.units if unit.place == each.place), None)
        return self._wordings(unit)[each.field] if unit else self._settled(each.place, each.field, each.values)

    @cached_property
    def once(self) -> tuple[tuple[int, str], ...]:
        """The paragraphs that one coder alone has coded, with who it was: nobody can disagree there."""
        numbers = range(1, len(self.codings.first.paragraphs) + 1)
        by = ((number, self.codings.resolved_by(number)) for number in numbers)
        return tuple((number, coders[0]) for number, coders in by if len(coders) == 1)

    @cached_property
    def untouched(self) -> tuple[int, ...]:
        """The paragraphs that nobody has coded."""
        return tuple(number for number in range(1, len(self.codings.first.paragraphs) + 1) if not self.codings.resolved_by(number))

    def _of_article(self) -> Iterator[Disagreement]:
        drafts = self.codings.drafts
        place = Place(0, "", "article", self.codings.article)
        for name in dict.fromkeys(name for draft in drafts.values() for name in draft.article if name not in _MECHANICAL):
            values = {coder: draft.article.get(name, "") for coder, draft in drafts.items()}
            if name == "article":
                # A key that is left empty is made of the article's name, and says nothing against another.
                values = {coder: key for coder, key in values.items() if key}
            yield from _differing(place, name, values, name in _WORDED_ARTICLE)

    def _of_terms(self) -> Iterator[Disagreement]:
        for each in alike_terms(self.codings):
            yield Disagreement(each.place, KEY, each.keys)
        for (table, key), rows in self._terms.items():
            for name in dict.fromkeys(name for row in rows.values() for name in row):
                if name != KEY_OF[table]:
                    values = {coder: row.get(name, "") for coder, row in rows.items()}
                    yield from _differing(Place(0, "", table, key), name, values, name in _WORDED_TERMS)

    @cached_property
    def _terms(self) -> dict[tuple[str, str], dict[str, Cells]]:
        """The new terms by table and key, with each coder's row."""
        found: dict[tuple[str, str], dict[str, Cells]] = {}
        for coder, draft in self.codings.drafts.items():
            for table in KEY_OF:
                for row in draft.vocabulary.get(table, ()):
                    key = row.get(KEY_OF[table], "")
                    found.setdefault((table, self.coded.same.get((coder, table, key), key)), {}).setdefault(coder, row)
        return found

    def _of_paragraphs(self) -> Iterator[Disagreement]:
        units: dict[int, list[Unit]] = {}
        for unit in self.coded.units:
            units.setdefault(unit.place.paragraph, []).append(unit)
        for number in range(1, len(self.codings.first.paragraphs) + 1):
            reasons = self._reasons(number)
            if not any(self._taken(unit) for unit in units.get(number, ())):
                yield from _differing(Place(number, "", "paragraph", ""), REASON, reasons, wording=False)
            for unit in units.get(number, ()):
                yield from _differing(unit.place, FOUND, found_values(self.coded, unit), wording=False)
                for name in (*CODES, *WORDINGS):
                    yield from _differing(unit.place, name, values_of(self.coded, unit, name), name in WORDINGS)

    def _reasons(self, number: int) -> dict[str, str]:
        drafts = self.codings.drafts.items()
        return {
            coder: reason for coder, draft in drafts if (reason := draft.paragraphs[number - 1].reason) and not draft.of_paragraph(number)
        }

    def _picked(self, place: Place, name: str) -> str | None:
        pick = self.picks.get(Disagreement(place, name, {}).asked)
        return pick.value if pick else None

    def _taken(self, unit: Unit) -> bool:
        """Whether a unit becomes a claim: everybody found it, or it was picked; before there is a pick it stays."""
        return self._picked(unit.place, FOUND) != NOT_CODED

    def _settled(self, place: Place, name: str, values: Mapping[str, str]) -> str:
        """What a field holds: what was picked, or else what the first coder has, which all have where they agree."""
        picked = self._picked(place, name)
        return next(iter(values.values()), "") if picked is None else picked

    @cached_property
    def draft(self) -> Draft:
        """The settled draft. Of what is unresolved it holds the first coder's, so that it can be looked at on the way."""
        taken = [unit for unit in self.coded.units if self._taken(unit)]
        keys = {unit.place: f"c{number}" for number, unit in enumerate(taken, 1)}
        claims = tuple(self._claim(unit, keys) for unit in taken)
        first = self.codings.first
        coders = ", ".join(self.codings.coders)
        vocabulary: dict[str, list[Cells]] = {}
        for (table, key), rows in self._terms.items():
            cells = {name: self._settled(Place(0, "", table, key), name, _column(rows, name)) for row in rows.values() for name in row}
            vocabulary.setdefault(table, []).append({**cells, KEY_OF[table]: self._key(table, key)})
        place = Place(0, "", "article", self.codings.article)
        columns = dict.fromkeys(name for draft in self.codings.drafts.values() for name in draft.article)
        told = {coder: draft.article for coder, draft in self.codings.drafts.items()}
        article = {name: self._settled(place, name, _column(told, name)) for name in columns}
        article["article"] = self._settled(place, "article", {"": self.codings.article})
        return Draft(
            article={**article, "coders": str(self.coders)},
            paragraphs=tuple(self._paragraph(number, claims) for number in range(1, len(first.paragraphs) + 1)),
            claims=claims,
            vocabulary={table: tuple(rows) for table, rows in vocabulary.items()},
            coder=coders,
            data_version=first.data_version,
        )

    @property
    def coders(self) -> int:
        """By how many coders the article is coded: as many as have coded every paragraph that anybody has, and at least one."""
        numbers = [n for n in range(1, len(self.codings.first.paragraphs) + 1) if n not in self.untouched]
        return min((len(self.codings.resolved_by(number)) for number in numbers), default=1)

    def _key(self, table: str, key: str) -> str:
        """The key of a new term as it is picked where coders gave it several."""
        picked = self._picked(Place(0, "", table, key), KEY)
        return key if picked in (None, DIFFERENT) else str(picked)

    def _claim(self, unit: Unit, keys: Mapping[Place, str]) -> Cells:
        place, codes = unit.place, {}
        for name in CODES:
            values = values_of(self.coded, unit, name)
            told = self._settled(place, name, values)
            if name in ("restates", "same_as", "inputs"):
                told = self._references(unit, name, values, told, keys)
            elif name in VOCABULARY:
                told = self._key(VOCABULARY[name], told)
            codes[name] = told
        subject = SUBJECT[place.aspect]
        fixed = {
            "key": keys[place],
            "paragraph": str(place.paragraph),
            "city": self._key("cities", place.city),
            "aspect": place.aspect,
            subject: self._key(VOCABULARY[subject], place.key),
        }
        return {name: text for name, text in {**codes, **self._wordings(unit), **fixed}.items() if text}

    def _references(self, unit: Unit, name: str, values: Mapping[str, str], told: str, keys: Mapping[Place, str]) -> str:
        """The keys in the settled draft of the claims that a claim refers to; one that was not taken over is left out."""
        coder = next((coder for coder, value in values.items() if value == told), "")
        if not coder:
            return told
        named = ((key, self.coded.places.get((coder, key))) for key in unit.claims[coder].get(name, "").split())
        return " ".join(filter(None, (keys.get(place, "") if place else key for key, place in named)))

    def _wordings(self, unit: Unit) -> dict[str, str]:
        """The wordings: the one picked, or that of the coder whose codes were picked, of the field it goes with before all."""
        told = {name: values_of(self.coded, unit, name) for name in CODES}
        right = {name: self._settled(unit.place, name, values) for name, values in told.items()}
        fits = {coder: sum(told[name].get(coder, "") == right[name] for name in CODES) for coder in unit.claims}
        found = {}
        for name in WORDINGS:
            values, goes_with = values_of(self.coded, unit, name), _FOLLOWS.get(name, "status")
            # Of coders that fit alike the first one: max takes it.
            best = max(unit.claims, key=lambda coder: (told[goes_with].get(coder) == right[goes_with], fits[coder]))
            picked = self._picked(unit.place, name)
            found[name] = values[best] if picked is None else picked
        return found

    def _paragraph(self, number: int, claims: Iterable[Cells]) -> DraftParagraph:
        told = {coder: draft.paragraphs[number - 1] for coder, draft in self.codings.drafts.items()}
        has_claims = any(cells["paragraph"] == str(number) for cells in claims)
        reason = "" if has_claims else self._settled(Place(number, "", "paragraph", ""), REASON, self._reasons(number))
        entries: dict[str, str] = {}
        for paragraph in told.values():
            for entry in filter(None, map(str.strip, paragraph.left_out.split("|"))):
                entries.setdefault(entry.partition(":")[0].strip(), entry)
        gist = next((paragraph.gist for paragraph in told.values() if paragraph.gist), "")
        return DraftParagraph(self.codings.first.paragraphs[number - 1].text, reason, gist, " | ".join(entries.values()))


def _column(rows: Mapping[str, Cells], name: str) -> dict[str, str]:
    return {coder: row.get(name, "") for coder, row in rows.items()}


def _differing(place: Place, name: str, values: Mapping[str, str], wording: bool) -> Iterator[Disagreement]:
    if len(set(values.values())) > 1:
        yield Disagreement(place, name, values, wording)
