"""Transliterates Chinese names to pinyin without tones, for the search."""

from __future__ import annotations

from functools import cache
from itertools import islice, product
from pathlib import Path

_MOST = 8
"""The most readings returned for a run of syllables: some characters have two readings, and only the word decides between them."""


@cache
def _readings() -> dict[str, list[str]]:
    """Each character of the standard GB 2312 to its usual readings, with v for ü."""
    readings: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        reading, characters = line.split(" ")
        for character in characters:
            readings.setdefault(character, []).append(reading)
    return readings


def pinyin(name: str) -> list[str]:
    """A Chinese name in pinyin, a word for each run of its syllables: 合肥 is ``hefei``, 中芯国际 ``zhongxin``, ``zhongxinguoji`` and more.

    Single syllables of a longer name are omitted, as they match too many words. Other characters are ignored.
    """
    syllables = [_readings()[letter] for letter in name if letter in _readings()]
    shortest = min(2, len(syllables))
    runs = (syllables[start:end] for start in range(len(syllables)) for end in range(start + shortest, len(syllables) + 1))
    return list(dict.fromkeys("".join(reading) for run in runs for reading in islice(product(*run), _MOST)))
