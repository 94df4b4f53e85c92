"""The data table of a picture: its marks as rows, each once, for HTML, workbooks and screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, Picture
from dashboard.table.support import support_words


def heads(picture: Picture) -> tuple[str, str, str, str, str]:
    """The heads of a table of the marks of a picture."""
    return "What is said", picture.place, "Status", "Support", "Claims"


@dataclass(frozen=True)
class MarkRow:
    """A mark as a row: the label of its city, the label of its status, its statement, and the keys of its claims."""

    city: str
    status: str
    statement: str
    support: int
    """The support of its best supported claim; 0 without claims."""
    claims: Sequence[str]
    mark: Mark

    @property
    def cells(self) -> tuple[str, str, str, str, int]:
        """The cells below `heads`."""
        return self.statement, self.city, self.status, support_words(self.support, self.support) if self.claims else "", len(self.claims)


def rows(picture: Picture) -> tuple[MarkRow, ...]:
    """The marks of a picture, each once, in reading order; an empty slot is a row without claims."""
    names, words, supported = dict(picture.names), dict(picture.legend), dict(picture.supported)
    return tuple(
        MarkRow(names.get(mark.city, mark.city), words.get(mark.key, "") if mark.key is not None else "", mark.spoken,
            max((supported.get(claim, 1) for claim in mark.claims), default=0), mark.claims, mark)
        for mark in dict.fromkeys(picture.marks)
    )  # fmt: skip


def text(picture: Picture) -> str:
    """A picture as text, one line for headline, subtitle, each mark, and sources."""
    lines = [" · ".join(filter(None, (row.city, row.status, row.statement))) for row in rows(picture)]
    return "\n".join([picture.headline, picture.subtitle, *lines, picture.sources.words])
