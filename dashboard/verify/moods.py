"""The mood of a sentence: fact, target, announcement, forecast or attribution; negated, a question, or a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOODS = {
    "target": (
        r"\baim(?:s|ed|ing)? (?:to|at|for)\b", r"\bplan(?:s|ned|ning)? (?:to|for|on|an?|\d)", r"\bplanned\b", r"\bwant(?:s|ed)?\b",
        r"\bplans (?:one|two|three|four|five|six|seven|eight|nine|ten|\w+ty)\b",
        r"\bseek(?:s|ing)?\b", r"\bsought\b", r"\bintend(?:s|ed)?\b", r"\bvow(?:s|ed)?\b", r"\btarget(?:s|ed|ing)?\b", r"\bgoal\b",
        r"\bhop(?:es?|ed|ing) to\b", r"\bstriv\w+", r"\bambitions?\b", r"\bwould like\b", r"\b(?:the|its|an) aim (?:is|of)\b",
        "计划|目标|力争|旨在|打算|希望|规划|拟",
    ),
    "announced": (
        r"\bannounce[sd]?\b", r"\bnamed\b", r"\bdesignated\b", r"\bchosen\b", r"\bselected\b", r"\bpicked\b", r"\bassigned\b",
        r"\b(?:is|are|was|were|been) (?:told|asked|tasked|ordered)\b", r"\bpromise[sd]?\b", r"\bpledge[sd]?\b", r"\bapproved\b",
        r"\b(?:is|are|was|were) (?:also |supposed )?to\b", r"\bcommitted to\b", r"\bdrafted\b", r"\bblueprint\b",
        "宣布|列为|确定为|入选|选为|指定|获批|被评为|承诺",
    ),
    "will": (r"\bwill\b", r"\bshall\b", r"'ll\b", r"\bgoing to\b", "将"),
    "forecast": (
        r"\bexpect(?:s|ed|ing)?\b", r"\bforecast(?:s|ed)? (?:to|by|for)\b", r"\b(?:is|are|was|were) forecast\b",
        r"\bforecasts? (?:china|the|that|a|an|\d)", r"\bpredict(?:s|ed)?\b", r"\bprojected\b", r"\blikely\b", r"\bmay\b", r"\bmight\b",
        r"\bcould\b", r"\bshould\b", r"\bhop(?:es?|ed)\b", r"\bpoised\b", r"\bset to\b", r"\bprospects?\b", r"\bon (?:track|course) to\b",
        "预计|有望|可能|预期",
    ),
}  # fmt: skip
"""The verbs of a status that is not yet, and *will*, which is more than an aim and less than a fact."""
_SAID = (
    r"\baccording to\b", r"\bsays?\b", r"\bsaid\b", r"\bclaim(?:s|ed|ing)?\b", r"\breport(?:s|ed|edly)\b", r"\bcall(?:s|ed)\b",
    r"\b(?:is|are|was) (?:widely |often )?(?:said|seen|regarded|considered|believed|thought|likened|reputed|praised|deemed|described)\b",
    r"\bin the (?:words|view|eyes|opinion) of\b", r"\bargue[sd]?\b", r"\bbeliev(?:es?|ed)\b", r"\bthinks?\b", r"\bwrites?\b", r"\bwrote\b",
    r"\btold (?!to)\b", r"\bboasts? (?:that|of)\b", r"\bits own (?:account|words)\b", "据|声称|宣称|表示|认为|报道|自称|称(?!为|号)",
)  # fmt: skip
_DENIED = (r"\b(?:not|no|never|nor|neither|none|without|lacks?|cannot)\b", r"n't\b", "不|没有|并非|未")
_NOT_DENIED = (r"\bno\. ?\d", r"\bnot (?:only|named)\b", r"\bno (?:less|more|fewer) than\b", r"\bsecond to none\b", "不仅|不少于|不到")
_ASKED = (r"[?？]\s*[\"'”’)]*$", r"^\s*(?:what|why|how|who|which|when|where)\b(?!.*[.!。]$)", "[吗呢][？?]?$")
_DIRECTED = (
    r"^\s*(?:let(?:'s| us)|please|note|see|imagine|suppose|consider|thanks?|welcome|click|remember|look|if|i|we|my|our|you)\b",
)  # fmt: skip
_COMPARED = (
    r"\b(?:more|less|fewer|larger|bigger|higher|smaller|greater|lower|stronger|better|faster)\b.*\bthan\b", r"\btwice\b", r"\bdouble\b",
    r"\btriple\b", r"\bhalf (?:of|the|as)\b", r"\btimes (?:the|as|that|more|larger|what)\b",
    r"\bas (?:many|much|large|big|high|strong) as\b", r"\bexceed(?:s|ed)?\b", r"\bsurpass\w*", r"\boutnumber\w*", r"\boutspen\w+",
    r"\boutpac\w+", r"\bdwarf(?:s|ed)?\b", r"\bcompared (?:with|to)\b", r"\bversus\b", r"\bvs\.?(?!\w)", r"\bahead of\b", r"\bovertak\w+",
    r"\boutstrip\w*", r"\boutrank\w*", r"\bon a par with\b", r"\bequal to\b", "多于|少于|高于|低于|大于|倍|相比",
)  # fmt: skip
_MORE_THAN_A_NUMBER = (
    r"\b(?:more|less|fewer) than (?:an? )?[\d$¥~a-z]*\d", r"\b(?:more|less|fewer) than (?:ten|a hundred|one|two|three|four|five)\b",
)  # fmt: skip
_ENDED = (
    r"\bclos(?:e|es|ed|ing)\b(?! (?:to|in)\b)(?!.*\b(?:gaps?|deals?|rounds?|transactions?|contracts?)\b)", r"\bshut(?:s|ting)?\b",
    r"\blos(?:e|es|ing|t)\b", r"\bcancel\w*", r"\babandon\w*", r"\bscrap(?:s|ped|ping)\b", r"\bdropp(?:ed|ing)\b", r"\bdelist\w*",
    r"\bdismantl\w*", r"\bdemolish\w*", r"\b(?:has|have|had|is|are) (?:left|leaving)\b", r"\bwithdr[ae]w\w*", r"\bhalt(?:s|ed|ing)?\b",
    r"\breject\w*", r"\bstopp(?:ed|ing)\b", r"\b(?:gave|gives?|given|giving) up\b", r"\bhalv(?:es|ed|ing)\b", r"\bsold off\b",
    r"\b(?:cuts?|cutting|reduc(?:es?|ed|ing)|shr[iau]nk\w*)\b(?!.{0,12} off\b)(?!.*\b(?:rel(?:y|ian)\w*|depend\w*|gaps?)\b)",
    r"\bf(?:e|a)ll(?:en|ing)?\b(?! (?:further )?behind)", r"\bfail(?:s|ed|ing)?\b",
    r"\b(?:lift|end|revok|overturn)(?:s|es|ed|ing)?\b.{0,30}\b(?:bans?|sanctions?|embargo\w*|curbs?)\b",
    "关闭|失去|取消|放弃|退市|拆除|叫停",
)  # fmt: skip
"""Verbs by which something ends, is lost or becomes less: with one of them the same number and the same words say another thing."""


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_FIND = {mood: _any(patterns) for mood, patterns in _MOODS.items()}
_FIND_SAID, _FIND_DENIED, _FIND_ASKED, _FIND_DIRECTED = _any(_SAID), _any(_DENIED), _any(_ASKED), _any(_DIRECTED)
_FIND_COMPARED, _HEDGED, _AFFIRMED = _any(_COMPARED), _any(_MORE_THAN_A_NUMBER), _any(_NOT_DENIED)
_FIND_ENDED = _any(_ENDED)


@dataclass(frozen=True)
class Mood:
    """The mood of a sentence; ``moods`` are those of its verbs that are no facts yet, and empty for a plain fact."""

    moods: frozenset[str]
    attributed: bool
    denied: bool
    asked: bool
    directed: bool
    compared: bool

    @property
    def is_fact(self) -> bool:
        """Whether it is stated as a fact."""
        return not self.moods


def ended(text: str) -> str:
    """The verb by which a text says that something ends, is lost or becomes less; empty without one."""
    found = _FIND_ENDED.search(text)
    return found.group().split()[0] if found else ""


def read_mood(text: str) -> Mood:
    """The mood of a text, whose names should be blanked."""
    return Mood(
        frozenset(mood for mood, pattern in _FIND.items() if pattern.search(text)),
        attributed=bool(_FIND_SAID.search(text)),
        denied=bool(_FIND_DENIED.search(_AFFIRMED.sub(" ", text))),
        asked=bool(_FIND_ASKED.search(text)),
        directed=bool(_FIND_DIRECTED.search(text)),
        compared=bool(_FIND_COMPARED.search(_HEDGED.sub(" ", text))),
    )
