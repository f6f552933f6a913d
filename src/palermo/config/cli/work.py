"""Do the background work and what is scheduled: send mail, read files, keep the index; until stopped, or once."""

import argparse

from palermo.config import preparation
from palermo.core import worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--once", action="store_true", help="do what is due and end")
    parser.add_argument(
        "--beside-server", type=int, metavar="PROCESS", help="end when this process, which started this one, ends"
    )


def run(options: argparse.Namespace) -> int:
    """Work; always 0, since what failed is tried again and shown on /secretariat/work/."""
    preparation.check_is_migrated()
    if options.once:
        done = worker.work_once()
        print(f"{done.succeeded} done, {done.failed} failed.")
    else:
        worker.work(parent=options.beside_server)
    return 0
