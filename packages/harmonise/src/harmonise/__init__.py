"""Reading, checking and harmonizing data on trafficking in persons before they are handed in."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harmonise.check import Report, check_file
    from harmonise.convert import Conversion, convert_file
    from harmonise.figures import Figure, read_figures
    from harmonise.finding import Finding
    from harmonise.identifiers.read_columns import find_identifiers
    from harmonise.identifiers.recognize import Identifier, Identity, Sign
    from harmonise.keys import make_key, read_key
    from harmonise.layouts.layout import Layout, Severity
    from harmonise.layouts.read_layout import parse_layout, read_layout
    from harmonise.pseudonymise import Pseudonymised, pseudonymise_file
    from harmonise.reports.sentences import finding_sentence, rule_title

# Where each name lives: whoever looks up a code does not pay for DuckDB.
HOMES = {
    "Conversion": "harmonise.convert",
    "Figure": "harmonise.figures",
    "Finding": "harmonise.finding",
    "Identifier": "harmonise.identifiers.recognize",
    "Identity": "harmonise.identifiers.recognize",
    "Layout": "harmonise.layouts.layout",
    "Pseudonymised": "harmonise.pseudonymise",
    "Report": "harmonise.check",
    "Severity": "harmonise.layouts.layout",
    "Sign": "harmonise.identifiers.recognize",
    "check_file": "harmonise.check",
    "convert_file": "harmonise.convert",
    "find_identifiers": "harmonise.identifiers.read_columns",
    "finding_sentence": "harmonise.reports.sentences",
    "make_key": "harmonise.keys",
    "parse_layout": "harmonise.layouts.read_layout",
    "pseudonymise_file": "harmonise.pseudonymise",
    "read_figures": "harmonise.figures",
    "read_key": "harmonise.keys",
    "read_layout": "harmonise.layouts.read_layout",
    "rule_title": "harmonise.reports.sentences",
}

__all__ = [
    "Conversion",
    "Figure",
    "Finding",
    "Identifier",
    "Identity",
    "Layout",
    "Pseudonymised",
    "Report",
    "Severity",
    "Sign",
    "check_file",
    "convert_file",
    "find_identifiers",
    "finding_sentence",
    "make_key",
    "parse_layout",
    "pseudonymise_file",
    "read_figures",
    "read_key",
    "read_layout",
    "rule_title",
]


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"harmonise has no {name!r}; it has: {', '.join(__all__)}")
    found = getattr(importlib.import_module(HOMES[name]), name)
    globals()[name] = found
    return found
