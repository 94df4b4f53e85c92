"""Exports codings to other tools: CSV with the coder's name, and REFI-QDA (.qdpx) for qualitative-analysis software."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dashboard.curate.agreement import CODES, WORDINGS
from dashboard.curate.draft import Cells
from dashboard.curate.settlement import armed
from dashboard.curate.units import SUBJECT, VOCABULARY, Codings
from dashboard.table.load import Table
from dashboard.table.words import one_line

COLUMNS = tuple(dict.fromkeys(
    ("coder", "article", "paragraph", "key", "city", "aspect", "area", "institution", "measure", *CODES, *WORDINGS, "reason", "gist")
))  # fmt: skip
"""A row is a claim of a coder, or a paragraph without claims and the reason; the article's text is in none."""
_CODED = ("basis", "relation", "qualifier", "boundary", "status", "speaker_kind", "interest")
"""Fields whose values become codes of a REFI-QDA code book; fields without a closed list go into the description."""
_ORIGIN = "Tech Hubs"
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""UUID name space for URLs (RFC 9562), so that equal codings get equal identifiers."""


def codings_csv(codings: Codings, coders: Iterable[str] = (), guarded: bool = True) -> bytes:
    """The codings of all or of the named coders, as CSV in UTF-8.

    ``guarded``: for spreadsheets, with a byte order mark, and with text that would be read as a formula escaped.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(codings, tuple(coders) or codings.coders):
        # The writer quotes line feeds only, so a lone carriage return would end the row.
        cells = [row.get(name, "").replace("\r\n", "\n").replace("\r", "\n") for name in COLUMNS]
        writer.writerow([armed(cell) for cell in cells] if guarded else cells)
    return text.getvalue().encode("utf-8-sig" if guarded else "utf-8")


def _rows(codings: Codings, coders: Iterable[str]) -> Iterator[Cells]:
    for coder in coders:
        draft = codings.drafts[coder]
        for number, paragraph in enumerate(draft.paragraphs, 1):
            place = {"coder": coder, "article": codings.article, "paragraph": str(number)}
            claims = draft.of_paragraph(number)
            yield from ({**cells, **place} for cells in claims)
            if paragraph.reason and not claims:
                yield {**place, "reason": paragraph.reason, "gist": paragraph.gist}


def coding_files(codings: Codings, article: str) -> dict[str, bytes]:
    """A CSV for each coder, by its file name in ``seeds/coding/``, to be stored when the codings are published."""
    files: dict[str, bytes] = {}
    for at, coder in enumerate(codings.coders):
        slug = re.sub(r"[^a-z0-9]+", "-", coder.lower()).strip("-") or f"coder-{at + 1}"
        name = next(name for name in (slug, f"{slug}-{at + 1}") if f"{article}-{name}.csv" not in files)
        files[f"{article}-{name}.csv"] = codings_csv(codings, [coder], guarded=False)
    return files


def qdpx_bytes(codings: Codings, table: Table) -> bytes:
    """The codings as a REFI-QDA project: coders as users, claims as selections of the article's text, values as codes.

    The file contains the article's text, from the drafts: it must stay with people who may have the article.
    """
    from pyrefiqda import RefiProject  # pydantic and lxml take half a second to import.
    from pyrefiqda.models import (
        CodeRefType,
        CodingType,
        PlainTextSelectionType,
        Project,
        ProjectCodeBookType,
        ProjectCodesType,
        ProjectCodeType,
        SourcesType,
        TextSourceType,
        UsersType,
        UserType,
    )

    identity = _Identity(codings.article)
    text, starts = _plain_text(codings)
    users = {coder: identity("user", coder) for coder in codings.coders}
    words = _code_book(codings, table)
    book = [
        ProjectCodeType(
            guid=identity("field", field),
            name=table.package["claims"][field].title,
            is_codable=False,
            code=[
                ProjectCodeType(guid=identity("code", field, word), name=name, description=description or None, is_codable=True)
                for word, (name, description) in used.items()
            ],
        )
        for field, used in words.items()
        if used
    ]
    selections = []
    for coder, draft in codings.drafts.items():
        for cells in draft.claims:
            start, end = _selected(codings, starts, cells)
            codes = [(name, codings.value(coder, name, cells)) for name in words]
            selections.append(
                PlainTextSelectionType(
                    guid=identity("claim", coder, cells["key"]),
                    name=one_line(cells.get("as_printed", ""))[:60] or None,
                    start_position=start,
                    end_position=end,
                    creating_user=users[coder],
                    description=_description(cells) or None,
                    coding=[
                        CodingType(
                            guid=identity("coding", coder, cells["key"], name),
                            creating_user=users[coder],
                            code_ref=CodeRefType(target_guid=identity("code", name, word)),
                        )
                        for name, word in codes
                        if word in words[name]
                    ],
                )
            )
    source = identity("source")
    title = one_line(codings.first.article.get("title", "")) or codings.article
    project = Project(
        name=f"{_ORIGIN}: {title}",
        origin=_ORIGIN,
        users=UsersType(user=[UserType(guid=guid, name=coder) for coder, guid in users.items()]),
        code_book=ProjectCodeBookType(codes=ProjectCodesType(code=book)) if book else None,
        sources=SourcesType(
            text_source=[
                TextSourceType(guid=source, name=title, plain_text_path=f"internal://{source}.txt", plain_text_selection=selections)
            ]
        ),
    )
    with tempfile.TemporaryDirectory(prefix="tech-hubs-") as folder:
        sources, project_file = Path(folder) / "sources", Path(folder) / "codings.qdpx"
        sources.mkdir()
        (sources / f"{source}.txt").write_bytes(text.encode())
        RefiProject.save(project, project_file, source_media_dir=sources)
        return project_file.read_bytes()


class _Identity:
    """Reproducible identifiers, derived from names."""

    def __init__(self, article: str) -> None:
        self.article = article

    def __call__(self, *names: str) -> str:
        return str(uuid.uuid5(_SPACE, "\x1f".join((_ORIGIN, self.article, *names))))


def _plain_text(codings: Codings) -> tuple[str, list[int]]:
    """The article with an empty line between paragraphs, and the offset of each paragraph."""
    starts, at = [], 0
    for paragraph in codings.first.paragraphs:
        starts.append(at)
        at += len(paragraph.text) + 2
    return "\n\n".join(paragraph.text for paragraph in codings.first.paragraphs), starts


def _selected(codings: Codings, starts: list[int], cells: Cells) -> tuple[int, int]:
    """Start and end offset of a claim's printed words; of the whole paragraph where they are not found."""
    number = int(cells["paragraph"])
    text, quoted = codings.first.paragraphs[number - 1].text, cells.get("as_printed", "")
    at = text.find(quoted) if quoted else -1
    start, length = (at, len(quoted)) if at >= 0 else (0, len(text))
    return starts[number - 1] + start, starts[number - 1] + start + length


def _code_book(codings: Codings, table: Table) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """The values in use, by field: each with its name and its description."""
    claims, code_book = table.package["claims"], {}
    for field in ("city", "aspect", *SUBJECT.values(), *_CODED):
        used = {codings.value(coder, field, cells) for coder, draft in codings.drafts.items() for cells in draft.claims}
        descriptions = {category.value: category.description for category in claims[field].categories}
        names = {word: one_line(_name(codings, table, field, word)) or word for word in sorted(used - {""})}
        code_book[field] = {word: (name, _xml(descriptions.get(word, ""))) for word, name in names.items()}
    return code_book


def _name(codings: Codings, table: Table, field: str, word: str) -> str:
    """The name of a value: of the table, or of the coder who added it."""
    label = table.label(field, word)
    if field not in VOCABULARY or label != word:
        return label
    rows = (row for draft in codings.drafts.values() for row in draft.vocabulary.get(VOCABULARY[field], ()))
    return next((row.get("name", "") for row in rows if row.get(field) == word), "") or word


def _description(cells: Cells) -> str:
    """The statement of a claim, and its fields without a closed list of values."""
    open_fields = ("value", "value_high", "unit", "period", "speaker", "aim", "counts", "note")
    lines = [cells.get("statement", ""), *(f"{name}: {cells[name]}" for name in open_fields if cells.get(name))]
    return "\n".join(filter(None, map(_xml, lines)))


def _xml(text: str) -> str:
    """Text without the characters that XML does not allow."""
    return one_line(text)
