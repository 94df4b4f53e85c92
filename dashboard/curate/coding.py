"""Steps of coding by hand: make a claim from selected words, change a field with what depends on it, leave words out."""

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
from dashboard.curate.statements import draft_statement, in_other_verb
from dashboard.curate.suggestions import Suggestion
from dashboard.curate.units import KEY_OF, VOCABULARY
from dashboard.table.accounts import left_out
from dashboard.table.load import Table
from dashboard.table.names import names_of
from dashboard.table.numbers import read_numbers, read_ranks
from dashboard.table.repeats import KEYS
from dashboard.table.rules import ONLY
from dashboard.table.words import inside

INHERITED = ("city", "speaker", "speaker_kind", "status", "interest")
"""Fields that a claim inherits from the previous one of the same paragraph."""
_FOR_TARGETS, _FOR_FIGURES = "aim", "counts"
_SMALL_WORDS = ("of", "the", "and", "for", "in", "at", "on", "&", "de")
_NUMBER = ("number", "vague")
_MOST_COUNTED = 6


def new_claim(table: Table, draft: Draft, number: int, words: str, suggestions: Iterable[Suggestion] = ()) -> Cells:
    """A claim for ``words`` of paragraph ``number``, prefilled from suggestions for them, from the previous claim of the
    paragraph, and from the words themselves. It has no key yet.
    """
    before = draft.of_paragraph(number)
    cells: MutableRow = {"paragraph": str(number), "as_printed": words}
    proposed = next((each for each in suggestions if _about(each, number, words)), None)
    if proposed:
        cells |= {name: text for name, text in proposed.cells.items() if text}
    if before:
        inherited = ("speaker", "speaker_kind") if proposed else INHERITED
        cells |= {name: before[-1][name] for name in inherited if before[-1].get(name)}
    cells |= {"paragraph": str(number), "as_printed": words}
    # Words that name a place mean that place, whatever the previous claim was about.
    exact = next((city for city, name in lexicon(table, draft).hubs.items() if name == words), "")
    cells |= {"city": exact} if exact else {}
    cells.setdefault("status", "in_place")
    cells.setdefault("city", city_in(table, draft, draft.paragraphs[number - 1].text))
    if not cells.get("aspect"):
        cells |= _read_words(table, draft, number, words, cells["city"])
    return with_statement(table, draft, cells, "")


def _about(each: Suggestion, number: int, words: str) -> bool:
    """Whether a suggestion concerns these words: one contains the other. An area within the name of a body does not count."""
    if each.cells.get("aspect") == "focus_area" and looks_like_name(words) and each.as_printed != words:
        return False
    return each.paragraph == number and each.kind == "claim" and (words in each.as_printed or each.as_printed in words)


def city_in(table: Table, draft: Draft, text: str) -> str:
    """The key of the hub ``text`` names first, including new ones of the draft; else the nation."""
    by_position = {text.find(name): city for city, name in lexicon(table, draft).hubs.items() if name in text}
    return by_position[min(by_position)] if by_position else table.nation


def _read_words(table: Table, draft: Draft, number: int, words: str, city: str) -> MutableRow:
    """Cells for ``words``: a figure where they hold a number, else a known body, else a focus area."""
    figure = figure_cells(draft.paragraphs[number - 1].text, words)
    if figure:
        return {"aspect": "figure", **figure, "boundary": "nation" if city == table.nation else "city"}
    ranks = read_ranks(words)
    if ranks:
        place, hedge = ranks[0]
        rank = {"value": digits(place), "qualifier": hedge} if place is not None else {"qualifier": "unstated"}
        return {"aspect": "figure", "unit": "rank", "status": "claimed", "boundary": "nation" if city == table.nation else "city", **rank}
    for vocabulary, column, aspect in (("institutions", "institution", "institution"), ("areas", "area", "focus_area")):
        key = named_key(table, draft, vocabulary, words)
        if key:
            return {"aspect": aspect, column: key, **({"relation": "in_city"} if aspect == "institution" else {"basis": "existing"})}
    if looks_like_name(words):
        return {"aspect": "institution", "relation": "in_city"}
    return {"aspect": "focus_area", "basis": "existing"}


def looks_like_name(words: str) -> bool:
    """Whether words look like the name of a body: at least two, and all significant ones capitalised."""
    significant = [word for word in words.split() if word.lower() not in _SMALL_WORDS]
    return len(significant) > 1 and all(word[:1].isupper() for word in significant)


def figure_cells(text: str, words: str) -> MutableRow:
    """The cells of a figure from the number in ``words``, with hedge and unit from ``text`` around it; empty without a number."""
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
    """The key of the row of ``vocabulary`` with the name ``words``, in the table or in the draft; empty if there is none."""
    folded = words.casefold()
    for key, row in table.vocabularies[vocabulary].to_dict("index").items():
        if folded in {str(name).casefold() for name in names_of(row)}:
            return str(key)
    for cells in draft.vocabulary.get(vocabulary, ()):
        if folded in {cells.get("name", "").casefold(), cells.get("short", "").casefold()}:
            return str(next(iter(cells.values())))
    return ""


def with_field(table: Table, draft: Draft, claim: Cells, field: str, text: str) -> Cells:
    """A claim with ``text`` in ``field`` and dependent fields updated: fields of other kinds of claims emptied, statement redrafted."""
    paragraph = draft.paragraphs[int(claim["paragraph"]) - 1].text
    cells: MutableRow = {**claim, field: text.strip()}
    if field == "aspect" and text != claim.get("aspect"):
        foreign = {column for aspect, columns in ONLY.items() if aspect != text for column in columns}
        cells = {name: value for name, value in cells.items() if name not in foreign | ({_FOR_FIGURES} if text != "figure" else set())}
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
        kinds = table.claims.loc[table.claims["speaker"] == cells["speaker"], "speaker_kind"]
        cells["speaker_kind"] = str(kinds.iloc[0]) if len(kinds) else claim.get("speaker_kind", "") if cells["speaker"] else ""
    if field == "measure" and text:
        before, after = (_measure_words(table, draft, key) for key in (claim.get("measure", ""), text))
        if before and cells.get(_FOR_FIGURES, "").endswith(before):
            # The words counted came from the previous measure.
            cells[_FOR_FIGURES] = " ".join(cells[_FOR_FIGURES].replace(before, after).split()[:_MOST_COUNTED])
        cells |= _as_before(table, "measure", text, ("unit",))
    return cells if field == "statement" else with_statement(table, draft, cells, drafted(table, draft, claim))


def with_statement(table: Table, draft: Draft, cells: Cells, before: str) -> Cells:
    """A claim with its statement drafted again, unless a person has edited ``before``, the previous draft of it."""
    now, after = cells.get("statement", ""), drafted(table, draft, cells)
    if now and now != before:
        if now != in_other_verb(before):
            return cells
        after = in_other_verb(after)
    return {**cells, "statement": after}


def drafted(table: Table, draft: Draft, cells: Cells) -> str:
    """The drafted statement of a claim, with the names of new terms of the draft."""
    sentence = draft_statement(table, cells)
    for vocabulary, column in KEY_OF.items():
        key = cells.get(column, "")
        row = next((each for each in draft.vocabulary.get(vocabulary, ()) if key and each.get(column) == key), None)
        name = row.get("name", "") if row else ""
        if name:
            sentence = _called(sentence, key, name if vocabulary in ("institutions", "cities") else inside(name))
    return sentence


def _called(sentence: str, key: str, name: str) -> str:
    return re.sub(rf"(?<![\w-]){re.escape(key)}(?![\w-])", lambda _: name, sentence)


def sentence_of(table: Table, draft: Draft, cells: Cells) -> str:
    """The statement of a proposal, with the names of new terms of the draft; empty where it has none."""
    sentence = cells.get("statement", "")
    return with_statement(table, draft, cells, draft_statement(table, cells))["statement"] if sentence else ""


def _measure_words(table: Table, draft: Draft, measure: str) -> str:
    """The short name of a measure within a sentence."""
    row = lexicon(table, draft).rows["measures"].get(measure, {})
    return inside(row.get("short") or row.get("name", "")) if row else ""


def _as_before(table: Table, column: str, key: str, columns: Iterable[str]) -> MutableRow:
    rows = table.claims[table.claims[column] == key]
    return {name: str(rows[name].mode().iloc[0]) for name in columns if len(rows) and rows[name].mode().iloc[0]}


def precedent(table: Table, claim: Cells) -> Mapping[Any, Any] | None:
    """The released claim most similar to this one: same subject, and as far as possible same city, status and hedge."""
    column = KEYS.get(claim.get("aspect", ""), "")
    rows = table.claims[(table.claims["aspect"] == claim.get("aspect", "")) & (table.claims["restates"] == "")]
    same = rows[rows[column] == claim.get(column)] if column and claim.get(column) else rows.iloc[:0]
    rows = same if len(same) else rows
    if rows.empty:
        return None
    alike = pd.Series(0, index=rows.index)
    for name in ("status", "city", "basis", "relation", "qualifier", "unit"):
        alike += (rows[name] == claim.get(name, "")).astype(int)
    most_similar: Mapping[Any, Any] = rows.iloc[int(alike.to_numpy().argmax())].to_dict()
    return most_similar


def leave_out(draft: Draft, number: int, words: Iterable[str], reason: str) -> Draft:
    """The draft with ``words`` of paragraph ``number`` left out for ``reason``, which replaces an earlier reason."""
    reasons = dict(left_out(draft.paragraphs[number - 1].left_out))
    why = " ".join(reason.replace("|", "/").split())
    reasons |= {each: why for each in words if each and "|" not in each and why}
    return _with_left_out(draft, number, reasons)


def take_back(draft: Draft, number: int, words: str) -> Draft:
    """The draft with these words of the paragraph no longer left out."""
    reasons = dict(left_out(draft.paragraphs[number - 1].left_out))
    reasons.pop(words, None)
    return _with_left_out(draft, number, reasons)


def _with_left_out(draft: Draft, number: int, reasons: Mapping[str, str]) -> Draft:
    return draft.with_paragraph(number, left_out=" | ".join(f"{words}: {reason}" for words, reason in reasons.items()))


def usual_reasons(table: Table, most: int = 8) -> list[str]:
    """The most frequent reasons for leaving words out, from the ledger."""
    frequencies = Counter(reason for cell in table.ledger["left_out"] for _, reason in left_out(str(cell)) if reason)
    return [reason for reason, _ in frequencies.most_common(most)]


def refuse(draft: Draft, key: str) -> Draft:
    """The draft with the suggestion ``key`` refused."""
    return draft if key in draft.refused else replace(draft, refused=(*draft.refused, key))


def accept(table: Table, draft: Draft, each: Suggestion, cells: Cells | None = None) -> tuple[Draft, str]:
    """The draft with a suggestion accepted, and the key of the claim made (empty for none). ``cells`` are those of a chosen option."""
    accepted = dict(each.cells if cells is None else cells)
    if each.kind == "reason":
        changes = {name: text for name, text in accepted.items() if name in ("reason", "gist", "left_out")}
        return draft.with_paragraph(each.paragraph, **changes), ""
    if each.kind == "term":
        # An option may belong to another vocabulary than the proposal: its first cell is its key.
        return draft.with_term(VOCABULARY.get(next(iter(accepted)), each.table), accepted), ""
    accepted = {"paragraph": str(each.paragraph), "as_printed": each.as_printed, **accepted}
    for vocabulary, row in each.new:
        if accepted.get(KEY_OF[vocabulary]) == row[KEY_OF[vocabulary]]:
            draft = draft.with_term(vocabulary, row)
    accepted["statement"] = sentence_of(table, draft, accepted) or drafted(table, draft, accepted)
    draft = draft.with_claim(accepted)
    return draft, draft.claims[-1]["key"]
