"""A notebook: claims a reader keeps, in the reader's order, with notes of the reader's own. The address alone holds it.

``keep=1.…`` is the format, a point, and text that is compressed and written in letters an address may hold. Of the text a line
that begins with @ is the version of the data that the claims below it were kept on; every other line is a claim, and after a
tab its note. What cannot be read is told and never guessed.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.table.words import one_line, plural

FORMAT = "1"
LONGEST, LONGEST_NOTE, MOST = 6_000, 500, 400
"""How many letters a notebook may take in an address, how many a note may have, and how many claims a notebook holds."""
_READ, _UNPACKED = 20_000, 1_000_000
_CLAIM = re.compile(r"[a-z0-9-]{1,100}-[0-9]{2}-[a-z]{1,2}")
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){2}")
_NONE = "The notebook in this address cannot be read: it is damaged, or was no notebook. Open the link once more where you have it from."


class Full(Exception):
    """More than a notebook can hold; the sentence says so."""


@dataclass(frozen=True)
class Kept:
    """A claim that was kept: its key, the version of the data it was kept on, and a note of the reader's own."""

    claim: str
    version: str = ""
    note: str = ""


@dataclass(frozen=True)
class Notebook:
    """Kept claims in their order, each once. Every change gives a new notebook."""

    kept: tuple[Kept, ...] = ()

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The keys of its claims."""
        return tuple(each.claim for each in self.kept)

    @property
    def counted(self) -> str:
        """``1 claim``, ``2 claims``."""
        return plural(len(self.kept), "claim")

    def with_claims(self, claims: Iterable[str], version: str) -> Notebook:
        """The same with more claims at its end; those it holds stay as they are. Raises `Full`."""
        new = [claim for claim in dict.fromkeys(claims) if claim not in set(self.claims)]
        if len(self.kept) + len(new) > MOST:
            raise Full(
                f"A notebook holds {MOST} claims at most; this one has {len(self.kept)}, and {len(new)} more were asked for. Keep fewer."
            )
        return _fitting(replace(self, kept=(*self.kept, *(Kept(claim, version) for claim in new))))

    def without(self, claims: Iterable[str]) -> Notebook:
        """The same without some claims."""
        gone = set(claims)
        return replace(self, kept=tuple(each for each in self.kept if each.claim not in gone))

    def moved(self, claim: str, by: int) -> Notebook:
        """The same with a claim some places further down, or up; it stops at either end."""
        if claim not in self.claims:
            return self
        at, rest = self.claims.index(claim), list(self.kept)
        one = rest.pop(at)
        rest.insert(max(0, min(len(rest), at + by)), one)
        return replace(self, kept=tuple(rest))

    def noted(self, claim: str, note: str) -> Notebook:
        """The same with another note on a claim, on one line; an empty one takes it away. Raises `Full`."""
        words = one_line(note)
        if len(words) > LONGEST_NOTE:
            raise Full(f"A note has {LONGEST_NOTE} letters at most; this one has {len(words)}. Shorten it.")
        return _fitting(replace(self, kept=tuple(replace(each, note=words) if each.claim == claim else each for each in self.kept)))

    @property
    def without_notes(self) -> Notebook:
        """The same claims without a word of the reader's own."""
        return replace(self, kept=tuple(replace(each, note="") for each in self.kept))

    def seen(self, version: str) -> Notebook:
        """The same as if all had been kept on ``version``: what changed before it has been read."""
        return replace(self, kept=tuple(replace(each, version=version) for each in self.kept))

    @cached_property
    def written(self) -> str:
        """The notebook as an address holds it; empty without claims."""
        lines, version = [], ""
        for each in self.kept:
            if each.version != version:
                version = each.version
                lines.append(f"@{version}")
            lines.append(f"{each.claim}\t{each.note}" if each.note else each.claim)
        packed = zlib.compress("".join(f"{line}\n" for line in lines).encode("utf-8", "ignore"), 9)
        return f"{FORMAT}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}" if lines else ""


def _fitting(notebook: Notebook) -> Notebook:
    if len(notebook.written) > LONGEST:
        raise Full(
            f"The notebook would be too long for an address: {len(notebook.written):,} letters, and {LONGEST:,} are the most. "
            "Shorten a note or take a claim out."
        )
    return notebook


def read_notebook(text: str) -> tuple[Notebook, str]:
    """The notebook an address holds, and a sentence where some or all of it cannot be read; empty where all is well."""
    if not text:
        return Notebook(), ""
    form, _, packed = text.partition(".")
    if re.fullmatch("[0-9]{1,4}", form) and form != FORMAT:
        newer = f"The notebook in this address has the format {form}, and this copy of Tech Hubs reads format {FORMAT}."
        return Notebook(), f"{newer} Open it with a newer one."
    lines, whole = _unpacked(packed) if form == FORMAT and len(text) <= _READ else ([], False)
    kept, strange = _read(lines)
    if not kept:
        return Notebook(), _NONE
    told = []
    if not whole:
        told.append(f"The link to this notebook was cut off: {plural(len(kept), 'claim')} of it could be read.")
    if strange:
        told.append(f"{plural(strange, 'line')} of this notebook could not be read.")
    if len(kept) > MOST:
        told.append(f"A notebook holds {MOST} claims at most; the rest of this one was left out.")
    return Notebook(tuple(kept[:MOST])), " ".join(told)


def _unpacked(packed: str) -> tuple[list[str], bool]:
    """The lines of a compressed text, those that are whole, and whether that is all of it; none where it is damaged."""
    # One letter more than whole bytes need is what a link that was cut off leaves.
    kept = packed[: len(packed) - (len(packed) % 4 == 1)]
    try:
        raw = base64.b64decode(kept + "=" * (-len(kept) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(raw, _UNPACKED).decode("utf-8", "ignore")
    except (ValueError, zlib.error):
        return [], False
    return text.split("\n")[:-1], unpacking.eof and text.endswith("\n")


def _read(lines: Iterable[str]) -> tuple[list[Kept], int]:
    """The claims of these lines, each once, and how many lines are none."""
    found: dict[str, Kept] = {}
    version, strange = "", 0
    for line in lines:
        claim, _, note = line.partition("\t")
        if line.startswith("@") and (_VERSION.fullmatch(line[1:]) or line == "@"):
            version = line[1:]
        elif _CLAIM.fullmatch(claim):
            found.setdefault(claim, Kept(claim, version, one_line(note)[:LONGEST_NOTE].strip()))
        else:
            strange += 1
    return list(found.values()), strange
