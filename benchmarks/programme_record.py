"""Our side of `benchmarks.programme_peers`: the demonstration and a Forum of eighty items beside it.

uv run python -m benchmarks.programme_record
"""

import sys

from benchmarks import measuring
from palermo.config.example.forum import Forum
from palermo.governance.models import Mandate


def main() -> int:
    """Make both."""
    measuring.make_demonstration()
    Forum().make(Mandate.objects.filter(state="in_force").first())
    return 0


if __name__ == "__main__":
    sys.exit(main())
