"""Words as sentences and claims are compared by them: without endings, synonyms as one word, Chinese words as English ones."""

from __future__ import annotations

import re
from functools import lru_cache

_PHRASES = (
    (r"artificial intelligence", "ai"),
    (r"integrated circuits?|semi-?conductors?|microchips?", "chip"),
    (r"head ?office|head ?quarter(?:s|ed)?|\bhqs?\b", "headquarters"),
    (r"research (?:and|&) development|\br ?& ?d\b", "research"),
    (r"gross domestic product|\bgdp\b", "economy"),
    (r"venture capital|\bvc\b", "equity capital"),
    (r"start-?ups?|young firms?|young companies", "startup"),
    (r"lithography (?:machine|tool|scanner)s?", "lithography machine"),
    (r"\b5g\b", "fiveg"),
    (r"united states|\bu\.?s\.?(?=\W|$)|\bamericans?\b|\bamerica\b|\bwashington(?:'s)?\b", "american"),
    (r"(?:makes? up|making up) for", "cover"),
    (r"nano-?met(?:er|re)s?", "nanometre"),
    (r"centers?\b|centres?\b", "centre"),
    (r"set(?:s|ting)? up", "build"),
    (r"catch(?:es|ing)? up|caught up", "close"),
    (r"\bfar behind|\bbehind", "behind"),
)  # fmt: skip
_CHINESE = {
    "实验室": "lab", "工厂": "plant", "智能": "intelligent", "医院": "hospital", "国家级": "national", "国家": "national",
    "投资": "invest", "融资": "raise equity", "筹集": "raise", "筹得": "raise", "创业": "startup", "初创": "startup",
    "企业": "firm", "公司": "firm", "芯片": "chip", "大学": "university", "研发": "research", "研究": "research", "研究院": "institution",
    "经济": "economy", "增长": "growth", "平台": "platform", "网上": "online", "在线": "online", "晶圆": "wafer", "数字": "digital",
    "中心": "hub centre", "首个": "first", "最快": "fast", "最大": "large", "网络": "network", "科技": "technology", "创新": "innovation",
    "同步辐射": "synchrotron", "核聚变": "fusion", "量子": "quantum", "交易": "deal", "股权": "equity", "光刻机": "lithography machine",
    "总部": "headquarters", "人口": "population", "上市": "list", "省会": "capital province",
}  # fmt: skip
_SAME = {
    "laboratory": "lab", "factory": "plant", "fab": "plant", "foundry": "plant", "smart": "intelligent", "company": "firm",
    "enterprise": "firm", "producer": "maker", "manufacturer": "maker", "manufacture": "maker", "manufacturing": "maker", "making": "maker",
    "venture": "equity", "funding": "fund", "expenditure": "spend", "spending": "spend", "spent": "spend",
    "outlay": "spend", "investment": "invest", "investor": "invest", "raised": "raise", "lift": "raise", "increase": "raise",
    "grow": "growth", "grew": "growth", "grown": "growth", "rise": "growth", "rose": "growth", "expand": "growth", "annual": "year",
    "yearly": "year", "annually": "year", "tech": "technology", "institute": "institution", "body": "institution", "quick": "fast",
    "speed": "fast", "big": "large", "great": "large", "major": "large", "danger": "risk", "threaten": "risk", "threat": "risk",
    "survival": "existence", "outgrow": "growth", "exceed": "outgrow", "wide": "large", "strength": "strong", "excel": "strong",
    "good": "strong", "foundation": "fundamental", "headway": "progress", "advance": "advanced", "narrow": "close", "shrink": "close",
    "widen": "behind", "wider": "behind", "fall": "behind", "lag": "behind", "trail": "behind", "digitalised": "digital", "digitalise": "digital",
    "digitize": "digital", "digitised": "digital", "digitalization": "digital", "talented": "talent", "prominent": "foremost",
    "lead": "leader", "role": "role", "purchase": "buy", "sale": "sell", "sold": "sell", "bought": "buy", "bourse": "exchange",
    "forecasting": "forecast", "prediction": "forecast", "accurate": "accuracy", "precision": "accuracy", "transaction": "deal",
    "financing": "equity", "curb": "ban", "embargo": "ban", "sanction": "sanction", "barred": "ban", "banned": "ban", "nationwide": "china",
    "nation": "nation", "country": "nation", "domestic": "own", "homegrown": "own", "goal": "aim", "wafers": "wafer", "trade": "business",
    "trading": "business", "dealing": "business", "plenary": "plenum", "showcase": "show", "exhibit": "show", "exhibitor": "show",
    "elderly": "old", "senior": "old", "drug": "drug", "medicine": "drug", "university": "university", "pharmaceutical": "drug",
    "try": "test", "trial": "test", "tried": "test", "pass": "transfer", "handed": "transfer", "listed": "list", "listing": "list",
    "megacity": "megalopolis", "importance": "important", "metropolis": "city", "drawn": "draw", "attract": "draw", "lure": "draw",
    "worldwide": "global", "world": "global", "best": "best", "forefront": "front", "vanguard": "front", "held": "hold", "hosted": "hold",
    "host": "hold",
}  # fmt: skip
"""A word to the one that stands for it and its like; both sides of a comparison are written so."""

_IRREGULAR = {"cities": "city", "dependence": "rely", "dependent": "rely", "depend": "rely", "less": "less", "series": "series"}
_LIGHT = frozenset(
    """a an the itself themselves own this that these those some any each every all both it its they their them there here he she his her we our us i you your who
    whom whose which what when where while if as at by for from in into of off on onto over under to toward towards up with within without
    and or but nor so than then also too now still already currently today recently lately soon later not no is are was were be been being
    am has have had having do does did done will would shall should can could may might must ought home base based locate located sit sits
    stand stands lie lies seat situated house houses own owns possess possesses get gets got gain go goes went come comes came become becomes
    became turn turns let lets make makes made build builds built building set sets create creates created run runs operate operates operated
    open opened start started begin began launch launched establish established introduce introduced provide provides offer offers
    aim aims aimed plan plans planned want wants seek seeks intend intends hope hopes vow vows pledge pledged promise promised expect expected
    forecast predicted projected likely set announce announced name named designate designated choose chosen pick picked assign assigned
    say says said claim claims claimed according report reports reported reportedly call called known regarded seen
    tell told write writes wrote argue argues think thinks believe believes include includes including among amongst along about around more
    most least many much several numerous number very well just only alone exactly precisely nearly almost roughly approximately probably
    between during until since through throughout per one two three four five six seven eight nine ten hundred thousand million billion
    trillion yuan dollar dollars euro euros percent percentage point points cent us usd rmb cny renminbi such other others another same
    together total altogether put puts take takes took keep keeps bring brings brought give gives gave see sees saw use uses used
    reach reached achieve achieved serve further new newly largely however therefore thus because though although like unlike whole entire""".split()
)
"""Words that say nothing of a subject, and the verbs of having, doing and aiming, which are read apart."""

_WORD = re.compile(r"[a-z][a-z0-9]*(?:'[a-z]+)?")
_JOINED = tuple((re.compile(rf"(?<![a-z]){pattern}" if pattern[0] != "\\" else pattern), word) for pattern, word in _PHRASES)


def plain(text: str) -> str:
    """Text as names and phrases are looked for in it: straight apostrophes and dashes, of the same length."""
    return text.translate(str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " "}))


def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, each by its stem; Chinese words as their English ones."""
    words = plain(text).lower()
    for chinese, english in _CHINESE.items():
        if chinese in words:
            words = words.replace(chinese, f" {english} ")
    for pattern, word in _JOINED:
        words = pattern.sub(f" {word} ", words)
    found = (stem(word.removesuffix("'s")) for word in _WORD.findall(words.replace("-", " ")) if word not in _LIGHT)
    return frozenset(word for word in found if word not in _LIGHT and len(word) > 1)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, and as the one that stands for its like."""
    for form in (word, _shortened(word)):
        if form in _IRREGULAR:
            form = _IRREGULAR[form]
        if form in _SAME:
            return _trimmed(_SAME[form])
    short = _trimmed(_shortened(word))
    return _trimmed(_SAME[short]) if short in _SAME else short


def _shortened(word: str) -> str:
    """A plural as its singular."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _trimmed(word: str) -> str:
    """A word without the endings of its forms: investing, invested; fastest, faster."""
    for ending in ("ations", "ation", "ings", "ing", "ised", "ized", "ed", "est", "ers", "er", "ly", "al", "ions", "ion", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            short = word[: -len(ending)]
            return short[:-1] if short[-1] == short[-2] and short[-1] not in "aeiousl" else short
    return word[:-3] if word.endswith("est") and len(word) == 6 else word


CALENDAR = stems("january february march april may june july august september october november december monday tuesday wednesday thursday friday")
"""Words that date a sentence and say nothing of its subject."""
