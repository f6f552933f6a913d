"""Writes the structure of a questionnaire as YAML, as `read_structure` reads it."""

from collections.abc import Mapping
from typing import Any

import yaml

from palermo.core.text import MultilingualText
from palermo.returns.structure import Comparison, Rule, Side, Structure, Table

# A text is never broken; a mapping or list stands on one line while it is about so long.
WIDTH = 10_000
SHORT = 90


class _Dumper(yaml.SafeDumper):
    """Small mappings, of texts and of rules, in one line each."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _is_short([part for pair in node.value for part in pair])
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _is_short(node.value)
        return node

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _is_short(nodes: list[yaml.Node]) -> bool:
    scalars = [node for node in nodes if isinstance(node, yaml.ScalarNode)]
    return len(scalars) == len(nodes) and sum(len(str(node.value)) + 2 for node in scalars) <= SHORT


def write_structure(structure: Structure) -> str:
    """The structure as YAML; read again, it is equal."""
    content = {
        "units": {key: _text(names) for key, names in structure.units.items()},
        "dimensions": {
            key: _without_empty(
                {
                    "title": _text(each.title),
                    "list": each.list,
                    "open": each.is_open,
                    "codes": {code: _text(names) for code, names in each.codes.items()},
                }
            )
            for key, each in structure.dimensions.items()
        },
        "sections": [
            _without_empty(
                {
                    "key": each.key,
                    "title": _text(each.title),
                    "guidance": _text(each.guidance),
                    "tables": [_table(table) for table in each.tables],
                }
            )
            for each in structure.sections
        ],
        "rules": [_rule(rule) for rule in structure.rules],
    }
    return yaml.dump(_without_empty(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def _text(text: MultilingualText) -> dict[str, str]:
    """English first, since most questionnaires are written in it."""
    return {code: text[code] for code in sorted(text, key=lambda code: (code != "en", code))}


def _without_empty(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value or (value == 0 and value is not False)}


def _table(table: Table) -> dict[str, object]:
    return _without_empty(
        {
            "key": table.key,
            "title": _text(table.title),
            "guidance": _text(table.guidance),
            "units": list(table.units),
            "asks": list(table.asks),
            "indicator": table.indicator,
            "rows": [_side(side) for side in table.rows],
            "columns": [_side(side) for side in table.columns],
            "compared_with": [_comparison(each) for each in table.compared_with],
        }
    )


def _comparison(comparison: Comparison) -> dict[str, object]:
    # Codes stay where they are empty: a code without labels is not one without a counterpart.
    written: dict[str, object] = {"layout": comparison.layout, "unit": comparison.unit, "where": dict(comparison.where)}
    codes = {
        dimension: known if isinstance(known, str) else {code: dict(labels) for code, labels in known.items()}
        for dimension, known in comparison.codes.items()
    }
    return {**_without_empty(written), "codes": codes, **_without_empty({"note": _text(comparison.note)})}


def _side(side: Side) -> dict[str, object]:
    return _without_empty({"dimension": side.dimension.key, "total": side.total})


def _rule(rule: Rule) -> dict[str, object]:
    return _without_empty(
        {
            "id": rule.id,
            "kind": rule.kind,
            "table": rule.table,
            "severity": "" if rule.severity == "error" else rule.severity,
            "side": "" if rule.side == "rows" else rule.side,
            "code": rule.code,
            "of": list(rule.of),
            "other_table": rule.other_table,
            "low": rule.low,
            "high": rule.high,
            "factor": rule.factor,
            "sentence": _text(rule.sentence),
        }
    )
