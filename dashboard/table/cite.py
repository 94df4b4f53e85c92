"""Citations of an article, a claim and a view: built as CSL items, from which all texts and files are written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias
from urllib.parse import quote

from dashboard.table.load import Table
from dashboard.table.release import read_release
from dashboard.table.schema import Package
from dashboard.table.words import MONTHS, inside, sentence_list, slug

Item: TypeAlias = Mapping[str, Any]
"""One work in CSL-JSON."""

NO_HEADLINE = "[no headline in the copy]"
_UNTITLED = "[untitled]"
_TYPES = {"article-newspaper": ("article", "NEWS"), "dataset": ("misc", "DATA")}
"""The BibTeX entry and the RIS type of a CSL type. Plain BibTeX knows no data set."""
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
_NAME = re.compile(r"([^\W\d_]+) ([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
# BibTeX counts an escaped brace as a brace, so a brace in a text must not stand in the file at all.
_COMMANDS = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}
_TEX = str.maketrans({**{sign: f"\\{sign}" for sign in "&%$#_"}, **{sign: f"\\text{name}{{}}" for sign, name in _COMMANDS.items()}})
# Not the semicolon, which some readers of RIS take for the end of an address.
_IN_ADDRESS = ":/?#[]@!$&'()*+,=%-._~"


@dataclass(frozen=True)
class Citation:
    """One or more works as CSL items, every text in them on one line; all formats are written from the items."""

    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(map(_plain, self.items)))

    @property
    def chicago(self) -> str:
        """As notes of the Chicago Manual of Style, one paragraph; the ``note`` of an item follows in brackets."""
        return " ".join(map(_chicago, self.items))

    @property
    def apa(self) -> str:
        """As references in APA style, one paragraph."""
        return " ".join(map(_apa, self.items))

    @property
    def bibtex(self) -> str:
        return "\n".join(map(_bibtex, self.items))

    @property
    def ris(self) -> str:
        return "\n".join(map(_ris, self.items))

    @property
    def csl_json(self) -> str:
        return json.dumps(self.items, ensure_ascii=False, indent=2) + "\n"


CITATION_FORMATS: Mapping[str, tuple[str, Callable[[Citation], str]]] = {
    "bib": ("application/x-bibtex", attrgetter("bibtex")),
    "ris": ("application/x-research-info-systems", attrgetter("ris")),
    "json": ("application/vnd.citationstyles.csl+json", attrgetter("csl_json")),
}
"""File formats of a citation: suffix to (media type, writer)."""


def cite_article(table: Table, article: str) -> Citation:
    """The citation of an article, by its key. Raises KeyError when unknown."""
    return Citation((_article_item(table, article),))


def cite_claim(table: Table, claim: str, address: str = "") -> Citation:
    """The citation of a claim, by its key: two items, the paragraph that prints it and the data set. Raises KeyError when unknown."""
    row = table.claims.loc[claim].to_dict()
    source = _article_item(table, str(row["article"]))
    printed = f"Printed as “{row['as_printed']}”, said by {row['speaker']}." if row["as_printed"] else "Computed, not printed."
    paragraph = {
        **source,
        # The note speaks of this claim, and BibTeX refuses two entries of one key.
        "id": f"{claim}-source",
        "locator": f"paragraph {row['paragraph']}",
        "note": _sentences(printed, f"Coded as claim {claim}.", source["note"]),
    }
    # Every style and every reference manager keeps the title, so the key of the claim stands there.
    title = f"Claim {claim}: {str(row['statement']).removesuffix('.')}"
    return Citation((paragraph, _data_item(table.package, claim, title, address)))


def cite_view(table: Table, title: str, filters_text: str, address: str, articles: Iterable[str]) -> Citation:
    """The citation of a picture: its headline, the selection as text, its URL, and the keys of the articles it draws on."""
    names = sorted({table.label("article", article) for article in articles})
    release = read_release(table.package)
    drawn = f"Coded from {sentence_list(names)}." if names else "No claim is shown."
    note = _sentences(filters_text and f"Shown: {filters_text}", drawn, f"Licence: {release.licence}")
    # Two pictures must not share a key, nor one picture have two.
    digest = hashlib.sha256(repr((title, filters_text, address)).encode()).hexdigest()[:8]
    view = _data_item(table.package, f"{slug(table.package.title)}-{digest}", _line(title) or _UNTITLED, address)
    return Citation(({**view, "note": note},))


def _article_item(table: Table, article: str) -> dict[str, Any]:
    row = table.vocabularies["articles"].loc[article].to_dict()
    unsigned = "" if row["author"] else "The article is unsigned."
    known = [how_known("The outlet", row["outlet_known"]), how_known("The date", row["published_known"])]
    once = "Coded once, by one person." if coded_once(row) else ""
    return {
        "id": article,
        "type": "article-newspaper",
        "title": _line(row["title"]) or NO_HEADLINE,
        "author": [_author(row["author"])] if row["author"] else [],
        "container-title": row["outlet"],
        "issued": _issued(row["published"]),
        "note": _sentences(unsigned, *known, row["note"], once, _called(table, article)),
    }


def coded_once(article: Mapping[Any, Any]) -> bool:
    """Whether an article was coded by one person only; False where the number of coders is not recorded."""
    return bool(article.get("coders") == "1")


def _called(table: Table, article: str) -> str:
    """A sentence with the short name of the article, where several articles share the outlet."""
    outlets, name = table.vocabularies["articles"]["outlet"], table.label("article", article)
    shared = int((outlets == outlets[article]).sum()) > 1
    return f"In {table.package.title} it is called {name}" if shared and name != outlets[article] else ""


def _data_item(package: Package, key: str, title: str, address: str) -> dict[str, Any]:
    return {
        "id": key,
        "type": "dataset",
        "title": title,
        "author": [{"literal": person} for person in read_release(package).authors],
        "container-title": package.title,
        "version": package.version,
        "issued": _issued(package.created[:10]),
        "URL": quote(_line(address), safe=_IN_ADDRESS),
    }


def _author(printed: str) -> dict[str, Any]:
    """The author as a CSL name: two words are read as family name and given name, anything else is kept literal."""
    # No rule can tell Chinese from Western name order; without static-ordering a style would print Wei He.
    name = _NAME.fullmatch(printed)
    return {"family": name[1], "given": name[2], "static-ordering": True} if name else {"literal": printed}


def _issued(date: str) -> dict[str, Any]:
    """An EDTF date in CSL; one that is approximate or uncertain is inferred."""
    plain = re.sub(r"[~?%]", "", date)
    ends = plain.split("/")
    simple = len(ends) < 3 and all(map(_DAY.fullmatch, ends))
    parsed = {"date-parts": [[int(number) for number in end.split("-")] for end in ends]} if simple else {"literal": plain}
    return {**parsed, "circa": plain != date}


def how_known(what: str, how: str) -> str:
    """The provenance of a value as a sentence: ``The date is inferred: …``; empty where the value is simply printed."""
    # "Printed in …" is no caveat; "Printed as …" may be one.
    return "" if re.match(r"Printed(\.| in )|$", how) else f"{what} is {inside(how)}"


def _plain(value: Any) -> Any:
    """A value of an item with empty parts removed and every text on one line."""
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, Mapping):
        return {key: cleaned for key, part in value.items() if (cleaned := _plain(part))}
    if isinstance(value, list | tuple):
        return [cleaned for part in value if (cleaned := _plain(part)) not in ("", {}, [])]
    return value


def _line(text: str) -> str:
    """Text on one line, without line breaks, control characters or lone surrogates, which would break a format."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _sentences(*parts: str) -> str:
    return " ".join(map(_stopped, filter(None, parts)))


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _chicago(item: Item) -> str:
    names = sentence_list(_names(item, "{family} {given}"))
    title = f"{item['title']}," if item["title"] in (NO_HEADLINE, _UNTITLED) else f"“{item['title']},”"
    details = [*_container(item), _when(item, _month_first), item.get("locator"), item.get("URL")]
    return _noted(_stopped(" ".join(filter(None, [names and f"{names},", title, ", ".join(filter(None, details))]))), item)


def _apa(item: Item) -> str:
    names = _names(item, "{family}, {initial}.")
    author = ", & ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    title = item["title"] + (f" (Version {item['version']}) [Data set]" if "version" in item else "")
    when = f"({_when(item, _year_first)})"
    source = ", ".join(filter(None, [item.get("container-title"), item.get("locator", "").replace("paragraph", "para.")]))
    # APA puts the title first when nobody signed.
    lead = [author, when, title] if author else [title, when]
    return _noted(" ".join(filter(None, [*map(_stopped, [*lead, source]), item.get("URL")])), item)


def _container(item: Item) -> list[str]:
    return [item.get("container-title", ""), *([f"version {item['version']}", "data set"] if "version" in item else [])]


def _noted(text: str, item: Item) -> str:
    return f"{text} [{item['note']}]" if "note" in item else text


def _names(item: Item, pattern: str) -> list[str]:
    return [name.get("literal") or pattern.format(initial=name["given"][0], **name) for name in item.get("author", ())]


def _when(item: Item, words: Callable[..., str]) -> str:
    issued = item["issued"]
    order = _month_first if "circa" in issued else words
    text = issued.get("literal") or " to ".join(order(*date) for date in issued["date-parts"])
    return f"n.d. [about {text}]" if "circa" in issued else text


def _month_first(year: int, month: int = 0, day: int = 0) -> str:
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}" if month else str(year)


def _year_first(year: int, month: int = 0, day: int = 0) -> str:
    return f"{year}, {MONTHS[month - 1]} {day}" if day else f"{year}, {MONTHS[month - 1]}" if month else str(year)


def _bibtex(item: Item) -> str:
    """An entry. An inferred date is given in EDTF alone, which can say that it is approximate."""
    entry, _ = _TYPES[item["type"]]
    year, month, _ = _printed_day(item)
    fields = {
        "author": " and ".join(map(_tex_name, item.get("author", ()))),
        # The inner braces keep the capitals as printed.
        "title": f"{{{item['title'].translate(_TEX)}}}",
        "journal" if entry == "article" else "howpublished": ", ".join(filter(None, _container(item))).translate(_TEX),
        "date": re.sub(r"[^0-9A-Za-z/.~-]", "", _edtf(item)),
        "year": year,
        "url": item.get("URL", ""),
        "note": _remarks(item).translate(_TEX),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    lines += [f"  month = {MONTHS[int(month) - 1][:3].lower()},"] if month else []
    return "\n".join([f"@{entry}{{{item['id']},", *lines, "}", ""])


def _ris(item: Item) -> str:
    """A record. An inferred date has no year of its own, and the free part of the date says that it is inferred."""
    days = _days(item)
    fields = {
        "TY": [_TYPES[item["type"]][1]],
        "ID": [item["id"]],
        "AU": _names(item, "{family}, {given}"),
        "TI": [item["title"]],
        "T2": [item.get("container-title")],
        "PY": _printed_day(item)[:1],
        "DA": ["/".join([*days[0], "inferred" if "circa" in item["issued"] else ""]) if len(days) == 1 else _edtf(item)],
        "ET": [item.get("version")],
        "UR": [item.get("URL")],
        "N1": [_remarks(item)],
    }
    return "\n".join([*(f"{tag}  - {value}" for tag, values in fields.items() for value in values if value), "ER  - ", ""])


def _remarks(item: Item) -> str:
    return _sentences(item.get("locator", "").capitalize(), item.get("note", ""))


def _tex_name(name: Item) -> str:
    return f"{{{name['literal'].translate(_TEX)}}}" if "literal" in name else f"{name['family']}, {name['given']}"


def _days(item: Item) -> list[list[str]]:
    """The dates as year, month and day in digits, empty where they are not known."""
    dates = item["issued"].get("date-parts", ())
    return [[f"{year:04}", *(f"{number:02}" for number in rest), "", ""][:3] for year, *rest in dates]


def _printed_day(item: Item) -> list[str]:
    days = _days(item)
    return days[0] if len(days) == 1 and "circa" not in item["issued"] else ["", "", ""]


def _edtf(item: Item) -> str:
    dates = ["-".join(filter(None, day)) for day in _days(item)] or [item["issued"]["literal"]]
    return "/".join(f"{date}~" if "circa" in item["issued"] else date for date in dates)
