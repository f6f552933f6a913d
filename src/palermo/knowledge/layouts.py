"""Layouts of datasets: those of `harmonise`, and those that belong to one dataset.

`harmonise` loads what it needs when a function is first called: a page that shows no finding does not pay for it.
"""

import tomllib
from functools import cache, lru_cache
from importlib import resources

import harmonise
from django.utils.translation import gettext as _
from harmonise.errors import HarmoniseError

from palermo.core.refusals import Refused
from palermo.knowledge.models import Dataset


@cache
def layout_titles() -> dict[str, str]:
    """The titles of the layouts of `harmonise` by name, in the order of the titles."""
    files = (file for file in resources.files("harmonise.layouts").iterdir() if file.name.endswith(".toml"))
    read = {file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8"))["title"] for file in files}
    return dict(sorted(read.items(), key=lambda pair: pair[1].casefold()))


@cache
def series_columns(name: str) -> tuple[str, ...] | None:
    """The columns by which a layout of `harmonise` tells the figures of a State and year apart.

    None where there is no such layout, or its figures are not by State and year.
    """
    if name not in layout_titles():
        return None
    content = tomllib.loads(resources.files("harmonise.layouts").joinpath(f"{name}.toml").read_text("utf-8"))
    series = content.get("series")
    return tuple(each for each in content["key"] if each not in (series["state"], series["year"])) if series else None


def read_own_layout(text: str) -> "harmonise.Layout":
    """A layout from the text of a TOML file. Refused, naming the place in it that cannot be used."""
    try:
        return _parse(text)
    except HarmoniseError as error:
        raise Refused(_("This layout cannot be used: %(fault)s") % {"fault": error}) from None


@lru_cache(maxsize=32)
def _parse(text: str) -> "harmonise.Layout":
    return harmonise.parse_layout(text)


def layout_of(dataset: Dataset) -> "harmonise.Layout":
    """The layout of a dataset. Refused if its own layout cannot be used."""
    return read_own_layout(dataset.own_layout) if dataset.own_layout else harmonise.read_layout(dataset.layout)


def layout_title(dataset: Dataset) -> str:
    """What pages call its layout."""
    return _("Own layout") if dataset.own_layout else layout_titles().get(dataset.layout, dataset.layout)
