"""The metadata of a release: its day, licence, authors and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from dashboard.table.schema import Package
from dashboard.table.words import sentence_list

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time a ZIP file can store, used where the package has no valid date."""


@dataclass(frozen=True)
class Release:
    """The metadata of a version of the data package.

    ``moment`` is the start of its day in UTC, or `EARLIEST`; ``dated`` says whether the day is known; ``units`` has the unit of each
    field by (table, field), empty where the descriptor names none.
    """

    title: str
    version: str
    dated: bool
    moment: datetime
    licence: str
    licence_key: str
    authors: tuple[str, ...]
    units: Mapping[tuple[str, str], str]

    @property
    def named(self) -> str:
        """The data by title, version and day: ``Tech Hubs, data 1.0.0, 2026-11-21``."""
        return f"{self.title}, data {self.version}" + (f", {self.moment:%Y-%m-%d}" if self.dated else "")

    @property
    def citation(self) -> str:
        """The citation of the data as a whole, as text."""
        year = f"{self.moment:%Y}" if self.dated else "n.d."
        terms = self.licence_key or "No licence given"
        return f"{sentence_list(list(self.authors))} ({year}). {self.title}, data {self.version} [data set]. {terms}."


@lru_cache(maxsize=8)
def read_release(package: Package) -> Release:
    """The metadata of the package; where a licence is missing, the text says so."""
    licence = package.licence
    moment = _day(package.created)
    return Release(
        title=package.title,
        version=package.version,
        dated=moment is not None,
        moment=max(moment or EARLIEST, EARLIEST),
        licence=", ".join(filter(None, (licence.title, licence.name, licence.path))) or "none given",
        licence_key=licence.name,
        authors=package.authors or (package.title,),
        units={(table.name, field.name): field.unit for table in package.resources.values() for field in table.fields},
    )


def _day(created: str) -> datetime | None:
    # The time zone is ignored, so that citations and changes name the same day.
    try:
        return datetime.fromisoformat(created[:10]).replace(tzinfo=UTC)
    except ValueError:
        return None
