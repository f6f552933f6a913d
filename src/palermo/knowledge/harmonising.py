"""Harmonizes a file that was received, or checks it. Knows nothing of Django: started as a process with limits.

A file can be made so that reading it takes all the memory, or ends the process that reads it.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from harmonise import Finding, Report, check_file, convert_file, find_identifiers, parse_layout, read_layout
from harmonise.errors import HarmoniseError, UnreadableFile

from palermo.core.controls import replace_controls
from palermo.core.limited_process.reader import run
from palermo.knowledge.losses import loss_report

# What these rules find is a property of the file, not what stands in a row of it.
OF_THE_FILE = frozenset({"encoding", "byte-order-mark", "hidden-sheet"})
MOST_ROWS_NAMED = 20


def work(_content: bytes, step: str, **options: Any) -> dict[str, Any]:
    """What a step gives, or by which error it is refused."""
    try:
        result = STEPS[step](**options)
    except HarmoniseError as error:
        sentence, words = str(error), error.words
        if options["hides_values"]:
            sentence, words = error.without_content, _without_headings(words)
        result = {"refused": sentence, "kind": type(error).__name__, "fault": error.fault, "words": words}
    storable: dict[str, Any] = _storable(result)
    return storable


def _without_headings(words: dict[str, object]) -> dict[str, object]:
    """The words of a fault with the number of unknown headings only: without a header, they are the first row."""
    unknown = words.get("unknown")
    return words | {"unknown": len(unknown)} if isinstance(unknown, list) else words


def _convert(file: str, layout: str, own_layout: str, folder: str, made: str, *, hides_values: bool) -> dict[str, Any]:
    _use(folder)
    known = parse_layout(own_layout) if own_layout else read_layout(layout)
    done = convert_file(file, known, made)
    if identifiers := find_identifiers(file, known):
        # Of a file that was received before files were looked through.
        columns = ", ".join(str(each.number) for each in identifiers)
        raise UnreadableFile(f"Columns {columns} identify persons.", "identifies-persons", columns=columns)
    return {"rows": done.rows, "report": loss_report(done, hides_values=hides_values)}


def _check(
    file: str, layout: str, own_layout: str, folder: str, today: str, most: int, *, hides_values: bool
) -> dict[str, Any]:
    _use(folder)
    known = parse_layout(own_layout) if own_layout else read_layout(layout)
    report = check_file(file, known, today=date.fromisoformat(today))
    findings = findings_of(report, most, hides_values=hides_values)
    return {"rows": report.rows, "findings": findings, "counts": report.by_rule()}


def _use(folder: str) -> None:
    """Keep what is written in between in a folder that is deleted even if this process is ended."""
    tempfile.tempdir = folder


def findings_of(report: Report, most: int, *, hides_values: bool) -> list[dict[str, object]]:
    """The findings of a report as the fields of the model `Finding`, in the order of the file.

    Of more than `most`, each rule has its share. With `hides_values`, what stands in the data is left out.
    """
    groups = defaultdict(list)
    for place, finding in enumerate(report.findings):
        groups[finding.rule].append((place, finding))
    kept: list[tuple[int, Finding]] = []
    for left, group in zip(range(len(groups), 0, -1), sorted(groups.values(), key=len), strict=True):
        kept += group[: (most - len(kept)) // left]
    return [_fields(finding, hides_values=hides_values) for _place, finding in sorted(kept, key=lambda pair: pair[0])]


def _fields(finding: Finding, *, hides_values: bool) -> dict[str, object]:
    shows = not hides_values or finding.rule in OF_THE_FILE or finding.found == ""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "row": finding.row,
        "column": finding.column[:120],
        "details": {
            "found": finding.found if shows else None,
            "words": dict(finding.details),
            "rows": list(finding.rows[:MOST_ROWS_NAMED]),
            "sheet": finding.sheet,
        },
    }


def _storable(value: Any) -> Any:
    """A value whose texts a database can hold: without control characters and halves of characters."""
    if isinstance(value, str):
        return replace_controls(value).encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, (list, tuple)) else value


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"convert": _convert, "check": _check}

if __name__ == "__main__":
    run(work)
