"""Makes the table of advance widths of the bundled fonts: ``python -m tests.fonts`` writes it, a test compares it."""

from __future__ import annotations

import json

from fontTools.misc.roundTools import otRound
from fontTools.ttLib import TTFont

from dashboard.render import fonts
from dashboard.render.metrics import FILE, WEIGHTS


def advances() -> dict[str, dict[str, str]]:
    """Weight to width in thousandths of an em to the letters of that width. What Source Sans lacks is drawn by Noto, in one weight."""
    found: dict[str, dict[str, str]] = {}
    chinese, latin = TTFont(fonts.CHINESE), TTFont(fonts.LATIN)
    for weight in WEIGHTS:
        # The widths alone: to make a whole font of one weight takes half a minute.
        drawn = latin.getGlyphSet(location={"wght": weight})
        widths: dict[int, int] = {code: chinese["hmtx"][glyph][0] for code, glyph in chinese.getBestCmap().items()}
        own = {code: otRound(drawn[glyph].width) for code, glyph in latin.getBestCmap().items()}
        widths |= {code: width for code, width in own.items() if width}
        grouped: dict[str, str] = {}
        for code, width in sorted(widths.items()):
            grouped[str(width)] = grouped.get(str(width), "") + chr(code)
        found[str(weight)] = dict(sorted(grouped.items(), key=lambda pair: int(pair[0])))
    return found


def text() -> str:
    """The table as it is kept."""
    return json.dumps(advances(), ensure_ascii=True, indent=0) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
