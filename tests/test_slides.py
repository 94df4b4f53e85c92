"""Slides stand alone: nothing is cut, nothing is lost, the numbers are the table's, silence is no zero, the same bytes each time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.util import Pt

from dashboard.charts import CHARTS
from dashboard.charts.frame import OWN
from dashboard.charts.measure import fitted
from dashboard.charts.screens import SIZES, Asked, finding
from dashboard.charts.style import BASIS_GLYPHS, DARK, FILTERED, LIGHT, SILENT
from dashboard.export.slides.amounts import NO_AXIS
from dashboard.export.slides.bars import number_form
from dashboard.export.slides.content import silent
from dashboard.export.slides.deck import HEIGHT, WIDTH
from dashboard.export.slides.grids import Grid, Row, spread
from dashboard.export.slides.notes import MOST
from dashboard.export.slides.presentation import pptx_bytes
from dashboard.export.slides.texts import clean, said
from dashboard.table.gate import in_yuan, sort_figures
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import amount
from tests.conftest import ROOT, SMALL

LINK = "tech-hubs.example/s/1.1.0/abcd"
SELECTIONS = {
    "everything": Selection(),
    "hefei": Selection(cities=("hefei",)),
    "nothing": Selection(cities=("hefei",), status=("forecast",), speakers=("company",)),
    "without": Selection(without="four-hubs"),
    "small": Selection(),
}
PICTURES = {"without": ("focus-areas", "institutions", "targets", "coverage")}
"""The pictures of a deck, where they are not all."""
HOSTILE = '<b>&\x0b"=cmd'
TAMED = '<b>&"=cmd'
PART = re.compile(r" \((\d+)\u00a0of\u00a0(\d+)\)$")


@dataclass(frozen=True)
class Made:
    """A deck of all pictures with the question behind it."""

    table: Table
    asked: tuple[Asked, ...]
    content: bytes
    deck: Any

    def pictures(self) -> Iterator[tuple[Asked, list[Any]]]:
        """Each picture with its slides."""
        slides = list(self.deck.slides)
        for asked in self.asked:
            found = PART.search(title(slides[0]))
            count = int(found[2]) if found else 1
            yield asked, slides[:count]
            del slides[:count]
        assert not slides


@lru_cache(maxsize=16)
def made(table: Table, case: str) -> Made:
    selection, small = SELECTIONS[case], case.startswith("small")
    asked = tuple(Asked(picture, selection, DARK if small else LIGHT, link=LINK) for picture in PICTURES.get(case, CHARTS))
    content = pptx_bytes(table, asked, SMALL / "articles" if small else None)
    return Made(table, asked, content, opened(content))


@pytest.fixture(params=SELECTIONS)
def deck(request: pytest.FixtureRequest) -> Made:
    table: Table = request.getfixturevalue("invented" if request.param.startswith("small") else "table")
    return made(table, request.param)


@pytest.fixture
def everything(table: Table) -> Made:
    return made(table, "everything")


@pytest.fixture
def small_deck(invented: Table) -> Made:
    return made(invented, "small")


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def slides_of(made: Made, picture: str) -> list[Any]:
    return next(slides for asked, slides in made.pictures() if asked.picture == picture)


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def box(slide: Any, name: str) -> str:
    """The text of a box by its name; empty when there is none."""
    return next((str(shape.text_frame.text) for shape in slide.shapes if shape.name == name), "")


def cells(slide: Any) -> list[list[str]]:
    """The text of a slide's table."""
    return [[cell.text_frame.text for cell in row.cells] for shape in slide.shapes if shape.has_table for row in shape.table.rows]


def charts(slides: list[Any]) -> list[Any]:
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def text_of(made: Made, picture: str) -> str:
    return "\n".join(text for slide in slides_of(made, picture) for row in cells(slide) for text in row)


def tall(shape: Any) -> float:
    """The height of a shape in points; of a table as tall as wide type would make it."""
    if not shape.has_table:
        return float(shape.height.pt)
    widths = [column.width.pt for column in shape.table.columns]
    return sum(max(row.height.pt, *(_needs(cell, widths, place) for place, cell in enumerate(row.cells))) for row in shape.table.rows)


def _needs(cell: Any, widths: list[float], place: int) -> float:
    width = sum(widths[place : place + cell.span_width]) - cell.margin_left.pt - cell.margin_right.pt
    lines = 0.0
    for paragraph in cell.text_frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs), default=0)
        lines += len(fitted(paragraph.text, size * 1.15, width)) * paragraph.line_spacing.pt
    return float(lines + cell.margin_top.pt + cell.margin_bottom.pt)


# Every slide


def test_every_shape_lies_within_its_slide(deck: Made) -> None:
    assert (deck.deck.slide_width, deck.deck.slide_height) == (Pt(WIDTH), Pt(HEIGHT))
    for slide in deck.deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0 and shape.left + shape.width <= Pt(WIDTH), (title(slide), shape.name)
            assert shape.top.pt + tall(shape) <= HEIGHT, (title(slide), shape.name)


def test_no_two_shapes_overlap(deck: Made) -> None:
    for slide in deck.deck.slides:
        for one, other in combinations(slide.shapes, 2):
            above, below = sorted((one, other), key=lambda shape: shape.top)
            assert above.top.pt + tall(above) <= below.top.pt + 0.01, (title(slide), above.name, below.name)


def test_every_shape_has_a_name_and_words_for_those_who_do_not_see_it(deck: Made) -> None:
    for slide in deck.deck.slides:
        for shape in slide.shapes:
            properties = shape._element.xpath(".//p:cNvPr")[0]
            assert properties.get("name") and len(properties.get("descr")) > 10, (title(slide), shape.name)


def test_no_type_is_smaller_than_12_points(deck: Made) -> None:
    parts = [slide.part for slide in deck.deck.slides]
    parts += [shape.chart.part for slide in deck.deck.slides for shape in slide.shapes if shape.has_chart]
    sizes = {int(size) for part in parts for size in part._element.xpath("//@sz") if size.isdecimal()}
    assert min(sizes) >= 1200
    for slide in deck.deck.slides:
        for shape in slide.shapes:
            frames = [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            frames += [shape.text_frame] if shape.has_text_frame else []
            assert all(run.font.size for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs)


def test_the_title_is_the_finding_and_no_two_slides_of_a_picture_have_the_same(deck: Made) -> None:
    for asked, slides in deck.pictures():
        titles = [title(slide) for slide in slides]
        assert {PART.sub("", words) for words in titles} == {finding(deck.table, asked)}
        assert len(set(titles)) == len(slides)
        assert all(slide.shapes.title.is_placeholder for slide in slides)


def test_every_slide_says_what_was_asked(deck: Made) -> None:
    for asked, slides in deck.pictures():
        assert all(box(slide, "What is shown").endswith(f"{asked.selection.words(deck.table)}.") for slide in slides)


def test_the_source_line_names_every_article_used_the_version_and_the_link(deck: Made) -> None:
    outlets = deck.table.vocabularies["articles"]["outlet"]
    for asked, slides in deck.pictures():
        for slide in slides:
            source = box(slide, "Source line")
            assert source.endswith(f"Tech Hubs, data {deck.table.package.version}, {LINK}.")
            for claim in quoted(slide):
                article = deck.table.claims.at[claim, "article"]
                assert article == asked.selection.without or outlets[article] in source, (asked.picture, claim)
            if asked.selection.without:
                assert outlets[asked.selection.without] not in source


def test_slides_carry_no_number_and_no_date(deck: Made) -> None:
    for slide in deck.deck.slides:
        assert [shape.placeholder_format.type.name for shape in slide.placeholders] == ["TITLE"]
    (layout,) = deck.deck.slide_layouts
    assert [shape.placeholder_format.type.name for shape in layout.placeholders] == ["TITLE"]


def test_the_ground_is_that_of_the_style(everything: Made, small_deck: Made) -> None:
    for made, style in ((everything, LIGHT), (small_deck, DARK)):
        assert {f"#{slide.background.fill.fore_color.rgb}" for slide in made.deck.slides} == {style.ground}


# Notes


def quoted(slide: Any) -> list[str]:
    """The claims the notes of a slide name."""
    return re.findall(r"\[([a-z0-9-]+-\d\d-[a-z]{1,2}): ", slide.notes_slide.notes_text_frame.text)


def test_the_notes_name_the_claims_with_speaker_article_and_paragraph(deck: Made) -> None:
    claims, articles = deck.table.claims, deck.table.vocabularies["articles"]
    for slide in deck.deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        found = quoted(slide)
        assert len(found) == len(set(found)) <= MOST
        counted = re.search(r"^(\d+) claims? behind this slide:$", notes, re.MULTILINE)
        count = int(counted[1]) if counted else 0
        assert len(found) == min(count, MOST), title(slide)
        assert (f"And {count - MOST} more claim" in notes) == (count > MOST)
        for claim in found:
            row = claims.loc[claim]
            place = f"{articles.at[row['article'], 'outlet']}, "
            assert f"• {clean(row['statement'])} [{claim}: {clean(row['speaker'])}; {place}" in notes
            assert re.search(rf"\[{claim}: .*, paragraph {row['paragraph']}\]", notes)


def test_the_notes_of_a_picture_are_about_what_it_shows(everything: Made) -> None:
    claims = everything.table.claims
    wanted = {"focus-areas": "focus_area", "institutions": "institution", "figures": "figure"}
    for picture, aspect in wanted.items():
        found = [claim for slide in slides_of(everything, picture) for claim in quoted(slide)]
        assert found and set(claims.loc[found, "aspect"]) == {aspect}
    found = [claim for slide in slides_of(everything, "targets") for claim in quoted(slide)]
    assert found and set(claims.loc[found, "status"]) == {"target"}


def test_every_tie_between_a_city_and_an_area_stands_in_the_notes_of_its_slide(everything: Made) -> None:
    for slide in slides_of(everything, "focus-areas"):
        areas = {row[0] for row in cells(slide)}
        table = everything.table
        assert all(table.label("area", str(table.claims.at[claim, "area"])) in areas for claim in quoted(slide))


def test_the_notes_hold_the_paragraph_when_the_reader_has_the_article(small_deck: Made, everything: Made) -> None:
    (slide,) = slides_of(small_deck, "figures")
    row = small_deck.table.claims.loc["river-daily-05-b"].to_dict()
    paragraph = small_deck.table.paragraph(row, SMALL / "articles")
    assert paragraph and clean(paragraph) in slide.notes_slide.notes_text_frame.text
    (bare,) = slides_of(everything, "figures")
    assert "\n    " not in bare.notes_slide.notes_text_frame.text


# Charts


@pytest.mark.parametrize("case", ["everything", "small"])
def test_an_axis_is_a_chart_of_its_own_with_the_values_of_the_table(case: str, table: Table, invented: Table) -> None:
    deck = made({"everything": table, "small": invented}[case], case)
    axes = [axis for axis in sort_figures(deck.table, deck.table.claims).axes if axis.unit != "year"]
    drawn = charts(slides_of(deck, "figures"))
    assert len(drawn) == len(axes) > 0
    for chart, axis in zip(drawn, axes, strict=True):
        (series,) = chart.plots[0].series
        rows = axis.figures.sort_values(["value", "claim_id"]).to_dict("records")
        assert list(series.values) == [row["value"] for row in rows]
        assert list(chart.plots[0].categories) == [row["city_name"] for row in rows]
        for place, row in enumerate(rows):
            point = series.points[place].format
            solid = row["status"] == "in_place"
            assert point.fill.type == (MSO_FILL.SOLID if solid else MSO_FILL.BACKGROUND)
            color = (LIGHT if case == "everything" else DARK).city(deck.table, row["city"])
            assert f"#{(point.fill.fore_color if solid else point.line.color).rgb}" == color
            form = series._element.xpath(f"c:dLbls/c:dLbl[c:idx/@val={place}]/c:numFmt/@formatCode")[0]
            assert shown_as(form, row["value"]).startswith(amount(row))
            assert deck.table.label("status", row["status"]).lower() in form


def shown_as(form: str, value: float) -> str:
    """A value as a spreadsheet shows it in one of our number formats."""
    parts = re.fullmatch(r'(?:"([^"]*)")?(?:#,##0(\.0+)?(,*))?(?:"([^"]*)")?', form)
    assert parts, form
    before, decimals, scale, after = parts.groups()
    digits = f"{value / 1000 ** len(scale or ''):,.{len(decimals or '.') - 1}f}" if "#" in form else ""
    return f"{before or ''}{digits}{after or ''}"


def test_the_number_format_says_every_figure_as_the_pictures_do(table: Table, invented: Table) -> None:
    for known in (table, invented):
        figures = in_yuan(known.claims[known.claims["aspect"] == "figure"])
        rows = figures[figures["value"].notna() & ~figures["unit"].isin(["rank", "year", "date"])].to_dict("records")
        assert len(rows) > 5
        for row in rows:
            form = number_form(row, ", by 2025, target")
            assert shown_as(form, row["value"]) == f"{amount(row)}, by 2025, target"
            assert len(form) < 255


def test_years_are_no_lengths(everything: Made) -> None:
    years = set(everything.table.claims.loc[everything.table.claims["unit"] == "year", "value"])
    drawn = {value for chart in charts(slides_of(everything, "figures")) for series in chart.plots[0].series for value in series.values}
    assert drawn and years and not drawn & years


@pytest.mark.parametrize(("picture", "column"), [("coverage", "article"), ("speakers", "speaker_kind")])
def test_counts_are_bars_and_silence_is_no_bar(picture: str, column: str, everything: Made) -> None:
    table, slides = everything.table, slides_of(everything, picture)
    ((chart,), (slide,)) = charts(slides), slides
    counted = table.claims[table.claims["restates"] == ""].groupby(["city", column]).size()
    gaps = 0
    for series, city in zip(chart.plots[0].series, (*table.hubs, "china"), strict=True):
        assert series.name == table.label("city", city)
        assert f"#{series.format.fill.fore_color.rgb}" == LIGHT.city(table, city)
        labels = {table.label(column, value): value for value in set(table.claims[column])}
        for name, value in zip(chart.plots[0].categories, series.values, strict=True):
            assert value == counted.get((city, labels[str(name)]))
            gaps += value is None
    assert gaps and box(slide, "Legend") == f"no bar: {SILENT}"


def test_counts_are_a_table_where_the_filters_leave_gaps_of_their_own(table: Table) -> None:
    content = pptx_bytes(table, [Asked("coverage", Selection(status=("target",)), LIGHT)])
    (slide,) = opened(content).slides
    assert not charts([slide])
    words = {text for row in cells(slide)[1:] for text in row[1:]}
    assert {SILENT, FILTERED} < words and "0 claims" not in words


def test_no_chart_holds_a_zero_and_no_cell_is_empty(deck: Made) -> None:
    for asked, slides in deck.pictures():
        for chart in charts(slides):
            assert all(value is None or value > 0 for series in chart.plots[0].series for value in series.values)
        for slide in slides:
            for shape in slide.shapes:
                for cell in (cell for row in shape.table.rows for cell in row.cells) if shape.has_table else ():
                    assert cell.is_spanned or cell.text_frame.text.strip(" –×") not in ("", "0"), (asked.picture, title(slide))


def test_the_workbook_behind_a_chart_holds_the_same_numbers_and_the_claims(everything: Made) -> None:
    for asked, slides in everything.pictures():
        for chart in charts(slides):
            sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
            rows = list(sheet.iter_rows(values_only=True))
            for place, series in enumerate(chart.plots[0].series, start=1):
                assert rows[0][place] == series.name
                assert tuple(row[place] for row in rows[1:]) == tuple(series.values)
            assert [str(row[0]) for row in rows[1:]] == list(map(str, chart.plots[0].categories))
            told = {claim for row in rows[1:] for claim in str(row[-1]).split()}
            assert told <= set(everything.table.claims["claim_id"]), asked.picture


# Tables


def test_every_area_stands_in_the_matrix_with_glyph_and_word_or_silence_in_words(everything: Made) -> None:
    table = everything.table
    rows = [row for slide in slides_of(everything, "focus-areas") for row in cells(slide)[1:] if row[1]]
    ties = table.claims[(table.claims["aspect"] == "focus_area") & (table.claims["restates"] == "")]
    assert {row[0] for row in rows} == {table.label("area", area) for area in ties["area"]}
    for area, *told in rows:
        here = ties[ties["area_name"] == area]
        for city, text in zip((*table.hubs, "china"), told, strict=True):
            bases = set(here.loc[here["city"] == city, "basis"])
            wanted = [f"{glyph}\u00a0{table.label('basis', key).lower()}" for key, glyph in BASIS_GLYPHS.items() if key in bases]
            assert text == (", ".join(wanted) or SILENT), (area, city)


def test_every_institution_is_named(everything: Made) -> None:
    claims = everything.table.claims
    named = {str(name) for name in claims.loc[claims["aspect"] == "institution", "institution_name"]}
    text = text_of(everything, "institutions")
    assert [name for name in sorted(named) if name not in text] == []


def test_every_aim_and_every_city_without_one_stands_in_its_row(everything: Made) -> None:
    rows = [row for slide in slides_of(everything, "targets") for row in cells(slide)[1:]]
    assert sum(row[2].startswith("○ target, 20") for row in rows) == 6
    assert [row[0] for row in rows if row[1] == f"no aim with a year: {SILENT}"] == ["Beijing", "Shenzhen", "Hefei"]


def test_a_table_that_goes_on_says_its_head_again_and_which_part_it_is(everything: Made) -> None:
    longest = 0
    for _, slides in everything.pictures():
        heads = {tuple(cells(slide)[0]) for slide in slides if cells(slide)}
        assert len(heads) <= 1
        if len(slides) > 1:
            assert [PART.search(title(slide))[0] for slide in slides] == [  # type: ignore[index]
                f" ({number}\u00a0of\u00a0{len(slides)})" for number in range(1, len(slides) + 1)
            ]
        longest = max(longest, len(slides))
    assert longest > 2


def test_the_comparison_says_the_status_beside_its_mark(everything: Made) -> None:
    words = everything.table.package["claims"]["status"]
    text = text_of(everything, "compare")
    marks = re.findall("([◉○⊕⊗])\u00a0(\\w+) ", text)
    assert {"◉": "announced", "○": "target", "⊕": "forecast", "⊗": "claimed"}.items() >= dict(marks).items()
    assert len(marks) == len(re.findall("[◉○⊕⊗]", text)) > 5 and words.label("target") == "Target"


def test_what_rests_on_the_article_left_out_stands_in_brackets(table: Table) -> None:
    deck = made(table, "without")
    for picture in PICTURES["without"]:
        slide = slides_of(deck, picture)[0]
        assert "( ): rests on Asia Times alone, which is left out" in box(slide, "Legend")
        assert any(text.startswith("(") for each in slides_of(deck, picture) for row in cells(each) for text in row), picture


WORDS = some.text("ab ", min_size=1, max_size=700).filter(str.strip)
CELLS = some.lists(WORDS, min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=7), some.floats(150, 380))
def test_a_grid_of_any_words_fits_its_slides_and_loses_none(rows: list[tuple[list[str], ...]], room: float) -> None:
    lines = [Row(tuple(tuple(said(word, claims=("a",)) for word in cell) for cell in row)) for row in rows]
    head = Row(tuple(silent(LIGHT, word) for word in ("one", "two", "three")))
    grid = Grid((300.0, 300.0, 300.0), head, tuple(lines), LIGHT.muted, labelled=False)
    found = spread(grid, room)
    assert all(grid.height(page, found.size) <= room for page in found.pages)
    for column in range(3):
        told = [one.text for page in found.pages for row in page for one in row.cells[column] if one.claims]
        assert "".join("".join(told).split()) == "".join("".join(word for row in rows for word in row[column]).split())


# What a reader may ask for


def test_a_selection_with_nothing_in_it_says_so(table: Table) -> None:
    deck = made(table, "nothing")
    for picture, what in (("focus-areas", "focus area"), ("institutions", "institution")):
        (slide,) = slides_of(deck, picture)
        assert box(slide, "Nothing to show") == f"No {what}: {FILTERED}."
        assert "No claim stands behind this slide." in slide.notes_slide.notes_text_frame.text
        assert box(slide, "Source line").startswith("Sources: none.")
    (slide,) = slides_of(deck, "figures")
    assert box(slide, "Nothing to show") == f"No figure: {SILENT}."
    for picture in ("coverage", "speakers", "compare", "silence"):
        slides = slides_of(deck, picture)
        assert not charts(slides)
        assert {text.strip("⋯–◇\u00a0") for slide in slides for row in cells(slide)[1:] for text in row[1:]} >= {FILTERED, SILENT}


def test_figures_that_share_no_axis_are_not_called_missing(table: Table) -> None:
    content = pptx_bytes(table, [Asked("figures", Selection(cities=("shenzhen",)), LIGHT)])
    (slide,) = opened(content).slides
    assert box(slide, "Nothing to show") == NO_AXIS


def test_the_presenters_own_headline_is_marked_and_the_finding_stays(table: Table) -> None:
    asked = Asked("targets", Selection(), LIGHT, headline="What was promised")
    (slide,) = opened(pptx_bytes(table, [asked])).slides
    assert title(slide) == "What was promised"
    assert box(slide, "What is shown").startswith(f"{OWN}{finding(table, asked)}. ")


def test_words_of_any_length_stay_on_the_slide(table: Table) -> None:
    selection = Selection(search="chips " * 400)
    asked = Asked("targets", selection, LIGHT, headline="Promises " * 300, link="example.org/" + "a" * 300)
    for slide in opened(pptx_bytes(table, [asked])).slides:
        shapes = sorted(slide.shapes, key=lambda shape: shape.top)
        assert all(above.top.pt + tall(above) <= below.top.pt for above, below in pairwise(shapes))
        assert shapes[-1].top.pt + tall(shapes[-1]) <= HEIGHT
        assert box(slide, "What is shown").endswith("…") and PART.sub("", title(slide)).endswith("…")


def hostile(table: Table) -> Table:
    """The small table with markup, formulas and a character XML cannot hold in its texts."""
    vocabularies = dict(table.vocabularies)
    for name, column in (("cities", "name"), ("areas", "name"), ("institutions", "name"), ("articles", "outlet")):
        frame = vocabularies[name]
        vocabularies[name] = frame.assign(**{column: [f"{HOSTILE} {text}" for text in frame[column]]})
    claims = table.claims.assign(
        statement=[f"{HOSTILE} {text}" for text in table.claims["statement"]],
        measure_name=[f"=1+1 {HOSTILE} {text}" for text in table.claims["measure_name"]],
        city_name=[f"=2+2 {text}" for text in table.claims["city_name"]],
    )
    return replace(table, vocabularies=vocabularies, claims=claims)


def test_hostile_text_is_text(invented: Table) -> None:
    table = hostile(invented)
    pictures = ("focus-areas", "institutions", "figures", "coverage", "silence")
    asked = [Asked(picture, Selection(), LIGHT, headline=HOSTILE, link=HOSTILE) for picture in pictures]
    deck = opened(pptx_bytes(table, asked))
    for slide in deck.slides:
        assert PART.sub("", title(slide)) == TAMED
        assert TAMED in box(slide, "Source line")
        assert "\x0b" not in slide.notes_slide.notes_text_frame.text
    text = "\n".join(text for slide in deck.slides for row in cells(slide) for text in row)
    assert f"{TAMED} Beijing" in text and f"{TAMED} Paper University" in text
    assert any(f"• {TAMED} " in slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for chart in charts(list(deck.slides)):
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


# The file


def test_the_deck_says_whose_it_is_and_of_which_day(everything: Made) -> None:
    known = everything.deck.core_properties
    assert known.title == "Tech Hubs: All claims" and known.author == "Tech Hubs maintainers" and known.language == "en-GB"
    assert f"{known.created:%Y-%m-%d}" == f"{known.modified:%Y-%m-%d}" == everything.table.package.created[:10]
    assert "Canny" not in known.last_modified_by


def test_nothing_in_the_file_tells_when_it_was_made(everything: Made) -> None:
    with ZipFile(io.BytesIO(everything.content)) as outer:
        books = [ZipFile(io.BytesIO(outer.read(name))) for name in outer.namelist() if name.endswith(".xlsx")]
        assert len(books) == 3 and outer.namelist()[0] == "[Content_Types].xml"
        for found in (outer, *books):
            assert {entry.date_time[:2] for entry in found.infolist()} == {(1980, 1)}
            core = found.read("docProps/core.xml").decode()
            assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {f"{everything.table.package.created[:10]}T"}


AGAIN = f"""
from hashlib import sha256
from pathlib import Path
from dashboard.charts.screens import Asked
from dashboard.charts.style import DARK
from dashboard.export.slides.presentation import pptx_bytes
from dashboard.table.load import load
from dashboard.table.selection import Selection

asked = [Asked(picture, Selection(), DARK, link={LINK!r}) for picture in ("figures", "targets", "coverage")]
print(sha256(pptx_bytes(load(Path("data")), asked)).hexdigest())
"""


def test_the_same_call_gives_the_same_bytes_also_in_another_process(table: Table) -> None:
    asked = [Asked(picture, Selection(), DARK, link=LINK) for picture in ("figures", "targets", "coverage")]
    here = pptx_bytes(table, asked)
    assert pptx_bytes(table, asked) == here
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    done = subprocess.run([sys.executable, "-c", AGAIN], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(here).hexdigest()


def test_no_question_is_changed_by_being_drawn(table: Table) -> None:
    before = table.claims.copy()
    pptx_bytes(table, [Asked("figures", Selection(), LIGHT)])
    assert table.claims.equals(before)


def test_a_picture_may_be_asked_for_in_any_frame(invented: Table) -> None:
    wide, free = (pptx_bytes(invented, [Asked("compare", Selection(cities=("beijing",)), LIGHT, size)]) for size in (SIZES["square"], None))
    assert wide == free


def test_the_folder_of_the_articles_may_be_missing(table: Table, tmp_path: Path) -> None:
    asked = [Asked("targets", Selection(), LIGHT)]
    assert pptx_bytes(table, asked, tmp_path / "nowhere") == pptx_bytes(table, asked)
