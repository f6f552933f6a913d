"""Serve the site with a production server."""

import argparse
import sys

from palermo.config import keys, preparation, serving
from palermo.core import scratch


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--host", default=serving.DEFAULT_HOST, help="the address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=serving.DEFAULT_PORT, help="the port to listen on (default: %(default)s)"
    )
    parser.add_argument("--workers", type=int, default=1, help="the number of processes (default: %(default)s)")
    parser.add_argument(
        "--no-work", action="store_true", help="do not run background tasks; start `palermo work` separately"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    serving.check_is_free(options.host, options.port)
    scratch.delete_abandoned()
    keys.note_secret_key("palermo serve")
    for fault in keys.find_key_faults():
        print(f"Warning: {fault}", file=sys.stderr)
    preparation.prepare_files()
    serving.serve(options.host, options.port, options.workers, with_work=not options.no_work)
    return 0
