"""How long the search takes to be ready and to answer: ``python -m tests.bench.search CLAIMS [repeated]``.

The claims are the released ones many times over: each with words of its own, drawn as words are in a language, or just ``repeated``.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace

import numpy as np

from dashboard.charts.found import found_html
from dashboard.charts.listing import claims_html
from dashboard.table.files import released
from dashboard.table.index import indexed
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection

WORDS, EACH = 50_000, 6
SEARCHES = (
    "SMIC", "equity financing", "world's fastest 5G", "chip gap", "provincial capital", "zhongxin guoji", "华为", "466.5", "lithografy",
    "Shanghai", "shang", "Shanghai has chips",
)  # fmt: skip


def grown(table: Table, claims: int, repeated: bool) -> Table:
    """The table with so many claims."""
    place = np.arange(claims) % len(table.claims)
    found = table.claims.iloc[place].copy()
    keys = [f"{key}{number:07}" for number, key in enumerate(found["claim_id"])]
    found["claim_id"] = found["alike"] = keys
    found.index = found["claim_id"].rename(None)
    if not repeated:
        drawn = np.minimum(np.random.default_rng(7).zipf(1.2, size=(claims, EACH)), WORDS)
        known = ["".join("bcdfghklmnprstvz"[n % 16] + "aeiou"[n % 5] for n in (w, w // 16, w // 256, w // 4096)) for w in range(WORDS + 1)]
        found["statement"] = [f"{said} {' '.join(known[w] for w in row)}" for said, row in zip(found["statement"], drawn, strict=True)]
    return replace(table, claims=found)


def clocked() -> tuple[float, float]:
    """Seconds on the clock and seconds of work."""
    return time.perf_counter(), time.process_time()


def main() -> None:
    """Print what was measured."""
    claims, repeated = int(sys.argv[1]), "repeated" in sys.argv
    table = load(released())
    table = grown(table, claims, repeated)
    table.numbered, table.numbered_distinct  # noqa: B018 (the filters need them, with or without a search)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, clocked()
    index = indexed(table)
    wall, work = (now - then for now, then in zip(clocked(), start, strict=True))
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{claims:,} claims, {index.size:,} documents: ready in {wall:.1f} s ({work:.1f} s of work), {memory:.0f} MB more", flush=True)
    for make in (found_html, lambda t, s: claims_html(t, s, 50)):
        for words in SEARCHES:
            selection, start = Selection(search=words), clocked()
            size = len(make(table, selection))
            wall, work = (now - then for now, then in zip(clocked(), start, strict=True))
            print(f"  {words:22} {1000 * wall:7.0f} ms ({1000 * work:5.0f} ms of work), {size} letters of HTML", flush=True)


if __name__ == "__main__":
    main()
