"""The program that sets one PDF or PNG: what to set comes in as JSON, the file goes out. Started by `typesetting`."""

import json
import sys
from datetime import UTC, datetime
from typing import TypedDict, cast

import typst

from palermo.site.fonts import installed_fonts


class Order(TypedDict):
    """What to set: the template, what it reads from `sys.inputs`, the date of the file, and whether it is tagged; or
    as a picture."""

    template: str
    inputs: dict[str, str]
    timestamp: int | None
    is_tagged: bool
    is_picture: bool


# Dots an inch: a picture is as sharp on paper as on a good screen.
SHARPNESS = 192


def compile_file(order: Order) -> bytes:
    """Set a template with the five families of fonts; fonts of the system are not looked at."""
    compiler = typst.Compiler(
        input=order["template"].encode(),
        font_paths=installed_fonts(),
        ignore_system_fonts=True,
        sys_inputs=order["inputs"],
    )
    timestamp = None if order["timestamp"] is None else datetime.fromtimestamp(order["timestamp"], UTC)
    if order["is_picture"]:
        made = compiler.compile(format="png", ppi=SHARPNESS)
    elif order["is_tagged"]:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=timestamp)
    else:
        made = compiler.compile(format="pdf", pdf_tags=False, timestamp=timestamp)
    # One format of one file: never None, never a list of pages.
    return cast(bytes, made)


def main() -> int:
    """Read from standard input, write to standard output; 1 with Typst's own words where it refuses."""
    order = json.load(sys.stdin.buffer)
    try:
        made = compile_file(order)
    except typst.TypstError as error:
        print(error.diagnostic or error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
