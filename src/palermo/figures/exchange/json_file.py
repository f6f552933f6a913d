"""Figures as JSON, sent as they are read, and the schema that describes the file."""

import json
from collections.abc import Iterator
from itertools import batched

from django.urls import reverse
from django.utils import translation

from palermo.core.languages import CODES
from palermo.core.letters import address
from palermo.figures.dimensions import KEYS
from palermo.figures.exchange.licences import data_licence
from palermo.figures.exchange.release_data import release_data
from palermo.figures.exchange.rows import COLUMNS, Extract, FigureRow
from palermo.figures.states.releases import PUBLISHED
from palermo.site.charts.values import ValueKind

# Figures that are written together.
TOGETHER = 500
_NUMBERS = ("value", "low", "high", "origin")


def json_of_figures(extract: Extract, language: str) -> Iterator[bytes]:
    """The releases with their citation, the licence, and each figure as an object with the columns of a row."""
    with translation.override(language):
        yield _head(extract)
        separator = "\n"
        for rows in batched(extract.rows(), TOGETHER):
            yield (separator + ",\n".join(map(_object, rows))).encode()
            separator = ",\n"
        yield b"\n]}\n"


def _head(extract: Extract) -> bytes:
    selection: dict[str, list[str]] = {}
    for name, value in extract.choice.to_query():
        selection.setdefault(name, []).append(value)
    content = {
        "$schema": address(reverse("figures_schema")),
        "selection": selection,
        "licence": data_licence()._asdict(),
        "releases": [release_data(release) for release in extract.releases],
    }
    return (json.dumps(content, ensure_ascii=False)[:-1] + ', "figures": [').encode()


def _object(row: FigureRow) -> str:
    return json.dumps(row._asdict(), ensure_ascii=False)


def figure_schema() -> dict[str, object]:
    """The JSON Schema of one figure."""
    whole: dict[str, dict[str, object]] = {name: {"type": "string"} for name in COLUMNS}
    whole |= {name: {"type": ["integer", "null"], "minimum": 0} for name in _NUMBERS}
    whole["kind"] = {"enum": [each.value for each in ValueKind]}
    whole["status"] = {"enum": [each.value for each in PUBLISHED]}
    whole["year"] = {"type": "integer", "minimum": 1, "maximum": 9999}
    whole["state"] = {"type": "string", "pattern": "^[a-z]{3}$"}
    whole |= {key: {"type": "string", "minLength": 1} for key in KEYS}
    known = {"properties": {"kind": {"enum": [ValueKind.COUNT, ValueKind.ZERO, ValueKind.ESTIMATED]}}}
    return {
        "type": "object",
        "required": list(COLUMNS),
        "additionalProperties": False,
        "properties": whole,
        # A figure that was counted or estimated has a number, and no other has one.
        "if": known,
        "then": {"properties": {"value": {"type": "integer"}}},
        "else": {"properties": {"value": {"type": "null"}}},
    }


def file_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of the file."""
    day = {"type": ["string", "null"], "format": "date"}
    words = {"type": "object", "propertyNames": {"enum": list(CODES)}, "additionalProperties": {"type": "string"}}
    texts = ("id", "register", "kind", "population", "population_edition", "notice", "notes", "citation")
    release = {
        **{name: {"type": "string"} for name in texts},
        "number": {"type": "integer", "minimum": 1},
        "title": words,
        "summary": words,
        "status": {"enum": [each.value for each in PUBLISHED]},
        "released_on": day,
        "withdrawn_on": day,
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "is_invented": {"type": "boolean"},
        "address": {"type": "string", "format": "uri"},
    }
    licence = {name: {"type": "string"} for name in ("identifier", "title", "address")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(reverse("figures_schema")),
        "title": "Published figures",
        "type": "object",
        "required": ["selection", "licence", "releases", "figures"],
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "selection": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
            "licence": {"type": "object", "required": list(licence), "properties": licence},
            "releases": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": list(release),
                    "properties": release,
                    "additionalProperties": False,
                },
            },
            "figures": {"type": "array", "items": {"$ref": "#/$defs/figure"}},
        },
        "additionalProperties": False,
        "$defs": {"figure": figure_schema()},
    }
