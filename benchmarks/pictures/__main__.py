"""Take the pictures of the documentation anew, of the site as it is.

    uv run python -m benchmarks.pictures [PART …]

Without a part, all of them: about ten minutes. The pictures of what the interface was before are kept as they are.
"""

import argparse
import os
import subprocess
import sys

from benchmarks.pictures.keeping import IMAGES, keep

# Each in a process of its own, with a record of its own.
PROGRAMS = {
    **{part: ["-m", f"benchmarks.pictures.{part}"] for part in ("record", "forum", "guide", "registration", "screens")},
    # The story is a test, which takes pictures on its way.
    "story": ["-m", "pytest", "-q", "-m", "slow", "tests/journeys/test_story.py::test_the_story_of_2007"],
}


def main() -> int:
    """Run the programs one after another; gives the status of the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description="Take pictures for docs/.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of: {', '.join(PROGRAMS)}")
    parts = parser.parse_args().parts or list(PROGRAMS)
    if unknown := set(parts) - set(PROGRAMS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    environment = os.environ | {"PALERMO_PICTURES": str(IMAGES / "story")}
    for part in parts:
        if status := subprocess.call([sys.executable, *PROGRAMS[part]], env=environment):
            return status
        if part == "story":
            for path in sorted((IMAGES / "story").glob("*.png")):
                keep(path.read_bytes(), f"story/{path.stem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
