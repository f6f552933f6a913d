"""How often intervals hold the truth: seven truths, 500 sets of lists each, nominal 95 % and 80 %.

Run: python benchmarks/interval_coverage.py [sets] [replicates] > benchmarks/interval_coverage.md
"""

import sys
import time
import warnings

import numpy as np

from prevalence.datasets import load
from prevalence.errors import NotAvailable, PrevalenceError, PrevalenceWarning
from prevalence.graph_average import graph_average
from prevalence.loglinear import loglinear
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise

CAPTURE = {"A": 0.15, "B": 0.12, "C": 0.2, "D": 0.1}


def truths():
    """The first is that of Chan, Silverman and Vincent (2021), section 3.4."""
    return {
        "UK five lists, stepwise model": Truth.from_estimate(stepwise(load("uk_2013_five"))),
        "Kosovo, stepwise model": Truth.from_estimate(stepwise(load("kosovo"))),
        "New Orleans five lists, independent": Truth.from_estimate(loglinear(load("new_orleans_186_five"))),
        "four independent lists": Truth.of(3000, CAPTURE),
        "one pair depends, odds ratio 5": Truth.of(3000, CAPTURE, odds_ratios={("A", "B"): 5}),
        "people differ, spread 1": Truth.of(3000, CAPTURE, spread=1.0),
        "links missed, 10 %": Truth.of(3000, CAPTURE, missed_links=0.1),
    }


def intervals(histories, replicates):
    found = {}
    try:
        chosen = stepwise(histories)
        made = chosen.bootstrap(replicates)
        for level in (0.95, 0.8):
            found["stepwise, BCa", level] = (chosen.total, made.interval(level, "bca"))
            found["stepwise, percentile", level] = (chosen.total, made.interval(level, "percentile"))
            found["stepwise, profile", level] = (chosen.total, chosen.interval(level, "profile"))
    except PrevalenceError:
        pass
    try:
        plain = loglinear(histories)
        for level in (0.95, 0.8):
            found["independent, profile", level] = (plain.total, plain.interval(level))
    except PrevalenceError:
        pass
    averaged = graph_average(histories)
    for level in (0.95, 0.8):
        found["graphs averaged", level] = (averaged.total, averaged.interval(level))
    return found


def holds(interval, truth):
    low = 0 if isinstance(interval.low, NotAvailable) else interval.low
    high = np.inf if isinstance(interval.high, NotAvailable) else interval.high
    return low <= truth <= high


def main():
    warnings.simplefilter("ignore", PrevalenceWarning)
    sets, replicates = (
        (int(sys.argv[1]) if len(sys.argv) > 1 else 500),
        (int(sys.argv[2]) if len(sys.argv) > 2 else 200),
    )
    print(f"# Coverage of intervals\n\n{sets} sets of lists from each truth, {replicates} bootstrap replicates.\n")
    print("| truth | method | totals given | bias (log) | error (log) | covers at 95 % | at 80 % |")
    print("|---|---|---|---|---|---|---|")
    for name, truth in truths().items():
        started, rows = time.process_time(), {}
        for number in range(sets):
            for key, (total, interval) in intervals(truth.draw(number, seed=1), replicates).items():
                rows.setdefault(key, []).append((np.log(total / truth.total), holds(interval, truth.total)))
        for method in dict.fromkeys(m for m, _ in rows):
            wide, narrow = np.array(rows[method, 0.95]), np.array(rows[method, 0.8])
            logs = wide[:, 0]
            print(
                f"| {name}, N = {truth.total:,} | {method} | {len(wide)} | {logs.mean():+.3f} | "
                f"{np.sqrt((logs**2).mean()):.3f} | {wide[:, 1].mean():.1%} | {narrow[:, 1].mean():.1%} |",
                flush=True,
            )
        print(f"{name}: {time.process_time() - started:.0f} CPU s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
