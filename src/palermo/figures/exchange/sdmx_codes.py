"""How rows are told in SDMX: identifiers of dimensions, codes and attributes, and the status of observations.

An identifier of SDMX has letters, digits, hyphens and a few signs. Where the cross-domain lists have a code (F, M, _T,
_U), it is used; every other code is written in capitals.
"""

from typing import NamedTuple

from disclosure.values.kinds import KIND_OF_WORD
from disclosure.values.status import OBS_STATUS

from palermo.figures.dimensions import ABROAD, BY_KEY, KEYS, OTHER, OWN, STATELESS, TOTAL, UNKNOWN
from palermo.figures.exchange.rows import FigureRow
from palermo.figures.pipeline.policies import HIDDEN
from palermo.site.charts.values import ValueKind

AGENCY, STRUCTURE, VERSION = "PALERMO", "FIGURES", "1.0.0"
ANNUAL = "A"
DIMENSIONS = ("FREQ", "INDICATOR", "REF_AREA", *(BY_KEY[key].concept for key in KEYS))
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"
# Attributes of an observation: identifier, and whether every observation has it.
ATTRIBUTES = {
    "OBS_STATUS": True,
    "CONF_STATUS": True,
    "LOWER_LIMIT": False,
    "UPPER_LIMIT": False,
    "SIGN": False,
    "UNIT_MEASURE": False,
    "ORIGIN": False,
    "DATA_SOURCE": False,
    "DATA_AGENCY": False,
    "LEGAL_BASIS": False,
    "DATASET": False,
    "NATIONAL_RETURN": False,
}
# Attributes of the whole data set.
OF_SET = {"RELEASE": True, "RELEASE_STATUS": True, "NOTICE": False}
# CONF_STATUS: free, confidential, hidden to protect others.
FREE, CONFIDENTIAL, SECONDARY = "F", "C", "D"
_SPECIAL = {
    TOTAL: "_T",
    UNKNOWN: "_U",
    OWN: "_OWN",
    ABROAD: "_ABROAD",
    STATELESS: "_STATELESS",
    OTHER: "_O",
}
_BY_KEY = {
    "sex": {"female": "F", "male": "M", "other": "O"},
    "form": {"other": "OTHER"},
}


class Observation(NamedTuple):
    """A figure in the terms of SDMX; an attribute that is empty is left out."""

    dimensions: tuple[str, ...]
    time: str
    value: str
    attributes: tuple[str, ...]
    of_set: tuple[str, ...]


def sdmx_code(key: str, code: str) -> str:
    """A code of a dimension as SDMX has it; of two codes of a dimension no two are written alike."""
    special = _BY_KEY.get(key, {}).get(code) or _SPECIAL.get(code)
    if special:
        return special
    if key == "age":
        return _age(code)
    return code.upper()


def _age(band: str) -> str:
    """As in the cross-domain list of ages: Y0T17 for 0 to 17, Y_GE18 for 18 and over."""
    return f"Y_GE{band[:-1]}" if band.endswith("+") else "Y" + band.replace("-", "T")


def observation_of(row: FigureRow) -> Observation:
    """A row in the terms of SDMX."""
    codes = (sdmx_code(key, getattr(row, key)) for key in KEYS)
    return Observation(
        (ANNUAL, row.indicator, row.state.upper(), *codes),
        f"{row.year:04}",
        _written(row.value),
        (
            OBS_STATUS[KIND_OF_WORD[row.kind]],
            _confidentiality(row),
            _written(row.low),
            _written(row.high),
            row.sign,
            row.unit,
            _written(row.origin),
            row.source,
            row.agency,
            row.article,
            row.dataset,
            row.national_return,
        ),
        (row.release, row.status, row.notice),
    )


def _confidentiality(row: FigureRow) -> str:
    if row.kind != ValueKind.SUPPRESSED:
        return FREE
    return SECONDARY if row.sign == HIDDEN else CONFIDENTIAL


def _written(number: int | None) -> str:
    return "" if number is None else str(number)
