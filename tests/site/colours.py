"""The colours of the site's style sheets, what stands out from what, and how those see them who see fewer colours."""

import re
from functools import cache
from math import dist
from pathlib import Path

import palermo

SOURCE = Path(palermo.__file__).parent
STYLES = SOURCE / "site/web/static/site"
# What a person sees of the light of red, green and blue who has no deviation, or lacks one kind of cones: Machado,
# Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009), severity 1.
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Light = tuple[float, ...]


@cache
def themes() -> dict[str, dict[str, str]]:
    """The colours of tokens.css by name; the dark theme and print say only what differs."""
    sheet = (STYLES / "tokens.css").read_text(encoding="utf-8")
    light, rest = sheet.split("@media (prefers-color-scheme: dark)")
    dark, paper = rest.split("@media print")
    own = {name: colours_in(part) for name, part in (("light", light), ("dark", dark), ("print", paper))}
    return {name: own["light"] | colours for name, colours in own.items()}


def colours_in(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+(?:-[a-z0-9]+)?): (#[0-9a-f]{6});", sheet))


def light_of(colour: str) -> Light:
    """The light of red, green and blue in a colour, by the standard of sRGB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""
    weights = (0.2126, 0.7152, 0.0722)
    darker, lighter = sorted(_mixed(weights, light_of(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, vision: str) -> float:
    """How different two colours look to a vision: their distance in OKLab, of which 0.02 is just seen side by side."""
    return dist(_oklab(_seen(one, vision)), _oklab(_seen(other, vision)))


def _seen(colour: str, vision: str) -> Light:
    return tuple(min(max(_mixed(row, light_of(colour)), 0), 1) for row in VISIONS[vision])


def _oklab(light: Light) -> Light:
    """Björn Ottosson's perceptual space (2020): lightness, green to red, blue to yellow."""
    cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    axes = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    responses = tuple(_mixed(row, light) ** (1 / 3) for row in cones)
    return tuple(_mixed(row, responses) for row in axes)


def _mixed(weights: Light, parts: Light) -> float:
    return sum(weight * part for weight, part in zip(weights, parts, strict=True))
