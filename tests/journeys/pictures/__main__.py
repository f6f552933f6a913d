"""Take the pictures of pages anew, and accept them.

    python -m tests.journeys.pictures [NAME …]

All of them, or those of the pages named, in every language and at every width. Look at what has changed before you
commit it: `git diff --stat` names the pictures.
"""

import argparse
import os
import subprocess
import sys

from tests.journeys.pictures.kept import ACCEPT, ACCEPTED
from tests.journeys.pictures.pages import LANGUAGES, PAGES, names_of_pictures

TESTS = "tests/journeys/test_pictures.py::test_a_page_looks_as_accepted"


def main() -> int:
    """Accept the pictures; the exit status is that of pytest, 2 for a page that is not listed."""
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.pictures", description="Accept pictures of pages.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a page of tests/journeys/pictures/pages.py")
    names = parser.parse_args().names or [page.name for page in PAGES]
    if unknown := set(names) - {page.name for page in PAGES}:
        parser.error(f"No such page in tests/journeys/pictures/pages.py: {', '.join(sorted(unknown))}.")
    for path in ACCEPTED.glob("*.webp"):
        if path.stem not in names_of_pictures():
            path.unlink()
    chosen = [f"{TESTS}[{name}-{language}]" for name in names for language in LANGUAGES]
    command = [sys.executable, "-m", "palermo.config.cli", "test", "-q", "-n", "2", "-m", "browser", *chosen]
    return subprocess.call(command, env=os.environ | {ACCEPT: "1"})


if __name__ == "__main__":
    sys.exit(main())
