"""The start page: paste or drop the text of an article, or continue a draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.sidebar import literal
from dashboard.curate.article_text import ArticleError, ArticleText, duplicate_of, read_article
from dashboard.curate.compile import LAST_KEYED
from dashboard.curate.draft import Draft, DraftError, DraftParagraph, read_draft
from dashboard.curate.fill import key_of_name, short_name
from dashboard.screens.curating import desk
from dashboard.table.words import plural

_TEXT, _FILE, _ARTICLE_TEXT, _SHORT, _SOURCE, _ROUND = (
    "intake-text",
    "intake-file",
    "intake-taken",
    "intake-short",
    "intake-source",
    "intake-round",
)
_OUTLET, _KIND = "intake-outlet", "intake-kind"
LONGEST_ARTICLE, LONGEST_PARAGRAPH = 100_000, 10_000
"""The maximum number of characters of an article, and of a paragraph: more is no news story."""
SUFFIXES = (".txt", ".docx", ".html", ".htm", ".pdf")


def intake(file: Path | None) -> None:
    """Draw the start page; ``file`` is an article to begin with."""
    if file is not None and desk.FILE_TAKEN not in st.session_state:
        st.session_state[desk.FILE_TAKEN] = True
        try:
            _take(file.read_bytes(), file.name, file)
        except OSError as error:
            desk.say(f"{file.name} cannot be read ({error.strerror}). Paste the text instead.")
    article: ArticleText | None = st.session_state.get(_ARTICLE_TEXT)
    if article is not None:
        _name(article)
        return
    st.header("Add an article")
    st.markdown("Its text stays on this machine. The table changes when you publish, and not before.")
    st.text_area("Text of the article", key=_TEXT, height=280, placeholder="Paste the whole article, headline first …")
    st.button("Take this text", type="primary", on_click=_take_pasted)
    key = f"{_FILE}-{st.session_state.get(_ROUND, 0)}"
    st.file_uploader("Or a file", type=list(SUFFIXES), key=key, max_upload_size=20, on_change=_take_file, args=(key,))
    _drafts()


def _take_pasted() -> None:
    text = str(st.session_state.get(_TEXT) or "")
    if not text.strip():
        desk.say("There is no text yet. Paste the article, or choose its file.")
        return
    _take(text.encode("utf-8", "replace"), "pasted.txt", None)


def _take_file(key: str) -> None:
    upload = st.session_state.get(key)
    if upload is not None:
        _take(upload.getvalue(), upload.name, None)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _take(content: bytes, name: str, source: Path | None) -> None:
    """Read a text; refuse it where it cannot be read or the table has it already."""
    try:
        article = read_article(content, name, desk.table())
    except ArticleError as error:
        desk.say(str(error))
        return
    too_much = too_long(article.paragraphs)
    if too_much:
        desk.say(too_much)
        return
    duplicate = duplicate_of(desk.table(), article.paragraphs)
    if duplicate:
        desk.say(f"The table has this article already: {desk.table().label('article', duplicate)} ({duplicate}). Nothing is begun.")
        return
    st.session_state[_ARTICLE_TEXT] = article
    st.session_state[_OUTLET] = article.proposed.get("outlet", "")
    st.session_state[_KIND] = article.proposed.get("outlet_kind") or None
    st.session_state[_SHORT] = ""
    _shorten()
    if source is not None and source.resolve().parent == desk.articles().resolve() and desk.file_stem(source.name):
        st.session_state[_SOURCE] = f"{desk.file_stem(source.name)}.txt"
    else:
        st.session_state[_SOURCE] = ""


def too_long(paragraphs: Sequence[str]) -> str:
    """Why a text is too long to be coded, as a sentence; empty where it is not."""
    longest = max(range(len(paragraphs)), key=lambda place: len(paragraphs[place]))
    if len(paragraphs) > LAST_KEYED:
        return f"The text has {len(paragraphs):,} paragraphs, and {LAST_KEYED} can be coded. Take the article alone."
    if len(paragraphs[longest]) > LONGEST_PARAGRAPH:
        what = f"Paragraph {longest + 1} has {len(paragraphs[longest]):,} letters, and {LONGEST_PARAGRAPH:,} are the most."
        return f"{what} Put each paragraph on a line of its own."
    if sum(map(len, paragraphs)) > LONGEST_ARTICLE:
        return f"The text has {sum(map(len, paragraphs)):,} letters, and {LONGEST_ARTICLE:,} are the most. Take the article alone."
    return ""


def _name(article: ArticleText) -> None:
    """Ask for the short name of the article and begin."""
    st.header("Name the article")
    st.markdown(f"{plural(len(article.paragraphs), 'paragraph')} read. What the text says of itself can be put right later.")
    kinds = desk.table().package["articles"]["outlet_kind"].categories
    st.text_input("Outlet", key=_OUTLET, on_change=_shorten, help="Who published it.")
    st.segmented_control(
        "Kind of outlet", [kind.value for kind in kinds], key=_KIND, format_func={k.value: k.label for k in kinds}.__getitem__
    )
    st.text_input(
        "Short name", key=_SHORT, max_chars=32, help="What the article is called where space is short: its outlet and what sets it apart."
    )  # fmt: skip
    left, right = st.columns(2)
    left.button("Begin", type="primary", on_click=_begin, args=(article,), width="stretch")
    right.button("Back", on_click=_back, width="stretch")
    labels = [("Title", "title"), ("Author", "author"), ("Published", "published"), ("How the date is known", "published_known")]
    proposed = [(title, article.proposed[name]) for title, name in labels if article.proposed.get(name)]
    if proposed:
        st.html(render("draft_proposed", fields=proposed))
    for number, text in enumerate(article.paragraphs[:5], 1):
        st.markdown(f"{number}\\. {literal(text[:300])}{' …' if len(text) > 300 else ''}")


def _shorten() -> None:
    """Propose the outlet as the short name, if none is typed yet."""
    if not str(st.session_state.get(_SHORT) or "").strip():
        st.session_state[_SHORT] = short_name(str(st.session_state.get(_OUTLET) or ""), 32)


def _begin(article_text: ArticleText) -> None:
    short = " ".join(str(st.session_state.get(_SHORT) or "").split())
    if not short:
        desk.say("Give the article a short name.")
        return
    existing = desk.table().vocabularies["articles"]
    if short in set(existing["short"]):
        desk.say(f"“{short}” is an article of the table. Add what sets this one apart, such as its year.")
        return
    key = key_of_name(short, set(map(str, existing.index)))
    if desk.path_of(key).exists():
        desk.say(f"There is a draft called “{short}” already. Go on with it, or choose another short name.")
        return
    outlet, kind = (str(st.session_state.get(name) or "").strip() for name in (_OUTLET, _KIND))
    article = {**article_text.proposed, "outlet": outlet, "outlet_kind": kind, "short": short, "article": key}
    file = str(st.session_state.get(_SOURCE) or "")
    if file:
        article["file"] = file
    paragraphs = tuple(DraftParagraph(text) for text in article_text.paragraphs)
    desk.begin(desk.path_of(key), Draft(article, paragraphs, coder=desk.coder(), data_version=desk.table().package.version))


def _back() -> None:
    st.session_state.pop(_ARTICLE_TEXT, None)


def _drafts() -> None:
    paths = desk.drafts()
    if not paths:
        return
    st.subheader("Drafts")
    for path in paths:
        left, right = st.columns([3, 1], vertical_alignment="center")
        try:
            draft = read_draft(path)
        except (OSError, DraftError) as error:
            left.markdown(literal(f"{path.name}: {error}"))
            continue
        name = draft.article.get("short") or path.name
        done = " · published" if draft.article.get("article", "") in desk.table().vocabularies["articles"].index else ""
        text = f"**{literal(name)}** · {plural(len(draft.paragraphs), 'paragraph')} · {plural(len(draft.claims), 'claim')}{done}"
        left.markdown(text)
        right.button("Go on", key=f"open-{path.name}", on_click=desk.open_draft, args=(path,), width="stretch")
