"""Reads the drafts to be merged and the sheet of picks, and publishes the settled draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.curate.agreement import NOT_CODED
from dashboard.curate.compile import compile_draft
from dashboard.curate.draft import Draft, DraftError, read_draft
from dashboard.curate.draft_check import check_draft
from dashboard.curate.edited import EditedPackage
from dashboard.curate.exchange import coding_files
from dashboard.curate.fill import filled_article, filled_claim
from dashboard.curate.journal import JournalError
from dashboard.curate.merge import DIFFERENT, Disagreement, Merge, Picks
from dashboard.curate.publish import PublishError, copies_of, publish
from dashboard.curate.settlement import read_sheet, settlement_rows, with_settlement, write_sheet
from dashboard.curate.units import Codings, NotComparable, side_by_side
from dashboard.exit_status import COULD_NOT_RUN, OK
from dashboard.table.files import Files, read_file
from dashboard.table.load import Table, load
from dashboard.table.problems import Unreadable, quoted
from dashboard.table.rules import PRINTED_WORDS
from dashboard.table.words import plural

OPEN = 1
SETTLEMENT = "settlement.csv"
DRAFTS, SHEET, OUT = "TECH_HUBS_MERGE", "TECH_HUBS_SHEET", "TECH_HUBS_SETTLED"
"""Environment variables of the page: the drafts as a JSON list, the sheet of picks, the path of the settled draft."""
_MEGABYTES = 20


class Refused(Exception):
    """The drafts cannot be merged; ``sentences`` lists why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True)
class Desk:
    """The table, the codings to merge, and the sheet of picks with its problems."""

    folder: Path
    table: Table
    codings: Codings
    picks: Picks
    problems: tuple[str, ...] = ()

    @property
    def merge(self) -> Merge:
        return Merge(self.codings, self.picks)


def read_desk(drafts: Sequence[Path], folder: Path, sheet: Path | None) -> Desk:
    """The drafts side by side, with the picks of the sheet. Raises `Refused` with everything that is wrong."""
    try:
        table, edited = load(folder), EditedPackage(Files(folder))
    except Unreadable as error:
        raise Refused([f"The data in {folder} cannot be read: {error.problems[0]} Run tech-hubs check for all that is wrong."]) from None
    codings_by_file: list[tuple[str, Draft]] = []
    problems: list[str] = []
    for path in drafts:
        try:
            if path.stat().st_size > _MEGABYTES * 1024 * 1024:
                problems.append(f"{path}: is larger than {_MEGABYTES} MB. Hand in the draft alone.")
                continue
            codings_by_file.append((path.name, completed(read_draft(path), edited)))
        except DraftError as error:
            problems += str(error).split("\n")
        except (OSError, ValueError) as error:
            problems.append(f"Cannot read {path} ({getattr(error, 'strerror', None) or error}). Name a draft that is there.")
    if problems:
        raise Refused(problems)
    try:
        codings = side_by_side(codings_by_file)
    except NotComparable as error:
        raise Refused(error.problems) from None
    return read_picks(Desk(folder, table, codings, {}), sheet)


def read_picks(desk: Desk, sheet: Path | None) -> Desk:
    """The desk with the picks of a sheet, if there is one."""
    if sheet is None or not sheet.exists():
        return desk
    try:
        content = read_file(sheet)
    except OSError as error:
        raise Refused([f"Cannot read {sheet} ({error.strerror or error}). Name another sheet with --settle."]) from None
    picks, problems = read_sheet(content, sheet.name, Merge(desk.codings), desk.table.package)
    if any(pick.value in (DIFFERENT, NOT_CODED) for pick in picks.values()):
        # The rows depend on picks: new terms declared different are separate terms from here on.
        picks, problems = read_sheet(content, sheet.name, Merge(desk.codings, picks), desk.table.package)
    return replace(desk, picks=picks, problems=tuple(problems))


def keep_picks(desk: Desk, sheet: Path, picks: Picks) -> None:
    """Save picks to the sheet atomically, together with those saved by another window. Raises `Refused` and OSError."""
    merged = {**read_picks(desk, sheet).picks, **picks}
    rough = sheet.with_name(f".{sheet.name}.new")
    rough.write_bytes(write_sheet(Merge(desk.codings, merged)))
    rough.replace(sheet)


def wording_fault(desk: Desk, each: Disagreement, text: str) -> str:
    """Why ``text`` is not valid for a wording, as a sentence; empty where it is."""
    title = next((field.title for field in desk.table.package["claims"].fields if field.name == each.field), each.field)
    if each.field == "statement" and not text:
        return f"{title} is empty. Choose one, or write it anew."
    if each.field != "as_printed" or not each.place.paragraph:
        return ""
    if text not in desk.codings.first.paragraphs[each.place.paragraph - 1].text or not text:
        return f"{quoted(text)} does not stand in paragraph {each.place.paragraph} letter for letter. Copy it from there."
    if len(text.split()) > PRINTED_WORDS:
        return f"{quoted(text)} has {len(text.split())} words. Keep at most {PRINTED_WORDS}."
    return ""


def completed(draft: Draft, edited: EditedPackage) -> Draft:
    """A draft with derived cells filled in, so that it does not differ from one in which they were typed."""
    article = filled_article(draft, edited["articles"].rows)
    claims = tuple({**filled_claim(cells, article, edited), "key": cells["key"]} for cells in draft.claims)
    return replace(draft, claims=claims)


def publish_settled(desk: Desk, articles: Path | None, say: Callable[[str], object]) -> int:
    """Publish the settled draft with its codings and settlement in one transaction; returns 0, 1 (problems) or 2 (could not run)."""
    draft = desk.merge.draft
    copies = copies_of(desk.folder, articles)
    try:
        problems = check_draft(desk.folder, draft, copies)
        if problems:
            raise PublishError(problems)
        article = compile_draft(desk.folder, draft).article
        done = publish(desk.folder, draft, articles=articles, beside=_coding_records(desk, article))
    except PublishError as error:
        for problem in error.problems:
            say(f"tech-hubs: {problem}")
        say(f"tech-hubs: Nothing is published: put right {plural(len(error.problems), 'problem')} in the settled draft (--out) first.")
        return OPEN
    except (JournalError, Unreadable, ValueError) as error:
        say(f"tech-hubs: {error}")
        return COULD_NOT_RUN
    say(f"{done.article} is published in data {done.version}: {plural(done.claims, 'claim')}, coded by {', '.join(desk.codings.coders)}.")
    return OK


def _coding_records(desk: Desk, article: str) -> Mapping[Path, bytes]:
    """The files stored with the table: each coder's coding, and the settlement."""
    place = desk.folder.resolve().parent / "seeds" / "coding"
    settlement = place / SETTLEMENT
    before = settlement.read_bytes() if settlement.exists() else b""
    rows = [{**row, "article": article} for row in settlement_rows(desk.merge)]
    files = {place / name: content for name, content in coding_files(desk.codings, article).items()}
    return {**files, settlement: with_settlement(before, rows)} if rows else files
