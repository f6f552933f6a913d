"""Marks what was found in a file in a copy of it. Knows nothing of Django: started as a process with limits."""

import tempfile
from datetime import date
from typing import Any

from harmonise import check_file, parse_layout, read_layout
from harmonise.reports.workbook import write_workbook

from palermo.core.limited_process.reader import run
from palermo.core.scratch import scratch_folder


def mark(_content: bytes, file: str, layout: str, own_layout: str, language: str, today: str) -> bytes:
    """The workbook with a sheet of findings and a sheet of data whose cells are marked."""
    with scratch_folder() as folder:
        tempfile.tempdir = str(folder)
        marked = folder / "marked.xlsx"

        def write(report: Any, table: Any) -> None:
            write_workbook(report, table, marked, language)

        known = parse_layout(own_layout) if own_layout else read_layout(layout)
        check_file(file, known, today=date.fromisoformat(today), keep=write, threads=1)
        return marked.read_bytes()


if __name__ == "__main__":
    run(mark)
