"""Figures as SDMX: SDMX-CSV 2.0, and SDMX-ML 2.1 as structure-specific data; both are sent as they are read."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC
from functools import lru_cache
from itertools import batched
from xml.sax.saxutils import quoteattr

from django.utils import translation

from palermo.core import clock
from palermo.figures.exchange.rows import Extract, FigureRow
from palermo.figures.exchange.sdmx_codes import (
    AGENCY,
    ATTRIBUTES,
    DIMENSIONS,
    MEASURE,
    OF_SET,
    STRUCTURE,
    TIME,
    VERSION,
    observation_of,
)
from palermo.site.csvs import harmless
from palermo.site.sheets import CONTROL

CSV_TYPE = "application/vnd.sdmx.data+csv;version=2.0.0;charset=utf-8"
XML_TYPE = "application/vnd.sdmx.structurespecificdata+xml;version=2.1;charset=utf-8"
# Observations that are written together.
TOGETHER = 1_000
_NAMESPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_URN = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{STRUCTURE}({VERSION})"
_COLUMNS = (*DIMENSIONS, TIME)


def sdmx_csv(extract: Extract, language: str) -> Iterator[bytes]:
    """The lines of SDMX-CSV 2.0, each of which replaces what was there for its key."""
    head = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, TIME, MEASURE, *ATTRIBUTES, *OF_SET)
    begins = ("datastructure", f"{AGENCY}:{STRUCTURE}({VERSION})", "R")
    with translation.override(language):
        yield _lines([head])
        for rows in batched(extract.rows(), TOGETHER):
            yield _lines((*begins, *_flat(row)) for row in rows)


def _flat(row: FigureRow) -> Iterator[str]:
    told = observation_of(row)
    yield from (*told.dimensions, told.time, told.value)
    # Names that others gave: a spreadsheet program must not take one for a formula.
    yield from (str(harmless(value)) for value in (*told.attributes, *told.of_set))


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def sdmx_ml(extract: Extract, language: str) -> Iterator[bytes]:
    """A message of SDMX-ML 2.1 with a data set for each release."""
    with translation.override(language):
        yield _head(extract).encode()
        for part in extract.parts:
            opened = False
            for rows in batched((row for _place, row in part.rows()), TOGETHER):
                if not opened:
                    yield _open_set(rows[0]).encode()
                    opened = True
                yield "".join(map(_observation, rows)).encode()
            if opened:
                yield b"</mes:DataSet>\n"
        yield b"</mes:StructureSpecificData>\n"


def _head(extract: Extract) -> str:
    name = "-".join(filter(None, (extract.choice.release, extract.choice.indicator))) or "current"
    prepared = clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<mes:StructureSpecificData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xmlns:mes="{_NAMESPACE}/message" xmlns:ss="{_NAMESPACE}/data/structurespecific" '
        f'xmlns:com="{_NAMESPACE}/common" xmlns:ns1="{_URN}:ObsLevelDim:AllDimensions">\n'
        f"<mes:Header><mes:ID>figures-{name}</mes:ID><mes:Test>false</mes:Test><mes:Prepared>{prepared}</mes:Prepared>"
        f'<mes:Sender id="{AGENCY}"/>'
        f'<mes:Structure structureID="{STRUCTURE}" namespace="{_URN}" dimensionAtObservation="AllDimensions">'
        f'<com:Structure><Ref agencyID="{AGENCY}" id="{STRUCTURE}" version="{VERSION}" class="DataStructure"/>'
        "</com:Structure></mes:Structure></mes:Header>\n"
    )


def _open_set(row: FigureRow) -> str:
    of_set = _attributes(zip(OF_SET, observation_of(row).of_set, strict=True))
    return (
        f'<mes:DataSet{of_set} ss:structureRef="{STRUCTURE}" xsi:type="ns1:DataSetType" '
        f'ss:dataScope="DataStructure" action="Replace">\n'
    )


def _observation(row: FigureRow) -> str:
    told = observation_of(row)
    key = zip(_COLUMNS, (*told.dimensions, told.time), strict=True)
    rest = zip((MEASURE, *ATTRIBUTES), (told.value, *told.attributes), strict=True)
    return f"<Obs{_attributes(key)}{_attributes(rest)}/>\n"


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in pairs if value)


@lru_cache(maxsize=8192)
def _quoted(value: str) -> str:
    """Kept, since the same words stand in thousands of observations."""
    return quoteattr(CONTROL.sub("", value))
