"""Reads the text of files to check (presentations, Markdown, plain text) from memory, without storing them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from dashboard.table.problems import quoted

SUFFIXES = ("pptx", "txt", "md")
MEGABYTES = 20
"""The largest file that is read, in megabytes."""
_UNPACKED, _PARTS = 300 * 1024 * 1024, 20_000
"""The most unpacked bytes and the most parts of a presentation."""
LONGEST_TEXT = 200_000
"""How many characters of a text are read."""
_CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\([^)\n]*\)")
_SIGNS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")
_HTML = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>\n]{0,200}>", re.DOTALL)


class DocumentError(ValueError):
    """A file cannot be read; the message says why, and what to do."""


@dataclass(frozen=True)
class Passage:
    """A piece of text of a file, and its location: ``slide 3``, or empty."""

    text: str
    where: str = ""


def read_document(name: str, content: bytes) -> list[Passage]:
    """The passages of a file by its name and its bytes. Raises `DocumentError`."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if suffix not in (*SUFFIXES, "markdown"):
        raise DocumentError(f"{quoted(name)} is none of the files that can be checked. Give one that ends in .pptx, .md or .txt.")
    if len(content) > MEGABYTES * 1024 * 1024:
        raise DocumentError(f"{quoted(name)} is larger than {MEGABYTES} MB. Save it without its pictures, or give its text alone.")
    if suffix == "pptx":
        return [passage for passage in _slides(name, content) if passage.text.strip()]
    text = _decoded(name, content)
    return [Passage((text if suffix == "txt" else unmarked(text))[:LONGEST_TEXT])]


def _decoded(name: str, content: bytes) -> str:
    try:
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{quoted(name)} is no text in UTF-8: byte {error.start + 1:,} is not. Save it as UTF-8.") from error
    if "\0" in text:
        what = f"{quoted(name)} holds bytes that are no text."
        raise DocumentError(f"{what} Give a file that ends in .pptx, .md or .txt, and is what it says.")
    return text


def unmarked(markdown: str) -> str:
    """The plain text of Markdown: without code blocks, link targets and emphasis."""
    text = _HTML.sub(" ", _CODE.sub("", markdown))
    return _SIGNS.sub("", _LINK.sub(lambda link: "" if link[1] else link[2], text))


def _slides(name: str, content: bytes) -> Iterator[Passage]:
    """The text of every slide, and of its notes, paragraph by paragraph."""
    from pptx import Presentation  # It takes a while to import, and text needs none of it.

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise DocumentError(f"{quoted(name)} holds more than a presentation may. Save it without its pictures.")
        left = LONGEST_TEXT
        for number, slide in enumerate(Presentation(io.BytesIO(content)).slides, start=1):
            for where, lines in ((f"slide {number}", _lines(slide.shapes)), (f"slide {number}, notes", _notes(slide))):
                text = "\n".join(lines)[:left]
                left -= len(text)
                yield Passage(text, where)
    except DocumentError:
        raise
    except Exception as error:
        # python-pptx raises many kinds of exceptions on invalid files.
        raise DocumentError(
            f"{quoted(name)} is no presentation that can be read. Open it in a program, save it as .pptx and try again."
        ) from error


def _lines(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _lines(shape.shapes)
        elif getattr(shape, "has_table", False):
            yield from (" ".join(cell.text.split()) for row in shape.table.rows for cell in row.cells)
        elif getattr(shape, "has_text_frame", False):
            yield from ("".join(run.text for run in paragraph.runs) for paragraph in shape.text_frame.paragraphs)


def _notes(slide: Any) -> Iterator[str]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    yield from (paragraph.text for paragraph in frame.paragraphs) if frame is not None else ()
