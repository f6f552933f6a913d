"""Reads the structure of a questionnaire from YAML, and refuses a faulty one with the place of each fault."""

from collections.abc import Mapping
from typing import Any

import yaml

from palermo.core.text import MultilingualText
from palermo.returns.structure import Dimension, Rule, Section, Side, Structure, Table


class StructureError(ValueError):
    """A questionnaire that cannot be used: `faults` are sentences, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def read_structure(content: str) -> Structure:
    """Read a questionnaire.

    Raises
    ------
    StructureError
        With every fault that was found.
    """
    data = yaml.safe_load(content)
    dimensions = {key: _dimension(key, part) for key, part in data.get("dimensions", {}).items()}
    sections = tuple(_section(part, dimensions) for part in data["sections"])
    units = {key: MultilingualText(names) for key, names in data.get("units", {}).items()}
    return Structure(sections, dimensions, units, tuple(_rule(part) for part in data.get("rules", [])))


def _dimension(key: str, part: Mapping[str, Any]) -> Dimension:
    codes = {str(code): MultilingualText(names) for code, names in part.get("codes", {}).items()}
    return Dimension(key, MultilingualText(part["title"]), codes, part.get("list", ""), bool(part.get("open")))


def _section(part: Mapping[str, Any], dimensions: Mapping[str, Dimension]) -> Section:
    tables = tuple(_table(table, dimensions) for table in part["tables"])
    return Section(part["key"], MultilingualText(part["title"]), tables, MultilingualText(part.get("guidance", {})))


def _table(part: Mapping[str, Any], dimensions: Mapping[str, Dimension]) -> Table:
    rows, columns = (
        tuple(Side(dimensions[side["dimension"]], str(side.get("total", ""))) for side in part[name])
        for name in ("rows", "columns")
    )
    return Table(
        key=part["key"],
        title=MultilingualText(part["title"]),
        rows=rows,
        columns=columns,
        guidance=MultilingualText(part.get("guidance", {})),
        units=tuple(part.get("units", ())),
        asks=tuple(part.get("asks", ())),
        indicator=part.get("indicator", ""),
    )


def _rule(part: Mapping[str, Any]) -> Rule:
    given = {**part, "of": tuple(part.get("of", ())), "sentence": MultilingualText(part.get("sentence", {}))}
    return Rule(**given)
