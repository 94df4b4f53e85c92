"""Articles as they come: pasted, as text, Word, web page or PDF, whole, odd or broken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from dashboard.curate.article_text import MEGABYTES, MOST_PARAGRAPHS, ArticleError, duplicate_of, read_article
from dashboard.table.load import Table
from tests.conftest import SMALL

STORY = (
    "Ningbo builds a harbour for kites",
    "By LIN MEI in Ningbo | The Kite Times | Updated: 2022-05-04 09:30",
    "The harbour of Ningbo will hold 40 kites – “all of them red”, the mayor said.",
    "It opens in June.",
)
MARKUP = """<!doctype html><html><head><title>Kites | The Kite Times</title>
<meta property="og:title" content="Ningbo builds a harbour"><meta property="og:site_name" content="The Kite Times">
<meta property="article:published_time" content="2022-05-04T09:30:00+08:00"><meta name="author" content="Lin Mei">
<script>document.write("evil")</script><style>p {color: red}</style></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ningbo builds a harbour</h1><script>alert("evil")</script>
<p>The <b>harbour</b> will&nbsp;hold
 40 kites &amp; more.</p><p hidden>Not to be seen</p><ul><li>One</li><li>Two</li></ul><p>It opens<br>in June.</p>
<img src="http://example.invalid/p.png" alt="x"></article><footer>Imprint</footer></body></html>"""


def read(text: str, table: Table, name: str = "") -> tuple[str, ...]:
    return read_article(text.encode(), name, table).paragraphs


def word(paragraphs: tuple[str, ...], cells: tuple[str, ...] = ()) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def pdf(pages: tuple[tuple[str, ...], ...], locked: bool = False) -> bytes:
    """A PDF written by hand, a line of text under the other."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = b"".join(b"(" + line.replace("(", r"\(").replace(")", r"\)").encode("latin-1") + b") Tj T*\n" for line in page)
        stream = b"BT /F1 11 Tf 14 TL 60 780 Td\n" + lines + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        place = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % place
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    content += end % (len(objects) + 1, table, len(objects) + 1, len(content))
    if not locked:
        return content
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("a password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_line_that_is_not_blank_is_a_paragraph(table: Table) -> None:
    assert read("\n  First.\n\n\t\nSecond, after a blank\u00a0one. \r\n\u00a0\nThird.\u2028Fourth.", table) == (
        "First.",
        "Second, after a blank one.",
        "Third.",
        "Fourth.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_western_text_is_read_in_every_usual_encoding(table: Table, encoding: str) -> None:
    assert read_article("\n".join(STORY).encode(encoding), "story.txt", table).paragraphs == STORY


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_chinese_text_is_read_in_every_usual_encoding(table: Table, encoding: str) -> None:
    told = ("宁波建设风筝港", "市长表示，港口将容纳四十只风筝。")
    assert read_article("\n".join(told).encode(encoding), "story.txt", table).paragraphs == told


def test_signs_that_are_not_seen_are_taken_out_and_arabic_stays_as_it_is(table: Table) -> None:
    arabic = "تبني المدينة ميناء للطائرات الورقية"
    assert read(f"\u202e{arabic}\u202c\nnano\u00adchips \u200bof\x07 Ningbo", table) == (arabic, "nanochips of Ningbo")


def test_a_word_document_is_read_with_its_tables_in_their_order(table: Table) -> None:
    content = word((*STORY, ""), ("A cell", "Another"))
    assert read_article(content, "STORY.DOCX", table).paragraphs == (*STORY, "A cell", "Another")


def test_a_web_page_is_read_as_a_reader_sees_it(table: Table) -> None:
    found = read_article(MARKUP.encode(), "story.html", table)
    assert found.paragraphs == ("Ningbo builds a harbour", "The harbour will hold 40 kites & more.", "One", "Two", "It opens", "in June.")
    assert dict(found.proposed) == {
        "title": "Ningbo builds a harbour",
        "author": "Lin Mei",
        "outlet": "The Kite Times",
        "outlet_known": "Printed in the data of the page.",
        "published": "2022-05-04",
        "published_known": "Printed as “2022-05-04T09:30:00+08:00” in the data of the page.",
    }


def test_a_web_page_of_any_depth_and_encoding_ends_well(table: Table) -> None:
    deep = "<div>" * 5_000 + "<p>Inside</p>" + "</div>" * 5_000
    assert read_article(f"<p>Before</p>{deep}".encode(), "deep.html", table).paragraphs[0] == "Before"
    told = "<html><head><meta charset='gb2312'></head><body><p>宁波建设风筝港</p></body></html>"
    assert read_article(told.encode("gb18030"), "page.htm", table).paragraphs == ("宁波建设风筝港",)
    assert read_article(b"<p>Caf\xe9 &eacute; \xe2</p>", "old.html", table).paragraphs == ("Café é â",)


def test_lines_of_a_pdf_are_joined_into_the_paragraphs_they_were_broken_from(table: Table) -> None:
    first = (
        "The Kite Times",
        "Ningbo builds a harbour for kites",
        "The harbour of Ningbo is to hold forty kites of every size, says the may-",
        "or, who has promised that each of them will be as red as the evening sun",
        "over the bay.",
        "It is the third harbour of its sort in the whole of the region, and its own",
    )
    second = ("The Kite Times", "builders say that nobody will build a fourth one in their lifetime at all.", "2")
    third = ("The Kite Times", "It opens in June.", "3")
    assert read_article(pdf((first, second, third)), "story.pdf", table).paragraphs == (
        "Ningbo builds a harbour for kites",
        "The harbour of Ningbo is to hold forty kites of every size, says the mayor, who has promised that each of them will be as red as"
        " the evening sun over the bay.",
        "It is the third harbour of its sort in the whole of the region, and its own builders say that nobody will build a fourth one in"
        " their lifetime at all.",
        "It opens in June.",
    )


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * (210 * 1024 * 1024))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "holds no text"),
        ("blank.txt", b" \n\t\n", "holds no text"),
        ("story.odt", b"PK", "Hand in one that ends in .txt"),
        ("huge.txt", b"a" * (MEGABYTES * 1024 * 1024 + 1), "larger than 20 MB"),
        ("many.txt", b"a\n" * (MOST_PARAGRAPHS + 1), "5,001 paragraphs"),
        ("long.txt", b"a" * 200_000, "one paragraph a line"),
        ("nul.txt", b"text\0and bytes", "bytes that are no text"),
        ("half.txt", "kites".encode("utf-16") + b"\x00", "broken UTF-16"),
        ("story.txt", b"PK\x03\x04", "is a document, not plain text"),
        ("broken.docx", b"PK\x03\x04 and no more", "save it as .docx"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "without a password"),
        ("text.docx", b"plain text", "is no document that can be read"),
        ("bomb.docx", bomb, "holds more than a document may"),
        ("broken.pdf", b"%PDF-1.4\nand no more", "is no PDF that can be read"),
        ("text.pdf", b"plain text", "is no PDF that can be read"),
        ("locked.pdf", lambda: pdf((("Kites",),), locked=True), "locked with a password"),
        ("scanned.pdf", lambda: pdf(((), ())), "Run text recognition"),
        ("empty.html", b"<html><script>1</script></html>", "holds no text"),
        ("nothing.html", b"", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(table: Table, name: str, content: object, told: str) -> None:
    made = content() if callable(content) else content
    with pytest.raises(ArticleError) as caught:
        read_article(made, name, table)
    said = str(caught.value)
    assert told in said and said.endswith(".") and "\n" not in said and "Traceback" not in said


def test_title_date_outlet_and_author_are_proposed_as_they_are_printed(table: Table) -> None:
    found = read_article("\n".join(STORY).encode(), "", table).proposed
    assert (found["title"], found["author"], found["outlet"]) == (STORY[0], "Lin Mei", "The Kite Times")
    assert (found["published"], found["published_known"]) == ("2022-05-04", "Printed as “2022-05-04”, the day of an update.")
    bare = read_article(b"The harbour opened. It was full.", "", table).proposed
    assert not {"title", "author", "published", "outlet"} & set(bare)


def test_an_outlet_of_the_table_is_called_as_the_table_calls_it(table: Table) -> None:
    known = str(table.vocabularies["articles"]["outlet"].iloc[0])
    told = f"Kites over the bay\nPUBLISHED : Wednesday, 04 May, 2022\n{known}\nThe kites flew."
    found = read_article(told.encode(), "", table).proposed
    assert found["outlet"] == known and found["outlet_kind"] and found["published"] == "2022-05-04"
    assert found["published_known"] == "Printed as “04 May, 2022”."


def test_an_article_of_the_table_is_known_again_and_another_is_not(invented: Table) -> None:
    for file in sorted((SMALL / "articles").glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert duplicate_of(invented, read("\n".join(lines), invented)) == file.stem
        assert duplicate_of(invented, read("\n".join(["An advertisement.", *lines]), invented)) == file.stem
    assert duplicate_of(invented, STORY) == ""
    assert duplicate_of(invented, ()) == ""


def test_what_a_real_articles_copy_is_called_does_not_matter(table: Table, tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(b"x", "<script>\u202e.exe", table)
    assert "\u202e" not in str(caught.value)
