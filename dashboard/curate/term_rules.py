"""Suggestion rule for unknown bodies: capitalised names, and bodies that are described only; each as a new row to confirm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from dashboard.curate.fill import short_name
from dashboard.curate.lexicon import Lexicon
from dashboard.curate.passages import Passage
from dashboard.curate.proposals import Proposal
from dashboard.curate.words import WORDS
from dashboard.table.problems import nearest
from dashboard.verify.stems import plain

_WORD = r"(?:[A-Z][\w&.-]*[\w&]|[A-Z])"
_CAPITALS = re.compile(
    rf"(?<![\w’'.-]){_WORD}(?:(?: (?:of|for|and|&|the|on|in) (?:the )?| )(?={_WORD}){_WORD}|(?<=[A-Za-z]), (?=Ltd|Inc|Co\b){_WORD})*"
)
_HEADS: tuple[tuple[str, str], ...] = (
    ("university", r"University|College|Polytechnic"),
    ("lab", r"Lab|Laborator(?:y|ies)|Research Asia"),
    ("research_institution", r"Institutes?|Academy|Center|Centre|Observatory"),
    ("government_body", r"Commission|Bureau|Ministry|Department|Office|Committee|Council|Government|Administration|Authority"
    r"|Congress|Politburo|Secretariat"),
    ("exchange", r"Exchange|Bourse|Board|Nasdaq|Market"),
    ("event", r"Conference|Expo|Exposition|Forum|Summit|Fair|Congress|Games|Festival|Plenum|Convention"),
    ("facility", r"Facility|Synchrotron|Plant|Reactor|Collider|Telescope|Airport|Port|Supercomputer"),
    ("region", r"Delta|Area|Province|Peninsula|Valley|Belt|Corridor|Basin|Region"),
    ("district", r"District|New Area|County"),
    ("zone", r"Zone|Park|Bund|Industrial Park|Science City|Free Trade Zone"),
    ("media", r"Daily|Times|News|Post|Agency|Journal|Herald|Weekly|Television|Review|Gazette|Xinhua"),
    ("company", r"Co|Ltd|Inc|Corp|Corporation|Group|Technolog(?:y|ies)|Bank|Holdings?|Semiconductors?|Electronics|Motors?|Capital"
    r"|Securities|Pharma\w*|Biotech"
                r"|Systems|Networks|International|Industries|Company|Limited|Telecom|Mobile|Unicom|Energy|Airlines"),
)  # fmt: skip
_OF_HEAD = tuple((kind, re.compile(rf"(?:^|\s)(?:{words})\.?$")) for kind, words in _HEADS)
_OF_FIRST = tuple((kind, re.compile(rf"^(?:\w+ )?(?:{words})\s(?:of|for)\s")) for kind, words in _HEADS)
_LOWER = re.compile(
    r"^(?: \w+)?? (?P<head>district government|district|zone|area|province|board|bourse|exchange|plant|fab|university|institute|lab"
    r"|laboratory|campus|park|port"
    r"|airport|platform|government|commission|bureau|conference|expo|summit|delta|county|newspaper|group|bank)\b(?! of\b)"
)
_LOWER_KINDS = {
    "district government": "government_body", "district": "district", "zone": "zone", "area": "zone", "province": "region",
    "board": "exchange", "bourse": "exchange", "exchange": "exchange", "plant": "facility", "fab": "facility", "university": "university",
    "institute": "research_institution", "lab": "lab", "laboratory": "lab", "campus": "zone", "park": "zone", "port": "facility",
    "airport": "facility", "platform": "platform", "government": "government_body", "commission": "government_body",
    "bureau": "government_body", "conference": "event", "expo": "event", "summit": "event", "delta": "region", "county": "district",
    "newspaper": "media", "group": "company", "bank": "company",
}  # fmt: skip
_FIRM_BEFORE = re.compile(
    r"(?:compan(?:y|ies)|firms?|giants?|chip-?makers?|carmakers?|makers?|start-?ups?|unicorns?|rivals?|producers?|suppliers?"
    r"|bellwethers?|developers?|lenders?"
    r"|headquarters of|like|orders from|backed by|owned by|founder of|president of|director of|chief executive of)(?: such as"
    r"| like)? (?:\w+ )?$",
    re.IGNORECASE,
)
_FIRM_AFTER = re.compile(
    r"^(?:, (?:an?|the) (?:[\w-]+ ){0,5}(?:company|firm|unicorn|giant|maker|chipmaker|start-?up|producer|subsidiary|developer|bank"
    r"|manufacturer|group)\b"
    r"|'s (?:headquarters|head office|plants?|chief executive|founder|products?|shares|handsets?|chips|revenue)\b)",
    re.IGNORECASE,
)
_SERIES = re.compile(rf"(?P<one>{_WORD})(?:, (?P<more>{_WORD}))* and (?P<last>{_WORD})")
_PERSON_BEFORE = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Prof|Professor|Minister|Mayor|Vice-Mayor|Chief|President|Premier|Chairman|Chairwoman|Secretary|Director|By"
    r"|Sir|Editor|analyst|author)\.? $"
)
_PERSON_AFTER = re.compile(
    r"^(?:, (?:an?|the|head|director|vice|chief|president|chair|minister|mayor|professor|founder|who|aged)\b| (?:also )?(?:said"
    r"|says|told|added|stressed|noted)\b)"
)
_MINISTER = re.compile(rf"\b(?:Vice-)?(?P<of>Minister (?:of|for) {_WORD}(?: and {_WORD})?)(?= {_WORD})")
_PARTY = re.compile(r"\b(?P<printed>(?P<city>[A-Z]\w+)(?:'s)? Party (?:Chief|Secretary|chief|secretary))\b")
_DESCRIBED = re.compile(
    r"\b(?:(?:top|state|national|key|local|provincial|municipal|various|comprehensive|new)[ -]){0,3}"
    r"(?:(?:research|innovation|industrial|science|wafer|foundry|chip|tech|high-tech|medical|teaching|quantum|nuclear) ){0,2}"
    r"(?P<head>labs?|laborator(?:y|ies)|universit(?:y|ies)|institut(?:es|ions?)|cent(?:er|re)s?|(?<=industrial )zones"
    r"|(?<=science )parks|plants?|fabs"
    r"|governments?|government officials)\b",
)
_CREDIT = re.compile(r"[\[(](?:photo|image|source|credit)\b[^\])]*[\])]|\bPhoto: .*$", re.IGNORECASE)
"""Picture credits, which name no body of interest."""
_ABBREVIATED = re.compile(r" \((?P<short>[A-Z][A-Za-z]{1,7})\)")
_TELLING = re.compile(
    r"^(?:(?:top|state|national|key|local|research|innovation|industrial|municipal|provincial|various)\b.*(?:s|ies)$"
    r"|(?:comprehensive|national|new) .*)",
    re.I,
)
_CITY_GOVERNMENT = r"\b(?:(?P<hub>{hubs})(?:'s)? (?:municipal |city )?(?:government|officials)|municipal government of (?P<hub2>{hubs}))\b"
_OFFICE_OF = re.compile(
    r"(?P<printed>(?P<body>[A-Z][\w-]+(?: [A-Z][\w-]+)*)['’]s (?P<what>head ?office|headquarters|(?:key |new )?(?:\w+ )?plants?))\b"
)
_DESCRIBED_KINDS = (
    (r"lab", "lab"), (r"universit", "university"), (r"institut|cent(?:er|re)", "research_institution"), (r"zone|park", "zone"),
    (r"plant|fab", "facility"),
    (r"government", "government_body"),
)  # fmt: skip
_NO_BODIES = frozenset(WORDS["no_bodies"].split())
_NO_NAMES = re.compile(
    r"^(?:Made in|Five-Year|The|New|Global|Plan|Belt and Road|Old|Order|Denial|Next|Registration|License|Without|Browsers"
    r"|Interested|Contributions|Thank)\b|\b(?:Plan|Order|Edition|Initiative)$"
)
_PLACES = frozenset(WORDS["places"].split())
"""Words that begin the names of bodies, too."""


def terms(lexicon: Lexicon, passages: tuple[Passage, ...], outlet: str = "") -> Iterator[tuple[int, Proposal]]:
    """Each unknown name once, with the number of its paragraph; the article's own outlet is excluded."""
    lower = {word for passage in passages for word in re.findall(r"(?<![\w’'-])[a-z][a-z]+", passage.plain)}
    reported: set[str] = set()
    for passage in passages:
        for start, end, kind, naming in _candidates(lexicon, passage, lower):
            printed = passage.plain[start:end]
            if printed.lower() in reported or printed.lower() in lexicon.names or (outlet and printed.startswith(outlet)):
                continue
            reported.add(printed.lower())
            if abbreviated := _ABBREVIATED.match(passage.plain, end):
                reported.add(abbreviated["short"].lower())
            row = _row(lexicon, passage, (start, end), kind, naming)
            similar = _similar(lexicon, printed)
            note = f" Similar: {', '.join(label for label, _ in similar)}." if similar else ""
            yield passage.number, Proposal(start, end, row, f"A name the vocabulary does not have.{note}", "term", similar, "institutions")


def _candidates(lexicon: Lexicon, passage: Passage, lower: set[str]) -> Iterator[tuple[int, int, str, str]]:
    text = passage.plain
    occupied = [(each.start, each.end) for each in passage.mentions] + [match.span() for match in _CREDIT.finditer(text)]
    for pattern, group, kind in (
        (_MINISTER, "of", "government_body"),
        (_PARTY, "printed", "government_body"),
        (_OFFICE_OF, "printed", "facility"),
    ):
        for match in pattern.finditer(text):
            if not any(start <= match.start(group) < end and match.end(group) <= end for start, end in occupied):
                occupied.append(match.span(group))
                yield *match.span(group), kind, "described"
    for match in re.finditer(_CITY_GOVERNMENT.replace("{hubs}", lexicon.city_pattern), text):
        if not any(start < match.end() and match.start() < end for start, end in occupied):
            occupied.append(match.span())
            yield *match.span(), "government_body", "described"
    firms = set(_listed_firms(lexicon, text))
    for match in _CAPITALS.finditer(text):
        for start, end in _parts(lexicon, text, *match.span()):
            if any(start < ends and begins < end for begins, ends in occupied):
                continue
            kind = _kind(text, start, end, lower, firms)
            if kind:
                occupied.append((start, end))
                yield start, end, kind, "named"
    for match in _DESCRIBED.finditer(text):
        if _TELLING.match(match.group()) and not any(match.start() < end and start < match.end() for start, end in occupied):
            kind = next(kind for pattern, kind in _DESCRIBED_KINDS if re.search(pattern, match["head"]))
            if kind != "government_body" or re.match(r"(?:local|municipal|provincial)", match.group()):
                yield *match.span(), kind, "described"


def _parts(lexicon: Lexicon, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run of capitalised words without those that only begin a sentence, and without a city before the name."""
    for match in re.finditer(r"(?:(?!'s ).)+", text[start:end]):
        begins, ends = start + match.start(), start + match.end()
        words = [(each.start() + begins, each.end() + begins) for each in re.finditer(r"\S+", text[begins:ends])]
        while words and (text[slice(*words[0])] in _NO_BODIES and len(words) > 1 and text[slice(*words[1])] not in ("and", "of")):
            places = {*_PLACES, *lexicon.hubs.values()}
            if text[slice(*words[0])] in places and _kind_by_head(text[words[0][0] : ends]):
                break
            words = words[1:]
        if words and text[slice(*words[0])] in lexicon.hubs.values() and len(words) == 2 and not _kind_by_head(text[words[0][0] : ends]):
            words = words[1:]
        if words and not {text[slice(*word)] for word in words} <= {*lexicon.hubs.values(), "and"}:
            yield words[0][0], words[-1][1]


def _kind_by_head(name: str) -> str:
    by_head = next((kind for kind, pattern in _OF_HEAD if pattern.search(name)), "")
    return by_head or next((kind for kind, pattern in _OF_FIRST if pattern.search(name)), "")


def _kind(text: str, start: int, end: int, lower: set[str], firms: set[str]) -> str:
    """The kind of body by its own words and those around it; empty where it may be no body."""
    name, before, after = text[start:end], text[max(0, start - 40) : start], text[end : end + 80]
    single = " " not in name
    if name in _NO_BODIES or _NO_NAMES.search(name) or (single and name.lower() in lower and not name.isupper()):
        return ""
    if _PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after):
        return "" if not (_FIRM_AFTER.match(after) or _kind_by_head(name)) else _kind_by_head(name) or "company"
    headed = _LOWER.match(after)
    if headed and not (single and name.isupper() and len(name) > 6):
        return _LOWER_KINDS[headed["head"]]
    by_head = _kind_by_head(name)
    if by_head and not single:
        return by_head
    if name in firms or _FIRM_BEFORE.search(before) or _FIRM_AFTER.match(after):
        return "company"
    if single and re.fullmatch(r"[A-Z][a-z]+[A-Z]\w+", name):
        return "company"
    if single and by_head in ("exchange", "media") and name in ("Nasdaq", "Xinhua"):
        return by_head
    if re.search(r"\b(?:quoted by|according to|reported by) (?:the )?$", before) and single:
        return "media"
    if single and re.fullmatch(r"[A-Z]{3,6}", name) and not re.match(r" [a-z]", after[:2]):
        return "company" if re.match(r"(?:'s|,| and)", after) else ""
    return ""


def _listed_firms(lexicon: Lexicon, text: str) -> Iterator[str]:
    """Names listed together with a firm that is known or called one."""
    for match in _SERIES.finditer(text):
        names = re.findall(_WORD, match.group())
        has_firm = any(lexicon.kind(key) == "company" for name in names for key in lexicon.names.get(name.lower(), ()))
        called = re.search(
            r"\b(?:companies|firms|giants|trinity|makers|rivals|players)\b", text[max(0, match.start() - 60) : match.start()]
        )
        if has_firm or called:
            yield from names


def _row(lexicon: Lexicon, passage: Passage, span: tuple[int, int], kind: str, naming: str) -> dict[str, str]:
    printed = passage.text[slice(*span)]
    cities = passage.clause(span[0]).cities
    city = cities[0] if len(cities) == 1 and cities[0] in lexicon.hubs else ""
    name = printed.replace("’", "'")
    if name.startswith("Minister "):
        name = f"Ministry{name.removeprefix('Minister')}"
    elif naming == "described" and city and lexicon.hubs[city] not in name:
        name = f"{name[:1].upper()}{name[1:]} in {lexicon.hubs[city]}"
    abbreviated = _ABBREVIATED.match(passage.plain, span[1])
    names = ["" if printed == name else printed, abbreviated["short"] if abbreviated else ""]
    return {
        "institution": slug(name), "name": name, "short": short_name(name), "printed_names": "|".join(filter(None, names)),
        "kind": kind,
        "naming": naming, "home": _home(lexicon, passage, span, kind, naming, city),
    }  # fmt: skip


def _home(lexicon: Lexicon, passage: Passage, span: tuple[int, int], kind: str, naming: str, city: str) -> str:
    """The home of a body, as far as the words beside its name give it."""
    before, after, name = passage.plain[max(0, span[0] - 50) : span[0]], passage.plain[span[1] : span[1] + 50], passage.plain[slice(*span)]
    hubs = lexicon.city_pattern
    match = (
        re.search(rf"(?P<hub>{hubs})(?:'s|-based)(?: [\w-]+){{0,3}} $", before)
        or re.match(rf"(?: \w+){{0,4}}? in (?:\w+ )?(?P<hub>{hubs})\b|, in (?P<hub2>{hubs})", after)
        or re.match(rf"(?P<hub>{hubs})\b", name)
    )
    if match:
        hub_name = match["hub"] or match.groupdict().get("hub2")
        return next(key for key, hub in lexicon.hubs.items() if hub == hub_name)
    if (
        kind == "region"
        or name.startswith(("Minist", "China", "Chinese"))
        or (kind == "government_body" and re.search(r"Central|National|State", name))
    ):
        return lexicon.nation
    if name.startswith(("US ", "U.S", "American")):
        return "elsewhere"
    local = kind in ("zone", "district") or (naming == "described" and passage.clause(span[0]).explicit)
    return city if local and city else "not_printed"


def slug(name: str) -> str:
    """A key from a name."""
    letters = unicodedata.normalize("NFKD", plain(name)).encode("ascii", "ignore").decode().lower().replace("'s", "")
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "body"


def _similar(lexicon: Lexicon, printed: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Existing rows with a similar name, each with this printed name added."""
    lower = printed.lower()
    names = {
        name: keys for name, keys in lexicon.names.items() if abs(len(name) - len(lower)) <= 12 and set(name.split()) & set(lower.split())
    }
    close = [name for name in nearest(lower, names) if _alike(name, lower)] if names else []
    keys = list(dict.fromkeys(key for name in close for key in names[name]))[:3]
    similar = []
    for key in keys:
        row = lexicon.bodies[key]
        printed_names = "|".join(filter(None, [row.get("printed_names", ""), printed]))
        similar.append((row.get("name", key), {**row, "printed_names": printed_names}))
    return tuple(similar)


def _alike(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return len(mine & theirs) >= 0.6 * min(len(mine), len(theirs)) and one != other
