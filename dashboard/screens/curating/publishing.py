"""Shows what the draft changes, publishes it, and undoes that."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.markup import render
from dashboard.controls.sidebar import literal
from dashboard.curate.journal import JournalError, can_undo, drafts_of
from dashboard.curate.publish import Published, PublishError, publish, undo
from dashboard.screens.curating import desk, steps
from dashboard.screens.curating.preview import preview
from dashboard.table.problems import Unreadable
from dashboard.table.words import plural

_PUBLISHED, _PREVIEW = "published", "preview"


def bar() -> None:
    """The bar at the top: counts of open items and problems, and buttons."""
    state, draft = desk.state(), desk.opened()
    wrong = state.beside_open()
    name = draft.article.get("short") or draft.article.get("article", "")
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        st.html(render("draft_bar", name=name, open=len(state.open), wrong=len(wrong), claims=len(draft.claims), coder=draft.coder))
        st.button("Next open", key="to-open", on_click=steps.on_to_open, disabled=not (state.open or wrong))
        st.button("Preview", key="to-preview", on_click=_preview)
        ready = not state.open and not state.problems
        st.button(
            "Publish",
            key="to-publish",
            type="primary",
            on_click=_publish,
            disabled=not ready,
            help=None if ready else _why(len(state.open), len(wrong)),
        )
        st.button("Close", key="close", type="tertiary", on_click=desk.put_away)


def _why(open_: int, wrong: int) -> str:
    reasons = [f"{open_} open" if open_ else "", plural(wrong, "problem") if wrong else ""]
    return f"Not yet: {' and '.join(filter(None, reasons)) or 'something is still wrong'}."


def causes() -> None:
    """The problems grouped by cause, each with links to where it is corrected."""
    wrong = desk.state().beside_open()
    if not wrong:
        return
    grouped: dict[tuple[str, str], list[int]] = {}
    package = desk.table().package
    for place, each in enumerate(wrong):
        owner = package.ledger if each.table == "ledger" else package.resources.get(each.table)
        title = owner[each.field].title if owner and each.field in owner.columns else "The table"
        grouped.setdefault((title, each.fix), []).append(place)
    with st.expander("Problems, by cause"):
        for (title, fix), places in grouped.items():
            st.html(render("draft_cause", title=title, fix=fix, faults=[wrong[place].what for place in places[:3]], more=len(places) - 3))
            with st.container(horizontal=True):
                for place in places[:12]:
                    each = wrong[place]
                    number, claim = desk.state().place_of(each)
                    if number:
                        st.button(f"Paragraph {number}", key=f"cause-{place}", on_click=steps.choose, args=(number, claim))


def _preview() -> None:
    try:
        st.session_state[_PREVIEW] = preview(desk.path_of_open(), desk.data(), desk.articles(), desk.opened())
    except Unreadable as error:
        st.session_state.pop(_PREVIEW, None)
        first = error.problems[0]
        desk.say(f"The screens cannot be drawn yet: {first.where}: {first.what} {first.fix}")
    except OSError as error:
        desk.say(f"The screens cannot be shown ({error.strerror or error}).")


def previewed() -> None:
    """The link to the preview, and the headlines before and after, once there is a preview."""
    preview = st.session_state.get(_PREVIEW)
    if not preview:
        return
    address, changes = preview
    with st.container(border=True, key="previewed"):
        st.markdown(f"**The screens with this draft:** [{literal(address)}]({address})")
        st.html(render("draft_headlines", headlines=changes))


def _publish() -> None:
    try:
        st.session_state[_PUBLISHED] = publish(desk.data(), desk.opened(), articles=desk.articles())
    except PublishError as error:
        desk.say(f"Nothing is published: {plural(len(error.problems), 'problem')}. {error.problems[0]}")
    except (JournalError, Unreadable) as error:
        desk.say(str(error))
    except OSError as error:
        desk.say(
            f"Nothing is published, the files cannot be written ({error.strerror or error}). Make room, or allow writing to {desk.data()}."
        )


def published() -> bool:
    """Draw the result if the draft was published just now; returns whether it was."""
    done: Published | None = st.session_state.get(_PUBLISHED)
    if done is None:
        return False
    st.header("Published")
    st.markdown(
        f"Data {done.version}, {done.day}: **{literal(desk.opened().article.get('short', ''))}** with {plural(done.claims, 'claim')}."
    )
    with st.container(horizontal=True):
        st.download_button(
            "Summary for the maintainers", done.summary, f"{done.article}-{done.version}.md", "text/markdown", on_click="ignore"
        )
        st.button("Undo", key="undo", on_click=_undo)
        st.button("Add another article", key="another", on_click=desk.put_away)
    st.html(render("draft_headlines", headlines=done.headlines))
    st.code(done.summary, language=None, wrap_lines=True)
    return True


def offer_undo() -> None:
    """The button that undoes the last publishing, on the start page."""
    if can_undo(drafts_of(desk.data())):
        with st.expander("Undo the last publishing"):
            st.markdown("Every file goes back to what it was, byte for byte. The draft stays.")
            st.button("Undo it", key="undo-last", on_click=_undo)


def _undo() -> None:
    try:
        undo(desk.data(), articles=desk.articles())
    except JournalError as error:
        desk.say(str(error))
        return
    except OSError as error:
        desk.say(f"It cannot be undone ({error.strerror or error}).")
        return
    st.session_state.pop(_PUBLISHED, None)
    desk.say("The last publishing is undone: every file is as it was. The draft is still here.")
