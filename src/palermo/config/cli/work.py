"""Run background and scheduled tasks: send e-mail, read files, update the search index."""

import argparse

from palermo.core import scratch, worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--once", action="store_true", help="run the tasks that are due, then exit")
    parser.add_argument("--beside-server", type=int, metavar="PROCESS", help="exit when this parent process exits")


def run(options: argparse.Namespace) -> int:
    """Run tasks; always return 0, since failed tasks are retried and listed on /secretariat/work/."""
    scratch.delete_abandoned()
    if options.once:
        done = worker.work_once()
        print(f"{done.succeeded} tasks completed, {done.failed} failed.")
    else:
        worker.work(parent=options.beside_server)
    return 0
