"""`disclosure protect`: hide what is sensitive in a table and what gives it away."""

import argparse
import json
from pathlib import Path

from disclosure.alternatives.compare import compare_alternatives
from disclosure.alternatives.rounding import BASES, round_tables
from disclosure.commands import Commands
from disclosure.commands.inputs import add_earlier, add_tables, earlier_tables, private_cells, tables
from disclosure.errors import InvalidArgument
from disclosure.progress import shown_progress
from disclosure.rules.read_rules import read_rules
from disclosure.suppression.choose import How
from disclosure.suppression.protect import Protected, protect
from disclosure.tables.private import private_file
from disclosure.tables.table import Table
from disclosure.tables.write_table import write_specification, write_table


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("protect")
    add_tables(parser)
    add_earlier(parser)
    parser.add_argument("--thresholds", help="the file of thresholds and signs; needed unless --round is given")
    parser.add_argument("--output", help="the folder to write to, which must not exist yet; needed unless --suggest")
    parser.add_argument("--method", choices=list(How), default=How.AUTO)
    parser.add_argument(
        "--time-limit",
        type=float,
        metavar="SECONDS",
        help="after which no better pattern is looked for and the best so far is given",
    )
    parser.add_argument("--quiet", action="store_true", help="do not show on stderr how far the work has come")
    parser.add_argument("--round", type=int, choices=BASES, help="round to multiples instead of hiding")
    parser.add_argument(
        "--suggest",
        action="store_true",
        help="compare ways to publish the tables with what each loses, and write nothing",
    )
    parser.add_argument("--sdmx", action="store_true", help="write SDMX observations with status codes")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Protect and write; nothing is written if protection is not possible."""
    _, several = tables(options)
    if options.round and not options.suggest:
        folder = _new_folder(options)
        rounded = round_tables(several, base=options.round)
        _write(folder, rounded.tables, options.sdmx)
        print(rounded)
        return 0
    if not options.thresholds:
        raise InvalidArgument("Hiding needs thresholds: name their file with --thresholds, or give --round.")
    rules = read_rules(options.thresholds)
    if options.suggest:
        before, private = earlier_tables(options), private_cells(options)
        with shown_progress(options.quiet) as progress:
            found = compare_alternatives(several, rules, earlier=before, private=private, progress=progress)
        print("\n".join(map(str, found)))
        return 0
    folder = _new_folder(options)
    before, private = earlier_tables(options), private_cells(options)
    limit = options.time_limit
    if limit is not None and not limit > 0:
        raise InvalidArgument(f"--time-limit must be above 0 seconds, but is {limit:g}.")
    with shown_progress(options.quiet) as progress:
        safe = protect(
            several,
            rules,
            earlier=before,
            private=private,
            how=options.method,
            time_limit=limit,
            progress=progress,
        )
    _write(folder, safe.tables, options.sdmx)
    private_folder = _write_private(folder, several, safe)
    (folder / "thresholds.toml").write_text(rules.source, encoding="utf-8")
    (folder / "protection.json").write_text(_record(safe), encoding="utf-8")
    print(safe)
    print(safe.audit.guarantee)
    print(f"What is hidden is in {private_folder}, for the gate and for later audits: keep it, never publish it.")
    for note in safe.notes:
        print(f"note: {note}")
    return 0


def _new_folder(options: argparse.Namespace) -> Path:
    if not options.output:
        raise InvalidArgument("There is nowhere to write to. Name a folder with --output.")
    folder = Path(options.output)
    if folder.exists():
        raise InvalidArgument(f"{folder} exists already. Name a folder that does not, so that nothing is overwritten.")
    private = private_file(folder / "specification.toml").parent
    if private.exists():
        raise InvalidArgument(
            f"{private} exists already, with true figures of another publication. Name another folder."
        )
    return folder


def _write(folder: Path, some: tuple[Table, ...], sdmx: bool) -> None:
    folder.mkdir(parents=True)
    files = {table.name: f"{table.name}.csv" for table in some}
    for table in some:
        write_table(folder / files[table.name], table, sdmx=sdmx)
    text = write_specification(some[-1].specification, files)
    (folder / "specification.toml").write_text(text, encoding="utf-8")


def _write_private(folder: Path, truth: list[Table], safe: Protected) -> Path:
    """The true tables, laid out as the published ones, and the cells that those do not show; for the owner only."""
    cells = private_file(folder / "specification.toml")
    cells.parent.mkdir(mode=0o700)
    cells.write_text(safe.private.to_json(), encoding="utf-8")
    for table in truth:
        write_table(cells.parent / f"{table.name}.csv", table)
    return cells.parent


def _record(safe: Protected) -> str:
    summary = safe.summary
    record = {
        "cells": summary.cells,
        "hidden": summary.sensitive + summary.for_others,
        "share_of_cells_hidden": (summary.sensitive + summary.for_others) / max(summary.cells, 1),
        "share_of_sum_hidden_to_protect_others": summary.hidden_total / summary.total if summary.total else 0.0,
        "proved_best": summary.proved_best,
        "gap": summary.gap,
        "guarantee": safe.audit.guarantee,
        "cells_bounded_inside_their_interval": int(safe.audit.failing.sum()),
        "notes": list(safe.notes),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
