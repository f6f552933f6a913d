"""Replicates in pieces, with progress; an interruption keeps those done."""

import argparse
import sys
from typing import Any

import numpy as np

from prevalence.bootstrap import BLOCK, Bootstrap, block
from prevalence.results import check_replicates, provenance


def run_bootstrap(estimate: Any, options: argparse.Namespace) -> tuple[Bootstrap, bool]:
    """Replicates of an estimate, and whether they were interrupted.

    The numbers are those of `estimate.bootstrap`: replicate k has its own stream.
    """
    check_replicates(options.replicates)
    if options.parallel:
        return estimate.bootstrap(options.replicates, seed=options.seed, parallel=True), False
    totals, terms, interrupted = [], [], False
    try:
        for first in range(0, options.replicates, BLOCK):
            size = min(BLOCK, options.replicates - first)
            some, chosen = block(estimate.histories, estimate.procedure, options.seed, first, size)
            totals.append(some)
            terms.append(chosen)
            _progress(first + size, options.replicates, options.progress)
    except KeyboardInterrupt:
        interrupted = True
        print(f"\ninterrupted: limits from the {sum(map(len, totals))} replicates done", file=sys.stderr)
    done: dict[str, object] = {"replicates": sum(map(len, totals))}
    record = provenance(estimate.histories, f"{estimate.procedure.name}, bootstrap", done, options.seed)
    width = len(estimate.histories.counts)
    arrays = np.concatenate([np.zeros(0), *totals]), np.concatenate([np.zeros((0, width), dtype=np.bool_), *terms])
    return Bootstrap(estimate.histories, estimate.total, *arrays, estimate.procedure, record), interrupted


def _progress(done: int, of: int, always: bool) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} replicates", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif always:
        print(f"{done:,} of {of:,} replicates", file=sys.stderr, flush=True)
