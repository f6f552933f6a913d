"""The command as a program of its own: `python -m palermo.config.cli work`."""

import sys

from palermo.config.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
