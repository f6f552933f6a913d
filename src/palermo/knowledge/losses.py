"""What was lost when a file was harmonized, as it is kept and as it is read."""

import re
from dataclasses import replace
from typing import Any, NamedTuple

import harmonise

from palermo.core.languages import CODES, active_language


def loss_report(done: "harmonise.Conversion", *, hides_values: bool) -> dict[str, object]:
    """What became of each column, with sentences in six languages.

    With `hides_values`, labels that are in no list, which may be free text, are left out.
    """
    columns = []
    for column in done.columns:
        report = column.report
        if report is not None and hides_values:
            report = replace(report, unmapped=())
        columns.append(
            {
                "column": column.column,
                "kinds": column.kinds,
                "unread": column.unread,
                "mapping": column.mapping,
                "sentences": {code: report.sentences(code) for code in CODES} if report else {},
            }
        )
    return {"rows": done.rows, "columns": columns, "left_out": list(done.left_out)}


# A mapping as `harmonise` names it: the editions of both lists, and its own number.
MAPPING = re.compile(r"(\S+) to (\S+), mapping (\S+)")


class ColumnLine(NamedTuple):
    """What became of a column: how many cells could not be read, by which mapping, and what that loses."""

    column: str
    unread: int
    mapping: str
    sentences: list[str]


def lines_of(report: dict[str, Any]) -> list[ColumnLine]:
    """The columns of a report of which something was lost or mapped, in the reader's language."""
    code = active_language().code
    lines = [
        ColumnLine(
            each["column"],
            each["unread"],
            MAPPING.sub(r"\1 → \2 (\3)", each["mapping"]),
            each["sentences"].get(code, []),
        )
        for each in report.get("columns", [])
    ]
    return [line for line in lines if line.unread or line.mapping]
