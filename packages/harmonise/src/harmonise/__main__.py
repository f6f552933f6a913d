"""`python -m harmonise`."""

import sys

from harmonise.cli import main

if __name__ == "__main__":
    sys.exit(main())
