"""Run the fast tests. Arguments are passed to pytest."""

import importlib.util
import os
import subprocess
import sys

from django.core.management.utils import get_random_secret_key

from palermo.config.environment import SOURCE, keep_secret_key
from palermo.core.refusals import Refused

ROOT = SOURCE.parent.parent
FAST = ["-m", "not slow and not browser and not full"]


def run(arguments: list[str]) -> int:
    """Hand everything to pytest, with a data folder of the tests' own."""
    if not (ROOT / "tests").is_dir():
        raise Refused(
            "The tests are available in the source repository only, not in an installed copy. Clone the repository."
        )
    if importlib.util.find_spec("pytest") is None:
        raise Refused("pytest is not installed. Run `./palermo test` or `uv run palermo test`, which install it.")
    command = [sys.executable, "-m", "pytest", *_defaults(arguments), *arguments]
    data = ROOT / ".tools" / "test-data"
    # The same for all processes of the tests, and for the databases that they keep.
    keep_secret_key(data, get_random_secret_key())
    environment = os.environ | {"PALERMO_DATA": str(data)}
    # Else every worker compiles all tests anew, and so does the next run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.call(command, cwd=ROOT, env=environment)  # noqa: S603


def _defaults(arguments: list[str]) -> list[str]:
    chosen = any(argument in {"-m", "--markexpr"} for argument in arguments)
    workers = [] if any(argument.startswith("-n") or argument == "--pdb" for argument in arguments) else ["-n", "auto"]
    return workers + ([] if chosen else FAST)
