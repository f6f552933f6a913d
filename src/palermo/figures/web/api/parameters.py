"""What the interface for programs can be asked: parameters with their meaning, translated when they are read."""

from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

# Figures of a page: those given where nothing is asked, and the most.
USUAL, MOST = 1_000, 5_000


def _about(words: Promise, default: Any = "", **more: Any) -> Any:
    # A text that is translated later, which pydantic passes on as it is.
    return Field(default, description=cast(str, words), **more)


class FigureQuery(Schema):
    """Which figures, and which page of them; names and values are those of the data explorer."""

    release: str = _about(_("Identifier of a release; without it, figures of the current releases"))
    indicator: str = _about(_("Identifier of an indicator"))
    by: list[str] = _about(_("Breakdown: names of dimensions, or total for figures that are not broken down"), [])
    state: list[str] = _about(_("ISO 3166 alpha-3 codes of States or areas"), [])
    year_from: str = _about(_("First year"), alias="from")
    until: str = _about(_("Last year"))
    sex: list[str] = _about(_("Codes of this dimension, listed under /dimensions"), [])
    age: list[str] = _about(_("Codes of this dimension, listed under /dimensions"), [])
    form: list[str] = _about(_("Codes of this dimension, listed under /dimensions"), [])
    citizenship: list[str] = _about(_("Codes of this dimension, listed under /dimensions"), [])
    repatriation: list[str] = _about(_("Codes of this dimension, listed under /dimensions"), [])
    limit: int = _about(_("Number of figures on a page"), USUAL, ge=1, le=MOST)
    cursor: str = _about(_("Where the page begins: taken from the address of the next page"))


class ReleaseQuery(Schema):
    """Which releases."""

    of_register: str = _about(_("Identifier of a register"), alias="register")
    population: str = _about(_("Identifier of a population"))
    indicator: str = _about(_("Identifier of an indicator"))
    status: str = _about(_("released or withdrawn"))


class DayQuery(Schema):
    """As at which day."""

    on: str = _about(_("Day, such as 2008-01-31; without it, today"))
