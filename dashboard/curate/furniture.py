"""Recognises page furniture: links, sharing buttons, notices, section names, lines with date and author."""

from __future__ import annotations

import re

from dashboard.table.numbers import read_numbers

_KINDS = (
    ("Copyright", r"copyright|©|all rights reserved|shall not be republished|reproduced? without"),
    ("Disclaimer",
        r"disclaimer|investment advice|informational purposes|(?:views|opinions) expressed|not be liable|terms of (?:use|service)"),
    ("Licence or registration", r"\b(?:licen[cs]e|registration|ICP)\b.{0,40}\b\d{5,}|ICP备|公网安备"),
    ("Time of publication", r"^(?:published|updated|posted|last (?:updated|modified)|first published|发布|更新)\b ?:?.*\d"),
    ("Source, author or date", r"^(?:source|author|editor|pub(?:lication)? date|e-?mail|photo|phone)s? ?[:：/]"),
    ("Sharing", r"^(?:share|share (?:this|on|via)\b.*|tweet|e-?mail|print|save|copy link|comments?(?: \(?\d+\)?)?)(?:[ -]+\w+)?$"),
    ("Sharing links", r"^(?:(?:twitter|facebook|linkedin|whatsapp|wechat|weibo|telegram|reddit|x|instagram|youtube)\W*)+(?:\w+)?$"),
    ("Link", r"^(?:back to|go to|see also|read (?:more|next|also|full)|more (?:on|from|about)|click here|sign (?:up|in)|log ?in"
    r"|view all|next|prev"
             r"|previous|top|top stories|home|menu|search|skip to|related|recommended|most (?:read|popular)|special reports?"
             r"|contents)\b.{0,60}$"),
    ("Pages", r"^(?:\d+ )+(?:next|>>|»|\W)*"),
    ("Advertisement", r"^(?:advert\w*|sponsored(?: content)?|promoted)\b.{0,30}$"),
    ("Subscription", r"\b(?:subscribe|newsletter|donat(?:e|ion)|paywall|become a member)\b.{0,120}$|continued support"
    r"|option to contribute"),
    ("Cookies", r"\b(?:cookies?|privacy policy)\b.{0,120}$"),
    ("Placeholder of a picture", r"^(?:image|photo|picture|video|caption|gallery|loading)(?:[ :]+(?:image|photo|\d+))*$"),
    ("Editions and languages", r"(?:global|international|china|asia|us) edition|中文|français|español"),
    ("Reading time", r"^\d+ ?(?:min(?:ute)?s?) read$"),
)  # fmt: skip
_FOUND = tuple((gist, re.compile(pattern, re.IGNORECASE)) for gist, pattern in _KINDS)
_TRAIL = re.compile(r"^(?:[\w& '-]{2,30} ?[/|>»›] ?)+[\w& '-]{2,40}$")
BYLINE = re.compile(
    r"^(?:by|text by|words by|from|reporting by|edited by|editor:|author:)\s+(?P<name>[A-Z][\w.'’-]+(?: [A-Za-z][\w.'’-]+){0,4})",
    re.IGNORECASE,
)
"""A line that gives the author."""
_NAME = re.compile(r"^(?:[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?|[A-Z]{2,}|[A-Z]\.)(?: (?:[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?|[A-Z]{2,}|[A-Z]\.)){1,3}$")
AUTHOR = "Name of the author"
_SENTENCE = re.compile(r"[.!?。！？][\"”’')\]]*$")
_LONGEST_NOTICE = 1_200


def gist_of_furniture(text: str, place: int, count: int, hubs: tuple[str, ...] = ()) -> str:
    """A short description of a paragraph that is page furniture, else empty; ``place`` is its number among ``count``.

    A line that names one of ``hubs`` is not furniture for its form alone: it may be a headline.
    """
    line = " ".join(text.split())
    if len(line) > _LONGEST_NOTICE:
        return ""
    words = len(line.split())
    for gist, pattern in _FOUND:
        if pattern.search(line) and (words <= 12 or place <= 2 or place > 0.6 * count):
            return gist
    if any(hub in line for hub in hubs) and not BYLINE.match(line):
        return ""
    if words <= 14 and _TRAIL.match(line):
        return "Place in the site"
    if words <= 16 and BYLINE.match(line):
        return AUTHOR
    if is_name(line) and words <= 3:
        return AUTHOR
    if words <= 14 and _is_dateline(line):
        return "Date of publication"
    if words <= 2 and not _SENTENCE.search(line) and not any(sign.isdigit() for sign in line):
        return "Link or name of a section"
    return ""


def is_name(line: str) -> bool:
    """Whether a line looks like the name of a person and nothing else."""
    return bool(_NAME.match(line))


def _is_dateline(line: str) -> bool:
    dates = [each for each in read_numbers(line) if each.kind in ("date", "time")]
    return bool(dates) and any(each.year for each in dates) and len(line.split()) <= 4 + 3 * len(dates) and not _SENTENCE.search(line)
