"""How a sentence speaks: as a fact, an aim, an announcement, a forecast or somebody's word; denied, asked or compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOODS = {
    "target": r"\baim(?:s|ed|ing)? (?:to|at|for)\b|\bplan(?:s|ned|ning)? (?:to|for|on|an?|\d)|\bplanned\b|\bwant(?:s|ed)?\b|\bseek(?:s|ing)?\b|\bsought\b"
    r"|\bintend(?:s|ed)?\b|\bvow(?:s|ed)?\b|\btarget(?:s|ed|ing)?\b|\bgoal\b|\bhop(?:es?|ed|ing) to\b|\bstriv\w+|\bambitions?\b"
    r"|\bby 20\d\d\b.*\bdue\b|\bwould like\b|\b(?:the|its|an) aim (?:is|of)\b|计划|目标|力争|旨在|打算|希望|规划|拟",
    "announced": r"\bannounce[sd]?\b|\bnamed\b|\bdesignated\b|\bchosen\b|\bselected\b|\bpicked\b|\bassigned\b|\btold to\b|\bordered to\b"
    r"|\bpromise[sd]?\b|\bpledge[sd]?\b|\bapproved\b|\b(?:is|are|was|were) (?:also )?to\b|\bcommitted to\b|\bdrafted\b|\bblueprint\b"
    r"|宣布|列为|确定为|入选|选为|指定|获批|被评为|承诺",
    "will": r"\bwill\b|\bshall\b|'ll\b|\bgoing to\b|[将]",
    "forecast": r"\bexpect(?:s|ed|ing)?\b|\bforecast(?:s|ed)? (?:to|by|that|for)\b|\b(?:is|are|was|were) forecast\b|\bforecasts? (?:china|the|that|a|an|\d)"
    r"|\bpredict(?:s|ed)?\b|\bprojected\b|\blikely\b|\bmay\b|\bmight\b|\bcould\b|\bshould\b|\bhop(?:es?|ed)\b|\bpoised\b|\bset to\b|\bprospects?\b"
    r"|\bon (?:track|course) to\b|预计|有望|可能|预期",
}  # fmt: skip
_SAID = re.compile(
    r"\baccording to\b|\bsays?\b|\bsaid\b|\bclaim(?:s|ed|ing)?\b|\breport(?:s|ed|edly)\b|\bcall(?:s|ed)\b"
    r"|\b(?:is|are|was) (?:widely |often )?(?:said|seen|regarded|considered|believed|thought|likened|reputed|praised|deemed|described)\b"
    r"|\bin the (?:words|view|eyes|opinion) of\b|\bargue[sd]?\b|\bbeliev(?:es?|ed)\b|\bthinks?\b|\bwrites?\b|\bwrote\b|\btold (?!to)\b"
    r"|\bboasts? (?:that|of)\b|\bits own (?:account|words)\b|据|声称|宣称|表示|认为|报道|自称|称(?!为|号)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|nor|neither|none|without|lacks?|cannot)\b|n't\b|不|没有|并非|未", re.IGNORECASE)
_ASKED = re.compile(r"[?？]\s*[\"'”’)]*$|^\s*(?:what|why|how|who|which|when|where)\b(?!.*[.!。]$)|[吗呢]\s*[？?]?$", re.IGNORECASE)
_DIRECTED = re.compile(
    r"^\s*(?:let(?:'s| us)|please|note|see|imagine|suppose|consider|thank|thanks|welcome|click|remember|look|if|i|we|my|our|you)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|larger|bigger|higher|smaller|greater|lower|stronger|better|faster)\b.*\bthan\b|\btwice\b|\bdouble\b|\btriple\b|\bhalf (?:of|the|as)\b"
    r"|\btimes (?:the|as|that|more|larger|what)\b|\bas (?:many|much|large|big|high|strong) as\b|\bexceed(?:s|ed)?\b|\bsurpass\w*|\boutnumber\w*|\boutspen\w+|\boutpac\w+"
    r"|\bdwarf(?:s|ed)?\b|\bcompared (?:with|to)\b|\bversus\b|\bvs\.?(?!\w)|\bahead of\b|\bovertak\w+|\boutstrip\w*|\boutrank\w*|\bon a par with\b|\bequal to\b"
    r"|超过.*的|多于|少于|高于|低于|大于|倍|相比",
    re.IGNORECASE,
)
_FIND = {mood: re.compile(pattern, re.IGNORECASE) for mood, pattern in _MOODS.items()}


@dataclass(frozen=True)
class Mood:
    """How a sentence speaks; ``moods`` are those of the pending verbs it has: none of them is a plain fact."""

    moods: frozenset[str]
    attributed: bool
    denied: bool
    asked: bool
    directed: bool
    compared: bool

    @property
    def is_fact(self) -> bool:
        """Whether it is told as so, and not as what is to come."""
        return not self.moods


def read_mood(text: str) -> Mood:
    """How a sentence speaks, of its text without the names in it."""
    moods = frozenset(mood for mood, pattern in _FIND.items() if pattern.search(text))
    more_than_number = re.sub(r"\b(?:more|less|fewer) than (?:an? )?[\d$¥~a-z]*\d|\b(?:more|less|fewer) than (?:ten|a hundred)", " ", text)
    return Mood(
        moods,
        attributed=bool(_SAID.search(text)),
        denied=bool(_DENIED.search(re.sub(r"\bno\. ?\d|\bnot only\b|\bno (?:less|more|fewer) than\b|\bsecond to none\b", " ", text, flags=re.IGNORECASE))),
        asked=bool(_ASKED.search(text)),
        directed=bool(_DIRECTED.search(text)),
        compared=bool(_COMPARED.search(more_than_number)),
    )
