"""The command `prevalence`: estimate, assess, simulate, and show the tables that come along."""

import argparse
import csv
import io
import json
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from prevalence import datasets, report
from prevalence.aic_stepwise import aic_stepwise
from prevalence.assessment import Assessment, assess
from prevalence.bootstrap import BLOCK, Bootstrap, block
from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model
from prevalence.direct import DirectEstimate
from prevalence.errors import PrevalenceError, PrevalenceWarning
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.latent_class import latent_classes
from prevalence.loglinear import LoglinearEstimate, loglinear
from prevalence.results import Interval, package_version
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise
from prevalence.streams import DEFAULT_SEED

Method = Callable[[CaptureHistories, argparse.Namespace], Any]

METHODS: dict[str, Method] = {
    "stepwise": lambda h, a: stepwise(h, threshold=a.threshold),
    "bic": lambda h, a: best_model(h),
    "aic": lambda h, a: aic_stepwise(h),
    "model": lambda h, a: loglinear(h, a.model),
    "graphs": lambda h, a: graph_average(h),
    "classes": lambda h, a: latent_classes(h, seed=a.seed),
    "chao": lambda h, a: chao_lower_bound(h),
    "chapman": lambda h, a: chapman(h),
    "coverage": lambda h, a: sample_coverage(h),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 refused, 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", PrevalenceWarning)
            text = options.run(options)
        for message in dict.fromkeys(str(item.message) for item in caught):
            print(f"warning: {message}", file=sys.stderr)
    except (PrevalenceError, OSError) as error:
        print(f"prevalence: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("prevalence: interrupted; nothing was finished.", file=sys.stderr)
        return 130
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")
    else:
        print(text, end="" if text.endswith("\n") else "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="prevalence", description="Estimate hidden populations from overlapping lists."
    )
    parser.add_argument("--version", action="version", version=package_version())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    estimate = _reading(commands.add_parser("estimate", help="one method, one total, its limits"))
    estimate.add_argument("--method", choices=sorted(METHODS), default="stepwise")
    estimate.add_argument("--model", default="[]", help="for --method model: [12,23] or LA*NG + PF")
    estimate.add_argument("--threshold", type=float, default=0.02, help="p-value below which stepwise adds a pair")
    estimate.add_argument("--format", choices=("text", "json", "csv"), default="text")
    estimate.set_defaults(run=_estimate)
    whole = _reading(commands.add_parser("assess", help="every method, every variation, and a verdict"))
    whole.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    whole.set_defaults(run=_assess)
    made = commands.add_parser("simulate", help="lists from a known truth, as CSV")
    made.add_argument("--total", type=int, required=True, help="people in truth")
    made.add_argument("--capture", required=True, help="chance per list: A=0.3,B=0.2,C=0.25")
    made.add_argument("--odds-ratio", action="append", default=[], help="of two lists: A:B=4; may be repeated")
    made.add_argument("--spread", type=float, default=0.0, help="how much people differ, on the logit scale")
    made.add_argument("--number", type=int, default=0, help="which set of lists")
    made.add_argument("--seed", type=int, default=DEFAULT_SEED)
    made.add_argument("--output")
    made.set_defaults(run=_simulate)
    tables = commands.add_parser("datasets", help="published tables that come along")
    tables.add_argument("name", nargs="?")
    tables.set_defaults(run=_datasets, output=None)
    return parser


def _reading(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("data", help="a CSV file, or dataset:NAME for a table that comes along")
    parser.add_argument("--lists", help="columns that are lists, by commas; all but the counts if not given")
    parser.add_argument("--count", help="column of counts; without one each row is a person")
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--interval", choices=("percentile", "bca", "basic", "jackknife"), help="after selection")
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--output", help="a file to write to")
    return parser


def _histories(options: argparse.Namespace) -> CaptureHistories:
    if options.data.startswith("dataset:"):
        return datasets.load(options.data.removeprefix("dataset:"))
    lists = [name.strip() for name in options.lists.split(",")] if options.lists else None
    return CaptureHistories.from_csv(options.data, lists, count=options.count)


def _estimate(options: argparse.Namespace) -> str:
    histories = _histories(options)
    estimate = METHODS[options.method](histories, options)
    interval = _interval(estimate, options)
    low, high = report.limits(interval)
    row = {
        "method": estimate.provenance.method,
        "total": float(estimate.total),
        "low": report.plain(low),
        "high": report.plain(high),
        "level": options.level,
        "interval": interval.method,
        "includes_selection": interval.includes_selection,
        "observed": histories.total,
        "model": str(getattr(estimate, "model", "")),
        "provenance": str(estimate.provenance),
        "warnings": [str(note) for note in dict.fromkeys((*estimate.notes, *interval.notes))],
    }
    if options.format == "json":
        return json.dumps(row, ensure_ascii=False, indent=2)
    if options.format == "csv":
        values = [" | ".join(v) if isinstance(v, list) else str(v) for v in row.values()]
        return _csv_lines([list(row), values])
    return f"{estimate}\n{interval}\n{estimate.provenance}\n"


def _interval(estimate: Any, options: argparse.Namespace) -> Interval:
    selects = isinstance(estimate, LoglinearEstimate) and estimate.procedure.selects
    if selects:
        return _bootstrap(estimate, options).interval(options.level, options.interval or "percentile")
    interval: Interval = estimate.interval(options.level)
    return interval


def _bootstrap(estimate: LoglinearEstimate | DirectEstimate, options: argparse.Namespace) -> Bootstrap:
    """Replicates in pieces, with progress; an interruption keeps those done."""
    totals, terms = [], []
    try:
        for first in range(0, options.replicates, BLOCK):
            size = min(BLOCK, options.replicates - first)
            some, chosen = block(estimate.histories, estimate.procedure, options.seed, first, size)
            totals.append(some)
            terms.append(chosen)
            _progress(first + size, options.replicates)
    except KeyboardInterrupt:
        if not totals:
            raise
        done = sum(map(len, totals))
        print(f"\ninterrupted: limits from the {done} replicates done", file=sys.stderr)
    arrays = np.concatenate(totals), np.concatenate(terms)
    return Bootstrap(estimate.histories, estimate.total, *arrays, estimate.procedure, estimate.provenance)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} replicates", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _assess(options: argparse.Namespace) -> str:
    found = assess(_histories(options), level=options.level, replicates=options.replicates, seed=options.seed)
    forms: dict[str, Callable[[Assessment], str]] = {
        "json": report.as_json,
        "csv": report.as_csv,
        "html": report.as_html,
        "text": str,
    }
    return forms[options.format](found)


def _simulate(options: argparse.Namespace) -> str:
    capture = {name: float(chance) for name, chance in (item.split("=") for item in options.capture.split(","))}
    ratios = {}
    for item in options.odds_ratio:
        pair, _, ratio = item.partition("=")
        first, _, second = pair.partition(":")
        ratios[first, second] = float(ratio)
    truth = Truth.of(options.total, capture, odds_ratios=ratios, spread=options.spread)
    histories = truth.draw(options.number, seed=options.seed)
    rows = [[*pattern, count] for pattern, count in histories.rows()]
    return _csv_lines([[*histories.lists, "count"], *rows])


def _datasets(options: argparse.Namespace) -> str:
    return str(datasets.describe(options.name)) if options.name else "\n".join(datasets.names())


def _csv_lines(rows: list[list[Any]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()
