"""Readers of article files: plain text, .docx, .html and .pdf, each returning lines of text and metadata.

Nothing is fetched: images, style sheets and entities that a file refers to are not loaded.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.curate.article_html import read_html
from dashboard.curate.article_pdf import joined_lines
from dashboard.table.problems import quoted

_UNPACKED, _PARTS = 200 * 1024 * 1024, 5_000
"""Limits of an unpacked document: bytes, and number of parts."""
_PAGES = 500
_DROPPED = re.compile(
    r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Invisible characters, which split names or change the direction of text."""


class ArticleError(ValueError):
    """A file that cannot be read as an article; the message names the file, the fault and the next step."""


@dataclass(frozen=True)
class Parsed:
    """The lines of a file, and its metadata: ``title``, ``author``, ``outlet`` and ``published``."""

    paragraphs: Sequence[str]
    facts: Mapping[str, str] = field(default_factory=dict)


def clean(line: str) -> str:
    """A line without invisible characters, with every kind of blank as a plain one."""
    visible = _DROPPED.sub("", line)
    plain = "".join(
        " " if unicodedata.category(sign) in ("Zs", "Cc") else "" if unicodedata.category(sign) == "Cs" else sign for sign in visible
    )
    return plain.strip()


def _text(content: bytes, name: str) -> Parsed:
    if content.startswith((b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise ArticleError(f"{quoted(name)} is a document, not plain text. Give it the end of its format, such as .docx or .pdf.")
    return Parsed(decoded(content, name).splitlines())


def decoded(content: bytes, name: str) -> str:
    """The text in UTF-8 or UTF-16, else in the older Windows encodings for Western and Chinese text. Raises `ArticleError`."""
    marks = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((encoding for mark, encoding in marks if content.startswith(mark)), "")
    if not encoding and b"\0" in content[:4096]:
        even, odd = content[0:4096:2].count(0), content[1:4096:2].count(0)
        most = len(content[:4096]) // 2
        encoding = "utf-16-le" if odd > 0.6 * most > even else "utf-16-be" if even > 0.6 * most > odd else ""
    try:
        text = content.decode(encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding:
            raise ArticleError(f"{quoted(name)} is broken {encoding.upper()} (byte {error.start + 1:,}). Save it as UTF-8.") from None
        text = _older(content, name, error.start)
    if "\0" in text:
        what = f"{quoted(name)} holds bytes that are no text (the first is sign {text.index(chr(0)) + 1:,})."
        raise ArticleError(f"{what} Save the article as plain text in UTF-8, or paste it.")
    return text


def _older(content: bytes, name: str, at: int) -> str:
    high = sum(byte > 0x7F for byte in content)
    paired = 2 * len(re.findall(rb"[\xa1-\xfe][\xa1-\xfe]", content))
    for encoding in ("gb18030", "cp1252") if paired > 0.8 * high else ("cp1252", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(sign) in ("Cc", "Co", "Cn") and sign not in "\t\n\r\f\v" for sign in text):
            return text
    raise ArticleError(f"{quoted(name)} is no text in UTF-8 (byte {at + 1:,}), nor in another usual encoding. Save it as UTF-8.")


def _html(content: bytes, name: str) -> Parsed:
    lines, facts = read_html(content)
    return Parsed(lines, facts)


def _docx(content: bytes, name: str) -> Parsed:
    from docx import Document  # Slow to import, and not needed for other formats.
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise ArticleError(f"{quoted(name)} holds more than a document may once it is unpacked. Paste its text.")
        document = Document(io.BytesIO(content))
        lines: list[str] = []
        for part in document.iter_inner_content():
            if isinstance(part, WordParagraph):
                lines += part.text.splitlines()
            elif isinstance(part, WordTable):
                cells = dict.fromkeys(cell for row in part.rows for cell in row.cells)
                lines += [line for cell in cells for paragraph in cell.paragraphs for line in paragraph.text.splitlines()]
        properties = document.core_properties
        facts = {"title": properties.title or "", "author": properties.author or ""}
    except ArticleError:
        raise
    except Exception as error:
        # python-docx raises errors of many kinds for damaged files.
        what = "is an older or locked document of Word" if content.startswith(b"\xd0\xcf\x11\xe0") else "is no document that can be read"
        raise ArticleError(f"{quoted(name)} {what}. Open it in a program, save it as .docx without a password, and try again.") from error
    return Parsed([" ".join(line.split()) for line in lines], {key: value for key, value in facts.items() if value})


def _pdf(content: bytes, name: str) -> Parsed:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(f"{quoted(name)} is locked with a password. Save it without one, or paste the text.")
        if len(reader.pages) > _PAGES:
            raise ArticleError(f"{quoted(name)} has {len(reader.pages):,} pages, and {_PAGES} are the most. Cut out the article.")
        pages = [page.extract_text() for page in reader.pages]
        metadata = reader.metadata
        facts = {"title": (metadata.title if metadata else "") or "", "author": (metadata.author if metadata else "") or ""}
    except ArticleError:
        raise
    except (Exception, RecursionError) as error:
        # Likewise.
        raise ArticleError(f"{quoted(name)} is no PDF that can be read. Open it, save it as a PDF again, or paste the text.") from error
    if not any(page.strip() for page in pages):
        raise ArticleError(f"{quoted(name)} holds pictures of pages and no text. Run text recognition over it, or paste the text.")
    return Parsed(joined_lines(pages), {key: value for key, value in facts.items() if value})


ARTICLE_FORMATS: Mapping[str, Callable[[bytes, str], Parsed]] = {
    ".txt": _text, ".text": _text, ".md": _text, ".docx": _docx, ".html": _html, ".htm": _html, ".pdf": _pdf,
}  # fmt: skip
"""The reader of each file suffix."""
