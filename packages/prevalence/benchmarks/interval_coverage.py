"""How often intervals hold the truth: seven truths, 2,000 sets of lists each, nominal 95 % and 80 %.

Run: python benchmarks/interval_coverage.py STORE [--sets 2000] [--replicates 1000] > benchmarks/interval_coverage.md

Every interval is kept in STORE, one line each, as soon as it is computed: a run that was stopped goes on where it
stopped, and `--report` writes the table of what there is. All truths advance together, so that a run cut short has as
many sets of each. Every set of lists has a bootstrap seed of its own: with one seed for all of them the Monte-Carlo
errors of the limits would be the same everywhere and not average out.
"""

import argparse
import csv
import sys
import time
import warnings
from collections import defaultdict
from pathlib import Path

import numpy as np

from prevalence.datasets import load
from prevalence.errors import NotAvailable, PrevalenceError, PrevalenceWarning
from prevalence.graph_average import graph_average
from prevalence.loglinear import loglinear
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise

CAPTURE = {"A": 0.15, "B": 0.12, "C": 0.2, "D": 0.1}
SEED = 2
LEVELS = (0.95, 0.8)
BOOTSTRAPS = ("percentile", "bca", "basic", "jackknife")
COLUMNS = ("truth", "people", "number", "method", "total", "low 95", "high 95", "low 80", "high 80")


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


def intervals_of(histories, replicates, seed):
    """Total and limits at each level, by method; none of a method that refuses."""
    found = {}
    try:
        chosen = stepwise(histories)
        made = chosen.bootstrap(replicates, seed=seed)
        for method in BOOTSTRAPS:
            found[f"stepwise, {method}"] = chosen.total, [made.interval(level, method) for level in LEVELS]
        found["stepwise, profile"] = chosen.total, [chosen.interval(level, "profile") for level in LEVELS]
    except PrevalenceError:
        pass
    try:
        plain = loglinear(histories)
        found["independent, profile"] = plain.total, [plain.interval(level) for level in LEVELS]
    except PrevalenceError:
        pass
    averaged = graph_average(histories)
    found["graphs averaged"] = averaged.total, [averaged.interval(level) for level in LEVELS]
    return found


def run(store, sets, replicates):
    """Compute what is not yet in the store."""
    done = {(row["truth"], int(row["number"])) for row in rows_of(store)}
    population, started, made = truths(), time.time(), 0
    waiting = [(n, name) for n in range(sets) for name in population if (name, n) not in done]
    with store.open("a", newline="") as handle:
        writer = csv.writer(handle)
        if not store.stat().st_size:
            writer.writerow(COLUMNS)
        for number, name in waiting:
            truth = population[name]
            lines = intervals_of(truth.draw(number, seed=SEED), replicates, SEED + 1 + number)
            for method, (total, limits) in lines.items():
                flat = [
                    "" if isinstance(x, NotAvailable) else f"{x:.1f}"
                    for found in limits
                    for x in (found.low, found.high)
                ]
                writer.writerow([name, truth.total, number, method, f"{total:.1f}", *flat])
            handle.flush()
            made += 1
            if made % 500 == 0:
                left = (time.time() - started) / made * (len(waiting) - made) / 60
                print(f"{made:,} of {len(waiting):,} sets, about {left:.0f} minutes left", file=sys.stderr, flush=True)


def rows_of(store):
    """What is in the store; a last line that was cut short is left out, as is the set of lists it belongs to."""
    if not store.exists():
        return []
    with store.open(newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["high 80"] is not None]


def report(store, replicates):
    """The table of coverage, with the standard error of each share."""
    by_method = defaultdict(list)
    rows = rows_of(store)
    for row in (*rows, *widest_of(rows)):
        by_method[row["truth"], int(row["people"]), row["method"]].append(row)
    sets = {truth: len({row["number"] for row in rows}) for (truth, _, _), rows in by_method.items()}
    print(f"# Coverage of intervals\n\n{replicates:,} bootstrap replicates. Standard errors in brackets.\n")
    print("| truth | method | sets with a total | bias (log) | error (log) | covers at 95 % | at 80 % | width (log) |")
    print("|---|---|---|---|---|---|---|---|")
    order = list(truths())
    for (truth, people, method), rows in sorted(
        by_method.items(), key=lambda item: (order.index(item[0][0]), item[0][2])
    ):
        logs = np.log([float(row["total"]) / people for row in rows])
        shares = " | ".join(share_of([holds(row, level, people) for row in rows]) for level in (95, 80))
        print(
            f"| {truth}, N = {people:,} | {method} | {len(rows):,} of {max(sets[truth], len(rows)):,} | "
            f"{logs.mean():+.3f} | {np.sqrt((logs**2).mean()):.3f} | {shares} | {width_of(rows)} |"
        )


def widest_of(rows):
    """The widest of percentile and BCa limits of each set, which are in the store already."""
    both = {(row["truth"], row["number"], row["method"]): row for row in rows}
    for row in rows:
        other = both.get((row["truth"], row["number"], "stepwise, bca"))
        if row["method"] != "stepwise, percentile" or other is None:
            continue
        low = {name: min((row[name], other[name]), key=lambda x: float(x or 0)) for name in ("low 95", "low 80")}
        high = {name: max((row[name], other[name]), key=lambda x: float(x or "inf")) for name in ("high 95", "high 80")}
        yield row | low | high | {"method": "stepwise, widest"}


def holds(row, level, people):
    """Whether an interval holds the truth; a limit that is not available holds it."""
    return float(row[f"low {level}"] or 0) <= people <= float(row[f"high {level}"] or "inf")


def share_of(held):
    share = np.mean(held)
    return f"{share:.1%} ({np.sqrt(share * (1 - share) / len(held)):.1%})"


def width_of(rows):
    """The median of the logarithm of upper over lower limit, at 95 %."""
    limits = [(float(row["low 95"] or 0), float(row["high 95"] or "inf")) for row in rows]
    with np.errstate(divide="ignore"):
        return f"{np.median([np.log(high) - np.log(low) for low, high in limits]):.2f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--sets", type=int, default=2000)
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--report", action="store_true", help="write the table of what there is, compute nothing")
    options = parser.parse_args()
    warnings.simplefilter("ignore", PrevalenceWarning)
    if not options.report:
        run(options.store, options.sets, options.replicates)
    report(options.store, options.replicates)


if __name__ == "__main__":
    main()
