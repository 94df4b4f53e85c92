"""A draft is compiled, checked and published whole or not at all, and taken back byte for byte; nobody fills a mechanical cell."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.curate import journal
from dashboard.curate import publish as publishing
from dashboard.curate.coding import leave_out, new_claim, with_field
from dashboard.curate.compile import compile_draft
from dashboard.curate.draft import Draft, DraftParagraph, write_draft
from dashboard.curate.draft_check import check_draft, mends
from dashboard.curate.journal import JournalError, alone, drafts_of, finish_publishing
from dashboard.curate.new_terms import without_unused
from dashboard.curate.publish import PublishError, publish, undo
from dashboard.curate.summary import headlines
from dashboard.pictures import PICTURES
from dashboard.table.check import check
from dashboard.table.load import load
from tests.conftest import ROOT, copies, read

HEADLINE = "Hefei opens a hall for quantum sensors"
OFFICE = "Science office of Hefei (not named)"
TEXTS = (
    HEADLINE,
    "Hefei has opened the Reed Pond Laboratory, the city's science office said. It has 320 researchers and a budget of 2.6 billion yuan.",
    "Hefei wants at least 60 start-ups around it by 2030.",
    "Follow us on every channel",
)


def following(steps: int) -> str:
    """The version so many publishings after the released one."""
    major, minor, _ = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["version"].split(".")
    return f"{major}.{int(minor) + steps}.0"


def _claim(key: str, paragraph: int, **cells: str) -> dict[str, str]:
    usual = {"city": "hefei", "status": "in_place", "speaker": OFFICE, "speaker_kind": "unnamed_official"}
    return {"key": key, "paragraph": str(paragraph), **usual, **cells}


LAB = _claim(
    "c1", 2, aspect="institution", institution="reed-pond-laboratory", relation="in_city", as_printed="Reed Pond Laboratory",
    statement="Hefei is home to the Reed Pond Laboratory.",
)  # fmt: skip
PEOPLE = _claim(
    "c2", 2, aspect="figure", measure="lab-researchers", value="320", qualifier="exact", unit="count", boundary="facility",
    counts="researchers of the new laboratory", as_printed="320 researchers", statement="Hefei has 320 researchers in a new laboratory.",
)  # fmt: skip
AIM = _claim(
    "c3", 3, aspect="focus_area", area="startups", basis="own_plan", status="target", as_printed="60 start-ups", period="../2030",
    aim="at least 60 start-ups by 2030", statement="Hefei aims to have at least 60 start-ups around its laboratory by 2030.",
)  # fmt: skip
TERMS = {
    "institutions": ({"institution": "reed-pond-laboratory", "name": "Reed Pond Laboratory", "kind": "lab", "home": "hefei"},),
    "measures": ({"measure": "lab-researchers", "name": "Researchers", "dimension": "count", "definition": "Researchers of one body."},),
}
DRAFT = Draft(
    article={
        "outlet": "Reed Pond News", "outlet_kind": "state_media", "title": HEADLINE, "published": "2026-11-20", "short": "Reed Pond News",
    },
    paragraphs=(
        DraftParagraph(TEXTS[0], "background", left_out="Hefei: the body says it in full"),
        DraftParagraph(TEXTS[1], left_out="2.6 billion yuan: no claim of this test"),
        DraftParagraph(TEXTS[2]),
        DraftParagraph(TEXTS[3], "furniture"),
    ),
    claims=(PEOPLE, LAB, AIM),
    vocabulary=TERMS,
)  # fmt: skip


@pytest.fixture
def folder(real: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the released table, its last release included, as a maintainer has it; nothing is read or drawn for the headlines."""
    monkeypatch.setattr(publishing, "headlines", lambda *_: ())
    monkeypatch.setattr(publishing, "load", lambda *_: None)
    (real / "fingerprints.csv").write_bytes((ROOT / "data" / "fingerprints.csv").read_bytes())
    return real


def _files(folder: Path) -> dict[str, bytes]:
    """Every file of the table and of the articles, but the drafts."""
    place = folder.parent
    found = (path for path in sorted(place.rglob("*")) if path.is_file() and "drafts" not in path.parts)
    return {str(path.relative_to(place)): path.read_bytes() for path in found}


def _said(folder: Path, draft: Draft) -> list[tuple[int, str, str]]:
    return [(each.paragraph, each.claim, each.field) for each in check_draft(folder, draft)]


# What is filled in


def test_a_draft_without_a_mechanical_cell_becomes_rows_that_the_check_finds_sound(folder: Path) -> None:
    assert check_draft(folder, DRAFT) == []
    publish(folder, DRAFT)
    lines = [line for line in (copies(folder) / "reed-pond-news.txt").read_text(encoding="utf-8").split("\n") if line]
    assert lines == list(TEXTS)
    rows = [row for row in read(folder, "claims.csv") if row["article"] == "reed-pond-news"]
    assert [row["claim_id"] for row in rows] == ["reed-pond-news-02-a", "reed-pond-news-02-b", "reed-pond-news-03-a"]
    assert [row["as_printed"] for row in rows] == ["Reed Pond Laboratory", "320 researchers", "60 start-ups"]
    assert {row["method"] for row in rows} == {"reported"} and {row["interest"] for row in rows} == {"own_city"}
    ledger = [row for row in read(folder, "ledger.csv") if row["article"] == "reed-pond-news"]
    assert [row["sha256"] for row in ledger] == [sha256(text.encode()).hexdigest() for text in TEXTS]
    assert [row["claims"] for row in ledger] == ["", "reed-pond-news-02-a reed-pond-news-02-b", "reed-pond-news-03-a", ""]
    changes = [row for row in read(folder, "changes.csv") if row["version"] == following(1)]
    assert [(row["claim_id"], row["change"]) for row in changes] == [(row["claim_id"], "added") for row in rows]
    assert json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"] == following(1)
    copied = {row["file"] for row in read(folder, "articles.csv")} - {"reed-pond-news.txt"}
    others = [problem for problem in check(folder, copies(folder)) if problem.where not in copied]
    assert others == []


def test_every_row_that_publishing_does_not_touch_stays_byte_for_byte(folder: Path) -> None:
    names = ("claims.csv", "institutions.csv", "articles.csv", "changes.csv")
    before = {name: (folder / name).read_bytes().split(b"\n") for name in names}
    publish(folder, DRAFT)
    for name, lines in before.items():
        after = (folder / name).read_bytes().split(b"\n")
        assert [line for line in after if line in set(lines)] == lines


def test_a_claim_that_says_the_same_is_tied_on_the_later_of_the_two_keys(folder: Path) -> None:
    ties = (row for row in read(folder, "claims.csv") if row["article"] == "powerhouse" and row["aspect"] == "focus_area")
    old = next(row for row in ties if not row["same_as"] and not row["restates"])
    shared = {name: old[name] for name in ("city", "aspect", "area", "basis", "status", "period", "aim")}
    draft = DRAFT.with_claim({**AIM, **shared, "same_as": old["claim_id"]})
    for short, later in (("Aaa", old["claim_id"]), ("Zzz", "zzz-03-a")):
        compiled = compile_draft(folder, replace(draft, article={**DRAFT.article, "short": short}))
        rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(compiled.files["claims.csv"].decode()))}
        told = {key: row["same_as"] for key, row in rows.items() if row["same_as"] and {key, row["same_as"]} & {*compiled.keys.values()}}
        assert told == {later: ({old["claim_id"], compiled.keys["c3"]} - {later}).pop()}
        assert compiled.changed == ((old["claim_id"],) if later == old["claim_id"] else ())


def test_keys_of_a_draft_lead_to_claims_and_a_key_that_was_withdrawn_is_never_used_again(folder: Path) -> None:
    with (folder / "changes.csv").open("a", encoding="utf-8") as changes:
        changes.write("1.2.0,2026-11-26,reed-pond-news-02-a,withdrawn,,Once.\n")
    again = {**PEOPLE, "key": "c4", "restates": "c2"}
    compiled = compile_draft(folder, DRAFT.with_claim(again))
    rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(compiled.files["claims.csv"].decode()))}
    assert rows[compiled.keys["c4"]]["restates"] == compiled.keys["c2"]
    assert "reed-pond-news-02-a" not in compiled.keys.values()


def test_words_for_the_vocabularies_never_take_the_place_of_others(folder: Path) -> None:
    publish(folder, DRAFT)
    other = {"measure": "lab-researchers", "name": "Researchers who left", "dimension": "count", "definition": "Who left in a year."}
    draft = replace(DRAFT, article={**DRAFT.article, "short": "Second"}, vocabulary={**TERMS, "measures": (other,)})
    compiled = compile_draft(folder, draft)
    measures = {row["measure"]: row["name"] for row in csv.DictReader(io.StringIO(compiled.files["measures.csv"].decode()))}
    assert (measures["lab-researchers"], measures["lab-researchers-2"]) == ("Researchers", "Researchers who left")
    claims = csv.DictReader(io.StringIO(compiled.files["claims.csv"].decode()))
    assert {row["measure"] for row in claims if row["article"] == "second" and row["measure"]} == {"lab-researchers-2"}
    assert "institutions.csv" not in compiled.files


# What is wrong, in terms of the draft


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda draft: draft.with_claim({**PEOPLE, "value": "32"}), (2, "c2", "value")),
        (lambda draft: draft.with_claim({**LAB, "as_printed": "Pond Reed Laboratory"}), (2, "c1", "as_printed")),
        (lambda draft: draft.with_claim({**AIM, "status": "in_place", "aim": ""}), (3, "c3", "statement")),
        (lambda draft: draft.with_paragraph(4, reason=""), (4, "", "reason")),
        (lambda draft: draft.with_paragraph(2, left_out=""), (2, "", "left_out")),
        (lambda draft: replace(draft, article={**draft.article, "published": "some day"}), (0, "", "published")),
        (lambda draft: draft.with_term("institutions", {**TERMS["institutions"][0], "kind": "pond"}), (0, "", "kind")),
        (lambda draft: draft.with_claim({**AIM, "paragraph": "9"}), (0, "c3", "paragraph")),
        (lambda draft: replace(draft, article={**draft.article, "article": "four-hubs"}), (0, "", "article")),
        (lambda draft: replace(draft, paragraphs=()), (0, "", "")),
    ],
)
def test_a_fault_is_said_of_its_paragraph_claim_and_field(
    folder: Path, change: Callable[[Draft], Draft], where: tuple[int, str, str]
) -> None:  # fmt: skip
    assert where in _said(folder, change(DRAFT))


def test_a_fault_with_one_answer_is_mended_by_one_click_and_names_no_key(folder: Path) -> None:
    draft = DRAFT.with_claim({**PEOPLE, "qualifier": "about"}).with_claim({**LAB, "key": "c9"})
    found = check_draft(folder, draft)
    hedge = next(each for each in found if each.field == "qualifier")
    assert [cells for _, cells in mends(load(folder).package, hedge)] == [{"qualifier": "exact"}]
    assert not any("reed-pond-news" in str(each) for each in found)
    assert any("“Reed Pond Laboratory”" in each.what for each in found)


def test_a_draft_with_faults_is_not_published_and_nothing_changes(folder: Path) -> None:
    before = _files(folder)
    with pytest.raises(PublishError, match="Paragraph 4"):
        publish(folder, DRAFT.with_paragraph(4, reason=""))
    assert _files(folder) == before


def test_a_new_name_that_another_article_prints_too_is_left_out_there(small: Path) -> None:
    article = next(row for row in read(small, "articles.csv"))
    lines = (line.strip() for line in (copies(small) / article["file"]).read_text(encoding="utf-8").split("\n"))
    left = {row["paragraph"]: row["left_out"] for row in read(small, "ledger.csv") if row["article"] == article["article"]}
    texts = enumerate((line for line in lines if line), 1)
    words = ((number, word) for number, text in texts for word in re.findall(r"(?<![\w“])[a-z]{7,}(?!\w)", text))
    number, word = next((number, word) for number, word in words if word not in left[str(number)])
    assert check(small, copies(small)) == []
    kind = load(small).package["institutions"]["kind"].words[0]
    draft = Draft(
        {"outlet": "Ü & Sons", "outlet_kind": "newsletter", "published": "2024", "short": "Ü & Sons"},
        (DraftParagraph("Nothing happened", "background"),),
        vocabulary={"institutions": ({"institution": "newcomer", "name": word, "kind": kind},)},
    )
    publish(small, draft)
    line = next(r for r in read(small, "ledger.csv") if (r["article"], r["paragraph"]) == (article["article"], str(number)))
    assert f"{word}: not known to the table before" in line["left_out"]
    assert check(small, copies(small)) == []


# Whole or not at all


def test_undo_restores_every_file_byte_for_byte_and_once(folder: Path) -> None:
    before = _files(folder)
    publish(folder, DRAFT)
    assert _files(folder) != before
    undo(folder)
    assert _files(folder) == before
    with pytest.raises(JournalError, match="nothing to undo"):
        undo(folder)


def test_undo_does_not_lose_what_was_edited_after_publishing(folder: Path) -> None:
    publish(folder, DRAFT)
    (folder / "CHANGES.md").write_text("edited", encoding="utf-8")
    with pytest.raises(JournalError, match=r"CHANGES\.md"):
        undo(folder)
    assert (folder / "CHANGES.md").read_text(encoding="utf-8") == "edited"


class _Killed(BaseException):
    """The end of a process, which nothing may catch and go on."""


def test_files_changed_together_are_before_or_after_wherever_the_process_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    drafts, folder = tmp_path / "drafts", tmp_path / "data"
    before = {"kept.csv": b"old", "gone.csv": b"old", "new.csv": None}
    after = {"kept.csv": b"new", "gone.csv": None, "new.csv": b"new"}
    changes = [journal.Change(folder / name, content, after[name]) for name, content in before.items()]
    left = [0]

    def killing(real: Callable[..., object]) -> Callable[..., object]:
        def act(*given: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise _Killed
            return real(*given, **named)

        return act

    seen = []
    for steps in range(100):
        shutil.rmtree(tmp_path)
        folder.mkdir(parents=True)
        for name, content in before.items():
            if content is not None:
                (folder / name).write_bytes(content)
        with monkeypatch.context() as patched:
            left[0] = steps
            patched.setattr(journal, "_forget", lambda *_: None)
            patched.setattr(journal, "_write", killing(journal._write))
            for name in ("replace", "rename", "unlink"):
                patched.setattr(Path, name, killing(getattr(Path, name)))
            with suppress(_Killed):
                journal.commit(drafts, changes)
        finished = left[0] >= 0
        with alone(drafts):
            journal.finish(drafts, [folder])
        now = {path.name: path.read_bytes() for path in folder.iterdir()}
        seen.append(now)
        assert now in [{name: content for name, content in state.items() if content is not None} for state in (before, after)]
        if finished:
            break
    assert {len(state) for state in seen} == {2} and len(seen) > 15 and seen[0] != seen[-1]


def test_a_killed_process_is_finished_by_the_next_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _files(folder)
    script = (
        "import sys, os; from pathlib import Path; from dashboard.curate import publish; from dashboard.curate.draft import read_draft\n"
        "real = Path.replace; count = [0]\n"
        "def killed(self, target):\n"
        "    count[0] += Path(target).parent == Path(sys.argv[1]).resolve()\n"
        "    os._exit(9) if count[0] == 5 else None\n"
        "    return real(self, target)\n"
        "Path.replace = killed\n"
        "publish.headlines = publish.load = lambda *_: ()\n"
        "publish.publish(Path(sys.argv[1]), read_draft(Path(sys.argv[2])))\n"
    )
    draft = drafts_of(folder) / "reed.draft.json"
    write_draft(draft, DRAFT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", script, str(folder), str(draft)], env=environment, timeout=120).returncode == 9
    assert check(folder) != []
    assert main(["check", "--data", str(folder)]) == 0 and capsys.readouterr().err == ""
    assert "data/claims.csv" in _files(folder) and _files(folder) != before
    assert not [path for path in folder.iterdir() if path.name.endswith(".publishing")]


def test_a_full_disk_changes_nothing_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _files(folder)
    real, written = journal._write, []

    def full(path: Path, content: bytes, like: Path | None = None) -> None:
        written.append(path)
        if len(written) > 12:
            raise OSError(28, "No space left on device")
        real(path, content, like)

    monkeypatch.setattr(journal, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        publish(folder, DRAFT)
    monkeypatch.undo()
    assert _files(folder) == before and not journal.pending(drafts_of(folder))
    publish(folder, DRAFT)


def test_two_drafts_published_one_after_the_other_are_both_there(folder: Path) -> None:
    second = replace(DRAFT, article={**DRAFT.article, "short": "Second"}, data_version=following(0))
    publish(folder, DRAFT)
    assert publish(folder, second).version == following(2)
    assert {"reed-pond-news", "second"} <= {row["article"] for row in read(folder, "articles.csv")}
    assert check(folder) == []


def test_who_publishes_in_the_same_moment_waits_and_is_told(folder: Path) -> None:
    start = time.monotonic()
    with alone(drafts_of(folder)), pytest.raises(JournalError, match="being published"), alone(drafts_of(folder), seconds=0.2):
        raise AssertionError("two at once")
    assert time.monotonic() - start < 5


def test_a_journal_that_names_a_file_elsewhere_touches_nothing(folder: Path, tmp_path: Path) -> None:
    victim = tmp_path / "elsewhere.txt"
    victim.write_text("mine", encoding="utf-8")
    decided = drafts_of(folder) / ".publishing"
    decided.mkdir(parents=True)
    told = {"kept": True, "files": [{"path": str(victim), "before": "", "after": sha256(b"theirs").hexdigest()}]}
    (decided / "journal.json").write_text(json.dumps(told), encoding="utf-8")
    (decided / "0.after").write_bytes(b"theirs")
    outside = folder.parent / "elsewhere.txt"
    with pytest.raises(JournalError, match="lies in no folder"):
        finish_publishing(folder, None)
    assert victim.read_text(encoding="utf-8") == "mine" and outside == victim


def test_a_copy_of_the_article_that_is_there_already_is_used_and_another_file_is_never_overwritten(folder: Path) -> None:
    copies(folder).mkdir(parents=True, exist_ok=True)
    own = copies(folder) / "mine.txt"
    own.write_bytes("\r\n".join(TEXTS).encode())
    publish(folder, replace(DRAFT, article={**DRAFT.article, "file": "mine.txt"}))
    assert own.read_bytes() == "\r\n".join(TEXTS).encode()
    assert next(row for row in read(folder, "articles.csv") if row["file"] == "mine.txt")["sha256"] == sha256(own.read_bytes()).hexdigest()
    undo(folder)
    stranger = copies(folder) / "reed-pond-news.txt"
    stranger.write_text("another text", encoding="utf-8")
    publish(folder, DRAFT)
    assert stranger.read_text(encoding="utf-8") == "another text" and (copies(folder) / "reed-pond-news-2.txt").is_file()


def test_markdown_and_lines_in_a_title_stay_text_in_the_changes_and_the_summary(folder: Path) -> None:
    title = "A *bold* [link](x)\n## 9.9.9 (2030-01-01)"
    before = load(folder)
    done = publish(folder, replace(DRAFT, article={**DRAFT.article, "title": " ".join(title.split())}))
    assert r"\*bold\* \[link\](x) \#\# 9.9.9" in done.summary
    assert check(folder) == []
    told = {each.picture: each for each in headlines(before, load(folder))}
    assert told.keys() == PICTURES.keys() and told["figures"].changed and "Hefei" in told["figures"].after


# Coding by hand


def test_selected_words_become_a_claim_with_what_the_text_says(folder: Path) -> None:
    table = load(folder)
    draft = replace(DRAFT, claims=(), vocabulary={})
    figure = new_claim(table, draft, 3, "60 start-ups")
    assert {figure[name] for name in ("aspect",)} == {"figure"}
    assert (figure["value"], figure["qualifier"], figure["city"]) == ("60", "at_least", "hefei")
    money = new_claim(table, draft, 2, "2.6 billion yuan")
    assert (money["value"], money["unit"]) == ("2600000000", "CNY")
    body = new_claim(table, draft, 2, "Reed Pond Laboratory")
    assert (body["aspect"], body["relation"]) == ("institution", "in_city")
    later = new_claim(table, draft.with_claim({**LAB, "key": ""}), 2, "science office")
    assert (later["speaker"], later["speaker_kind"]) == (OFFICE, "unnamed_official")


def test_a_sentence_that_a_person_wrote_is_not_drafted_again(folder: Path) -> None:
    table = load(folder)
    claim = {**new_claim(table, DRAFT, 3, "start-ups"), "key": "n"}
    drafted = with_field(table, DRAFT, claim, "status", "announced")
    assert drafted["statement"] != claim["statement"] and "has announced" in drafted["statement"]
    own = with_field(table, DRAFT, drafted, "statement", "Hefei has announced ponds.")
    assert with_field(table, DRAFT, own, "status", "target")["statement"] == "Hefei has announced ponds."


def test_a_word_made_for_a_claim_goes_with_it_unless_something_else_uses_it() -> None:
    assert without_unused(DRAFT.without_claim("c2"), PEOPLE).vocabulary["measures"] == ()
    assert without_unused(DRAFT, PEOPLE) == DRAFT


def test_words_are_left_out_with_a_reason_that_cannot_break_the_cell(folder: Path) -> None:
    draft = leave_out(DRAFT, 2, ["2.6 billion yuan", "a|b"], "one | two")
    assert draft.paragraphs[1].left_out == "2.6 billion yuan: one / two"


def test_a_table_that_was_never_released_takes_an_article_too(small: Path) -> None:
    table = load(small)
    city = table.hubs[0]
    name = table.label("city", city)
    text = f"{name} was quiet on Monday"
    draft = Draft({"outlet": "Ü & Sons", "outlet_kind": "newsletter", "published": "2024", "short": "Ü & Sons"}, (DraftParagraph(text),))
    area = str(table.vocabularies["areas"].index[0])
    claim = {
        "paragraph": "1", "city": city, "aspect": "focus_area", "area": area, "basis": "mentioned", "status": "in_place",
        "as_printed": "was quiet", "statement": f"{name} was quiet.",
    }  # fmt: skip
    draft = draft.with_claim(claim)
    draft = draft.with_paragraph(1, left_out="Monday: when it was printed")
    problems = [each for each in check_draft(small, draft, copies(small)) if each.field != "left_out"]
    assert problems == []
