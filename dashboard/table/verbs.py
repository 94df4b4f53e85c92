"""The rule that the verb of a statement carries its status: has (in place), has announced, aims to (target), is expected to, says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dashboard.table.exemptions import Named
from dashboard.table.problems import quoted
from dashboard.table.rows import Row, column_of

_BE = r"(?:is|are|was|were|has been|have been|had been)"
_HAVE = r"(?:has|have|had)"
_ADVERB = r"(?: (?:also|now|then|thus|still|already|therefore|however|not|\w+ly))?(?: by \d{4})?"
_AIM = rf"(?:aims?|aimed|wants?|wanted|seeks?|sought|intends?|intended|plans?|planned|vows?|vowed|sets? out){_ADVERB} (?:to|for)\b"
_ANNOUNCE = (
    rf"(?:{_HAVE}{_ADVERB} (?:announced|declared|promised|decided|pledged|named|designated|assigned|approved|ordered|chosen)\b"
    rf"|{_BE}{_ADVERB} (?:told|named|designated|assigned|chosen|selected|picked|announced|given|asked|ordered|promised|tasked|charged)\b"
    rf"|(?:is|are|was|were){_ADVERB} (?:being|to)\b|will\b)"
)
_EXPECT = rf"(?:{_BE}{_ADVERB} (?:expected|hoped|forecast|predicted|likely|set)\b|expects?\b|expected\b|hopes?\b)"
_SAY = (
    r"\b(?:says?|said|according to|boasts?|thinks?|thought|calls?|called|writes?|wrote|reports?|reported|holds|believes?|argues?|finds|"
    r"tells|told|notes?|noted|praises?|praised|in the words of|in the eyes of|in the view of|judges?|warns?|warned|stressed|stresses)\b"
)
_PENDING = re.compile(rf"\b(?:{_HAVE}{_ADVERB} announced|will|(?:is|are){_ADVERB} to)\b")
_CLAUSE = re.compile(r"[,;:(]| (?:who|which|that|whose|where|while|if|because|though|although|and)\b")
_PATTERNS = {status: re.compile(rf"\b{verb}") for status, verb in (("target", _AIM), ("announced", _ANNOUNCE), ("forecast", _EXPECT))}
_SAYS = re.compile(_SAY)
MODELS = {
    "in_place": "has, is home to, or a past fact",
    "announced": "has announced, has been named, is told to, is to or will",
    "target": "aims to or wants to",
    "forecast": "is expected to or hopes to",
    "claimed": "a verb of saying with its speaker: says, according to, boasts",
}
"""The verbs of a statement of each status, for messages."""


def status_verbs(rows: Sequence[Row]) -> Iterator[Named]:
    """The main verb of a statement carries its status, and a claimed one has a verb of saying."""
    faults: dict[tuple[str, str], str] = {}
    for row, status, statement in zip(rows, column_of(rows, "status"), column_of(rows, "statement"), strict=True):
        # Articles repeat themselves, and the patterns are slow.
        if (status, statement) not in faults:
            faults[status, statement] = _fault(status, statement)
        if faults[status, statement]:
            yield "verb", (row, "statement", faults[status, statement], f"Write {MODELS[status]}, or correct the status.")


def _fault(status: str, statement: str) -> str:
    """What is wrong with a statement of a status; empty when nothing is."""
    if status not in MODELS or not statement:
        return ""
    main = main_clause(statement)
    main_verb = main_status(main)
    if status == "claimed":
        fault = not _SAYS.search(statement) or main_verb == "target" or bool(_PENDING.search(main))
    elif status == "in_place":
        # "has been named" is a past fact, too.
        fault = main_verb in ("target", "forecast") or bool(_PENDING.search(main))
    elif status == "forecast":
        fault = not _PATTERNS[status].search(main)
    else:
        fault = main_verb != status
    return f"does not say {status} with its verb: “{quoted(main.strip(), 160)[1:-1]}”." if fault else ""


def main_clause(statement: str) -> str:
    """A statement up to its first subordinate clause, without parentheses between commas."""
    inserted = re.sub(r", (?:through|in|under|for|by|with|some say)\b[^,]*,", "", statement)
    parts = _CLAUSE.split(inserted)
    # "China, says X, has ..." has no verb in its first part.
    main = parts[0]
    for part in parts[1:]:
        if len(main.split()) > 2:
            break
        main += part
    return main


def main_status(main: str) -> str:
    """The status that the first verb with a status in a clause stands for; empty for a plain fact."""
    places = [(match.start(), status) for status, pattern in _PATTERNS.items() if (match := pattern.search(main))]
    return min(places)[1] if places else ""
