"""The program that reads a workbook that is a form, apart from the site: `reading` starts it. Without Django."""

from palermo.core.limited_process.reader import run
from palermo.site.tables.sheets import TableRefused
from palermo.site.tables.workbooks import read_forms


def read(content: bytes, file: str) -> dict[str, object]:
    """The sheets of a workbook, or the sentences that say why there are none."""
    try:
        return {"sheets": read_forms(content, file)}
    except TableRefused as refused:
        return {"refused": refused.sentences}


if __name__ == "__main__":
    run(read)
