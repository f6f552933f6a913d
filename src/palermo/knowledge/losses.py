"""What was lost when a file was harmonized, as it is kept and as it is read."""

import re
from dataclasses import replace
from typing import Any, NamedTuple

import harmonise

from palermo.core.languages import CODES, active_language

# Of a column, so many labels that are in no list are quoted.
MOST_QUOTED = 50


def loss_report(done: "harmonise.Conversion", *, hides_values: bool) -> dict[str, object]:
    """What became of each column, with sentences in six languages.

    Those on labels that are in no list, which may be free text, are kept apart as `quoting`; with `hides_values` they
    are left out.
    """
    columns = []
    for column in done.columns:
        report = column.report
        known = replace(report, unmapped=()) if report else None
        spoken = {code: known.sentences(code) for code in CODES} if known else {}
        quoting = {}
        if report is not None and report.unmapped and not hides_values:
            quoting = {code: report.sentences(code)[len(spoken[code]) :][:MOST_QUOTED] for code in CODES}
        columns.append(
            {
                "column": column.column,
                "kinds": column.kinds,
                "unread": column.unread,
                "mapping": column.mapping,
                "sentences": spoken,
                "quoting": quoting,
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


def lines_of(report: dict[str, Any], *, is_inside: bool) -> list[ColumnLine]:
    """The columns of a report of which something was lost or mapped, in the reader's language.

    What quotes the file is for its source and the secretariat, `is_inside`, as its findings are.
    """
    code = active_language().code
    lines = []
    for each in report.get("columns", []):
        quoting = each.get("quoting", {}).get(code, []) if is_inside else []
        mapping = MAPPING.sub(r"\1 → \2 (\3)", each["mapping"])
        lines.append(ColumnLine(each["column"], each["unread"], mapping, each["sentences"].get(code, []) + quoting))
    return [line for line in lines if line.unread or line.mapping or line.sentences]
