"""How a picture is coloured: values only. Position and name say the city, its hue helps; ink says how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

TONES = {"tone-1": 1.0, "tone-2": 0.79, "tone-3": 0.61, "tone-4": 0.45, "tone-5": 0.31}
"""Tones of the ink by their names, as shares of it over the ground: fills that say neither a city nor a status."""


@dataclass(frozen=True)
class Theme:
    """A ground and the colours that read on it. A hub has its hue by its place among the hubs; every other place is grey."""

    name: str
    ground: str
    ink: str
    muted: str
    line: str
    slot: str
    """The pale ground of shared cells and of empty slots."""
    hubs: tuple[str, ...]
    """The hues of the hubs, in the order they are shown; none where all is drawn in ink."""
    pale: float = 0.34
    """How much of a hue is left where a mark is pale."""
    cities: Mapping[str, str] = field(default_factory=dict)

    def coloured(self, hubs: Sequence[str]) -> Theme:
        """The theme with hues assigned to these hubs."""
        return replace(self, cities=MappingProxyType(dict(zip(hubs, self.hubs, strict=False))))

    def colour(self, hue: str) -> str:
        """The colour of a hue: one of this theme's own names, else that of a city."""
        if hue in TONES:
            return mixed(self.ink, self.ground, TONES[hue])
        own = {"ground": self.ground, "ink": self.ink, "muted": self.muted, "line": self.line, "slot": self.slot}
        if hue == "quiet":
            return mixed(self.muted, self.ground, 0.62)
        if hue == "faint":
            return mixed(self.muted, self.ground, 0.66)
        return own.get(hue) or self.cities.get(hue, self.muted if hue else self.ink)

    def tint(self, hue: str) -> str:
        """The pale version of a hue."""
        return mixed(self.colour(hue), self.ground, self.pale)


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` of one colour over the other."""
    parts = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in parts)


LIGHT = Theme(
    "light", "#FFFFFF", "#16191D", "#5A6370", "#D3D7DC", "#E1E5EA",
    ("#A25C14", "#2633A5", "#237961", "#9049BC", "#620B05", "#4C1658", "#713654", "#9E2B36"),
)  # fmt: skip
DARK = Theme(
    "dark", "#0E1117", "#ECEEF1", "#A9B1BC", "#4A5460", "#2C343F",
    ("#FEA90D", "#5A8FFB", "#51D49D", "#C0769F", "#C296CE", "#E8BCFC", "#88940A", "#5D955F"), 0.42,
)  # fmt: skip
CONTRAST = Theme("contrast", "#FFFFFF", "#000000", "#000000", "#000000", "#E6E6E6", (), 0.34)
THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}

_NAMES = ("ground", "ink", "muted", "line", "slot", "quiet", "faint", *TONES)


@dataclass(frozen=True)
class PageTheme(Theme):
    """Colours as CSS variables, so that a picture on a page is light, dark or of high contrast as the page is (see `page_css`)."""

    def colour(self, hue: str) -> str:
        """The variable of a hue."""
        return f"var(--p-{hue if hue in _NAMES or hue in self.cities else 'muted' if hue else 'ink'})"

    def tint(self, hue: str) -> str:
        """The pale version of a hue."""
        return f"color-mix(in srgb, {self.colour(hue)} var(--p-pale), var(--p-ground))"


PAGE = PageTheme(**{**vars(LIGHT), "name": "page"})


def page_css(hubs: Sequence[str]) -> str:
    """The variables of `PAGE` for these hubs: of the light or dark ground, and of high contrast where the reader asks for that."""
    light, dark = LIGHT.coloured(hubs), DARK.coloured(hubs)
    names = [*_NAMES, *light.cities]
    usual = [f"--p-{name}: light-dark({light.colour(name)}, {dark.colour(name)});" for name in names]
    strong = {"ground": "#FFFFFF, #000000", "slot": "#E6E6E6, #333333"}
    strong |= {tone: f"{mixed('#000000', '#FFFFFF', share)}, {mixed('#FFFFFF', '#000000', share)}" for tone, share in TONES.items()}
    sharp = [f"--p-{name}: light-dark({strong.get(name, '#000000, #FFFFFF')});" for name in names]
    return (
        f".th-drawing {{ --p-pale: {LIGHT.pale:.0%}; {' '.join(usual)} }}\n"
        f"@media (prefers-contrast: more), (forced-colors: active) {{ .th-drawing {{ {' '.join(sharp)} }} }}\n"
        f".th-contrast .th-drawing {{ {' '.join(sharp)} }}\n"
    )
