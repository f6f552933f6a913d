"""The program that reads one table, apart from the site: `reading` starts it. Knows nothing of Django."""

from palermo.core.limited_process.reader import run
from palermo.site.tables.csvs import read_csv
from palermo.site.tables.sheets import TableRefused
from palermo.site.tables.workbooks import read_workbook

PACKED = b"PK\x03\x04"


def read(content: bytes, file: str) -> dict[str, object]:
    """The sheets of a workbook, or the one of a CSV file; or the sentences that say why there are none."""
    try:
        sheets = read_workbook(content, file) if content.startswith(PACKED) else [read_csv(content, file)]
    except TableRefused as refused:
        return {"refused": refused.sentences}
    return {"sheets": [[each.name, each.head, each.lines, each.notes, each.faults] for each in sheets]}


if __name__ == "__main__":
    run(read)
