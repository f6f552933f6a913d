"""`python -m prevalence` is the command `prevalence`."""

import sys

from prevalence.cli import main

if __name__ == "__main__":
    sys.exit(main())
