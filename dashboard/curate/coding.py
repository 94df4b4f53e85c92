"""The steps of coding by hand: a claim made of selected words, a field changed with what follows from it, words left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.curate.draft import Cells, Draft
from dashboard.curate.edited import MutableRow
from dashboard.curate.lexicon import lexicon
from dashboard.curate.suggestions import Suggestion, draft_statement
from dashboard.curate.units import KEY_OF, VOCABULARY
from dashboard.table.accounts import left_out
from dashboard.table.load import Table
from dashboard.table.names import written
from dashboard.table.numbers import read_numbers, read_ranks
from dashboard.table.repeats import KEYS
from dashboard.table.rules import ONLY
from dashboard.table.words import inside

INHERITED = ("city", "speaker", "speaker_kind", "status", "interest")
"""What a claim takes over from the one made before it in the same paragraph."""
_FOR_TARGETS, _FOR_FIGURES = "aim", "counts"
_SMALL_WORDS = ("of", "the", "and", "for", "in", "at", "on", "&", "de")
_NUMBER = ("number", "vague")
_MOST_COUNTED = 6


def new_claim(table: Table, draft: Draft, number: int, words: str, suggestions: Iterable[Suggestion] = ()) -> Cells:
    """A claim of these words of paragraph ``number``, as far as it can be filled in: from what is proposed for them, from the
    claim before it in the paragraph, and from the words themselves. It has no key yet."""
    before = draft.of_paragraph(number)
    cells: MutableRow = {"paragraph": str(number), "as_printed": words}
    proposed = next((each for each in suggestions if _about(each, number, words)), None)
    if proposed:
        cells |= {name: text for name, text in proposed.cells.items() if text}
    if before:
        kept = ("speaker", "speaker_kind") if proposed else INHERITED
        cells |= {name: before[-1][name] for name in kept if before[-1].get(name)}
    cells |= {"paragraph": str(number), "as_printed": words}
    # The name of a place is that place, whatever the claim before was about.
    named = next((city for city, name in lexicon(table, draft).hubs.items() if name == words), "")
    cells |= {"city": named} if named else {}
    cells.setdefault("status", "in_place")
    cells.setdefault("city", city_in(table, draft, draft.paragraphs[number - 1].text))
    if not cells.get("aspect"):
        cells |= _read(table, draft, number, words, cells["city"])
    return with_statement(table, draft, cells, "")


def _about(each: Suggestion, number: int, words: str) -> bool:
    """Whether what is proposed is of these words: the one holds the other. A field named inside the name of a body is not."""
    if each.cells.get("aspect") == "focus_area" and looks_like_name(words) and each.as_printed != words:
        return False
    return each.paragraph == number and each.kind == "claim" and (words in each.as_printed or each.as_printed in words)


def city_in(table: Table, draft: Draft, text: str) -> str:
    """The hub a text names first, one that is new in the draft too, else the nation."""
    named = {text.find(name): city for city, name in lexicon(table, draft).hubs.items() if name in text}
    return named[min(named)] if named else table.nation


def _read(table: Table, draft: Draft, number: int, words: str, city: str) -> MutableRow:
    """What words are: a figure where they hold a number, else a known body, else a focus area."""
    figure = figure_cells(draft.paragraphs[number - 1].text, words)
    if figure:
        return {"aspect": "figure", **figure, "boundary": "nation" if city == table.nation else "city"}
    ranks = read_ranks(words)
    if ranks:
        place, hedge = ranks[0]
        given = {"value": digits(place), "qualifier": hedge} if place is not None else {"qualifier": "unstated"}
        return {"aspect": "figure", "unit": "rank", "status": "claimed", "boundary": "nation" if city == table.nation else "city", **given}
    for vocabulary, column, aspect in (("institutions", "institution", "institution"), ("areas", "area", "focus_area")):
        key = named_key(table, draft, vocabulary, words)
        if key:
            return {"aspect": aspect, column: key, **({"relation": "in_city"} if aspect == "institution" else {"basis": "existing"})}
    if looks_like_name(words):
        return {"aspect": "institution", "relation": "in_city"}
    return {"aspect": "focus_area", "basis": "existing"}


def looks_like_name(words: str) -> bool:
    """Whether words are written as the name of a body is: two words or more, and all that count begin with a capital."""
    told = [word for word in words.split() if word.lower() not in _SMALL_WORDS]
    return len(told) > 1 and all(word[:1].isupper() for word in told)


def figure_cells(text: str, words: str) -> MutableRow:
    """The number that words of a text hold, as the cells of a figure, with the hedge and the unit around it; empty where there is none."""
    start = text.find(words)
    each = next((one for one in read_numbers(text) if one.kind in _NUMBER and start <= one.start < start + len(words)), None)
    if each is None or start < 0:
        return {}
    if each.value is None:
        return {"qualifier": "unstated", "unit": each.unit or "count"}
    cells = {"value": digits(each.value), "qualifier": each.hedge or "exact", "unit": each.unit or "count"}
    if each.high is not None:
        cells |= {"value_high": digits(each.high), "qualifier": "range"}
    return cells


def digits(value: float) -> str:
    """A number as the table writes it."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


def named_key(table: Table, draft: Draft, vocabulary: str, words: str) -> str:
    """The key of what is called so, in the table or in the draft; empty for nothing."""
    asked = words.casefold()
    for key, row in table.vocabularies[vocabulary].to_dict("index").items():
        if asked in {str(name).casefold() for name in written(row)}:
            return str(key)
    for cells in draft.vocabulary.get(vocabulary, ()):
        if asked in {cells.get("name", "").casefold(), cells.get("short", "").casefold()}:
            return str(next(iter(cells.values())))
    return ""


def with_field(table: Table, draft: Draft, claim: Cells, field: str, text: str) -> Cells:
    """A claim with another text in a field, and with what follows: fields of another kind of claim emptied, the sentence drafted again."""
    paragraph = draft.paragraphs[int(claim["paragraph"]) - 1].text
    cells: MutableRow = {**claim, field: text.strip()}
    if field == "aspect" and text != claim.get("aspect"):
        foreign = {column for aspect, columns in ONLY.items() if aspect != text for column in columns}
        cells = {name: told for name, told in cells.items() if name not in foreign | ({_FOR_FIGURES} if text != "figure" else set())}
        if text == "figure":
            cells |= figure_cells(paragraph, claim.get("as_printed", "")) or {"qualifier": "exact", "unit": "count"}
            cells.setdefault("boundary", "nation" if claim.get("city") == table.nation else "city")
        elif text == "institution":
            cells.setdefault("relation", "in_city")
        else:
            cells.setdefault("basis", "existing")
    if cells.get("status") != "target":
        cells.pop(_FOR_TARGETS, None)
    if cells.get("qualifier") != "range":
        cells.pop("value_high", None)
    if field == "unit" and text == "rank":
        cells["status"] = "claimed"
    if field in ("speaker", "speaker_kind", "city", "institution"):
        cells.pop("interest", None)
    if field == "speaker":
        known = table.claims.loc[table.claims["speaker"] == cells["speaker"], "speaker_kind"]
        cells["speaker_kind"] = str(known.iloc[0]) if len(known) else claim.get("speaker_kind", "") if cells["speaker"] else ""
    if field == "measure" and text:
        before, after = (_measure_words(table, draft, key) for key in (claim.get("measure", ""), text))
        if before and cells.get(_FOR_FIGURES, "").endswith(before):
            # What was counted was called by the other measure.
            cells[_FOR_FIGURES] = " ".join(cells[_FOR_FIGURES].replace(before, after).split()[:_MOST_COUNTED])
        cells |= _as_before(table, "measure", text, ("unit",))
    return cells if field == "statement" else with_statement(table, draft, cells, drafted(table, draft, claim))


def with_statement(table: Table, draft: Draft, cells: Cells, before: str) -> Cells:
    """A claim with its sentence drafted, unless a person wrote one: ``before`` is what was drafted before."""
    if cells.get("statement") and cells["statement"] != before:
        return cells
    return {**cells, "statement": drafted(table, draft, cells)}


def drafted(table: Table, draft: Draft, cells: Cells) -> str:
    """The sentence of a claim, the words that are new in the draft called by their names."""
    told = draft_statement(table, cells)
    for vocabulary, column in KEY_OF.items():
        key = cells.get(column, "")
        row = next((each for each in draft.vocabulary.get(vocabulary, ()) if key and each.get(column) == key), None)
        name = row.get("name", "") if row else ""
        if name:
            told = _called(told, key, name if vocabulary in ("institutions", "cities") else inside(name))
    return told


def _called(sentence: str, key: str, name: str) -> str:
    return re.sub(rf"(?<![\w-]){re.escape(key)}(?![\w-])", lambda _: name, sentence)


def sentence_of(table: Table, draft: Draft, cells: Cells) -> str:
    """The sentence a proposal has, the words that are new in the draft called by their names; empty where it has none."""
    told = cells.get("statement", "")
    return drafted(table, draft, cells) if told and told == draft_statement(table, cells) else told


def _measure_words(table: Table, draft: Draft, measure: str) -> str:
    """What a measure is called in a sentence, where space is short."""
    row = lexicon(table, draft).rows["measures"].get(measure, {})
    return inside(row.get("short") or row.get("name", "")) if row else ""


def _as_before(table: Table, column: str, key: str, wanted: Iterable[str]) -> MutableRow:
    rows = table.claims[table.claims[column] == key]
    return {name: str(rows[name].mode().iloc[0]) for name in wanted if len(rows) and rows[name].mode().iloc[0]}


def precedent(table: Table, claim: Cells) -> Mapping[Any, Any] | None:
    """The released claim most like this one: of the same thing, and as far as possible of the same city, status and hedge."""
    column = KEYS.get(claim.get("aspect", ""), "")
    rows = table.claims[(table.claims["aspect"] == claim.get("aspect", "")) & (table.claims["restates"] == "")]
    same = rows[rows[column] == claim.get(column)] if column and claim.get(column) else rows.iloc[:0]
    rows = same if len(same) else rows
    if rows.empty:
        return None
    alike = pd.Series(0, index=rows.index)
    for name in ("status", "city", "basis", "relation", "qualifier", "unit"):
        alike += (rows[name] == claim.get(name, "")).astype(int)
    found: Mapping[Any, Any] = rows.iloc[int(alike.to_numpy().argmax())].to_dict()
    return found


def leave_out(draft: Draft, number: int, words: Iterable[str], reason: str) -> Draft:
    """The draft with words of a paragraph left out for a reason; what was said of them before is replaced."""
    said = dict(left_out(draft.paragraphs[number - 1].left_out))
    why = " ".join(reason.replace("|", "/").split())
    said |= {each: why for each in words if each and "|" not in each and why}
    return _said(draft, number, said)


def take_back(draft: Draft, number: int, words: str) -> Draft:
    """The draft with these words of a paragraph no longer left out."""
    said = dict(left_out(draft.paragraphs[number - 1].left_out))
    said.pop(words, None)
    return _said(draft, number, said)


def _said(draft: Draft, number: int, said: Mapping[str, str]) -> Draft:
    return draft.with_paragraph(number, left_out=" | ".join(f"{words}: {reason}" for words, reason in said.items()))


def usual_reasons(table: Table, most: int = 8) -> list[str]:
    """Why words were left out before, the most usual reasons first."""
    told = Counter(reason for cell in table.ledger["left_out"] for _, reason in left_out(str(cell)) if reason)
    return [reason for reason, _ in told.most_common(most)]


def refuse(draft: Draft, key: str) -> Draft:
    """The draft with a suggestion turned down."""
    return draft if key in draft.refused else replace(draft, refused=(*draft.refused, key))


def accept(table: Table, draft: Draft, each: Suggestion, cells: Cells | None = None) -> tuple[Draft, str]:
    """The draft with a suggestion taken, and the key of the claim that came of it, empty for none. ``cells`` are those of an option."""
    told = dict(each.cells if cells is None else cells)
    if each.kind == "reason":
        known = {name: text for name, text in told.items() if name in ("reason", "gist", "left_out")}
        return draft.with_paragraph(each.paragraph, **known), ""
    if each.kind == "term":
        # An answer may be of another vocabulary than what is proposed: its first cell is its key.
        return draft.with_term(VOCABULARY.get(next(iter(told)), each.table), told), ""
    told = {"paragraph": str(each.paragraph), "as_printed": each.as_printed, **told}
    for vocabulary, row in each.new:
        if told.get(KEY_OF[vocabulary]) == row[KEY_OF[vocabulary]]:
            draft = draft.with_term(vocabulary, row)
    told["statement"] = sentence_of(table, draft, told) or drafted(table, draft, told)
    draft = draft.with_claim(told)
    return draft, draft.claims[-1]["key"]
