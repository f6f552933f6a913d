"""The command `prevalence`: estimate, assess, simulate, and show the tables that come along."""

import argparse
import csv
import io
import json
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from prevalence import datasets, page, report
from prevalence.assessment import Assessment, assess
from prevalence.cells import count_column
from prevalence.cli_again import command_again
from prevalence.cli_bootstrap import run_bootstrap
from prevalence.cli_methods import METHODS, add_settings
from prevalence.errors import InvalidArgument, PrevalenceError, PrevalenceWarning
from prevalence.frames import read_csv
from prevalence.histories import CaptureHistories
from prevalence.indicator import sdg_16_2_2
from prevalence.results import Interval, check_replicates, package_version
from prevalence.simulation import Truth
from prevalence.strata import StratifiedHistories, estimate_strata
from prevalence.streams import DEFAULT_SEED

INTERRUPTED = 130
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 refused, 130 interrupted (what was done is written)."""
    options = _parser().parse_args(arguments)
    options.interrupted = False
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
        return INTERRUPTED
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")
    else:
        print(text, end="" if text.endswith("\n") else "\n")
    return INTERRUPTED if options.interrupted else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="prevalence", description="Estimate hidden populations from overlapping lists."
    )
    parser.add_argument("--version", action="version", version=package_version())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_estimate_command, _assess_command, _rates_command, _simulate_command, _datasets_command):
        add(commands)
    return parser


def _estimate_command(commands: Commands) -> None:
    estimate = _add_data_arguments(commands.add_parser("estimate", help="one method, one total, its limits"))
    estimate.add_argument("--method", choices=sorted(METHODS), default="stepwise")
    add_settings(estimate)
    estimate.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    estimate.set_defaults(run=_estimate, parser=estimate)


def _assess_command(commands: Commands) -> None:
    whole = _add_data_arguments(commands.add_parser("assess", help="every method, every variation, and a verdict"))
    whole.add_argument("--thorough", action="store_true", help="latent classes and shrinkage too; takes longer")
    whole.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    whole.set_defaults(run=_assess)


def _rates_command(commands: Commands) -> None:
    rates = _add_data_arguments(
        commands.add_parser("rates", help="totals and rates per 100,000, as indicator 16.2.2 asks")
    )
    rates.add_argument("--by", required=True, help="columns to divide by: sex,age,form")
    rates.add_argument("--population", required=True, help="CSV: the same columns and inhabitants per stratum")
    rates.add_argument("--same-inhabitants", default="form", help="columns that do not divide the inhabitants")
    rates.add_argument("--population-source", default="", help="who counted the inhabitants, and when")
    rates.add_argument("--format", choices=("csv", "json"), default="csv")
    rates.set_defaults(run=_rates)


def _simulate_command(commands: Commands) -> None:
    made = commands.add_parser("simulate", help="lists from a known truth, as CSV")
    made.add_argument("--total", type=int, required=True, help="people in truth")
    made.add_argument("--capture", required=True, help="chance per list: A=0.3,B=0.2,C=0.25")
    made.add_argument("--odds-ratio", action="append", default=[], help="of two lists: A:B=4; may be repeated")
    made.add_argument("--spread", type=float, default=0.0, help="how much people differ, on the logit scale")
    made.add_argument("--number", type=int, default=0, help="which set of lists")
    made.add_argument("--seed", type=int, default=DEFAULT_SEED)
    made.add_argument("--output")
    made.set_defaults(run=_simulate)


def _datasets_command(commands: Commands) -> None:
    tables = commands.add_parser("datasets", help="published tables that come along")
    tables.add_argument("name", nargs="?")
    tables.set_defaults(run=_datasets, output=None)


def _add_data_arguments(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("data", help="a CSV file, or dataset:NAME for a table that comes along")
    parser.add_argument("--lists", help="columns that are lists, by commas; all but the counts if not given")
    parser.add_argument("--count", help="column of counts; without one each row is a person")
    parser.add_argument("--level", type=float, default=0.95)
    kinds = ("profile", "log-normal", "percentile", "bca", "widest", "basic", "jackknife")
    parser.add_argument("--interval", choices=kinds, help="how limits are found; percentile after selection")
    parser.add_argument("--parallel", action="store_true", help="use all cores, through joblib")
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--precision", type=float, help="take replicates until no limit errs by more than this share")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--progress", action="store_true", help="tell of progress even where nobody watches")
    parser.add_argument("--output", help="a file to write to")
    return parser


def _histories(options: argparse.Namespace) -> CaptureHistories:
    if options.data.startswith("dataset:"):
        return datasets.load(options.data.removeprefix("dataset:"))
    return CaptureHistories.from_csv(options.data, _names(options.lists), count=options.count)


def _names(text: str | None) -> list[str] | None:
    return [name.strip() for name in text.split(",")] if text else None


def _estimate(options: argparse.Namespace) -> str:
    check_replicates(options.replicates)
    options.tell = _tell if sys.stderr.isatty() or options.progress else None
    histories = _histories(options)
    estimate = METHODS[options.method](histories, options)
    interval = _interval(estimate, options)
    origin = interval.provenance or estimate.provenance
    command = command_again(options, interval)
    low, high = report.limits(interval)
    model = getattr(estimate, "model", None)
    row = {
        "method": estimate.provenance.method,
        "total": float(estimate.total),
        "low": report.plain(low),
        "high": report.plain(high),
        "level": options.level,
        "interval": interval.method,
        "low_monte_carlo_error": interval.low_error,
        "high_monte_carlo_error": interval.high_error,
        "includes_selection": interval.includes_selection,
        "observed": histories.total,
        "hidden": float(estimate.total) - histories.total,
        "model": "" if model is None else str(model),
        "model_by_names": "" if model is None else model.formula(histories.lists),
        "lists": {str(place): name for place, name in enumerate(histories.lists, start=1)},
        "columns": histories.columns,
        "seed": origin.seed,
        "replicates": origin.replicates,
        "versions": origin.to_dict()["versions"],
        "provenance": str(origin),
        "command": command,
        "warnings": [str(note) for note in dict.fromkeys((*estimate.notes, *interval.notes))],
    }
    if options.format == "json":
        return json.dumps(row, ensure_ascii=False, indent=2)
    if options.format == "csv":
        return _csv_lines([list(row), [_cell(value) for value in row.values()]])
    if options.format == "html":
        return page.of_estimate(histories, estimate, interval, command)
    numbered = ", ".join(f"{place} {name}" for place, name in enumerate(histories.lists, start=1))
    read = [f"Columns: {histories.columns}"] if histories.columns else []
    said = [] if model is None else model.explain(histories.lists)
    return "\n".join(
        [str(estimate), str(interval), f"Lists: {numbered}", *read, *said, str(origin), f"Again: {command}", ""]
    )


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    return "" if value is None else str(value)


def _interval(estimate: Any, options: argparse.Namespace) -> Interval:
    selects = getattr(getattr(estimate, "procedure", None), "selects", False)
    wanted = options.interval or ("percentile" if selects else None)
    if wanted in (None, "profile", "log-normal") or not hasattr(estimate, "bootstrap"):
        if options.interval and not hasattr(estimate, "bootstrap"):
            raise InvalidArgument(f"--interval is not for {options.method}, whose limits are those of its posterior.")
        named = {"replicates": options.replicates, "seed": options.seed} if hasattr(estimate, "bootstrap") else {}
        found: Interval = estimate.interval(options.level, *([wanted] if wanted else []), **named)
        return found
    if options.precision is not None:
        named = {"replicates": options.replicates, "seed": options.seed, "parallel": options.parallel}
        precise: Interval = estimate.interval(options.level, wanted, precision=options.precision, **named)
        return precise
    replicates, options.interrupted = run_bootstrap(estimate, options)
    traced: Interval = estimate.trace(replicates.interval(options.level, wanted))
    return traced


def _assess(options: argparse.Namespace) -> str:
    found = assess(
        _histories(options),
        level=options.level,
        replicates=options.replicates,
        seed=options.seed,
        thorough=options.thorough,
        tell=_tell if sys.stderr.isatty() or options.progress else None,
        keep_if_interrupted=True,
    )
    options.interrupted = found.interrupted
    forms: dict[str, Callable[[Assessment], str]] = {
        "json": report.as_json,
        "csv": report.as_csv,
        "html": page.of_assessment,
        "text": str,
    }
    return forms[options.format](found)


def _tell(what: str) -> None:
    watched = sys.stderr.isatty()
    print(f"\r\x1b[K{what}" if watched else what, end="" if watched else "\n", file=sys.stderr, flush=True)


def _rates(options: argparse.Namespace) -> str:
    columns, by, lists = read_csv(options.data), _names(options.by) or [], _names(options.lists)
    count = options.count or count_column(columns)
    names = lists or [name for name in columns if name != count and name not in by]
    strata = StratifiedHistories.from_counts(columns, names, by, count=count)
    populations = _populations(options.population, by)
    made = estimate_strata(strata, replicates=options.replicates, seed=options.seed)
    rows = sdg_16_2_2(
        made,
        populations,
        source=options.population_source,
        same_inhabitants=_names(options.same_inhabitants) or (),
        level=options.level,
    )
    plain = [{key: report.plain(value) for key, value in asdict(row).items()} for row in rows]
    if options.format == "json":
        return json.dumps(plain, ensure_ascii=False, indent=2)
    flat = [{**row.pop("values"), **row} for row in plain]
    return _csv_lines([list(flat[0]), *[[str(value) for value in row.values()] for row in flat]])


def _populations(path: str, by: Sequence[str]) -> dict[tuple[Any, ...], float]:
    columns = read_csv(path)
    for name in by:
        if name not in columns:
            raise InvalidArgument(f"{path} has no column {name!r}; it needs {', '.join(by)} and one of inhabitants.")
    others = [name for name in columns if name not in by]
    if len(others) != 1:
        raise InvalidArgument(f"{path} must have one column of inhabitants beside {', '.join(by)}, not {others}.")
    found = {}
    for row, label in enumerate(zip(*(columns[name] for name in by), strict=True)):
        try:
            found[label] = float(columns[others[0]][row])
        except ValueError as error:
            text = f"{path}, row {row + 2}: {columns[others[0]][row]!r} is not a number of inhabitants."
            raise InvalidArgument(text) from error
    return found


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
