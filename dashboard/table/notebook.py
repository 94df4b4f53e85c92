"""A notebook: the claims a reader has kept, in the reader's order, with the reader's notes. It is stored in the address alone.

The parameter ``keep=1.…`` has the number of the format, a point, and zlib-compressed text in URL-safe base64. In the text a line that
begins with @ is the version of the data on which the claims below it were kept; every other line is the key of a claim, with its note
after a tab. What cannot be read is reported and never guessed.
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
"""The most characters of an encoded notebook, the most characters of a note, and the most claims of a notebook."""
_READ, _UNPACKED = 20_000, 1_000_000
_CLAIM = re.compile(r"[a-z0-9-]{1,100}-[0-9]{2}-[a-z]{1,2}")
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){2}")
_NONE = "The notebook in this address cannot be read: it is damaged, or was no notebook. Open the link once more where you have it from."


class NotebookError(Exception):
    """A step that a notebook cannot take; the message is a sentence for the reader."""


@dataclass(frozen=True)
class KeptClaim:
    """A claim in a notebook: its key, the version of the data on which it was kept, and the reader's note."""

    claim: str
    version: str = ""
    note: str = ""


@dataclass(frozen=True)
class Notebook:
    """Kept claims in the reader's order, each once. Immutable: every change returns a new notebook."""

    kept: tuple[KeptClaim, ...] = ()

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The keys of its claims."""
        return tuple(each.claim for each in self.kept)

    @property
    def claim_count(self) -> str:
        """``1 claim``, ``2 claims``."""
        return plural(len(self.kept), "claim")

    def with_claims(self, claims: Iterable[str], version: str) -> Notebook:
        """The notebook with ``claims`` appended; those it already holds stay as they are. Raises `NotebookError`."""
        new = [claim for claim in dict.fromkeys(claims) if claim not in set(self.claims)]
        if len(self.kept) + len(new) > MOST:
            raise NotebookError(
                f"A notebook holds {MOST} claims at most; this one has {len(self.kept)}, and {len(new)} more were asked for. Keep fewer."
            )
        return _fitting(replace(self, kept=(*self.kept, *(KeptClaim(claim, version) for claim in new))))

    def without(self, claims: Iterable[str]) -> Notebook:
        """The notebook without ``claims``."""
        gone = set(claims)
        return replace(self, kept=tuple(each for each in self.kept if each.claim not in gone))

    def moved(self, claim: str, by: int) -> Notebook:
        """The notebook with a claim moved down ``by`` places, or up where negative; it stops at either end."""
        if claim not in self.claims:
            return self
        at, rest = self.claims.index(claim), list(self.kept)
        one = rest.pop(at)
        rest.insert(max(0, min(len(rest), at + by)), one)
        return replace(self, kept=tuple(rest))

    def noted(self, claim: str, note: str) -> Notebook:
        """The notebook with the note of a claim replaced, on one line; an empty text removes it. Raises `NotebookError`."""
        words = one_line(note)
        if len(words) > LONGEST_NOTE:
            raise NotebookError(f"A note has {LONGEST_NOTE} letters at most; this one has {len(words)}. Shorten it.")
        return _fitting(replace(self, kept=tuple(replace(each, note=words) if each.claim == claim else each for each in self.kept)))

    @property
    def without_notes(self) -> Notebook:
        """The notebook without the reader's notes."""
        return replace(self, kept=tuple(replace(each, note="") for each in self.kept))

    def seen(self, version: str) -> Notebook:
        """The notebook with all claims kept on ``version``: changes before it are no longer reported."""
        return replace(self, kept=tuple(replace(each, version=version) for each in self.kept))

    @cached_property
    def encoded(self) -> str:
        """The value of the parameter ``keep``; empty without claims."""
        lines, version = [], ""
        for each in self.kept:
            if each.version != version:
                version = each.version
                lines.append(f"@{version}")
            lines.append(f"{each.claim}\t{each.note}" if each.note else each.claim)
        packed = zlib.compress("".join(f"{line}\n" for line in lines).encode("utf-8", "ignore"), 9)
        return f"{FORMAT}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}" if lines else ""


def _fitting(notebook: Notebook) -> Notebook:
    if len(notebook.encoded) > LONGEST:
        raise NotebookError(
            f"The notebook would be too long for an address: {len(notebook.encoded):,} letters, and {LONGEST:,} are the most. "
            "Shorten a note or take a claim out."
        )
    return notebook


def read_notebook(text: str) -> tuple[Notebook, str]:
    """Decode the parameter ``keep``: the notebook, and sentences on what of it could not be read, empty where all was."""
    if not text:
        return Notebook(), ""
    form, _, packed = text.partition(".")
    if re.fullmatch("[0-9]{1,4}", form) and form != FORMAT:
        newer = f"The notebook in this address has the format {form}, and this copy of Tech Hubs reads format {FORMAT}."
        return Notebook(), f"{newer} Open it with a newer one."
    lines, whole = _unpacked(packed) if form == FORMAT and len(text) <= _READ else ([], False)
    entries, strange = _read(lines)
    if not entries:
        return Notebook(), _NONE
    messages = []
    if not whole:
        messages.append(f"The link to this notebook was cut off: {plural(len(entries), 'claim')} of it could be read.")
    if strange:
        messages.append(f"{plural(strange, 'line')} of this notebook could not be read.")
    if len(entries) > MOST:
        messages.append(f"A notebook holds {MOST} claims at most; the rest of this one was left out.")
    return Notebook(tuple(entries[:MOST])), " ".join(messages)


def _unpacked(packed: str) -> tuple[list[str], bool]:
    """The complete lines of a compressed text, and whether it is complete; no lines where it is damaged."""
    # A link that was cut off can leave one character more than whole bytes need, which base64 refuses.
    encoded = packed[: len(packed) - (len(packed) % 4 == 1)]
    try:
        raw = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(raw, _UNPACKED).decode("utf-8", "ignore")
    except (ValueError, zlib.error):
        return [], False
    return text.split("\n")[:-1], unpacking.eof and text.endswith("\n")


def _read(lines: Iterable[str]) -> tuple[list[KeptClaim], int]:
    """The claims of these lines, each once, and the number of lines that are not valid."""
    entries: dict[str, KeptClaim] = {}
    version, strange = "", 0
    for line in lines:
        claim, _, note = line.partition("\t")
        if line.startswith("@") and (_VERSION.fullmatch(line[1:]) or line == "@"):
            version = line[1:]
        elif _CLAIM.fullmatch(claim):
            entries.setdefault(claim, KeptClaim(claim, version, one_line(note)[:LONGEST_NOTE].strip()))
        else:
            strange += 1
    return list(entries.values()), strange
