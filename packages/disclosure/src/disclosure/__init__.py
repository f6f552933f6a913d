"""Statistical disclosure control: publishing figures on people that nobody can unmask."""

import importlib
from typing import TYPE_CHECKING

from disclosure import errors as errors

if TYPE_CHECKING:
    from disclosure.alternatives.cell_key import perturb_tables
    from disclosure.alternatives.compare import compare_alternatives
    from disclosure.alternatives.merging import merge_categories, suggest_merges
    from disclosure.alternatives.rounding import round_tables
    from disclosure.audit.audit import audit as audit_tables
    from disclosure.audit.knowledge import Knowledge
    from disclosure.rules.read_rules import parse_rules, read_rules
    from disclosure.rules.rules import Rules
    from disclosure.suppression.believers import hide_from_believers
    from disclosure.suppression.protect import protect
    from disclosure.suppression.stand_ins import fill_signs
    from disclosure.tables.private import PrivateCells, parse_private
    from disclosure.tables.read_specification import parse_specification, read_specification
    from disclosure.tables.read_table import read_table, read_tables
    from disclosure.tables.write_table import write_table
    from disclosure.values import Kind, Value, Values

# Where each name lives: a process that only draws noise does not pay for solvers, nor the other way round.
HOMES = {
    "Kind": "disclosure.values",
    "Knowledge": "disclosure.audit.knowledge",
    "PrivateCells": "disclosure.tables.private",
    "Rules": "disclosure.rules.rules",
    "Value": "disclosure.values",
    "Values": "disclosure.values",
    "audit_tables": "disclosure.audit.audit",
    "compare_alternatives": "disclosure.alternatives.compare",
    "fill_signs": "disclosure.suppression.stand_ins",
    "hide_from_believers": "disclosure.suppression.believers",
    "merge_categories": "disclosure.alternatives.merging",
    "parse_private": "disclosure.tables.private",
    "parse_rules": "disclosure.rules.read_rules",
    "parse_specification": "disclosure.tables.read_specification",
    "perturb_tables": "disclosure.alternatives.cell_key",
    "protect": "disclosure.suppression.protect",
    "read_rules": "disclosure.rules.read_rules",
    "read_specification": "disclosure.tables.read_specification",
    "read_table": "disclosure.tables.read_table",
    "read_tables": "disclosure.tables.read_table",
    "round_tables": "disclosure.alternatives.rounding",
    "suggest_merges": "disclosure.alternatives.merging",
    "write_table": "disclosure.tables.write_table",
}

__all__ = [
    "Kind",
    "Knowledge",
    "PrivateCells",
    "Rules",
    "Value",
    "Values",
    "audit_tables",
    "compare_alternatives",
    "errors",
    "fill_signs",
    "hide_from_believers",
    "merge_categories",
    "parse_private",
    "parse_rules",
    "parse_specification",
    "perturb_tables",
    "protect",
    "read_rules",
    "read_specification",
    "read_table",
    "read_tables",
    "round_tables",
    "suggest_merges",
    "write_table",
]


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"disclosure has no {name!r}; it has: {', '.join(__all__)}")
    found = getattr(importlib.import_module(HOMES[name]), {"audit_tables": "audit"}.get(name, name))
    globals()[name] = found
    return found
