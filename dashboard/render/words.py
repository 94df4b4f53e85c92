"""A picture as words: its marks as rows, each once, for a table, a sheet, notes and screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, Picture
from dashboard.table.support import support_words


def heads(picture: Picture) -> tuple[str, str, str, str, str]:
    """The heads of a table of the marks of a picture."""
    return "What is said", picture.place, "Status", "Support", "Claims"


@dataclass(frozen=True)
class WordsRow:
    """A mark in words: its city, its status as the key says it, the whole sentence, and the claims behind it."""

    city: str
    status: str
    said: str
    support: int
    """How many articles make the best supported of its claims; 0 where nothing is said."""
    claims: Sequence[str]
    mark: Mark

    @property
    def cells(self) -> tuple[str, str, str, str, int]:
        """What a table shows, below `heads`."""
        return self.said, self.city, self.status, support_words(self.support, self.support) if self.claims else "", len(self.claims)


def rows(picture: Picture) -> tuple[WordsRow, ...]:
    """Every mark of a picture that is said, once, in reading order; an empty slot is a row without claims."""
    names, words, supported = dict(picture.names), dict(picture.legend), dict(picture.supported)
    silent = words.get("", "")
    return tuple(
        WordsRow(names.get(mark.city, mark.city), silent if mark.silent else words.get(mark.status, "") if mark.status else "", mark.spoken,
            max((supported.get(claim, 1) for claim in mark.claims), default=0), mark.claims, mark)
        for mark in dict.fromkeys(picture.marks)
    )  # fmt: skip


def text(picture: Picture) -> str:
    """All that a picture says, a line each: the finding, what is shown, every mark, the sources."""
    told = [" · ".join(filter(None, (row.city, row.status, row.said))) for row in rows(picture)]
    return "\n".join([picture.headline, picture.subtitle, *told, picture.sources.words])
