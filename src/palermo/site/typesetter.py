"""The program that sets one PDF: what to set comes in as JSON, the file goes out. Started by `typesetting`."""

import json
import sys
from datetime import UTC, datetime
from typing import cast

import typst

from palermo.site.fonts import installed_fonts


def compile_pdf(asked: dict[str, object]) -> bytes:
    """Set it with the four families; fonts of the system are not looked at."""
    compiler = typst.Compiler(
        input=asked["template"].encode(),
        font_paths=installed_fonts(),
        ignore_system_fonts=True,
        sys_inputs=asked["inputs"],
    )
    timestamp = None if asked["timestamp"] is None else datetime.fromtimestamp(asked["timestamp"], UTC)
    if asked["is_tagged"]:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=timestamp)
    else:
        made = compiler.compile(format="pdf", pdf_tags=False, timestamp=timestamp)
    # One format of one file: never None, never a list of pages.
    return cast(bytes, made)


def main() -> int:
    """Read from standard input, write to standard output; 1 with Typst's own words where it refuses."""
    asked = json.load(sys.stdin.buffer)
    try:
        made = compile_pdf(asked)
    except typst.TypstError as error:
        print(error.diagnostic or error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
