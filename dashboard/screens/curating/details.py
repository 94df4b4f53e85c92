"""The form for the article's own fields: proposed from its text, corrected by a person."""

from __future__ import annotations

import streamlit as st

from dashboard.screens.curating import desk, fields

_ASKED = ("title", "outlet", "outlet_kind", "author", "published", "published_known", "short", "outlet_known", "note")
_HINTS = {
    "published": "2026-11-20, or 2026-11~ where it is only about then",
    "published_known": "Printed as …",
    "author": "empty when unsigned",
}


def details_form() -> None:
    """Draw the fields of the article."""
    resource = desk.table().package["articles"]
    left, right = st.columns(2)
    for place, name in enumerate(_ASKED):
        described, now = resource[name], desk.opened().article.get(name, "")

        def put(text: str, name: str = name) -> None:
            desk.change(lambda draft: desk.with_article(draft, name, text))

        with (left, right)[place % 2]:
            if described.words:
                words = {category.value: category.label for category in described.categories}
                fields.choice(described.title, f"article-{name}", words, now, put, about=described.description)
            else:
                hint = _HINTS.get(name, "")
                fields.text(described.title, f"article-{name}", now, put, hint=hint, about=described.description, longest=described.longest)
            problems = [each for each in desk.state().problems if each.table == "articles" and each.field == name]
            fields.problems(problems, lambda _: (), lambda _: None, f"article-{name}")


def open_first() -> bool:
    """Whether the form was open at first because of problems; kept, so that it does not close while one types."""
    return bool(st.session_state.setdefault("details-open", any(each.table == "articles" for each in desk.state().problems)))
