"""Draws a picture to look at: ``python -m tests.look overview 1920x1080 out.png --dark --select cities=hefei``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from playwright.sync_api import sync_playwright

from dashboard.pictures import PICTURES, picture_of
from dashboard.render import svg
from dashboard.render.fonts import font_css
from dashboard.render.layout import Frame, compose
from dashboard.render.theme import THEMES
from dashboard.table.dimensions import read_arrangement
from dashboard.table.load import load
from dashboard.table.selection import read_query

CHROMIUM = "/usr/bin/chromium"


def page_of(drawn: str, ground: str, margin: int = 0) -> str:
    """A page with one drawing and the bundled type."""
    style = f"{font_css()} body{{margin:{margin}px;background:{ground}}} svg{{display:block}}"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{drawn}"


def main() -> None:
    """Write one PNG for every name and size given; ``390`` is a page of that width, ``1920whole`` paper."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", help="pictures, separated by commas, or all")
    parser.add_argument("sizes", help="1920x1080, 390 or 1920whole, separated by commas")
    parser.add_argument("out", type=Path, help="a file, or a folder where several are drawn")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--theme", choices=list(THEMES), default="light")
    parser.add_argument("--select", default="")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--today", type=date.fromisoformat, default=None)
    given = parser.parse_args()
    table = load(given.data)
    selection, _ = read_query(table, parse_qsl(given.select))
    arranged, _ = read_arrangement(parse_qsl(given.select))
    theme = THEMES["dark" if given.dark else given.theme]
    names = list(PICTURES) if given.names == "all" else given.names.split(",")
    sizes = given.sizes.split(",")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for name in names:
            picture = picture_of(name, table, selection, given.today, arranged)
            for size in sizes:
                width, _, height = size.removesuffix("whole").partition("x")
                page_like = not height and not size.endswith("whole")
                margin = 16 if page_like else 0
                frame = Frame(float(width) - 2 * margin, float(height) if height else None, size.endswith("whole"))
                scene = compose(picture, frame)
                page = browser.new_page(viewport={"width": int(width), "height": round(scene.height) + 2 * margin})
                page.set_content(page_of(svg.draw(scene, theme), theme.ground, margin))
                page.evaluate("document.fonts.ready")
                one = len(names) == len(sizes) == 1
                path = given.out if one else given.out / f"{name}_{size}_{theme.name}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=path)
                page.close()
                print(path)
        browser.close()


if __name__ == "__main__":
    main()
