"""How a picture is coloured: values only. Position and name say the city, its hue helps; ink says how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Theme:
    """A ground and the colours that read on it. ``cities`` give a hub its hue; every other mark is drawn in ink."""

    name: str
    ground: str
    ink: str
    muted: str
    line: str
    slot: str
    """The pale ground of what is shared, and of what is not said."""
    cities: Mapping[str, str]
    pale: float = 0.2
    """How much of a hue is left where a mark is pale."""

    def colour(self, hue: str) -> str:
        """The colour of a hue: one of this theme's own names, the key of a city, or ink."""
        own = {"ground": self.ground, "ink": self.ink, "muted": self.muted, "line": self.line, "slot": self.slot}
        if hue == "quiet":
            return mixed(self.muted, self.ground, 0.62)
        return own.get(hue) or self.cities.get(hue, self.ink)

    def tint(self, hue: str) -> str:
        """The pale version of a hue."""
        return mixed(self.colour(hue), self.ground, self.pale)


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` of one colour over the other."""
    parts = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in parts)


LIGHT = Theme(
    "light", "#FFFFFF", "#16191D", "#565F6B", "#D3D7DC", "#EFF1F3",
    MappingProxyType({"beijing": "#9A4A12", "shanghai": "#1F4E9E", "shenzhen": "#1B7A66", "hefei": "#8A3B97"}),
)  # fmt: skip
DARK = Theme(
    "dark", "#0E1117", "#ECEEF1", "#A9B1BC", "#3A424D", "#1C222B",
    MappingProxyType({"beijing": "#E29A63", "shanghai": "#7FAAF5", "shenzhen": "#56C2A8", "hefei": "#D18CDD"}), 0.3,
)  # fmt: skip
CONTRAST = Theme("contrast", "#FFFFFF", "#000000", "#000000", "#000000", "#E6E6E6", MappingProxyType({}), 0.25)
THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}
