"""Merges several codings of one article: their disagreements, the picks that settle them, and the resulting draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from dashboard.curate.agreement import CODES, NOT_CODED, REASON, UNIT_CODED, WORDINGS, coded_values, values_of
from dashboard.curate.draft import Cells, Draft, DraftParagraph
from dashboard.curate.units import KEY_OF, SUBJECT, VOCABULARY, Codings, Place, Unit, alike_terms

DisagreementId: TypeAlias = tuple[str, str, str, str, str]
"""Identifies a disagreement: paragraph, city, aspect, key and field, as in the settlement sheet."""
KEY, DIFFERENT = "key", "different things"
"""The field of disagreements on the key of a new term, and the pick that keeps both keys."""
_FOLLOWS = {"statement": "status", "aim": "status", "speaker": "speaker_kind", "counts": "value"}
"""The field whose pick decides a wording: the verb of a statement follows the status."""
_MECHANICAL = ("coders", "file")
"""Fields of an article that no coder decides."""
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
    """A field in which coders differ, with each coder's value. A wording needs no pick: it follows the picked codes."""

    place: Place
    field: str
    values: Mapping[str, str]
    wording: bool = False

    @property
    def id(self) -> DisagreementId:
        number = str(self.place.paragraph or "")
        return (number, self.place.city, self.place.aspect, self.place.name, self.field)

    @property
    def choices(self) -> tuple[str, ...]:
        """The distinct values that can be picked as they are."""
        more = (DIFFERENT,) if self.field == KEY and not self.place.paragraph else ()
        return tuple(dict.fromkeys((*self.values.values(), *more)))


@dataclass(frozen=True)
class Pick:
    """The value a disagreement was settled as, and the reason."""

    value: str
    reason: str = ""


Picks: TypeAlias = Mapping[DisagreementId, Pick]


@dataclass(frozen=True, eq=False)
class Merge:
    """Codings and the picks so far. The draft combines what coders agree in with the picks."""

    codings: Codings
    picks: Picks = field(default_factory=dict)

    @cached_property
    def coded(self) -> Codings:
        """The codings, without the equal keys that a person declared different."""
        apart = {place for place in (each.place for each in alike_terms(self.codings)) if self._picked(place, KEY) == DIFFERENT}
        if not apart:
            return self.codings
        same = {term: key for term, key in self.codings.same.items() if not any((term[1], key) == (p.aspect, p.key) for p in apart)}
        return replace(self.codings, same=same)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """All disagreements: on the article, on new terms, then paragraph by paragraph."""
        return (*self._of_article(), *self._of_terms(), *self._of_paragraphs())

    @cached_property
    def unresolved(self) -> tuple[Disagreement, ...]:
        """The disagreements that still need a pick; fields of a claim that is not included need none."""
        dropped = {unit.place for unit in self.coded.units if not self._is_included(unit)}
        return tuple(
            each
            for each in self.disagreements
            if not each.wording and each.id not in self.picks and (each.field == UNIT_CODED or each.place not in dropped)
        )

    @cached_property
    def worded(self) -> tuple[Disagreement, ...]:
        """The differing wordings of included claims."""
        dropped = {unit.place for unit in self.coded.units if not self._is_included(unit)}
        return tuple(each for each in self.disagreements if each.wording and each.place not in dropped)

    def settled_words(self, each: Disagreement) -> str:
        """The settled text of a wording: the one picked, or that of the coder whose codes were picked."""
        unit = next((unit for unit in self.coded.units if unit.place == each.place), None)
        return self._wordings(unit)[each.field] if unit else self._settled(each.place, each.field, each.values)

    @cached_property
    def once(self) -> tuple[tuple[int, str], ...]:
        """Paragraphs that one coder alone has coded, as (paragraph, coder): there is no agreement to measure there."""
        numbers = range(1, len(self.codings.first.paragraphs) + 1)
        by = ((number, self.codings.resolved_by(number)) for number in numbers)
        return tuple((number, coders[0]) for number, coders in by if len(coders) == 1)

    @cached_property
    def untouched(self) -> tuple[int, ...]:
        """Paragraphs that nobody has coded."""
        return tuple(number for number in range(1, len(self.codings.first.paragraphs) + 1) if not self.codings.resolved_by(number))

    def _of_article(self) -> Iterator[Disagreement]:
        drafts = self.codings.drafts
        place = Place(0, "", "article", self.codings.article)
        for name in dict.fromkeys(name for draft in drafts.values() for name in draft.article if name not in _MECHANICAL):
            values = {coder: draft.article.get(name, "") for coder, draft in drafts.items()}
            if name == "article":
                # An empty key is generated from the article's name, so it contradicts no other.
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
        terms: dict[tuple[str, str], dict[str, Cells]] = {}
        for coder, draft in self.codings.drafts.items():
            for table in KEY_OF:
                for row in draft.vocabulary.get(table, ()):
                    key = row.get(KEY_OF[table], "")
                    terms.setdefault((table, self.coded.same.get((coder, table, key), key)), {}).setdefault(coder, row)
        return terms

    def _of_paragraphs(self) -> Iterator[Disagreement]:
        units: dict[int, list[Unit]] = {}
        for unit in self.coded.units:
            units.setdefault(unit.place.paragraph, []).append(unit)
        for number in range(1, len(self.codings.first.paragraphs) + 1):
            reasons = self._reasons(number)
            if not any(self._is_included(unit) for unit in units.get(number, ())):
                yield from _differing(Place(number, "", "paragraph", ""), REASON, reasons, wording=False)
            for unit in units.get(number, ()):
                yield from _differing(unit.place, UNIT_CODED, coded_values(self.coded, unit), wording=False)
                for name in (*CODES, *WORDINGS):
                    yield from _differing(unit.place, name, values_of(self.coded, unit, name), name in WORDINGS)

    def _reasons(self, number: int) -> dict[str, str]:
        drafts = self.codings.drafts.items()
        return {
            coder: reason for coder, draft in drafts if (reason := draft.paragraphs[number - 1].reason) and not draft.of_paragraph(number)
        }

    def _picked(self, place: Place, name: str) -> str | None:
        pick = self.picks.get(Disagreement(place, name, {}).id)
        return pick.value if pick else None

    def _is_included(self, unit: Unit) -> bool:
        """Whether a unit becomes a claim: every coder coded it, or it was picked; it is included until there is a pick."""
        return self._picked(unit.place, UNIT_CODED) != NOT_CODED

    def _settled(self, place: Place, name: str, values: Mapping[str, str]) -> str:
        """The value of a field: the pick, or else the value of the first coder, which all share where they agree."""
        picked = self._picked(place, name)
        return next(iter(values.values()), "") if picked is None else picked

    @cached_property
    def draft(self) -> Draft:
        """The settled draft. For unresolved disagreements it has the first coder's value, for a preview."""
        included = [unit for unit in self.coded.units if self._is_included(unit)]
        keys = {unit.place: f"c{number}" for number, unit in enumerate(included, 1)}
        claims = tuple(self._claim(unit, keys) for unit in included)
        first = self.codings.first
        coders = ", ".join(self.codings.coders)
        vocabulary: dict[str, list[Cells]] = {}
        for (table, key), rows in self._terms.items():
            cells = {name: self._settled(Place(0, "", table, key), name, _column(rows, name)) for row in rows.values() for name in row}
            vocabulary.setdefault(table, []).append({**cells, KEY_OF[table]: self._key(table, key)})
        place = Place(0, "", "article", self.codings.article)
        columns = dict.fromkeys(name for draft in self.codings.drafts.values() for name in draft.article)
        articles = {coder: draft.article for coder, draft in self.codings.drafts.items()}
        article = {name: self._settled(place, name, _column(articles, name)) for name in columns}
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
        """The number of coders of the article: those who coded every paragraph that anybody coded; at least one."""
        numbers = [n for n in range(1, len(self.codings.first.paragraphs) + 1) if n not in self.untouched]
        return min((len(self.codings.resolved_by(number)) for number in numbers), default=1)

    def _key(self, table: str, key: str) -> str:
        """The picked key of a new term to which coders gave several."""
        picked = self._picked(Place(0, "", table, key), KEY)
        return key if picked in (None, DIFFERENT) else str(picked)

    def _claim(self, unit: Unit, keys: Mapping[Place, str]) -> Cells:
        place, codes = unit.place, {}
        for name in CODES:
            values = values_of(self.coded, unit, name)
            value = self._settled(place, name, values)
            if name in ("restates", "same_as", "inputs"):
                value = self._references(unit, name, values, value, keys)
            elif name in VOCABULARY:
                value = self._key(VOCABULARY[name], value)
            codes[name] = value
        subject = SUBJECT[place.aspect]
        fixed = {
            "key": keys[place],
            "paragraph": str(place.paragraph),
            "city": self._key("cities", place.city),
            "aspect": place.aspect,
            subject: self._key(VOCABULARY[subject], place.key),
        }
        return {name: text for name, text in {**codes, **self._wordings(unit), **fixed}.items() if text}

    def _references(self, unit: Unit, name: str, values: Mapping[str, str], settled: str, keys: Mapping[Place, str]) -> str:
        """The keys, in the settled draft, of the claims a claim refers to; claims that are not included are dropped."""
        coder = next((coder for coder, value in values.items() if value == settled), "")
        if not coder:
            return settled
        references = ((key, self.coded.places.get((coder, key))) for key in unit.claims[coder].get(name, "").split())
        return " ".join(filter(None, (keys.get(place, "") if place else key for key, place in references)))

    def _wordings(self, unit: Unit) -> dict[str, str]:
        """The wordings: the one picked, or that of the coder whose codes fit the picks best, first of all in the field it follows."""
        codes = {name: values_of(self.coded, unit, name) for name in CODES}
        right = {name: self._settled(unit.place, name, values) for name, values in codes.items()}
        fits = {coder: sum(codes[name].get(coder, "") == right[name] for name in CODES) for coder in unit.claims}
        wordings = {}
        for name in WORDINGS:
            values, goes_with = values_of(self.coded, unit, name), _FOLLOWS.get(name, "status")
            # max returns the first of several coders that fit equally.
            best = max(unit.claims, key=lambda coder: (codes[goes_with].get(coder) == right[goes_with], fits[coder]))
            picked = self._picked(unit.place, name)
            wordings[name] = values[best] if picked is None else picked
        return wordings

    def _paragraph(self, number: int, claims: Iterable[Cells]) -> DraftParagraph:
        paragraphs = {coder: draft.paragraphs[number - 1] for coder, draft in self.codings.drafts.items()}
        has_claims = any(cells["paragraph"] == str(number) for cells in claims)
        reason = "" if has_claims else self._settled(Place(number, "", "paragraph", ""), REASON, self._reasons(number))
        entries: dict[str, str] = {}
        for paragraph in paragraphs.values():
            for entry in filter(None, map(str.strip, paragraph.left_out.split("|"))):
                entries.setdefault(entry.partition(":")[0].strip(), entry)
        gist = next((paragraph.gist for paragraph in paragraphs.values() if paragraph.gist), "")
        return DraftParagraph(self.codings.first.paragraphs[number - 1].text, reason, gist, " | ".join(entries.values()))


def _column(rows: Mapping[str, Cells], name: str) -> dict[str, str]:
    return {coder: row.get(name, "") for coder, row in rows.items()}


def _differing(place: Place, name: str, values: Mapping[str, str], wording: bool) -> Iterator[Disagreement]:
    if len(set(values.values())) > 1:
        yield Disagreement(place, name, values, wording)
