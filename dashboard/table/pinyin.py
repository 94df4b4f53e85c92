"""Chinese names as they are typed in Latin letters: pinyin without tones, in one word or in several."""

from __future__ import annotations

from functools import cache
from itertools import islice, product
from pathlib import Path

_MOST = 8
"""How many readings of one name are kept: some characters are read in two ways, and which one is meant only the word says."""


@cache
def _readings() -> dict[str, list[str]]:
    """Each character of the national standard GB 2312 with its usual readings, ü written as v."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        reading, characters = line.split(" ")
        for character in characters:
            found.setdefault(character, []).append(reading)
    return found


def pinyin(name: str) -> list[str]:
    """A Chinese name in pinyin, one word a run of its syllables: 合肥 is ``hefei``, 中芯国际 is ``zhongxin``, ``zhongxinguoji`` and more.

    Single syllables of a longer name are left out: each is that of a hundred words. What is not Chinese is passed over.
    """
    syllables = [_readings()[letter] for letter in name if letter in _readings()]
    shortest = min(2, len(syllables))
    runs = (syllables[start:end] for start in range(len(syllables)) for end in range(start + shortest, len(syllables) + 1))
    return list(dict.fromkeys("".join(reading) for run in runs for reading in islice(product(*run), _MOST)))
