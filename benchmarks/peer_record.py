"""Our side of `benchmarks.peers`: the demonstration and, with a seed, as much beside it as fills the pages compared.

uv run python -m benchmarks.peer_record
"""

import sys

from benchmarks import measuring
from benchmarks.decade import Decade
from palermo.search.actions import rebuild

DOCUMENTS, MEETINGS, DECISIONS, EVENTS, WORKS = 100, 20, 5, 60, 10


def main() -> int:
    """Make it, with the words of it for searching."""
    measuring.make_demonstration()
    Decade().make(DOCUMENTS, MEETINGS, DECISIONS, EVENTS, WORKS)
    rebuild()
    return 0


if __name__ == "__main__":
    sys.exit(main())
