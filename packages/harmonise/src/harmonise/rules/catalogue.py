"""The rules of this package and how bad what they find is."""

from harmonise.layouts.layout import Severity

RULES = {
    # The file and its header.
    "missing-column": Severity.ERROR,
    "unknown-column": Severity.WARNING,
    "repeated-column": Severity.ERROR,
    "encoding": Severity.ERROR,
    "byte-order-mark": Severity.NOTE,
    "row-length": Severity.ERROR,
    "empty-row": Severity.WARNING,
    "hidden-sheet": Severity.ERROR,
    "hidden-row": Severity.WARNING,
    "hidden-column": Severity.WARNING,
    "merged-cells": Severity.ERROR,
    "formula": Severity.WARNING,
    "spreadsheet-error": Severity.ERROR,
    "text-below": Severity.WARNING,
    "nested-records": Severity.NOTE,
    "parts-not-seen": Severity.NOTE,
    # Single cells.
    "empty-cell": Severity.ERROR,
    "not-a-number": Severity.ERROR,
    "not-a-whole-number": Severity.ERROR,
    "not-a-date": Severity.ERROR,
    "date-as-number": Severity.ERROR,
    "out-of-range": Severity.ERROR,
    "date-out-of-range": Severity.ERROR,
    "pattern": Severity.ERROR,
    # Labels and texts.
    "not-in-list": Severity.ERROR,
    "small-count-label": Severity.ERROR,
    "mis-encoded": Severity.ERROR,
    "personal-data": Severity.ERROR,
    # Rows among each other.
    "repeated-key": Severity.ERROR,
    "repeated-value": Severity.ERROR,
    "repeated-row": Severity.WARNING,
    "conflicting-keys": Severity.ERROR,
    "repeated-figure": Severity.WARNING,
    "dates-out-of-order": Severity.ERROR,
    # Figures among each other.
    "above-total": Severity.ERROR,
    "above-hidden-total": Severity.ERROR,
    "parts-above-whole": Severity.ERROR,
    "jump": Severity.WARNING,
}
